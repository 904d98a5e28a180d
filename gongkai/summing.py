"""How are reports added, cell by cell?

From the leaves: totals are computed anew. What is unreadable in a part is unreadable in the sum, never zero;
what was left blank counts as its sums determine it, else nothing. Amounts in several units are brought to
one, and rows that the form does not know are added where they are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from gongkai.form import TOTAL, Form
from gongkai.labels import normal
from gongkai.report import BLANK, UNREADABLE, UNSPLIT, CellValue, ExtraRow, Fees, Note, Report, completed
from gongkai.units import WAN, in_wan, measure

MOST_NAMED = 3
RESULTS_TOTAL = "results_total"

Amount = int | Decimal
Summands = dict[str, Amount | None]
Whose = Callable[[str], Sequence[str]]


# – one cell of one part


def value_of(part: Report, cell: str) -> Amount | None:
    """The figure as a summand; None where it is unreadable. A blank counts as inferred, else 0."""
    value = part.cells.get(cell)
    if value is not None:
        return value
    return part.amount(cell) if is_blank(part, cell) else None


def is_blank(part: Report, cell: str) -> bool:
    """Left blank; a cell without number and without note was never filled in and counts as blank too."""
    if part.cells.get(cell) is not None or cell not in part.cells:
        return False
    notes = part.notes_on([cell])
    return not notes or notes[0].code == BLANK


def unsplit_rows(layout: Form, parts: Iterable[Report]) -> tuple[str, ...]:
    """The rows that at least one part states in place of their parts: the sum does too."""
    stated = {key for part in parts for key in part.unsplit}
    return tuple(line.key for line in layout.unsplit3 if line.key in stated)


def cells_added(layout: Form, unsplit: Sequence[str]) -> list[str]:
    """The cells of the form, the unsplit rows in place of their parts."""
    gone = {cell for row in layout.parts_of(unsplit) for cell in layout.row3(row)}
    kept = [cell for cell in layout.cells if cell not in gone]
    return [*kept, *(cell for row in unsplit for cell in layout.row3(row))]


def summands(parts: Mapping[str, Report], cell: str) -> Summands:
    """What each part gives to that cell."""
    return {name: of_unsplit(part, cell) for name, part in parts.items()}


def of_unsplit(part: Report, cell: str) -> Amount | None:
    """The figure of a part; of an unsplit row that it states in rows of its own, those added up."""
    if cell not in part.layout.unsplit or cell in part.cells:
        return value_of(part, cell)
    _, row, column = cell.split(".")
    values = [value_of(part, f"table3.{own}.{column}") for own in part.layout.parts_of([row])]
    return total(values)


def in_one_unit(
    layout: Form, parts: Mapping[str, Report], sources: Mapping[str, Summands]
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The units of the sums, and whose amount names none and cannot be added: part and cell.

    The summands are brought to the unit. Where nobody names one the amounts are added as they stand; where
    all do, in 万元 unless all agree.
    """
    texts: dict[str, str] = {}
    nameless: list[tuple[str, str]] = []
    for text in layout.texts:
        cell = layout.amount_of(text)
        amounts = sources[cell]
        stated = {name: parts[name].texts.get(text) for name, value in amounts.items() if value}
        unnamed = [name for name, unit in stated.items() if measure(unit) is None]
        if unnamed and len(unnamed) < len(stated):
            amounts.update(dict.fromkeys(unnamed))
            nameless += [(name, cell) for name in unnamed]
            continue
        same = set(stated.values() or (part.texts.get(text) for part in parts.values()))
        if len(same) > 1 and not unnamed:
            for name, unit in stated.items():
                amounts[name] = in_wan(amounts[name] or 0, measure(unit) or WAN)
            same = {WAN}
        (unit, *others) = same
        if unit is not None and not others:
            texts[text] = unit
    return texts, nameless


def no_unit(name: str, cell: str) -> str:
    """The sentence on an amount that cannot be added. `cell` in words."""
    return f"{name}：{cell}没有写明单位是元还是万元，别的机关写明了，不能相加；请补正。"


def added(
    layout: Form, sums: Mapping[str, CellValue], unsplit: Sequence[str], whose: Whose
) -> tuple[dict[str, CellValue], list[Note]]:
    """All cells of the sum from those of its single kinds, and what must be said of them.

    `whose` names the parts in which a cell is unreadable.
    """
    counts = {cell: int(value) for cell, value in sums.items() if value is not None and "table2" not in cell}
    cells: dict[str, CellValue] = {cell: sums.get(cell) for cell in layout.cells if "table2" in cell}
    parts = [cell for row in layout.parts_of(unsplit) for cell in layout.row3(row)]
    cells |= completed(layout, counts, unsplit) | dict.fromkeys(parts)
    lost = _lost(layout, {cell for cell, value in sums.items() if value is None}, unsplit)
    notes = [_lost_note(layout, cell, whose(cell)) for cell in cells if cell in lost]
    for row in unsplit:
        told = f"有的机关只填了一行{layout.label3(row)}，没有分项，汇总后也不分项"
        of_row = [cell for part in layout.parts_of([row]) for cell in layout.row3(part)]
        notes += [Note(UNSPLIT, f"{layout.name(cell)}：{told}。", cell) for cell in of_row]
    return {cell: None if cell in lost else value for cell, value in cells.items()}, notes


def total(values: Iterable[Amount | None]) -> Amount | None:
    """The sum; None where one of them is unreadable."""
    known = list(values)
    return None if None in known else sum(value for value in known if value is not None)


def is_sum(cell: str) -> bool:
    """Whether a total is computed anew from other cells of the form."""
    table, row, column = cell.split(".")
    return table != "table2" and (column == TOTAL or row == RESULTS_TOTAL)


def _lost(layout: Form, leaves: set[str], unsplit: Sequence[str]) -> set[str]:
    """The cells of the sum that are unreadable: leaves, and the totals that they are part of."""
    results = set(layout.results(unsplit))
    found: set[str] = set()
    for cell in leaves:
        table, row, column = cell.split(".")
        if table == "table2":
            found.add(cell)
        elif not is_sum(cell):
            found |= {cell, f"{table}.{row}.{TOTAL}"}
            if row in results:
                found |= {f"table3.{RESULTS_TOTAL}.{column}", f"table3.{RESULTS_TOTAL}.{TOTAL}"}
    return found


def _lost_note(layout: Form, cell: str, whose: Sequence[str]) -> Note:
    named = "、".join(whose[:MOST_NAMED]) + ("等" if len(whose) > MOST_NAMED else "")
    told = f"{named}的这一格读不出" if whose else "它的分项里有读不出的格"
    return Note(UNREADABLE, f"{layout.name(cell)}：{told}，没有当作零。", cell)


def extra_rows(parts: Iterable[Report]) -> Iterator[ExtraRow]:
    """Rows that the form does not know, added where table, label and number of values are the same."""
    rows: dict[tuple[int, str, int], list[ExtraRow]] = {}
    for part in parts:
        for row in part.extra_rows:
            rows.setdefault((row.table, normal(row.label), len(row.values)), []).append(row)
    for same in rows.values():
        values = tuple(
            None if None in column else sum(value for value in column if value is not None)
            for column in zip(*(row.values for row in same), strict=True)
        )
        yield ExtraRow(same[0].table, same[0].label, values)


def fees_of(parts: Sequence[Report]) -> Fees:
    """Added where every part states them."""
    counts = [part.fees.notice_count for part in parts]
    noticed = [part.fees.notice_amount_yuan for part in parts]
    collected = [part.fees.collected_amount_yuan for part in parts]
    return Fees(
        None if None in counts else sum(count for count in counts if count is not None),
        _money(noticed),
        _money(collected),
    )


def _money(amounts: Sequence[Decimal | None]) -> Decimal | None:
    return None if None in amounts else sum((a for a in amounts if a is not None), Decimal(0))
