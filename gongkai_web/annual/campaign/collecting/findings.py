"""What is wrong with a submission, the report of the year before considered, and what did people say to it?

Findings are worked out anew from the stored report; only their number is kept with the version of the rules.
A verdict of the office on a finding is the same as at the checking desk, and holds there too.
"""

from __future__ import annotations

from gongkai.checking import ERROR, Finding, check
from gongkai.document import from_json
from gongkai.report import Report
from gongkai_web.annual.campaign.collecting.models import Submission, Unit
from gongkai_web.annual.campaign.collecting.queries import office_of
from gongkai_web.annual.campaign.models import Decision
from gongkai_web.annual.campaign.queries import verdicts
from gongkai_web.annual.campaign.results import key_of
from gongkai_web.annual.queries import latest_filing


def of(submission: Submission) -> list[Finding]:
    """All findings by the rules in force."""
    return in_report(submission.unit, from_json(submission.document))


def in_report(unit: Unit, report: Report) -> list[Finding]:
    """The same for a report that the unit has not handed in yet."""
    return check(report, before(unit))


def before(unit: Unit) -> Report | None:
    """The unit's report of the year before: as accepted or last handed in, else as filed on this platform."""
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
    filed = latest_filing(unit.agency, year) if unit.agency else None
    return from_json(filed.document) if filed else None


def open_errors(submission: Submission) -> list[Finding]:
    """The errors that nobody of the office has held for none."""
    subject = subject_of(submission)
    said = verdicts(office_of(submission.unit), [subject])
    return [
        one
        for one in of(submission)
        if one.severity == ERROR and not _dismissed(said.get(key_of(subject, one)))
    ]


def subject_of(submission: Submission) -> str:
    """What a verdict belongs to: the unit and the year, however often it hands in."""
    return f"{submission.unit.name} {submission.unit.campaign.year}"


def _dismissed(verdict: object) -> bool:
    return getattr(verdict, "decision", None) == Decision.DISMISSED
