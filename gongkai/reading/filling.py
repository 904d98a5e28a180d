"""Which cells are the values of a row that has come to its end?

All of them where they are as many as its columns; with blanks among them, those in the window of columns in
which the rows around have theirs. What cannot be told is unreadable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.form import Form
from gongkai.labels import closed_up
from gongkai.reading.around import Around
from gongkai.reading.blocks import GridCell, Kind
from gongkai.reading.cutting import Cutter
from gongkai.reading.found import Label, Tables
from gongkai.reading.heads import Heads
from gongkai.reading.rows import Waiting, Windows
from gongkai.reading.several import TOLD_TWICE
from gongkai.reading.values import is_blank, read_any
from gongkai.report import TWO_REPORTS, ExtraRow, Note

_MOST_EXTRA, _LONGEST_EXTRA = 40, 40
_LONGEST_QUOTED = 60
Ids = Sequence[str | None]


@dataclass(slots=True)
class OpenRow:
    """A row of the form whose values may still follow, cell by cell. Table 0: a row that the form lacks."""

    table: int
    key: str
    label: str
    shape: tuple[object, ...]
    kind: Kind
    values: list[GridCell] = field(default_factory=list)
    ids: Ids = ()
    whole: str = ""


class Filling:
    """Fills the tables row by row; `cutter` cuts digits that stand together, `around` hears of each row."""

    def __init__(self, tables: Tables, heads: Heads, around: Around, cutter: Cutter) -> None:
        self.tables = tables
        self.heads = heads
        self.around = around
        self.cutter = cutter
        self.windows = Windows()
        self.waiting: list[Waiting] = []
        self.width3 = len(self.layout.columns3)
        self.width4 = len(self.layout.blocks4) * len(self.layout.columns4)
        self.side_by_side = False
        self.last: Waiting | None = None  # the row before, if it has blanks
        self.stray = False  # whether a number without a row came since
        self.had4 = False  # whether the row of table 四 came, and no running text since

    @property
    def layout(self) -> Form:
        """The form of the tables."""
        return self.tables.form

    def second_report(self) -> None:
        """Two reports side by side: the left one is read, and that is said once."""
        if not self.side_by_side:
            self.side_by_side = True
            message = "原文左右并排着两份报告的表格；只读了左边一份，右边一份请另存后再读。"
            self.tables.notes.append(Note(TWO_REPORTS, message))

    def doubt(self) -> None:
        """A number that belongs to no row: the blanks of the rows beside it are none for certain."""
        self.stray = True
        if self.last is not None:
            self.last.doubtful = True

    def finish(self, row: OpenRow, stated: list[GridCell]) -> None:
        """The row has all its cells; `stated` are those of them that are not blank."""
        stray, self.stray, self.last = self.stray, False, None
        if row.table == 0:
            self._extra(row, stated)
            return
        if row.table == 4 and len(stated) == 1 and len(stated[0].text) >= self.width4:
            self.cutter.cut_four(row.ids, stated[0])
            return
        ids = self.heads.ids4(len(stated), len(row.values)) if row.table == 4 else row.ids
        self.had4 = self.had4 or (row.table == 4 and bool(stated or len(row.values) >= self.width4))
        if self.side_by_side and len(stated) == 2 * len(ids):
            stated = stated[: len(ids)]
        if row.values and row.table == 3:
            self.around.row(row.key)
        self._take(row, ids, stated, doubtful=stray)

    def _take(self, row: OpenRow, ids: Ids, stated: list[GridCell], *, doubtful: bool) -> None:
        """The values of a row of the form; one with blanks waits until all windows are known."""
        width = len(ids)
        if self.tables.met(ids):
            self._second(stated, ids)
        elif len(stated) == width:
            self.windows.learn(row.shape, stated)
            self.settled(row.table, ids, stated)
            self._called(row)
        elif len(row.values) >= width > len(stated):
            self.last = Waiting(
                row.table, row.shape, tuple(ids), tuple(row.values), row.kind, doubtful=doubtful
            )
            self.waiting.append(self.last)
            self._called(row)
        elif stated and not (row.table == 4 and len(stated) < len(self.layout.columns4)):
            problem = f"应有 {width} 个数，读到 {len(stated)} 个{_quoted(stated)}，分不清各属哪一列"
            self.tables.lose(ids, problem)

    def _called(self, row: OpenRow) -> None:
        """Keeps the label of a row of tables 二 and 三 whose values came."""
        if row.key:
            label = Label(row.label, row.whole, row.kind)
            self.tables.labels.setdefault(f"table{row.table}.{row.key}", label)

    def settled(self, table: int, ids: Ids, cells: Sequence[GridCell]) -> None:
        """The values of a row, whose cells are known."""
        self.tables.settle(ids, cells)
        if table == 2:
            self._yuan(ids)

    def _yuan(self, ids: Ids) -> None:
        """An amount under a head that says 元 is an amount in 元."""
        for cell_id in filter(None, ids):
            text = self.tables.cells[cell_id].text
            if self.heads.in_yuan(cell_id) and "元" not in text and not is_blank(text):
                self.tables.cells[cell_id] = self.tables.cells[cell_id]._replace(text=f"{text}元")

    def _second(self, stated: Sequence[GridCell], ids: Ids) -> None:
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

    def _extra(self, row: OpenRow, stated: Sequence[GridCell]) -> None:
        """A row that the form does not know; in table 三 only with all its columns."""
        place = self.heads.place
        most = {2: 4, 3: self.width3, 4: self.width4}.get(place, 0)
        fitting = len(stated) == most if place == 3 else 0 < len(stated) <= most
        if not fitting or len(row.label) > _LONGEST_EXTRA or len(self.tables.extra) >= _MOST_EXTRA:
            return
        values = tuple(read_any(cell.text) for cell in stated)
        self.tables.extra.append(ExtraRow(place, closed_up(row.label), values))

    def place_waiting(self) -> None:
        """The rows with blanks, now that all windows are known."""
        for waiting in self.windows.placed(self.waiting):
            if self.tables.met(waiting.ids):
                continue
            if waiting.window:
                self.settled(waiting.table, waiting.ids, waiting.window)
            else:
                self.tables.lose(waiting.ids, f"有空格，分不清各数属哪一列{_quoted(waiting.stated)}")


def _quoted(stated: Sequence[GridCell]) -> str:
    """The numbers as they stand, where a row cannot be told."""
    texts = "、".join(" ".join(cell.text.split()) for cell in stated)
    return f"（{texts}）" if 0 < len(texts) <= _LONGEST_QUOTED else ""
