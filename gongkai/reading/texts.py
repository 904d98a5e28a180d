"""What stands in the cells of words: the unit of 采购总金额 in the form of 2019?

A source states it in a column of its own, behind the number, or in the head of the amount. A column of its
own is taken out of the grid, so that what is left is the form with its numbers. The text is kept as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai import units
from gongkai.form import Cell, Form, Line
from gongkai.labels import bare
from gongkai.reading.blocks import Block, Grid, GridCell
from gongkai.reading.vocabulary import NOTHING, sense

_FIRST_HEAD = "信息内容"
_EMPTY_MARK = "空"  # how this library writes a blank into plain text


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A cell of words: its head, and the heads and the row beside which it stands."""

    cell: Cell
    head: Line
    amount: str
    beside: frozenset[str]


def read_texts(
    blocks: list[Block], layout: Form, found: Mapping[str, GridCell]
) -> tuple[list[Block], dict[str, str]]:
    """The blocks without columns of words (the same list where there are none), and the texts by cell.

    `found` are the cells that the tables gave; a cell of words that is stated nowhere is not in the texts.
    """
    kept, texts = list(blocks), dict[str, str]()
    for wanted in _wanted(layout):
        for number, block in enumerate(kept):
            if isinstance(block, Grid) and (taken := _taken(block, wanted)):
                head, value = taken
                kept[number] = _without(block, [cell for cell in (head, value) if cell])
                if value is not None:
                    texts[wanted.cell.id] = _plain(value.text)
        if wanted.cell.id not in texts:
            unit = _unit(kept, wanted, found.get(wanted.amount))
            texts |= {wanted.cell.id: unit} if unit else {}
    changed = any(one is not other for one, other in zip(kept, blocks, strict=True))
    return kept if changed else blocks, texts


def _wanted(layout: Form) -> Iterator[_Wanted]:
    for block in layout.blocks2:
        beside = frozenset(column.key for column in block.columns)
        for cell in layout.texts.values():
            for head in (line for line in block.texts if line.key == cell.column_key):
                yield _Wanted(cell, head, layout.amount_of(cell.id), beside)


def _plain(text: str) -> str:
    plain = " ".join(text.split())
    return "" if plain == _EMPTY_MARK else plain


# – a column of its own


def _taken(grid: Grid, wanted: _Wanted) -> tuple[GridCell, GridCell | None] | None:
    """The head of the column and the cell of the row; GridCell "" where the row ends before it."""
    flat = [cell for row in grid.rows for cell in row]
    at = next((place for place, cell in enumerate(flat) if _is_row(cell, wanted)), None)
    if at is None:
        return None
    heads = _heads(flat[:at], wanted)
    place = next((n for n, head in enumerate(heads) if wanted.head.core.matches(head.text)), None)
    if place is None:
        return None
    head = heads[place]
    if any(other.row == head.row for other in heads if other is not head):
        own = [cell for cell in flat[at + 1 :] if cell.row == flat[at].row]
        value = next((cell for cell in own if cell.column == head.column), None)
        return head, value or head._replace(row=flat[at].row, text="")
    following = flat[at + 1 + place : at + 2 + place]
    return head, following[0] if following else None


def _is_row(cell: GridCell, wanted: _Wanted) -> bool:
    return not cell.text.isdigit() and (sense(cell.text) or NOTHING).row2 == wanted.cell.row_key


def _heads(before: Sequence[GridCell], wanted: _Wanted) -> list[GridCell]:
    """The heads of the row's block: those before the row, back to 信息内容 or another row's."""
    heads: list[GridCell] = []
    for cell in reversed(before):
        meaning = sense(cell.text) or NOTHING
        if meaning.head2 in wanted.beside or wanted.head.core.matches(cell.text):
            heads.append(cell)
        elif meaning.row2 or meaning.article or _FIRST_HEAD in bare(cell.text):
            break
    return heads[::-1]


def _without(grid: Grid, gone: Sequence[GridCell]) -> Grid:
    rows = tuple(tuple(cell for cell in row if not any(cell is one for one in gone)) for row in grid.rows)
    return replace(grid, rows=rows)


# – behind the number, or in the head of the amount


def _unit(blocks: Sequence[Block], wanted: _Wanted, amount: GridCell | None) -> str | None:
    """As it stands behind the number, else in the head; a head in 元 has already put its 元 there."""
    column = wanted.amount.rpartition(".")[2]
    named = next(
        (
            unit
            for block in blocks
            if isinstance(block, Grid)
            for row in block.rows
            for cell in row
            if (sense(cell.text) or NOTHING).head2 == column and (unit := units.within(cell.text))
        ),
        None,
    )
    behind = units.behind(amount.text) if amount else None
    return named if behind in {None, "元"} and named and named != units.WAN else behind or named
