"""What does this number of the report mean, and of what is it the sum?

For the public a cell opens this, never a case.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.counting import CountingRule, rule_of
from gongkai.form import TOTAL
from gongkai.report import CellValue, Report


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


def explain(report: Report, cell: str) -> Explanation:
    """The explanation of a cell. KeyError where the form has no such cell."""
    found = report.layout.cells[cell]
    return Explanation(cell, found.label, report.cells.get(cell), rule_of(cell), _parts(report, cell))


def _parts(report: Report, cell: str) -> tuple[Part, ...]:
    table, row, column = cell.split(".")
    layout = report.layout
    if table == "table3" and column == TOTAL:
        found = [(kind.label, f"table3.{row}.{kind.key}") for kind in layout.kinds3]
    elif table == "table3" and row == "results_total":
        found = [(line.label, f"table3.{line.key}.{column}") for line in layout.result_rows]
    elif table == "table4" and column == TOTAL:
        found = [(line.label, f"table4.{row}.{line.key}") for line in layout.columns4 if line.key != TOTAL]
    else:
        return ()
    return tuple(Part(label, report.cells.get(part), part) for label, part in found)
