"""How do rows of glued digits of tables 三 and 四 become cells, and what is said of how sure that is?

`glued` finds the cuts; here they are put into the tables, with a note on what the sums decided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gongkai.reading.blocks import GridCell
from gongkai.reading.found import CUT_BY_SUMS, Tables
from gongkai.reading.glued import Cut, cut_table3, cut_table4
from gongkai.report import CUT_BY_OWN_SUM, Note

_Ids = Sequence[str | None]


@dataclass(slots=True)
class Cutter:
    """Cuts the rows of one report. Those of table 三 wait for each other: their columns tell them apart.

    `ids3` gives the cells of a row of table 三 in the order of its heads.
    """

    tables: Tables
    ids3: Callable[[str], _Ids]
    waiting: dict[str, GridCell] = field(default_factory=dict)

    def keep(self, row: str, cell: GridCell) -> None:
        """A row of table 三, cut when all are seen."""
        self.waiting[row] = cell

    def cut_four(self, ids: _Ids, cell: GridCell) -> None:
        """Table 四 in one piece."""
        form = self.tables.form
        self._put(ids, cell, cut_table4(cell.text.strip(), len(form.blocks4), len(form.columns4)))

    def settle(self) -> None:
        """The rows of table 三, now that all are seen."""
        if not self.waiting:
            return
        rows = {row: cell.text for row, cell in self.waiting.items()}
        width = len(self.tables.form.columns3)
        for row, cut in cut_table3(rows, self._result_rows(), width, self._told_apart(width)).items():
            if not self.tables.met(self.ids3(row)):
                self._put(self.ids3(row), self.waiting[row], cut)

    def _result_rows(self) -> list[str]:
        seen = {cell.split(".")[1] for cell in self.tables.cells} | set(self.waiting)
        return self.tables.form.results(seen)

    def _told_apart(self, width: int) -> dict[str, tuple[int, ...]]:
        """The rows of table 三 whose numbers stand apart, all of them plain digits."""
        found = {}
        form, cells = self.tables.form, self.tables.cells
        for row in (*form.rows3, *form.unsplit3):
            texts = [cells[cell].text for cell in self.ids3(row.key) if cell in cells]
            if len(texts) == width and all(text.isdigit() for text in texts):
                found[row.key] = tuple(map(int, texts))
        return found

    def _put(self, ids: _Ids, cell: GridCell, cut: Cut) -> None:
        if cut.numbers is None:
            self.tables.lose(ids, f"{cut.problem}：{cell.text}")
            return
        self.tables.settle(ids, [cell._replace(text=str(number)) for number in cut.numbers])
        if cut.own_sum:
            self._by_own_sum(ids, cell.text)
        elif not cut.forced:
            self._by_sums(ids, cell.text, cut.numbers)

    def _by_sums(self, ids: _Ids, digits: str, numbers: Sequence[int]) -> None:
        for cell, number in zip(ids, numbers, strict=True):
            name = self.tables.form.name(str(cell))
            message = f"{name}：原文数字连写「{digits}」，按行和、列和只有一种切法，这一格是 {number}。"
            self.tables.notes.append(Note(CUT_BY_SUMS, message, cell, digits))

    def _by_own_sum(self, ids: _Ids, digits: str) -> None:
        """One note a row, or a block of table 四: its sum divided it and so does not test it."""
        for row in dict.fromkeys(str(cell).rpartition(".")[0] for cell in ids):
            name = self.tables.form.row_names[row]
            message = f"{name}：原文数字连写「{digits}」，只能按它自己的合计切开，这个合计因此没有经过检验。"
            self.tables.notes.append(Note(CUT_BY_OWN_SUM, message, row, digits))
