"""Which cell of the form is each number of these grids?

Rows and columns are found by the cores of their labels, never by position alone (handbook 08 §6): a row's
numbers are the cells after its last label, and a number belongs to that label. Where blanks leave open
which columns the numbers belong to, full rows of the same shape and the row's own sum decide, else the
row is unreadable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gongkai.form import Block, Form, Line, forms
from gongkai.reading.blocks import Grid, GridCell
from gongkai.reading.values import State, is_blank, looks_like_value, read_value
from gongkai.report import UNSPLIT, ExtraRow, Note

UNSPLIT_ROW = "other_processing_unsplit"


@dataclass(frozen=True, slots=True)
class Found:
    """A cell of the form as it was found: its text and where it stood."""

    text: str
    table: int
    row: int
    column: int


@dataclass
class Tables:
    """What the grids of a source gave: cells by id, rows that could not be read, rows unknown to the form."""

    form: Form
    cells: dict[str, Found] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    extra: list[ExtraRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def find_tables(grids: Sequence[Grid]) -> Tables | None:
    """The tables of a report in these grids; None where not one row of the form stands in them."""
    layout = _form_of(grids)
    finder = _Finder(Tables(layout))
    for grid in grids:
        finder.take(grid)
    finder.settle()
    tables = finder.tables
    return tables if tables.cells or tables.unreadable else None


def _form_of(grids: Sequence[Grid]) -> Form:
    """The form whose column heads of table 二, and rows of （六）, stand here (not: the form of the year)."""
    cells = (cell.text for grid in grids for row in grid.rows for cell in row)
    texts = {text for text in cells if not looks_like_value(text)}
    known = list(forms().values())
    heads = {
        layout.key: [column.core for block in layout.blocks2 for column in block.columns] for layout in known
    }
    rows = {layout.key: [row.core for row in layout.rows3] for layout in known}
    scores = {
        layout.key: (
            sum(any(core.matches(text) for text in texts) for core in heads[layout.key]),
            sum(any(core.matches(text) for text in texts) for core in rows[layout.key]),
        )
        for layout in known
    }
    return max(known, key=lambda layout: (scores[layout.key], layout.since))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a grid with its last label and the cells after it."""

    label: str
    label_column: int
    values: tuple[GridCell, ...]

    @property
    def stated(self) -> list[GridCell]:
        return [cell for cell in self.values if not is_blank(cell.text)]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A row with blanks whose columns are not certain yet."""

    table: int
    shape: tuple[int, int]
    ids: tuple[str, ...]
    row: _Row


class _Finder:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.layout = tables.form
        self.block: Block | None = None
        self.columns: tuple[Line, ...] = ()
        self.place = 0  # the table in whose rows we are: 0 (none), 2, 3 or 4
        self.waiting: list[_Waiting] = []
        self.starts: dict[tuple[int, int], set[int]] = {}
        self.grid = 0

    def take(self, grid: Grid) -> None:
        self.grid += 1
        for cells in grid.rows:
            row = _split(cells)
            if row is None:
                self._numbers_alone(cells)
            elif row.stated or not self._heads(cells):
                self._labelled(row)

    # – heads

    def _heads(self, cells: Sequence[GridCell]) -> bool:
        """Whether the row holds column heads; remembers of which table."""
        texts = [cell.text for cell in cells if not is_blank(cell.text)]
        for block in self.layout.blocks2:
            found = [column for column in block.columns if any(column.core.matches(text) for text in texts)]
            if found and not any(row.core.matches(text) for row in block.rows for text in texts):
                self.block, self.columns, self.place = block, tuple(found), 2
                return True
        if any(column.core.matches(text) for column in self.layout.columns3[:5] for text in texts):
            self.place = 3
            return True
        if any(column.core.matches(text) for column in self.layout.columns4[:4] for text in texts):
            self.place = 4
            return True
        return False

    # – rows with a label

    def _labelled(self, row: _Row) -> None:
        line3 = self._line3(row.label)
        if line3:
            self.place = 3
            columns = self.layout.columns3
            self._values(3, row, tuple(f"table3.{line3}.{column.key}" for column in columns))
            return
        if self.place == 2:
            self._row2(row)
        elif self.place == 3 and len(row.stated) == len(self.layout.columns3):
            self._extra(3, row)

    def _line3(self, label: str) -> str | None:
        for line in self.layout.rows3:
            bound = line.role == "sum" or line.key == "other_misc"  # 总计, 其他: only inside table 三
            if line.core.matches(label) and (self.place == 3 or not bound):
                return line.key
        unsplit = forms()["2019"].result_rows[-1]
        return UNSPLIT_ROW if unsplit.core.matches(label) else None

    def _row2(self, row: _Row) -> None:
        for block in self.layout.blocks2:
            for line in block.rows:
                if not line.core.matches(row.label):
                    continue
                columns = self.columns if block is self.block else block.columns
                if line in (self.block.rows if self.block else ()) or columns == block.columns:
                    self._values(2, row, tuple(f"table2.{line.key}.{column.key}" for column in columns))
                return
        if row.stated:
            self._extra(2, row)

    def _extra(self, table: int, row: _Row) -> None:
        readings = [read_value(cell.text, "count") for cell in row.stated]
        self.tables.extra.append(ExtraRow(table, row.label, tuple(reading.value for reading in readings)))

    # – table 四 has one row of numbers below its heads

    def _numbers_alone(self, cells: Sequence[GridCell]) -> None:
        if self.place != 4 or not cells:
            return
        ids = tuple(cell for block in self.layout.blocks4 for cell in self.layout.block4(block.key))
        self._values(4, _Row("", -1, tuple(cells)), ids)

    # – which cells are the values

    def _values(self, table: int, row: _Row, ids: tuple[str, ...]) -> None:
        if ids[0] in self.tables.cells or ids[0] in self.tables.unreadable:
            self._second(row, ids)
            return
        stated, width, shape = row.stated, len(ids), (self.grid, row.label_column)
        if len(stated) == width:
            self.starts.setdefault(shape, set()).add(stated[0].column)
            self._settled(table, ids, stated)
        elif len(stated) > width or (stated and len(row.values) < width):
            problem = f"应有 {width} 个数，读到 {len(stated)} 个，分不清各属哪一列"
            self.tables.unreadable.update(dict.fromkeys(ids, problem))
        elif len(row.values) >= width:
            self.waiting.append(_Waiting(table, shape, ids, row))

    def _second(self, row: _Row, ids: tuple[str, ...]) -> None:
        """The same label once more: the numbers must agree, else none of them can be trusted."""
        before = [self.tables.cells[cell].text for cell in ids if cell in self.tables.cells]
        if before and [cell.text for cell in row.stated] != [text for text in before if not is_blank(text)]:
            for cell in ids:
                self.tables.cells.pop(cell, None)
                self.tables.unreadable[cell] = "同一行在原文里出现两次，数字不同"

    def _settled(self, table: int, ids: tuple[str, ...], cells: Sequence[GridCell]) -> None:
        for cell_id, cell in zip(ids, cells, strict=True):
            self.tables.cells[cell_id] = Found(cell.text, table, cell.row + 1, cell.column + 1)

    def settle(self) -> None:
        """The rows with blanks, after all full rows have shown where their kind of row begins."""
        for waiting in self.waiting:
            if waiting.ids[0] in self.tables.cells:
                continue
            window = self._window(waiting)
            if window:
                self._settled(waiting.table, waiting.ids, window)
            else:
                problem = "有空格，分不清各数属哪一列"
                self.tables.unreadable.update(dict.fromkeys(waiting.ids, problem))
        self._unsplit()

    def _window(self, waiting: _Waiting) -> Sequence[GridCell] | None:
        cells, width = waiting.row.values, len(waiting.ids)
        stated = {cell.column for cell in waiting.row.stated}
        windows = [cells[start : start + width] for start in range(len(cells) - width + 1)]
        windows = [window for window in windows if stated <= {cell.column for cell in window}]
        known = self.starts.get(waiting.shape, set())
        learnt = [window for window in windows if {window[0].column} == known]
        if learnt or len(windows) == 1 or (windows and not stated):
            return (learnt or windows)[0]
        fitting = [window for window in windows if waiting.table == 3 and _adds_up(window)]
        return fitting[0] if len(fitting) == 1 else None

    def _unsplit(self) -> None:
        """The single row （六）其他处理 of 2019 in a 2021 form: its three rows are not in the source."""
        unsplit = [cell for cell in self.tables.cells if f".{UNSPLIT_ROW}." in cell]
        if not unsplit or UNSPLIT_ROW in {row.key for row in self.layout.rows3}:
            return
        for row in self.layout.result_rows:
            if row.key.startswith("other_"):
                for cell in self.layout.row3(row.key):
                    self.tables.notes.append(
                        Note(
                            UNSPLIT,
                            f"{self.layout.name(cell)}：原文只有一行（六）其他处理，没有分项。",
                            cell,
                        )
                    )


def _split(cells: Sequence[GridCell]) -> _Row | None:
    """A row by its last label; None where no cell is a label."""
    labels = [index for index, cell in enumerate(cells) if not looks_like_value(cell.text)]
    if not labels:
        return None
    last = labels[-1]
    return _Row(cells[last].text, cells[last].column, tuple(cells[last + 1 :]))


def _adds_up(window: Iterable[GridCell]) -> bool:
    readings = [read_value(cell.text, "count") for cell in window]
    if readings[-1].state is not State.NUMBER:
        return False
    return sum(int(reading.value or 0) for reading in readings[:-1]) == readings[-1].value
