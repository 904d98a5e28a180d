"""What is the report of this moment, and which records stand behind each of its cells?

What a check and a filing are bound to: where the digest is another one, something moved in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.checking import Finding
from gongkai.document import from_json, to_json
from gongkai.form import form_of_year
from gongkai.report import Report
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import compose, queries, tally
from gongkai_web.annual.cells import behind, parts, records
from gongkai_web.annual.compose import Moves, moves
from gongkai_web.annual.former import report_of
from gongkai_web.annual.models import Check


@dataclass(frozen=True, slots=True)
class Made:
    """The report of this moment with the records behind each cell, and what is found in it."""

    report: Report
    document: dict[str, Any]
    records: dict[str, list[int]]
    findings: list[Finding]

    @property
    def digest(self) -> str:
        """What a check and a filing are bound to."""
        return queries.digest(self.document, self.records)


def made_now(agency: Agency, year: int) -> Made:
    """The report of the year as its records make it now."""
    report = compose.compose(agency, year)
    found = compose.findings(report, report_of(agency, year - 1))
    return Made(report, to_json(report), _behind(agency, year, report.cells), found)


def _behind(agency: Agency, year: int, cells: Mapping[str, object]) -> dict[str, list[int]]:
    """The keys behind each counted cell that is not 0; totals are the union of their parts and not kept."""
    layout, period = form_of_year(year), tally.period_of(year)
    return {
        cell: sorted(records(agency, period, cell).values_list("pk", flat=True))
        for cell, value in cells.items()
        if value and behind(cell, layout) and not parts(layout, cell)
    }


def moved_since(check: Check) -> Moves | None:
    """What the report says otherwise since somebody checked it; None where nothing moved.

    Without cells and sections where the same numbers count other records now, and for the checks of earlier
    versions, which kept no text.
    """
    made = made_now(check.agency, check.year)
    return None if made.digest == check.digest else moves_since(check, made)


def moves_since(check: Check, made: Made) -> Moves:
    """The cells and sections that differ from what was checked."""
    return moves(from_json(check.document), made.report) if check.document else Moves({}, ())
