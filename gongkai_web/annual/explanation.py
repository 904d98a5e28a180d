"""What does this number of the report mean, and of what is it the sum?

For the public a cell opens this, never a case.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.counting import CountingRule, rule_of
from gongkai.report import CellValue, Report
from gongkai_web.annual.cells import parts


@dataclass(frozen=True, slots=True)
class Part:
    """A summand: what it is, its number, and the cell that it stands in."""

    label: str
    value: CellValue
    cell: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A cell explained: its name, number, rule and parts (none for a number that is no sum)."""

    cell: str
    name: str
    value: CellValue
    rule: CountingRule
    parts: tuple[Part, ...]


def explain(report: Report, year: int, cell: str) -> Explanation:
    """The explanation of a cell of the report of that year. KeyError where the form has no such cell."""
    found = report.layout.cells[cell]
    return Explanation(cell, found.label, report.cells.get(cell), rule_of(cell, year), _parts(report, cell))


def _parts(report: Report, cell: str) -> tuple[Part, ...]:
    found = parts(report.layout, cell)
    return tuple(Part(label, report.cells.get(part), part) for part, label in found.items())
