"""What was remarked about a report that was handed in, where does it stand, and what was answered?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.document import from_json
from gongkai.report import Report
from gongkai_web.annual.campaign.collecting.models import Act, Campaign, Remark, Submission, Unit
from gongkai_web.annual.models import Filing


@dataclass(frozen=True, slots=True)
class Remarked:
    """A remark with the words of the place on which it sits, and what was answered."""

    remark: Remark
    place: str
    replies: tuple[Remark, ...]


def remarks_of(submission: Submission, report: Report) -> list[Remarked]:
    """The remarks on a submission, with their answers."""
    return _remarked(submission.remarks.order_by("pk"), report)


def remarks_on(unit: Unit) -> list[Remarked]:
    """The remarks on the last submission of a unit."""
    last = Submission.objects.filter(unit=unit, remarks__isnull=False).order_by("pk").last()
    return remarks_of(last, from_json(last.document)) if last else []


def said_about(unit: Unit) -> QuerySet[Remark]:
    """All that was remarked and answered about what the unit handed in, without the reports."""
    found = Remark.objects.filter(submission__unit=unit).select_related("submission")
    return found.defer("submission__document").order_by("pk")


def public_remarks(filing: Filing) -> list[Remarked]:
    """What the office said about a published report for the public as well."""
    rows = Remark.objects.filter(submission__filing=filing, submission__practice=False, public=True)
    return _remarked(rows.order_by("pk"), from_json(filing.document))


def answered(campaign: Campaign) -> dict[int, int]:
    """How many remarks were answered by the unit last, by submission, and nothing was done about it since."""
    said = Remark.objects.filter(submission__unit__campaign=campaign, submission__practice=campaign.practice)
    by_unit = Q(by_unit=True) | Q(person_id=None)  # those without an account came by the link of the unit
    later = Remark.objects.filter(answers=OuterRef("answers"), pk__gt=OuterRef("pk"))
    decided = Act.objects.filter(submission=OuterRef("submission"), at__gt=OuterRef("at"))
    waiting = said.filter(by_unit, ~Exists(later), ~Exists(decided), answers__isnull=False)
    return dict(waiting.order_by().values_list("submission").annotate(number=Count("pk")))


def _remarked(rows: Iterable[Remark], report: Report) -> list[Remarked]:
    every = list(rows)
    replies: dict[int, list[Remark]] = defaultdict(list)
    for one in every:
        if one.answers_id is not None:
            replies[one.answers_id].append(one)
    return [
        Remarked(one, _place_of(one, report), tuple(replies[one.pk]))
        for one in every
        if one.answers_id is None
    ]


def _place_of(one: Remark, report: Report) -> str:
    if one.cell:
        return report.layout.name(one.cell)
    heading = next((part.heading for part in report.sections if part.number == one.section), "")
    return f"{heading}：“{one.passage}”" if one.passage else heading
