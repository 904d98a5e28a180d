"""A yearly table as a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from gongkai_web.oversight.tables.filled import HEADS, Filled

_WIDE = (14, 40, 8, 12, 40)


def workbook(title: str, cells: Sequence[Filled]) -> bytes:
    """One sheet, set up for A4."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("年度报表")
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        for column, (head, wide) in enumerate(zip(HEADS, _WIDE, strict=True)):
            sheet.set_column(column, column, wide)
            sheet.write_string(0, column, head, bold)
        for number, one in enumerate(cells, 1):
            for column, word in enumerate(one.row):
                if column == HEADS.index("数") and word:
                    sheet.write_number(number, column, float(word), plain)
                else:
                    sheet.write_string(number, column, word, plain)
        sheet.freeze_panes(1, 0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header(f"&C{title}")
        sheet.set_footer("&C第 &P 页，共 &N 页")
    return buffer.getvalue()
