"""Which cell of the form is each number of these blocks?

Rows and columns are found by the cores of their labels, never by position alone (handbook 08 §6): a number
belongs to the last label before it, or to the label lines around it where a text was laid out in columns.
What cannot be told is unreadable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.form import Form, Line
from gongkai.labels import closed_up
from gongkai.prose.sections import heading_number
from gongkai.reading.around import Around
from gongkai.reading.blocks import Block, Grid, GridCell, Kind, Paragraph
from gongkai.reading.cutting import Cutter
from gongkai.reading.found import Label, Tables
from gongkai.reading.glued import AMBIGUOUS, cut_plain
from gongkai.reading.heads import Heads
from gongkai.reading.recognition import Parted, recognised
from gongkai.reading.rows import Segment, Waiting, Windows, joined_label, last_label, segments
from gongkai.reading.several import TOLD_TWICE, in_lost, in_tables
from gongkai.reading.values import is_blank, read_any
from gongkai.reading.vocabulary import NOTHING, Sense, sense_in, vague_rows
from gongkai.report import TWO_REPORTS, UNSPLIT, ExtraRow, Note

_PIECES = 3  # cells that one label may be broken over
_MOST_EXTRA, _LONGEST_EXTRA = 40, 40
_LONGEST_HEADING = 100
_LONGEST_QUOTED = 60
_MOST_VALUES = 400  # more than any row or table of the form; what follows is not kept
_Ids = Sequence[str | None]


def find_tables(blocks: Sequence[Block], year: int | None = None) -> Tables | None:
    """The tables of a report in these blocks; None where not one row of the form stands in them.

    `year` is the one that its title names: it decides where the labels fit several forms.
    """
    grids = [block for block in blocks if isinstance(block, Grid)]
    parted = [[segments(row) for row in grid.rows] for grid in grids]
    layout, otherwise = recognised(grids, parted, year)
    if otherwise:
        _take_as_meant(parted, layout.key)
    finder = _Finder(layout)
    rows = iter(parted)
    for block in blocks:
        if isinstance(block, Grid):
            finder.take(block, next(rows))
        else:
            finder.pass_by(block)
    finder.settle()
    tables = finder.tables
    lost = in_lost(tables.unreadable.items())
    tables.several = lost if lost.why else in_tables(parted)
    return tables if tables.cells or tables.unreadable else None


def _take_as_meant(parted: Parted, layout_key: str) -> None:
    """Each label by the words of its form."""
    for rows in parted:
        for row in rows:
            for part in row:
                for at, (text, meaning) in enumerate(part.labels):
                    if meaning is not NOTHING and (own := sense_in(text, layout_key)) is not meaning:
                        part.labels[at] = text, own


@dataclass(slots=True)
class _Pending:
    """A row of the form whose values may still follow, cell by cell. Table 0: a row that the form lacks."""

    table: int
    key: str
    label: str
    shape: tuple[object, ...]
    kind: Kind
    values: list[GridCell] = field(default_factory=list)
    ids: _Ids = ()
    whole: str = ""


class _Finder:
    def __init__(self, layout: Form) -> None:
        self.layout = layout
        self.width3 = len(layout.columns3)
        self.width4 = len(layout.blocks4) * len(layout.columns4)
        self.tables = Tables(layout)
        self.heads = Heads(layout)
        self.windows = Windows()
        self.around = Around(layout.key)
        self.trail: list[tuple[str, Sense]] = []  # labels since the last values
        self.pending: _Pending | None = None
        self.waiting: list[Waiting] = []
        self.cutter = Cutter(self.tables, self.heads.ids3)
        self.grid = 0
        self.kind: Kind = "cells"
        self.results_begun = False
        self.side_by_side = False
        self.last: Waiting | None = None  # the row before, if it has blanks
        self.stray = False  # whether a number without a row came since
        self.had4 = False  # whether the row of table 四 came, and no running text since
        self.rows3 = {line.key for line in (*layout.rows3, *layout.unsplit3)}
        results = {line.key for line in (*layout.result_rows, *layout.unsplit3)}
        self.results = results - vague_rows()

    # – walking

    def pass_by(self, paragraph: Paragraph) -> None:
        """Running text ends a row; a heading says which table comes next."""
        self._close()
        if self.had4:
            self.heads.place = 0  # what comes behind running text is no row of table 四 any more
        self.had4 = False
        self.trail.clear()
        number = (
            heading_number(paragraph.text, self.layout) if len(paragraph.text) < _LONGEST_HEADING else None
        )
        if number:
            self.heads.place = number if number in {2, 3, 4} else 0

    def take(self, grid: Grid, rows: Sequence[Sequence[Segment]]) -> None:
        """All rows of a grid, cut into segments."""
        self.grid += 1
        self.kind = grid.kind
        for parts in rows:
            seen: set[str] = set()
            for part in parts:
                if not part.labels:
                    self._numbers(part)
                    continue
                key = _row_key(part)
                if key and key in seen:
                    self._second_report()
                    continue
                if key and part.stated:
                    seen.add(key)
                self._labelled(part)
        if grid.kind == "cells":
            self._close()

    def _second_report(self) -> None:
        """Two reports side by side: the left one is read, and that is said once."""
        if not self.side_by_side:
            self.side_by_side = True
            message = "原文左右并排着两份报告的表格；只读了左边一份，右边一份请另存后再读。"
            self.tables.notes.append(Note(TWO_REPORTS, message))

    # – rows with labels

    def _labelled(self, part: Segment) -> None:
        if self._between_heads4(part):
            self.pending = None
        self._close()
        for text, meaning in part.labels:
            self.heads.learn(meaning, text)
        self.trail += part.labels
        text, meaning = last_label(self.trail)
        if meaning is NOTHING:
            text, meaning = joined_label(self.trail, self.layout.key) if text else (text, meaning)
            text = text or part.labels[-1][0]
        table, key = self._row(meaning)
        if self.kind == "glued":
            self._glued(table, key, part)
        else:
            self._pend(table, key, text, part)
        if part.stated:
            self.trail.clear()
            self.heads.values_came()

    def _between_heads4(self, part: Segment) -> bool:
        """Whether the open row is nothing but the blanks between two heads of table 四."""
        row = self.pending
        return bool(
            row
            and row.table == 4
            and any(meaning.head4 or meaning.block4 or meaning.furniture for _, meaning in part.labels)
            and all(is_blank(cell.text) for cell in row.values)
        )

    def _row(self, meaning: Sense) -> tuple[int, str]:
        """Table and key of the row that this label names here; (0, "") for none."""
        place = self.heads.place
        if meaning.row3 in self.rows3 and (not meaning.vague or (place == 3 and self.results_begun)):
            self.results_begun = self.results_begun or meaning.row3 in self.results
            return 3, meaning.row3 or ""
        if meaning.row2 in self.heads.rows2:
            return 2, meaning.row2 or ""
        if place == 4 and not (self.had4 and meaning is NOTHING):
            return 4, ""
        return 0, meaning.row2 or ("" if meaning.vague else meaning.row3 or "")

    def _pend(self, table: int, key: str, text: str, part: Segment) -> None:
        if self.heads.place == 3:
            for label, _ in part.labels:
                self.around.text(label)
        if table == 0 and not key and self.heads.place == 3 and self.kind == "spaced":
            self._numbers(part)  # the tail of a long label, with the numbers of its row behind it
            return
        known = table or key or (self.heads.place and last_label(part.labels)[1] is NOTHING)
        if not known:
            return
        shape, ids = (self.grid, "row", part.column), self._ids(table, key)
        row = _Pending(table, key, text, shape, self.kind, [] if _is_head4(table, part) else part.values, ids)
        row.whole = "".join(label for label, _ in self.trail[-_PIECES:])
        if row.values and len(row.values) >= (len(ids) or 1):
            self._finish(row, part.stated)
        else:
            self.pending = row

    def _ids(self, table: int, key: str) -> _Ids:
        if table == 2:
            return self.heads.ids2(key)
        if table == 3:
            return self.heads.ids3(key)
        return self.heads.ids4(self.width4) if table == 4 else ()

    # – rows of numbers without a label

    def _numbers(self, part: Segment) -> None:
        stated, place, pending = part.stated, self.heads.place, self.pending
        if place == 3 and len(stated) in self._widths(self.width3) and not (pending and pending.values):
            self.pending = None
            self.around.numbers(stated[: self.width3])
            self.trail.clear()
            self.heads.values_came()
            return
        if pending is None and place == 4 and stated:
            pending = self.pending = _Pending(4, "", "", (self.grid, "row", -1), self.kind)
            pending.ids = self._ids(4, "")
        if pending is None and place == 3 and self.kind == "cells" and stated:
            self._stray()
        if pending is None or len(pending.values) > _MOST_VALUES:
            return
        if pending.table == 4 and not (pending.key or pending.values):
            pending.shape = (self.grid, "row", -1)  # no label stands before these
        if pending.shape[1] == "row" and (pending.values or len(part.values) == 1):
            pending.shape = (pending.shape[0], "stream", self._depth(pending.key))
            pending.values = _renumbered(pending.values, 0)
        if pending.shape[1] == "stream":
            pending.values += _renumbered(part.values, len(pending.values))
        else:
            pending.values += part.values
        if stated:
            self.trail.clear()
            self.heads.values_came()

    def _stray(self) -> None:
        """A number that belongs to no row: the blanks of the rows beside it are none for certain."""
        self.stray = True
        if self.last is not None:
            self.last.doubtful = True

    def _depth(self, key: str) -> int:
        """In which of the three columns of labels of table 三 the row's own label stands."""
        line = next((line for line in self.layout.rows3 if line.key == key), None)
        if line is None or line.over:
            return 2
        return int(line in self.layout.result_rows or line.role == "sum")

    def _widths(self, width: int) -> tuple[int, ...]:
        return (width, 2 * width) if self.side_by_side else (width,)

    # – which cells are the values

    def _close(self) -> None:
        """The row that was open has all its cells: they are its values, or it cannot be read."""
        row, self.pending = self.pending, None
        if row is None:
            return
        self._finish(row, [cell for cell in row.values if not is_blank(cell.text)])

    def _finish(self, row: _Pending, stated: list[GridCell]) -> None:
        stray, self.stray, self.last = self.stray, False, None
        if row.table == 0:
            self._extra(row, stated)
            return
        if row.table == 4 and len(stated) == 1 and len(stated[0].text) >= self.width4:
            self.cutter.cut_four(row.ids, stated[0])
            return
        ids = self.heads.ids4(len(stated), len(row.values)) if row.table == 4 else row.ids
        width = len(ids)
        self.had4 = self.had4 or (row.table == 4 and bool(stated or len(row.values) >= self.width4))
        if self.side_by_side and len(stated) == 2 * width:
            stated = stated[:width]
        if row.values and row.table == 3:
            self.around.row(row.key)
        if self.tables.met(ids):
            self._second(stated, ids)
        elif len(stated) == width:
            self.windows.learn(row.shape, stated)
            self._settled(row.table, ids, stated)
            self._called(row)
        elif len(row.values) >= width > len(stated):
            self.last = Waiting(row.table, row.shape, tuple(ids), tuple(row.values), row.kind, doubtful=stray)
            self.waiting.append(self.last)
            self._called(row)
        elif stated and not (row.table == 4 and len(stated) < len(self.layout.columns4)):
            problem = f"应有 {width} 个数，读到 {len(stated)} 个{_quoted(stated)}，分不清各属哪一列"
            self.tables.lose(ids, problem)

    def _called(self, row: _Pending) -> None:
        """Keeps the label of a row of tables 二 and 三 whose values came."""
        if row.key:
            label = Label(row.label, row.whole, row.kind)
            self.tables.labels.setdefault(f"table{row.table}.{row.key}", label)

    def _settled(self, table: int, ids: _Ids, cells: Sequence[GridCell]) -> None:
        self.tables.settle(ids, cells)
        if table == 2:
            self._yuan(ids)

    def _yuan(self, ids: _Ids) -> None:
        """An amount under a head that says 元 is an amount in 元."""
        for cell_id in filter(None, ids):
            text = self.tables.cells[cell_id].text
            if self.heads.in_yuan(cell_id) and "元" not in text and not is_blank(text):
                self.tables.cells[cell_id] = self.tables.cells[cell_id]._replace(text=f"{text}元")

    def _second(self, stated: Sequence[GridCell], ids: _Ids) -> None:
        """The same label once more: the numbers must agree, else none of them can be trusted."""
        before = [self.tables.cells[cell].text for cell in ids if cell and cell in self.tables.cells]
        if (
            before
            and stated
            and [cell.text for cell in stated] != [text for text in before if not is_blank(text)]
        ):
            for cell in filter(None, ids):
                self.tables.cells.pop(cell, None)
            self.tables.lose(ids, TOLD_TWICE)

    def _extra(self, row: _Pending, stated: Sequence[GridCell]) -> None:
        """A row that the form does not know; in table 三 only with all its columns."""
        place = self.heads.place
        most = {2: 4, 3: self.width3, 4: self.width4}.get(place, 0)
        fitting = len(stated) == most if place == 3 else 0 < len(stated) <= most
        if not fitting or len(row.label) > _LONGEST_EXTRA or len(self.tables.extra) >= _MOST_EXTRA:
            return
        values = tuple(read_any(cell.text) for cell in stated)
        self.tables.extra.append(ExtraRow(place, closed_up(row.label), values))

    # – digits without separators

    def _glued(self, table: int, key: str, part: Segment) -> None:
        for label, _ in part.labels:
            if self.heads.place == 3:
                self.around.text(label)
        if not part.stated or not table:
            return
        cell, ids = part.stated[0], self._ids(table, key)
        if table == 3:
            self.around.row(key)
            self.cutter.keep(key, cell)
        elif self.tables.met(ids):
            return
        elif table == 4:
            self.cutter.cut_four(ids, cell)
        else:
            pieces = cut_plain(cell.text, len(ids))
            if pieces:
                self._settled(2, ids, [cell._replace(text=piece) for piece in pieces])
            else:
                self.tables.lose(ids, f"{AMBIGUOUS}：{cell.text}")

    # – at the end

    def settle(self) -> None:
        """What could only be told after all rows were seen."""
        self._close()
        for waiting in self.windows.placed(self.waiting):
            if self.tables.met(waiting.ids):
                continue
            if waiting.window:
                self._settled(waiting.table, waiting.ids, waiting.window)
            else:
                self.tables.lose(waiting.ids, f"有空格，分不清各数属哪一列{_quoted(waiting.stated)}")
        self._loose()
        self.cutter.settle()
        self._unsplit()

    def _loose(self) -> None:
        """Rows whose labels stand around their numbers."""
        if not any(gap.numbers for gap in self.around.gaps):
            return
        instead = [line.key for line in self.layout.unsplit3 if not self._has_parts(line)]
        kinds = [[line.key for line in self.layout.lines3(some)] for some in ((), instead)]
        for key, cells in self.around.solved(*kinds):
            ids = self.heads.ids3(key)
            if not self.tables.met(ids):
                self._settled(3, ids, cells)
        for key in self.around.open_rows(*kinds):
            ids = self.heads.ids3(key)
            if not self.tables.met(ids):
                self.tables.lose(ids, "行名和数字不在一行，分不清哪一行数属于它")

    def _has_parts(self, line: Line) -> bool:
        """Whether one of the rows was read in whose place this one would stand."""
        return any(cell in self.tables.cells for part in line.sum_of for cell in self.layout.row3(part))

    def _unsplit(self) -> None:
        """A row that stands in place of its parts: these are not in the source.

        Where one of them was read it is no such row, but the name of the group over them.
        """
        for line in self.layout.unsplit3:
            if self._has_parts(line):
                for cell in self.layout.row3(line.key):
                    self.tables.cells.pop(cell, None)
                    self.tables.unreadable.pop(cell, None)
            if not self.tables.met(self.layout.row3(line.key)):
                continue
            for cell in (cell for part in line.sum_of for cell in self.layout.row3(part)):
                message = f"{self.layout.name(cell)}：原文只有一行{line.label}，没有分项。"
                self.tables.notes.append(Note(UNSPLIT, message, cell))


def _is_head4(table: int, part: Segment) -> bool:
    """Whether these are heads of table 四: the blanks beside them are no values."""
    return table == 4 and not part.stated and any(meaning is not NOTHING for _, meaning in part.labels)


def _quoted(stated: Sequence[GridCell]) -> str:
    """The numbers as they stand, where a row cannot be told."""
    texts = "、".join(" ".join(cell.text.split()) for cell in stated)
    return f"（{texts}）" if 0 < len(texts) <= _LONGEST_QUOTED else ""


def _row_key(part: Segment) -> str | None:
    meaning = part.labels[-1][1]
    return meaning.row3 or meaning.row2


def _renumbered(cells: Sequence[GridCell], first: int) -> list[GridCell]:
    """Cells that came one by one, with their place in the row as column."""
    return [cell._replace(column=first + index) for index, cell in enumerate(cells)]
