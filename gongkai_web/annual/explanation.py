"""What does this number of the report mean, and of what is it the sum?

For the public a cell opens this, never a case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.render.layout import plain
from gongkai.report import BLANK, CellValue, Report
from gongkai_web.annual.basis import Rule, rule
from gongkai_web.annual.cells import parts


@dataclass(frozen=True, slots=True)
class Part:
    """A summand: what it is, its number, and the cell that it stands in."""

    label: str
    value: CellValue
    cell: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A cell explained: its name, number, rule and parts (none for a number that is no sum).

    `said`: what stands in it, in words where it is no number; `remark`: then, why.
    """

    cell: str
    name: str
    value: CellValue
    rule: Rule
    parts: tuple[Part, ...]
    said: str = ""
    remark: str = ""


def explain(report: Report, year: int, cell: str, basis: Mapping[str, Any] | None = None) -> Explanation:
    """The explanation of a cell of the report of that year. KeyError where the form has no such cell.

    `basis`: what the filing keeps that the report is from; by default the rules as they read today.
    """
    found = report.layout.cells[cell]
    value, by, parts_ = report.cells.get(cell), rule(cell, year, basis or {}), _parts(report, cell)
    if value is not None:
        return Explanation(cell, found.label, value, by, parts_, plain(value))
    note = next(iter(report.notes_on([cell])), None)
    said = (note.stated or "空") if note and note.code == BLANK else "读不出"
    return Explanation(cell, found.label, value, by, parts_, said, note.message if note else "")


def _parts(report: Report, cell: str) -> tuple[Part, ...]:
    found = parts(report.layout, cell)
    return tuple(Part(label, report.cells.get(part), part) for part, label in found.items())
