"""What is wrong with a submission, the report of the year before considered, and what did people say to it?

Findings are worked out anew from the stored report; only their number is kept with the version of the rules.
A verdict of the office on a finding is the same as at the checking desk, and holds there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    former = Submission.objects.filter(
        unit__campaign__agency=unit.campaign.agency,
        unit__campaign__year=year,
        unit__campaign__kind=unit.campaign.kind,
        practice=False,
    )
    same = former.filter(unit__code=unit.code) if unit.code else former.filter(unit__name=unit.name)
    row = same.order_by("pk").last()
    if row is not None:
        return from_json(row.document)
    return report_of(unit.agency, year) if unit.agency else None


@dataclass(frozen=True, slots=True)
class Reviewed(Judgements):
    """The findings in a submission, or in a file that waits, with the verdicts of the office."""

    judged: tuple[Judged, ...] = ()


def reviewed(submission: Submission) -> Reviewed:
    """What is found in a submission by the rules in force, and what the office holds of it."""
    return with_verdicts(submission.unit, of(submission))


def with_verdicts(unit: Unit, found: Sequence[Finding]) -> Reviewed:
    """The findings in a report of the unit with the verdicts of the office that decides about it."""
    subject = _subject(unit)
    return Reviewed(tuple(judged(found, subject, verdicts(office_of(unit), [subject]))))


def open_errors(submission: Submission) -> list[Finding]:
    """The errors that nobody of the office has held for none."""
    return [one for one in reviewed(submission).standing if one.severity == ERROR]


def subject_of(submission: Submission) -> str:
    """What a verdict belongs to: the unit and the year, however often it hands in."""
    return _subject(submission.unit)


def _subject(unit: Unit) -> str:
    return f"{unit.name} {unit.campaign.year}"
