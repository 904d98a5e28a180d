"""Which sums hold a report, and what becomes of them when its approval is taken back? (`collecting.resting`)

What was frozen and is not public is void from then on. What is public cannot vanish (《条例》第四十九条): it
is marked, and its office adds up anew and publishes a correction beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from gongkai_web.agencies.models import Person
from gongkai_web.annual.aggregation.actions import let_fall
from gongkai_web.annual.aggregation.models import Sum, SumSubmission
from gongkai_web.annual.campaign.collecting.models import Act, Campaign, Submission, Unit
from gongkai_web.annual.campaign.collecting.resting import PublicSum, Resting
from gongkai_web.annual.models import Release


def added_up(campaign: Campaign, level: Unit | None = None) -> bool:
    """Whether the whole campaign, or the level of that unit, was added up and frozen."""
    return Sum.objects.filter(campaign=campaign, level=level).exists()


def to_publish(campaign: Campaign) -> tuple[int, int] | None:
    """The last version of the whole, where it stands and is not public: its key and version."""
    last = Sum.objects.filter(campaign=campaign, level=None).order_by("-version")
    found = last.values_list("pk", "version", "release", "fall").first()
    return (found[0], found[1]) if found and not any(found[2:]) else None


def public_as(campaign: Campaign) -> dict[int, int]:
    """Of the sums that were handed in to the campaign: the version as which they are public."""
    handed = SumSubmission.objects.filter(submission__unit__campaign=campaign, sum__release__isnull=False)
    return dict(handed.order_by().values_list("submission_id", "sum__release__filing__version"))


def public_sums(campaign: Campaign, today: date) -> Iterator[PublicSum]:
    """The sums of the agencies that report in the campaign, as the public has them."""
    shown = Release.objects.filter(filing__year=campaign.year, released_on__lte=today).order_by()
    units = "filing__of_sum__sum__agency__units"
    found = shown.filter(**{f"{units}__campaign": campaign, f"{units}__removed": ""})
    about = ("released_on", "pk", "filing__version", "filing__of_sum__sum__agency_id")
    handed = "filing__of_sum__sum__submissions__submission_id"
    return (PublicSum(*row) for row in found.values_list(*about, handed))


def handed_in(unit: Unit, submission: Submission | None) -> Iterator[Submission]:
    """The sums that hold the unit, or that one report of it, and were handed in to another campaign."""
    found = Submission.objects.filter(of_sum__sum__campaign=unit.campaign_id, practice=False)
    found = found.filter(Q(of_sum__sum__level=None) | Q(of_sum__sum__level__in=_upwards(unit)))
    about = found.select_related("unit__campaign__agency", "unit__agency", "unit__parent__agency")
    for one in about.select_related("of_sum__sum").defer("document", "of_sum__sum__document").order_by("pk"):
        if submission is None or _holds(one.of_sum.sum, submission):
            yield one


def resting(unit: Unit, submission: Submission | None) -> Iterator[Resting]:
    """The frozen sums that hold it and have not fallen yet."""
    return (Resting(str(one), public) for one, public in _standing(unit, submission))


def fall(
    *, by: Person, unit: Unit, submission: Submission | None, reason: str, day: date, because: Act | None
) -> None:
    """Makes void what was frozen and not published, and marks what was published."""
    for one, _ in list(_standing(unit, submission)):
        let_fall(by=by, sum_=one, reason=f"「{unit.name}」有变动：{reason}", day=day, because=because)


def _standing(unit: Unit, submission: Submission | None) -> Iterator[tuple[Sum, bool]]:
    """Of each level the last version, and the one that the public has; which of both it is."""
    rows = Sum.objects.filter(Q(level=None) | Q(level__in=_upwards(unit)), campaign=unit.campaign_id)
    rows = rows.select_related("agency", "fall", "release").defer("document", "middles", "told", "sheet")
    last: dict[tuple[int | None, bool], Sum] = {}
    for one in rows.order_by("pk"):
        last.pop((one.level_id, False), None)  # an older one that is not public counts no more
        last[one.level_id, hasattr(one, "release")] = one
    for (_, public), one in last.items():
        if not hasattr(one, "fall") and (submission is None or _holds(one, submission)):
            yield one, public


def _holds(one: Sum, submission: Submission) -> bool:
    """Whether the report is one of those that were added up, as the sum itself names them."""
    return any(key == submission.pk for _, _, _, key, _ in one.members)


def _upwards(unit: Unit) -> list[int]:
    """The unit and those above it."""
    found: list[int] = []
    level: Unit | None = unit
    while level is not None:
        found.append(level.pk)
        level = level.parent
    return found
