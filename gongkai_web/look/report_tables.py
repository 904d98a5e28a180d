"""How is a table of the annual report printed?

Exactly as the form has it: merged heads, the same words, every figure under its heads. A view says what
stands where; this module checks that the cells fill the grid without gap or overlap and tells each figure its
heads.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

# A figure's state, its class, and the words of the key below the table.
CELL_STATES = {
    "zero": "",
    "bad": "红边带数字的，见同号的发现",
    "inferred": "斜体带「推」的，原文没有填，按合计推得",
    "blank": "写「空」的，原文没有填，也推不出",
    "unreadable": "写「读不出」的，原文有字，读不成数",
}
SHOWN_INSTEAD = {"blank": "空", "unreadable": "读不出"}


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A head of columns or rows; `upright` where it is written from top to bottom."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    upright: bool = False


@dataclass(frozen=True, slots=True)
class CellView:
    """A figure. `css`: states of CELL_STATES, separated by spaces; `marks`: numbers of the findings on it."""

    text: str
    href: str = ""
    css: str = ""
    marks: tuple[int, ...] = ()
    title: str = ""
    id: str = ""
    colspan: int = 1
    rowspan: int = 1

    def __post_init__(self) -> None:
        _states(self.css)

    @property
    def states(self) -> tuple[str, ...]:
        """The states, one by one."""
        return _states(self.css)

    @property
    def explained(self) -> list[str]:
        """The states that the key has to explain: not where a word of its own, as 不适用, stands instead."""
        return [state for state in self.states if not (self.text and state in SHOWN_INSTEAD)]

    @property
    def shown(self) -> str:
        """The text; an empty one says why it is empty."""
        instead = next((SHOWN_INSTEAD[state] for state in self.states if state in SHOWN_INSTEAD), "")
        return self.text or instead


@functools.cache
def _states(css: str) -> tuple[str, ...]:
    found = tuple(css.split())
    unknown = [state for state in found if state not in CELL_STATES]
    if unknown:
        raise ValueError(
            f"不认识的单元格状态「{'、'.join(unknown)}」；可用的状态：{'、'.join(CELL_STATES)}。"
        )
    return found


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row: its heads, then its figures. A row of heads only is a head of the columns below it (表二)."""

    heads: tuple[HeadCell, ...]
    cells: tuple[CellView, ...] = ()

    @property
    def form(self) -> RowForm:
        """The row as its form prints it, without figures."""
        return self.heads, tuple(Space(cell.colspan, cell.rowspan) for cell in self.cells)


class Space(NamedTuple):
    """Where a figure will stand."""

    colspan: int
    rowspan: int
    text: str = "数"


# The heads of a row, and the spaces of its figures.
RowForm = tuple[tuple[HeadCell, ...], tuple[Space, ...]]


@dataclass(frozen=True, slots=True)
class DrawnHead:
    """A head with its place. `back`: label columns it covers before the last one; -1: it may scroll away."""

    cell: HeadCell
    id: str
    scope: str
    back: int = -1

    @property
    def css(self) -> str:
        """The classes of the head: whether it stays in view, whether it stands upright."""
        stays = f"stay back-{self.back}" if self.back >= 0 else ""
        return " ".join(word for word in (stays, "upright" if self.cell.upright else "") if word)


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A figure with the ids of its heads, outermost first, columns before rows."""

    cell: CellView
    headers: str


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row of the drawing. `level`: plain, or the head of a block within the body."""

    heads: tuple[DrawnHead, ...]
    cells: tuple[DrawnCell, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A whole table. `key` makes its ids, so it is unique on a page.

    Raises ValueError where the cells leave a gap in the grid, overlap, or stick out of it.
    """

    key: str
    caption: str
    head: tuple[tuple[HeadCell, ...], ...]
    body: tuple[BodyRow, ...]
    note: str = ""
    _form: TableForm = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        form = _form(self.key, self.caption, self.head, tuple(row.form for row in self.body))
        object.__setattr__(self, "_form", form)

    @property
    def width(self) -> int:
        """How many columns the grid has."""
        return self._form.width

    @property
    def columns(self) -> tuple[str, ...]:
        """The class of each column: the last label column, those before it, the figures."""
        return self._form.columns

    @property
    def keys(self) -> tuple[str, ...]:
        """The lines of the key: one for each state that occurs and needs words."""
        found = {state for row in self.body for cell in row.cells for state in cell.explained}
        return tuple(words for state, words in CELL_STATES.items() if words and state in found)

    @property
    def drawn_head(self) -> tuple[DrawnRow, ...]:
        """The rows of the head as drawn."""
        return self._form.drawn_head

    @property
    def drawn_body(self) -> tuple[DrawnRow, ...]:
        """The rows of the body as drawn, each figure with its heads."""
        return tuple(
            DrawnRow(heads, tuple(map(DrawnCell, row.cells, headers)))
            for row, (heads, headers) in zip(self.body, self._form.drawn_body, strict=True)
        )


# The heads of a row, and the ids of the heads of each of its figures.
DrawnForm = tuple[tuple[DrawnHead, ...], tuple[str, ...]]


@functools.lru_cache(maxsize=64)
def _form(
    key: str, caption: str, head: tuple[tuple[HeadCell, ...], ...], rows: tuple[RowForm, ...]
) -> TableForm:
    return TableForm(key, caption, head, rows)


@dataclass(frozen=True, slots=True)
class TableForm:
    """A table without its figures: where every cell stands, and under which heads. The same for all reports
    on one form.
    """

    key: str
    caption: str
    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[RowForm, ...]
    drawn_head: tuple[DrawnRow, ...] = field(init=False, repr=False, compare=False)
    drawn_body: tuple[DrawnForm, ...] = field(init=False, repr=False, compare=False)
    _head_grid: Grid = field(init=False, repr=False, compare=False)
    _body_grid: Grid = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows: list[Sequence[Placed]] = [(*heads, *figures) for heads, figures in self.rows]
        object.__setattr__(self, "_head_grid", _grid(self.caption, self.head))
        object.__setattr__(self, "_body_grid", _grid(self.caption, rows))
        width = sum(cell.colspan for cell in (self.head or rows)[0])
        for name, grid in (("表头", self._head_grid), ("表身", self._body_grid)):
            _whole(f"{self.caption}{name}", grid, width)
        object.__setattr__(self, "drawn_head", self._drawn_head())
        object.__setattr__(self, "drawn_body", self._drawn_body())

    @property
    def width(self) -> int:
        """How many columns the grid has."""
        return len(self._body_grid[0])

    @property
    def label_columns(self) -> int:
        """How many columns at the left hold the labels of rows."""
        first = next((heads for heads, figures in self.rows if figures), ())
        return sum(head.colspan for head in first)

    @property
    def columns(self) -> tuple[str, ...]:
        """The class of each column: the last label column, those before it, the figures."""
        labels = [f"back-{back}" for back in reversed(range(self.label_columns))]
        return (*labels, *["number"] * (self.width - self.label_columns))

    def _drawn_head(self) -> tuple[DrawnRow, ...]:
        grid = self._head_grid
        return tuple(
            DrawnRow(tuple(self._column_head("h", head, row, at) for head, at in _starts(grid, row)), ())
            for row in range(len(grid))
        )

    def _drawn_body(self) -> tuple[DrawnForm, ...]:
        grid, above = self._body_grid, self._columns_of_head()
        return tuple(self._body_row(grid, row, above) for row in range(len(grid)))

    def _body_row(self, grid: Grid, row: int, above: dict[int, list[str]]) -> DrawnForm:
        starts = _starts(grid, row)
        if not self.rows[row][1]:
            return tuple(self._column_head("b", head, row, at) for head, at in starts), ()
        heads = tuple(
            DrawnHead(head, f"{self._short}b{row}-{at}", _row_scope(head), self._back(head, at))
            for head, at in starts
            if isinstance(head, HeadCell)
        )
        block = self._block_above(row)
        own = _ids(self._short, "b", grid, [(row, column) for column in range(self.label_columns)])
        headers = tuple(
            " ".join([*self._block_heads(grid, block, at, above), *own])
            for cell, at in starts
            if isinstance(cell, Space)
        )
        return heads, headers

    def _column_head(self, part: str, head: Placed, row: int, at: int) -> DrawnHead:
        assert isinstance(head, HeadCell)
        scope = "colgroup" if head.colspan > 1 else "col"
        back = self._back(head, at) if at + head.colspan <= self.label_columns else -1
        return DrawnHead(head, f"{self._short}{part}{row}-{at}", scope, back)

    @property
    def _short(self) -> str:
        """How the ids of its heads begin: hundreds of cells name them."""
        return self.key.replace("table-", "t", 1)

    def _back(self, head: HeadCell, at: int) -> int:
        """Only a head that reaches the figures stays in view when the table is scrolled."""
        return self.label_columns - 1 - at if at + head.colspan == self.label_columns else -1

    def _columns_of_head(self) -> dict[int, list[str]]:
        grid = self._head_grid
        return {
            at: _ids(self._short, "h", grid, [(row, at) for row in range(len(grid))])
            for at in range(self.width)
        }

    def _block_above(self, row: int) -> range:
        """The rows at the head of the block that the row stands in: those of heads only before it."""
        while row >= 0 and self.rows[row][1]:
            row -= 1
        last = row
        while row >= 0 and not self.rows[row][1]:
            row -= 1
        return range(row + 1, last + 1)

    def _block_heads(self, grid: Grid, block: range, at: int, above: dict[int, list[str]]) -> list[str]:
        """The heads of a column: of the block, else of the table."""
        heads = _ids(self._short, "b", grid, [(row, at) for row in block]) if block else []
        return heads or above.get(at, [])


Cell = HeadCell | CellView
Placed = HeadCell | Space
# One entry a place: the cell that covers it and where that cell begins.
Grid = list[dict[int, tuple[Placed, int, int]]]


def _grid(name: str, rows: Sequence[Sequence[Placed]]) -> Grid:
    """Places every cell as a browser does, and refuses what a browser would silently mend."""
    grid: Grid = [{} for _ in rows]
    for row, cells in enumerate(rows):
        at = 0
        for cell in cells:
            while at in grid[row]:
                at += 1
            for below, across in _area(cell):
                if row + below >= len(grid):
                    raise ValueError(f"{name}：「{cell.text}」合并 {cell.rowspan} 行，超出了表的末行。")
                if at + across in grid[row + below]:
                    raise ValueError(f"{name}：「{cell.text}」与另一格重叠（第 {row + below + 1} 行）。")
                grid[row + below][at + across] = (cell, row, at)
    return grid


def _area(cell: Placed) -> Iterator[tuple[int, int]]:
    return ((below, across) for below in range(cell.rowspan) for across in range(cell.colspan))


def _whole(name: str, grid: Grid, width: int) -> None:
    for row, places in enumerate(grid, 1):
        if sorted(places) != list(range(width)):
            raise ValueError(
                f"{name}第 {row} 行占 {len(places)} 列，应为 {width} 列；请核对合并的行数和列数。"
            )


def _starts(grid: Grid, row: int) -> list[tuple[Placed, int]]:
    """The cells that begin in this row, from left to right, with their columns."""
    return [
        (cell, at)
        for at, (cell, top, left) in sorted(grid[row].items(), key=lambda place: place[0])
        if (top, left) == (row, at)
    ]


def _ids(key: str, part: str, grid: Grid, places: Sequence[tuple[int, int]]) -> list[str]:
    """The ids of the heads that cover these places, each once."""
    found = [grid[row][at] for row, at in places]
    ids = [f"{key}{part}{top}-{left}" for cell, top, left in found if isinstance(cell, HeadCell)]
    return list(dict.fromkeys(ids))


def _row_scope(head: HeadCell) -> str:
    return "rowgroup" if head.rowspan > 1 else "row"
