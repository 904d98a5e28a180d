"""What is wrong with a submission, the report of the year before considered, and what did people say to it?

Findings are worked out anew from the stored report; only their number is kept with the version of the rules.
A verdict of the office on a finding is the same as at the checking desk, and holds there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from gongkai.checking import ERROR, Finding, check
from gongkai.document import from_json
from gongkai.report import Report
from gongkai_web.annual.campaign.collecting.models import Submission, Unit
from gongkai_web.annual.campaign.collecting.queries import office_of
from gongkai_web.annual.campaign.queries import verdicts
from gongkai_web.annual.campaign.results import Judged, Judgements, judged
from gongkai_web.annual.former import report_of


def of(submission: Submission) -> list[Finding]:
    """All findings by the rules in force."""
    return in_report(submission.unit, from_json(submission.document))


def in_report(unit: Unit, report: Report) -> list[Finding]:
    """The same for a report that the unit has not handed in yet."""
    return check(report, before(unit))


def before(unit: Unit) -> Report | None:
    """The unit's report of the year before: as accepted or last handed in, else as this platform has it."""
    year = unit.campaign.year - 1
    former = former_row(unit, year)
    row = Submission.objects.filter(unit=former, practice=False).order_by("pk").last() if former else None
    if row is not None:
        return from_json(row.document)
    return report_of(unit.agency, year) if unit.agency else None


def former_row(unit: Unit, year: int) -> Unit | None:
    """The row of the unit in the list of that year: by its code, its agency, its name or a former one."""
    names = [unit.name, *reversed(unit.former_names)]
    same = Q(name__in=names)
    if unit.code:
        same |= Q(code=unit.code)
    if unit.agency_id:
        same |= Q(agency=unit.agency_id)
    campaign = unit.campaign
    listed = Unit.objects.filter(
        same,
        campaign__agency=campaign.agency_id,
        campaign__year=year,
        campaign__kind=campaign.kind,
        campaign__practice=False,
    )

    def surest(one: Unit) -> tuple[bool, bool, int]:
        name = names.index(one.name) if one.name in names else len(names)
        return one.code != unit.code or not unit.code, one.agency_id != unit.agency_id, name

    return min(listed, key=surest, default=None)


@dataclass(frozen=True, slots=True)
class Reviewed(Judgements):
    """The findings in a submission, or in a file that waits, with the verdicts of the office."""

    judged: tuple[Judged, ...] = ()


def reviewed(submission: Submission) -> Reviewed:
    """What is found in a submission by the rules in force, and what the office holds of it."""
    return _with_verdicts(submission.unit, subject_of(submission), of(submission))


def with_verdicts(unit: Unit, found: Sequence[Finding]) -> Reviewed:
    """The findings in a report of the unit with the verdicts of the office that decides about it."""
    return _with_verdicts(unit, _subject(unit, practice=unit.campaign.practice), found)


def _with_verdicts(unit: Unit, subject: str, found: Sequence[Finding]) -> Reviewed:
    return Reviewed(tuple(judged(found, subject, verdicts(office_of(unit), [subject]))))


def open_errors(submission: Submission) -> list[Finding]:
    """The errors that nobody of the office has held for none."""
    return [one for one in reviewed(submission).standing if one.severity == ERROR]


def subject_of(submission: Submission) -> str:
    """What a verdict belongs to: the unit and the year, however often it hands in; a practice is another."""
    unit = submission.unit
    return _subject(unit, practice=submission.practice or unit.campaign.practice)


def _subject(unit: Unit, *, practice: bool) -> str:
    return f"{unit.name} {unit.campaign.year}{' 演练' if practice else ''}"
