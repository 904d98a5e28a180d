"""What is wrong with a submission, the report of the year before considered, and what did people say to it?

Findings are worked out anew from the stored report; only their number is kept with the version of the rules.
A verdict of the office on a finding is the same as at the checking desk, and holds there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from gongkai.checking import ERROR, Finding, check
from gongkai.document import from_json
from gongkai.report import CellValue, Report
from gongkai_web.annual.campaign.collecting.models import Submission, Unit
from gongkai_web.annual.campaign.collecting.queries import office_of
from gongkai_web.annual.campaign.queries import verdicts
from gongkai_web.annual.campaign.results import Judged, Judgements, judged
from gongkai_web.annual.former import report_of

_LOST = frozenset({"cells.unreadable", "rows.missing"})
_OUT = "table3.carried_over_out."


def of(submission: Submission) -> list[Finding]:
    """All findings by the rules in force."""
    return in_report(submission.unit, from_json(submission.document))


def in_report(unit: Unit, report: Report) -> list[Finding]:
    """The same for a report that the unit has not handed in yet."""
    return check(report, before(unit))


def before(unit: Unit) -> Report | None:
    """The reports of the year before of the unit and of those merged into it, as this year's tells of both.

    What a unit carried over that gave or took a part of its work stands nowhere: it is held against the
    others where they are added up (手册02 R5).
    """
    own = _before(unit)
    if own is None:
        return None
    merged = [before(one) for one in unit.merged.select_related("campaign", "agency")]
    known = [one for one in merged if one is not None and one.form == own.form]
    if len(known) < len(merged) or unit.split_from_id is not None or unit.successors.exists():
        return replace(own, cells={cell: n for cell, n in own.cells.items() if not cell.startswith(_OUT)})
    return replace(own, cells=_together([own, *known])) if known else own


def _together(reports: Sequence[Report]) -> dict[str, CellValue]:
    """What the reports come to, cell by cell; no cell of which one of them states no number."""
    stated = {cell: [one.cells.get(cell) for one in reports] for cell in reports[0].cells}
    return {cell: sum(n for n in row if n) for cell, row in stated.items() if None not in row}


def _before(unit: Unit) -> Report | None:
    """The unit's own: as accepted or last handed in, else as this platform has it."""
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
    """What nobody of the office has held for none: errors, and cells of which nobody knows what they say.

    Of a table that is not there no sum can be wrong.
    """
    return [one for one in reviewed(submission).standing if one.severity == ERROR or one.rule in _LOST]


def subject_of(submission: Submission) -> str:
    """What a verdict belongs to: the unit and the year, however often it hands in; a practice is another."""
    unit = submission.unit
    return _subject(unit, practice=submission.practice or unit.campaign.practice)


def _subject(unit: Unit, *, practice: bool) -> str:
    return f"{unit.name} {unit.campaign.year}{' 演练' if practice else ''}"
