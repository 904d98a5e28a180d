"""How many are there in each cell of the year's report?

Every cell names a figure and the values by which it is split (`cells`); what a table counts is one grouped
query. What cannot be counted is entered (`EnteredFigure`).
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from itertools import product

from gongkai.form import Form, form_of_year
from gongkai.lawbook import Lawbook, lawbook
from gongkai.report import CellValue, Fees, completed
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import entered
from gongkai_web.annual.cells import Counted, behind, leaves, parts
from gongkai_web.cases import figures as of_cases
from gongkai_web.figures.counting import Asked, Value, Values, counts, prepare, rolled_up, split
from gongkai_web.figures.declared import Dimension, Figure
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import Registry, registry


def period_of(year: int, reading: str | None = None) -> Period:
    """The year of a report. `reading`: how table 四 belongs to years, where not by the law's policy."""
    return Period.of_year(year, **({"appeals": reading} if reading else {}))


def cells(agency: Agency, year: int, reading: str | None = None) -> dict[str, CellValue]:
    """Every cell of the form of that year. Entered cells that nobody has entered are None."""
    return _cells(agency, period_of(year, reading), form_of_year(year).cells)


def cell(agency: Agency, year: int, cell: str) -> dict[str, CellValue]:
    """One cell and the parts of which it is the sum; nothing else is counted."""
    return _cells(agency, period_of(year), [cell, *parts(form_of_year(year), cell)])


def fees(agency: Agency, year: int) -> Fees:
    """The three fee figures of section six: notices by day sent, money by day paid (03 §5)."""
    notices, amount, collected = counts(_of_fees(year), Scope.of(agency)).values()
    return Fees(int(notices), Decimal(amount), Decimal(collected))


def _of_fees(year: int) -> dict[str, Asked]:
    figures = (of_cases.FEE_NOTICES, of_cases.FEE_NOTICED, of_cases.FEE_COLLECTED)
    return {figure.id: Asked(figure, period_of(year)) for figure in figures}


def prepare_year(year: int) -> None:
    """Writes what the report of that year asks before anybody opens it; nothing is counted."""
    layout, period = form_of_year(year), period_of(year)
    needed = _needed(lawbook(), registry(), year, tuple(layout.cells))
    for cells in _by_table({cell: what for cell, what in needed.items() if what}):
        asked, by, only = _question(cells, period)
        prepare(asked, by, only)
    prepare(_of_fees(year))


def _cells(agency: Agency, period: Period, wanted: Collection[str]) -> dict[str, CellValue]:
    year = period.last.year
    layout, needed = form_of_year(year), _needed(lawbook(), registry(), year, tuple(wanted))
    counted = {cell: what for cell, what in needed.items() if what}
    numbers = _counted(counted, Scope.of(agency), period)
    found = {**completed(layout, numbers), **numbers}
    if len(counted) < len(needed):
        found |= _entered(agency, period, layout)
    return {cell: found.get(cell) for cell in wanted}


@functools.lru_cache(maxsize=64)
def _needed(
    _law: Lawbook, _figures: Registry, year: int, wanted: tuple[str, ...]
) -> Mapping[str, Counted | None]:
    """The cells that are not added up, with what each counts: the same as long as forms and figures are."""
    layout = form_of_year(year)
    return {leaf: behind(leaf, layout) for cell in wanted for leaf in leaves(layout, cell)}


def _counted(wanted: Mapping[str, Counted], scope: Scope, period: Period) -> dict[str, int]:
    """What the cells count, one query a table."""
    found: dict[str, int] = {}
    for cells in _by_table(wanted):
        found |= _table(cells, scope, period)
    return found


def _by_table(wanted: Mapping[str, Counted]) -> Iterable[Mapping[str, Counted]]:
    tables: dict[object, dict[str, Counted]] = defaultdict(dict)
    for cell, counted in wanted.items():
        tables[counted.figure.subject][cell] = counted
    return tables.values()


def _table(wanted: Mapping[str, Counted], scope: Scope, period: Period) -> dict[str, int]:
    asked, by, only = _question(wanted, period)
    groups = split(asked, scope, by, only)
    marginals = {
        dimensions: rolled_up(groups, *(by.index(one) for one in dimensions))
        for dimensions in {tuple(counted.only) for counted in wanted.values()}
    }
    return {
        cell: _sum(counted.figure, product(*counted.only.values()), marginals[tuple(counted.only)])
        for cell, counted in wanted.items()
    }


def _question(
    wanted: Mapping[str, Counted], period: Period
) -> tuple[dict[str, Asked], tuple[Dimension, ...], dict[Dimension, set[str]]]:
    """The figures of the cells of a table, by what they are split, and within which values."""
    figures = dict.fromkeys(counted.figure for counted in wanted.values())
    by = tuple(dict.fromkeys(dimension for counted in wanted.values() for dimension in counted.only))
    return {figure.id: Asked(figure, period) for figure in figures}, by, _common(wanted.values(), by)


def _common(wanted: Iterable[Counted], by: Iterable[Dimension]) -> dict[Dimension, set[str]]:
    """The values beyond which no cell counts anything, in the dimensions by which all of them are split."""
    counted = list(wanted)
    return {
        one: {value for each in counted for value in each.only[one]}
        for one in by
        if all(one in each.only for each in counted)
    }


def _sum(figure: Figure, groups: Iterable[Values], numbers: Mapping[Values, Mapping[str, Value]]) -> int:
    return sum(int(numbers[values][figure.id]) for values in groups if values in numbers)


def _entered(agency: Agency, period: Period, layout: Form) -> dict[str, CellValue]:
    """The numbers that were entered for the year, by cell; sums of money keep their decimals."""
    found: dict[str, CellValue] = {}
    for figure in entered.of_year(agency, period.last.year):
        theirs = figure.cell in layout.cells and behind(figure.cell, layout) is None
        if theirs and figure.value is not None:
            money = layout.cells[figure.cell].kind == "money"
            value = figure.value.normalize()
            found[figure.cell] = value if money else int(value)
    return found
