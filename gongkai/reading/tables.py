"""Which cell of the form is each number of these blocks?

Rows and columns are found by the cores of their labels, never by position alone (handbook 08 §6): a number
belongs to the last label before it, or to the label lines around it where a text was laid out in columns.
What cannot be told is unreadable.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.form import Form
from gongkai.prose.sections import heading_number
from gongkai.reading.around import Around
from gongkai.reading.blocks import Block, Grid, GridCell, Kind, Paragraph
from gongkai.reading.cutting import Cutter
from gongkai.reading.filling import Filling, Ids, OpenRow
from gongkai.reading.found import Tables
from gongkai.reading.glued import AMBIGUOUS, cut_plain
from gongkai.reading.heads import Heads
from gongkai.reading.leftover import take_loose, tell_unsplit
from gongkai.reading.recognition import Parted, recognised
from gongkai.reading.rows import Segment, joined_label, last_label, segments
from gongkai.reading.several import in_lost, in_tables
from gongkai.reading.values import is_blank
from gongkai.reading.vocabulary import NOTHING, Sense, sense_in, vague_rows

_PIECES = 3  # cells that one label may be broken over
_LONGEST_HEADING = 100
_MOST_VALUES = 400  # more than any row or table of the form; what follows is not kept


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


class _Finder:
    def __init__(self, layout: Form) -> None:
        self.layout = layout
        self.tables = Tables(layout)
        self.heads = Heads(layout)
        self.around = Around(layout.key)
        self.cutter = Cutter(self.tables, self.heads.ids3)
        self.filling = Filling(self.tables, self.heads, self.around, self.cutter)
        self.trail: list[tuple[str, Sense]] = []  # labels since the last values
        self.pending: OpenRow | None = None
        self.grid = 0
        self.kind: Kind = "cells"
        self.results_begun = False
        self.rows3 = {line.key for line in (*layout.rows3, *layout.unsplit3)}
        results = {line.key for line in (*layout.result_rows, *layout.unsplit3)}
        self.results = results - vague_rows()

    # – walking

    def pass_by(self, paragraph: Paragraph) -> None:
        """Running text ends a row; a heading says which table comes next."""
        self._close()
        if self.filling.had4:
            self.heads.place = 0  # what comes behind running text is no row of table 四 any more
        self.filling.had4 = False
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
                    self.filling.second_report()
                    continue
                if key and part.stated:
                    seen.add(key)
                self._labelled(part)
        if grid.kind == "cells":
            self._close()

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
        if place == 4 and not (self.filling.had4 and meaning is NOTHING):
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
        row = OpenRow(table, key, text, shape, self.kind, [] if _is_head4(table, part) else part.values, ids)
        row.whole = "".join(label for label, _ in self.trail[-_PIECES:])
        if row.values and len(row.values) >= (len(ids) or 1):
            self.filling.finish(row, part.stated)
        else:
            self.pending = row

    def _ids(self, table: int, key: str) -> Ids:
        if table == 2:
            return self.heads.ids2(key)
        if table == 3:
            return self.heads.ids3(key)
        return self.heads.ids4(self.filling.width4) if table == 4 else ()

    # – rows of numbers without a label

    def _numbers(self, part: Segment) -> None:
        stated, place, pending = part.stated, self.heads.place, self.pending
        if place == 3 and len(stated) in self._widths() and not (pending and pending.values):
            self.pending = None
            self.around.numbers(stated[: self.filling.width3])
            self.trail.clear()
            self.heads.values_came()
            return
        if pending is None and place == 4 and stated:
            pending = self.pending = OpenRow(4, "", "", (self.grid, "row", -1), self.kind)
            pending.ids = self._ids(4, "")
        if pending is None and place == 3 and self.kind == "cells" and stated:
            self.filling.doubt()
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

    def _depth(self, key: str) -> int:
        """In which of the three columns of labels of table 三 the row's own label stands."""
        line = next((line for line in self.layout.rows3 if line.key == key), None)
        if line is None or line.over:
            return 2
        return int(line in self.layout.result_rows or line.role == "sum")

    def _widths(self) -> tuple[int, ...]:
        """How many numbers a row of table 三 may have: twice as many where two reports stand side by side."""
        width = self.filling.width3
        return (width, 2 * width) if self.filling.side_by_side else (width,)

    def _close(self) -> None:
        """The row that was open has all its cells: they are its values, or it cannot be read."""
        row, self.pending = self.pending, None
        if row is None:
            return
        self.filling.finish(row, [cell for cell in row.values if not is_blank(cell.text)])

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
                self.filling.settled(2, ids, [cell._replace(text=piece) for piece in pieces])
            else:
                self.tables.lose(ids, f"{AMBIGUOUS}：{cell.text}")

    # – at the end

    def settle(self) -> None:
        """What could only be told after all rows were seen."""
        self._close()
        self.filling.place_waiting()
        take_loose(self.filling)
        self.cutter.settle()
        tell_unsplit(self.tables)


def _is_head4(table: int, part: Segment) -> bool:
    """Whether these are heads of table 四: the blanks beside them are no values."""
    return table == 4 and not part.stated and any(meaning is not NOTHING for _, meaning in part.labels)


def _row_key(part: Segment) -> str | None:
    meaning = part.labels[-1][1]
    return meaning.row3 or meaning.row2


def _renumbered(cells: Sequence[GridCell], first: int) -> list[GridCell]:
    """Cells that came one by one, with their place in the row as column."""
    return [cell._replace(column=first + index) for index, cell in enumerate(cells)]
