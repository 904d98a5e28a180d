"""Which campaigns may this person see, how far has each unit come, and which reports are accepted?

`visible` is the one place that decides who sees a campaign, `units_of` who sees a unit of it; pages, files
and sheets go through them. `standing` reads no report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Q, QuerySet

from gongkai.checking import rules_version
from gongkai.document import from_json
from gongkai.owed import agencies_of
from gongkai.report import Report
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import own_agencies
from gongkai_web.agencies.tree import SUPERVISOR, below
from gongkai_web.annual.campaign.collecting import resting
from gongkai_web.annual.campaign.collecting.models import (
    Act,
    Campaign,
    Checking,
    Incoming,
    InternalDay,
    Submission,
    Unit,
)
from gongkai_web.annual.campaign.collecting.remarked import answered
from gongkai_web.annual.campaign.collecting.standing import (
    Acted,
    DayFacts,
    Facts,
    Handed,
    UnitFacts,
    UnitStanding,
    state_of,
    worked_out,
)
from gongkai_web.annual.campaign.collecting.words import (
    OUT,
    REPORTS,
    SUBMITTED,
    Done,
    Kind,
    LevelState,
    State,
)
from gongkai_web.annual.models import Check, Filing, Handover, Release, SectionText

_UNIT = (
    "pk",
    "name",
    "code",
    "agency_id",
    "parent_id",
    "kind",
    "vertical",
    "reports",
    "merged_into_id",
    "excused",
    "ended",
)
_ACT = ("unit_id", "submission_id", "what", "until", "published_on")


@dataclass(frozen=True, slots=True)
class AcceptedReport:
    """A report that counts: accepted by the office above its unit. `submission` comes without its document.

    `settled`: every level above the unit was accepted by the one above it, so that the sum may use it.
    """

    unit: Unit
    submission: Submission
    report: Report
    settled: bool


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Campaign]:
    """The campaigns of the agencies that the person works for, and those that such an agency reports to."""
    own = own_agencies(person, day)
    listed = Unit.objects.filter(agency__in=own).values("campaign")
    known = Campaign.objects.filter(Q(agency__in=own) | Q(pk__in=listed)).values("pk")
    return Campaign.objects.filter(pk__in=known).select_related("agency", "opened_by")


def units_of(campaign: Campaign, person: Person | AnonymousUser, day: date) -> QuerySet[Unit]:
    """The units that the person may see: the office that collects all, a unit itself and those below."""
    own = set(own_agencies(person, day).values_list("pk", flat=True))
    found = Unit.objects.filter(campaign=campaign)
    if campaign.agency_id in own:
        return found
    facts = unit_facts(campaign)
    mine = {unit.pk for unit in facts if unit.agency_id in own}
    return found.filter(pk__in=mine | _below(facts, mine))


def sees_all(campaign: Campaign, person: Person | AnonymousUser, day: date) -> bool:
    """Whether the person works for the office that collects."""
    return own_agencies(person, day).filter(pk=campaign.agency_id).exists()


def agencies_under(campaign: Campaign) -> QuerySet[Agency]:
    """The agencies of this platform that may stand in the list: the collecting one and whom it supervises."""
    return Agency.objects.filter(pk__in=below({campaign.agency_id}, SUPERVISOR))


def unit_facts(campaign: Campaign) -> list[UnitFacts]:
    """The list of units."""
    rows = Unit.objects.filter(campaign=campaign).order_by("pk").values_list(*_UNIT)
    return [UnitFacts(*row) for row in rows]


def standing(campaign: Campaign, today: date) -> tuple[UnitStanding, ...]:
    """How far each unit has come, in the order of the list; one query for each table, no report is read."""
    units = unit_facts(campaign)
    agencies = {unit.agency_id: unit.pk for unit in units if unit.agency_id is not None}
    handed = _handed(campaign)
    released, since, public = _released(campaign, agencies, today)
    facts = Facts(
        statutory_day=campaign.statutory_day,
        submits=campaign.kind in SUBMITTED,
        units=units,
        days=[DayFacts(*row) for row in _days(campaign).values_list("unit_id", "day", "locks")],
        handed=handed,
        acts=[Acted(*row) for row in _acts(campaign)],
        begun=_begun(campaign, agencies),
        released=released,
        public_since=since,
        last_version=_later(public, _submitted_versions(campaign, agencies)),
        afterwards=campaign.afterwards,
        answered=answered(campaign),
    )
    return worked_out(facts, today, rules_version())


def accepted_reports(campaign: Campaign) -> tuple[AcceptedReport, ...]:
    """The reports that count, in the order of the list. None of a practice."""
    if campaign.practice:
        return ()
    found = {one.unit.pk: one for one in standing(campaign, date.max)}
    good = [one for one in found.values() if one.accepted and one.handed]
    keys = [one.handed.pk for one in good if one.handed]
    rows = Submission.objects.filter(pk__in=keys, practice=False).select_related("unit").defer("document")
    read = dict(Submission.objects.filter(pk__in=keys).values_list("pk", "document"))
    return tuple(
        AcceptedReport(row.unit, row, from_json(read[row.pk]), _settled(row.unit, found))
        for row in rows.order_by("unit_id")
    )


def last_submission(unit: Unit, *, practice: bool = False) -> Submission | None:
    """The last submission of a unit, without its report."""
    rows = Submission.objects.filter(unit=unit, practice=practice).defer("document")
    return rows.order_by("pk").last()


def incoming_of(unit: Unit) -> Incoming | None:
    """The file that waits to be confirmed."""
    return Incoming.objects.filter(unit=unit).first()


def state_of_submission(submission: Submission) -> State:
    """How far it is, by what was done with it."""
    handed = Handed(submission.pk, submission.number, submission.day, submission.source)
    rows = Act.objects.filter(submission=submission).order_by("pk")
    acts = [Acted(*row) for row in rows.values_list(*_ACT)]
    return state_of(handed, acts, begun=False)


def is_taken_back(submission: Submission) -> bool:
    """Whether the last that was done with it is that its approval was taken back."""
    last = Act.objects.filter(submission=submission).exclude(what=Done.PUBLISH).order_by("pk").last()
    return last is not None and last.what == Done.TAKE_BACK


def why_returned(unit: Unit) -> str:
    """What has to be mended in what was returned last."""
    last = Act.objects.filter(unit=unit, what__in=(Done.RETURN, Done.VOID)).order_by("pk").last()
    return last.reason if last else ""


def why_taken_back(unit: Unit) -> str:
    """Why the approval of its report was taken back last, and on which day."""
    last = Act.objects.filter(unit=unit, what=Done.TAKE_BACK).order_by("pk").last()
    return f"{last.day}：{last.reason}" if last else ""


def awaited(campaign: Campaign, day: date) -> list[UnitStanding]:
    """The units whose report is waited for: not handed in yet, or returned."""
    return [one for one in standing(campaign, day) if one.unit.expected and one.state not in OUT]


def wanted_by(one: UnitStanding) -> date | None:
    """The day by which the unit is asked for its report; None where it is only brought in afterwards."""
    return one.open_until or one.internal_day or (None if one.afterwards else one.statutory_day)


def out_of_reach(unit: Unit, day: date) -> bool:
    """Whether the unit can neither hand in nor read what comes: outside, and no link of it is valid."""
    return unit.agency_id is None and not unit.keys.filter(revoked_on=None, until__gte=day).exists()


def voided_by(unit: Unit, today: date) -> list[Unit]:
    """The levels whose approval falls with the unit: its own, which holds its report too, and those above.

    Of this campaign; what falls in those above it: `falling.falling`.
    """
    if not Act.objects.filter(unit__campaign=unit.campaign, what=Done.APPROVE_LEVEL).exists():
        return []
    reached = {
        one.unit.pk
        for one in standing(unit.campaign, today)
        if one.level in {LevelState.APPROVED_HERE, LevelState.ACCEPTED_ABOVE}
    }
    found: list[Unit] = []
    level: Unit | None = unit
    while level is not None:
        if level.pk in reached:
            found.append(level)
        level = level.parent
    return found


def office_of(unit: Unit) -> Agency:
    """The office that decides about the unit: of the nearest unit above it here, or the one that collects.

    A unit above that has no agency here decides nothing here.
    """
    above = unit.parent
    while above is not None:
        if above.agency is not None:
            return above.agency
        above = above.parent
    return unit.campaign.agency


def _handed(campaign: Campaign) -> dict[int, Handed]:
    """The last submission of each unit; what was handed in for practice counts in a practice alone.

    The version of a sum that was handed in is that under which it was published.
    """
    rows = Submission.objects.filter(unit__campaign=campaign, practice=campaign.practice).order_by("pk")
    last: dict[int, tuple[int, int, date, str]] = {}
    days: dict[int, dict[int, date]] = defaultdict(dict)
    versions: dict[int, int] = {}
    about = ("unit_id", "pk", "number", "day", "source", "filing__version")
    summed = _public_as(campaign)
    for unit, key, number, day, source, version in rows.values_list(*about):
        last[unit] = (key, number, day, source)
        days[unit][key] = day
        versions[unit] = version or summed.get(key, 0)
    checked = Checking.objects.filter(submission__unit__campaign=campaign).order_by("pk")
    rows_checked = checked.values_list("submission_id", "rules", "errors", "warnings")
    found = {key: (rules, errors, warnings) for key, rules, errors, warnings in rows_checked}
    return {
        unit: Handed(*row, *found.get(row[0], ("", 0, 0)), days[unit], versions[unit])
        for unit, row in last.items()
    }


def _public_as(campaign: Campaign) -> Mapping[int, int]:
    """As which version the sums that were handed in are public: only among reports of governments are any."""
    if campaign.kind != Kind.GOVERNMENT:
        return {}
    return {key: version for room in resting.above() for key, version in room.public_as(campaign).items()}


def _acts(campaign: Campaign) -> Iterable[tuple[int, int | None, str, date | None, date | None]]:
    rows = Act.objects.filter(unit__campaign=campaign).order_by("pk")
    return rows.values_list(*_ACT)


def _days(campaign: Campaign) -> QuerySet[InternalDay]:
    return InternalDay.objects.filter(campaign=campaign).order_by("pk")


def _begun(campaign: Campaign, agencies: dict[int, int]) -> set[int]:
    """The units that are at work: a file waits to be confirmed, or the report is being written here."""
    found = set(Unit.objects.filter(campaign=campaign, incoming__isnull=False).values_list("pk", flat=True))
    if not agencies:
        return found
    for rows in (SectionText.objects, Check.objects, Filing.objects):
        listed = {"agency__units__campaign": campaign, "agency__units__removed": ""}
        keys = rows.filter(year=campaign.year, **listed)
        found |= {agencies[key] for key in keys.values_list("agency_id", flat=True).distinct()}
    return found


def _released(
    campaign: Campaign, agencies: Mapping[int, int], today: date
) -> tuple[dict[int, date], dict[int, date], dict[int, int]]:
    """When what was handed in from this platform was published, by submission; when first anything, by unit.

    And the last version that was, by unit. `agencies`: the units by their agency.
    """
    released, since, versions = dict[int, date](), dict[int, date](), dict[int, int]()
    for day, _, version, agency, submission in sorted(_releases(campaign, today), key=lambda row: row[:2]):
        since.setdefault(agencies[agency], day)
        versions[agencies[agency]] = version
        if submission is not None:
            released[submission] = day
    return released, since, versions


def _submitted_versions(campaign: Campaign, agencies: Mapping[int, int]) -> dict[int, int]:
    """The last version of its own report that each unit has submitted to anybody (第四十九条第一款)."""
    if campaign.kind not in SUBMITTED or not agencies:
        return {}
    listed = {"filing__agency__units__campaign": campaign, "filing__agency__units__removed": ""}
    rows = Handover.objects.filter(filing__year=campaign.year, **listed)
    found = rows.values_list("filing__agency_id").annotate(last=Max("filing__version")).order_by()
    return {agencies[key]: version for key, version in found}


def _later(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    return {key: max(one.get(key, 0), other.get(key, 0)) for key in one.keys() | other.keys()}


def _releases(campaign: Campaign, today: date) -> Iterator[tuple[date, int, int, int, int | None]]:
    """What was published: the day, its key, its version, the agency of the unit, and what was handed in.

    An office hands in its government's report, and publishes it under the name of the government; its own
    report of that year is of the other kind (第四十九条).
    """
    shown = Release.objects.filter(filing__year=campaign.year, released_on__lte=today).order_by()
    own = shown.filter(filing__agency__units__campaign=campaign, filing__agency__units__removed="")
    about = ("released_on", "pk", "filing__version")
    if campaign.kind == Kind.GOVERNMENT:
        own = own.filter(filing__agency__kind__in=agencies_of(REPORTS[Kind.GOVERNMENT], campaign.year))
        for room in resting.above():
            for one in room.public_sums(campaign, today):
                yield one.day, one.release, one.version, one.agency, one.submission
    yield from own.values_list(*about, "filing__agency_id", "filing__submissions__pk")


def _below(units: Iterable[UnitFacts], roots: set[int]) -> set[int]:
    """The units that stand below these."""
    known = list(units)
    found: set[int] = set()
    fresh = set(roots)
    while fresh:
        fresh = {unit.pk for unit in known if unit.parent_id in fresh} - found
        found |= fresh
    return found


def _settled(unit: Unit, found: dict[int, UnitStanding]) -> bool:
    above = unit.parent_id
    while above is not None:
        one = found[above]
        if one.level != LevelState.ACCEPTED_ABOVE:
            return False
        above = one.unit.parent_id
    return True
