"""How are thousands of reports added in one pass, and what of a cell holds no number?

The numbers of a cell are added as they are; only where one of them is none is each unit asked what it says
instead. A blank counts as its own sums determine it, else nothing; what is unreadable makes the sum so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from gongkai.aggregation.facts import Amount, Gap, State, Unit
from gongkai.form import Form
from gongkai.labels import normal
from gongkai.report import BLANK, NOT_APPLICABLE, NOT_REPORTED, UNSPLIT, CellValue, Note, Report
from gongkai.summing import added, cells_added, in_one_unit, is_sum, no_unit, of_unsplit, total, unsplit_rows

_SAID = {NOT_APPLICABLE: State.NOT_APPLICABLE, NOT_REPORTED: State.NOT_REPORTED}


@dataclass(frozen=True, slots=True)
class Added:
    """The cells of the sum with their notes, who left what open, and amounts that have no unit of money."""

    cells: Mapping[str, CellValue]
    notes: tuple[Note, ...]
    texts: Mapping[str, str]
    gaps: Mapping[str, tuple[Gap, ...]]
    nameless: tuple[str, ...]


def add_up(layout: Form, units: Sequence[tuple[Unit, Report]]) -> Added:
    """Adds the reports of the units; all have that form."""
    longer = (report for _, report in units if len(report.cells) > len(layout.cells))
    unsplit = unsplit_rows(layout, longer)
    wanted = [cell for cell in cells_added(layout, unsplit) if not is_sum(cell)]
    sums, gaps = _sums(units, wanted)
    texts, nameless = _money(layout, units, sums)
    unread = {
        cell: [gap.unit.name for gap in found if gap.state is State.UNREADABLE]
        for cell, found in gaps.items()
    }
    cells, notes = added(layout, sums, unsplit, lambda cell: unread.get(cell, []))
    return Added(cells, tuple(notes), texts, gaps, tuple(nameless))


def state_of(report: Report, cell: str) -> State:
    """What stands in a cell. `/`, — and 无 state that nothing happened: that is a number."""
    if report.cells.get(cell) is not None:
        return State.NUMBER
    notes = report.notes_on([cell])
    if not notes:
        return State.BLANK
    said = _SAID.get(normal(notes[0].stated or ""))
    if said is not None:
        return said
    if notes[0].code == BLANK:
        return State.BLANK if notes[0].left_blank else State.NUMBER
    return State.NUMBER if notes[0].code == UNSPLIT else State.UNREADABLE


def _sums(
    units: Sequence[tuple[Unit, Report]], wanted: Sequence[str]
) -> tuple[dict[str, CellValue], dict[str, tuple[Gap, ...]]]:
    sums: dict[str, CellValue] = {}
    gaps: dict[str, tuple[Gap, ...]] = {}
    for cell, column in zip(wanted, _columns(units, wanted), strict=True):
        try:
            sums[cell] = sum(column)  # type of each: a number, or this is no sum
        except TypeError:
            sums[cell], gaps[cell] = _one_by_one(units, cell)
    return sums, {cell: found for cell, found in gaps.items() if found}


def _columns(units: Sequence[tuple[Unit, Report]], wanted: Sequence[str]) -> Iterable[Sequence[Any]]:
    """What stands in each of these cells, report by report: each report is gone through once."""
    of_one = itemgetter(*wanted)
    rows: list[Sequence[Any]] = []
    for _, report in units:
        try:
            rows.append(of_one(report.cells))
        except KeyError:  # a row in place of its parts, or its parts in place of a row
            rows.append([report.cells.get(cell) for cell in wanted])
    return zip(*rows, strict=True)


def _one_by_one(units: Iterable[tuple[Unit, Report]], cell: str) -> tuple[CellValue, tuple[Gap, ...]]:
    values: list[Amount | None] = []
    gaps: list[Gap] = []
    for unit, report in units:
        value = report.cells.get(cell)
        if value is None and cell in report.layout.unsplit:
            value = of_unsplit(report, cell)
        elif value is None:
            state = state_of(report, cell)
            value = None if state is State.UNREADABLE else report.amount(cell)
            gaps += [Gap(unit, state)] if state is not State.NUMBER else []
        values.append(value)
    return total(values), tuple(gaps)


def _money(
    layout: Form, units: Sequence[tuple[Unit, Report]], sums: dict[str, CellValue]
) -> tuple[dict[str, str], list[str]]:
    """Amounts whose unit stands beside them are brought to one unit; those without one are no sum."""
    parts = {unit.key: report for unit, report in units}
    names = {unit.key: unit.name for unit, _ in units}
    given = {
        cell: {key: report.amount(cell) for key, report in parts.items()}
        for cell in map(layout.amount_of, layout.texts)
    }
    sources: dict[str, dict[str, Amount | None]] = {cell: dict(amounts) for cell, amounts in given.items()}
    texts, nameless = in_one_unit(layout, parts, sources)
    sums |= {cell: total(amounts.values()) for cell, amounts in sources.items() if sums[cell] is not None}
    return texts, [no_unit(names[key], layout.name(cell)) for key, cell in nameless]
