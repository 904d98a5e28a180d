"""Which figure, of which records, is a cell of the report?

Rows and columns name figures of the domains, or values by which one is split. `tally` counts by this, and
what a cell opens is listed by it: what a cell says and what it opens cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from gongkai.form import TOTAL, Form, form_of_year
from gongkai_web.agencies.models import Agency
from gongkai_web.cases import figures as of_cases
from gongkai_web.figures.declared import Dimension, Figure, Records
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import registry
from gongkai_web.publishing import figures as of_publishing
from gongkai_web.publishing.models import DocumentKind

# The rows of table 二 that are counted from records, and the kind of document that each is about.
DOCUMENT_ROWS = {
    "rules": DocumentKind.RULES.value,
    "normative_documents": DocumentKind.NORMATIVE_DOCUMENT.value,
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What a cell counts: a figure, and of its records those with one of these values."""

    figure: Figure
    only: Mapping[Dimension, Collection[str]]


def behind(cell: str, layout: Form) -> Counted | None:
    """What the cell counts; None where it is entered. KeyError where the form has no such cell."""
    found = layout.cells[cell]
    return _TABLES[found.table](layout, found.row_key, found.column_key)


def records(agency: Agency, period: Period, cell: str) -> Records:
    """The records behind a counted cell of an agency's year. KeyError for an entered cell."""
    found = behind(cell, form_of_year(period.last.year))
    if found is None:
        raise KeyError(f"{cell} is entered, not counted")
    return found.figure.records(Scope.of(agency), period, found.only)


def parts(layout: Form, cell: str) -> dict[str, str]:
    """The cells whose sum this one is, each with what it adds; none for a cell that is no sum."""
    table, row, column = cell.split(".")
    if table == "table3" and column == TOTAL:
        return {f"table3.{row}.{kind.key}": kind.label for kind in layout.kinds3}
    if table == "table3" and _is_sum(layout, row):
        return {f"table3.{line.key}.{column}": line.label for line in layout.result_rows}
    if table == "table4" and column == TOTAL:
        return {f"table4.{row}.{line.key}": line.label for line in layout.columns4 if line.key != TOTAL}
    return {}


def leaves(layout: Form, cell: str) -> list[str]:
    """The cells that are counted, not added up, for this one."""
    found = parts(layout, cell)
    return [leaf for part in found for leaf in leaves(layout, part)] if found else [cell]


def _is_sum(layout: Form, row: str) -> bool:
    return any(line.key == row and line.role == "sum" for line in layout.rows3)


def _table2(_: Form, row: str, column: str) -> Counted | None:
    figure = registry().find(f"documents.{column}")
    if figure is None or row not in DOCUMENT_ROWS:
        return None
    return Counted(figure, {of_publishing.KIND: [DOCUMENT_ROWS[row]]})


def _table3(layout: Form, row: str, column: str) -> Counted:
    """A row is results with one of its outcomes, or a figure: one of the flows."""
    only: dict[Dimension, Collection[str]] = {} if column == TOTAL else {of_cases.KIND: [column]}
    outcomes_of_row = next((line.outcomes for line in layout.result_rows if line.key == row), None)
    if outcomes_of_row is not None:
        return Counted(of_cases.RESULTS, {**only, of_cases.OUTCOME: outcomes_of_row})
    return Counted(registry().named(f"cases.{row}"), only)


def _table4(_: Form, row: str, column: str) -> Counted:
    """A column is appeals that were concluded with that result, or a figure."""
    only: dict[Dimension, Collection[str]] = {of_cases.APPEAL_KIND: [row]}
    if column in of_cases.APPEAL_RESULT.words():
        return Counted(of_cases.APPEALS_CONCLUDED, {**only, of_cases.APPEAL_RESULT: [column]})
    return Counted(registry().named(f"appeals.{column}"), only)


_TABLES: dict[int, Callable[[Form, str, str], Counted | None]] = {2: _table2, 3: _table3, 4: _table4}
