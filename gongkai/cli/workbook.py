"""How do rows become a workbook?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from gongkai.cli.outputs import Whole
from gongkai.errors import UsageError
from gongkai.flat.columns import Column, Row, typed
from gongkai.landscape import landscape

_MOST_ROWS = 1_048_576


class Workbook(Whole):
    """One sheet with a head that stays; numbers are numbers, text is never a formula."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        super().__init__(path, columns)
        self._book = xlsxwriter.Workbook(str(self.partial), {"constant_memory": True})
        self._sheet = self._book.add_worksheet("结果")
        self._sheet.freeze_panes(1, 1)
        landscape(self._sheet)
        bold = self._book.add_format({"bold": True})
        for index, column in enumerate(columns):
            self._sheet.write_string(0, index, column.name, bold)
        self._rows = 1

    def write(self, row: Row) -> None:
        if self._rows >= _MOST_ROWS:
            raise UsageError(f"「{self.path}」超过一张工作表的 {_MOST_ROWS} 行；请改用 .parquet 或 .csv。")
        for index, column in enumerate(self.columns):
            value = typed(row.get(column.name), column)
            if isinstance(value, str):
                self._sheet.write_string(self._rows, index, value)
            elif value is not None:
                self._sheet.write_number(self._rows, index, value)
        self._rows += 1

    def close(self, *, whole: bool) -> None:
        self._book.close()
        self.named(whole=whole)
