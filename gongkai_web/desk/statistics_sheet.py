"""How do the statistics become a spreadsheet? The numbers of the page, each with the address of its list."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from gongkai.landscape import landscape
from gongkai_web.desk.statistics import BY_AGENCY, AgencyRow, Number, Row, Statistics
from gongkai_web.figures.span import Span

_AGENCIES = ("机关", *(label for label, _ in BY_AGENCY))


def workbook(
    counted: Statistics, span: Span, about: Sequence[tuple[str, str]], address: str, *, by_agency: bool
) -> bytes:
    """The workbook. `address`: of the list of cases, without a query."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = _Sheet(
            book,
            "统计",
            (44, 18, 18, 12, 12),
            ("项目", span.label, span.before.label, "增减", "增减比例"),
            address,
        )
        for table in counted.tables:
            sheet.line([(table.title, None)])
            for row in table.rows:
                sheet.line([(row.label, None), ("", row.now), ("", row.before), *_moved(row)])
        if by_agency:
            lists = _Sheet(book, "各机关", (36, *(12,) * (len(_AGENCIES) - 1)), _AGENCIES, address)
            for one in counted.by_agency:
                lists.line(_cells(one))
        today = _Sheet(book, "今天", (44, 18), ("项目", "今天"), address)
        for label, number in counted.standing:
            today.line([(label, None), ("", number)])
        said = _Sheet(book, "说明", (16, 80), ("项目", "内容"), address)
        for label, words in about:
            said.line([(label, None), (words, None)])
    return buffer.getvalue()


def _moved(row: Row) -> list[tuple[str, Number | None]]:
    """How it moved: two numbers, so that a sheet can go on reckoning with them."""
    by = None if row.moved is None else Number(f"{row.moved:+,}", value=row.moved, signed=True)
    share = None if row.moved_share is None else Number("%", ratio=row.moved_share, signed=True)
    return [("", by), ("", share)]


def _cells(one: AgencyRow) -> list[tuple[str, Number | None]]:
    return [(one.agency.name, None), *(("", number) for number in one.numbers)]


class _Sheet:
    """A sheet with a head, line by line; a number that counts a list leads to it."""

    def __init__(
        self, book: Any, name: str, widths: Sequence[int], head: Sequence[str], address: str
    ) -> None:
        self._sheet, self._address, self._row = book.add_worksheet(name), address, 0
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self._number = book.add_format({"num_format": "#,##0", "valign": "top"})
        self._percent = book.add_format({"num_format": "0.0%", "valign": "top"})
        self._moved = book.add_format({"num_format": "+#,##0;-#,##0;0", "valign": "top"})
        self._moved_share = book.add_format({"num_format": "+0.0%;-0.0%;0.0%", "valign": "top"})
        self._decimal = book.add_format({"num_format": "0.0", "valign": "top"})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for at, (width, label) in enumerate(zip(widths, head, strict=True)):
            self._sheet.set_column(at, at, width)
            self._sheet.write_string(0, at, label, bold)
        self._sheet.freeze_panes(1, 1)
        landscape(self._sheet)

    def line(self, cells: Sequence[tuple[str, Number | None]]) -> None:
        """The next line: words, or a number."""
        self._row += 1
        for at, (words, number) in enumerate(cells):
            if number is None:
                self._sheet.write_string(self._row, at, words, self._wrap)
            elif number.signed:
                moved = number.value if number.ratio is None else number.ratio
                form = self._moved if number.ratio is None else self._moved_share
                self._sheet.write_number(self._row, at, moved, form)
            elif number.ratio is not None:
                form = self._percent if number.text.endswith("%") else self._decimal
                self._sheet.write_number(self._row, at, number.ratio, form)
            elif number.value is None:
                self._sheet.write_string(self._row, at, number.text, self._wrap)
            else:
                if number.query:
                    self._sheet.write_url(self._row, at, f"{self._address}?{number.query}", self._number)
                self._sheet.write_number(self._row, at, number.value, self._number)
