"""How does the sheet of a year look as a workbook? One sheet: the indicators, and their checks below."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from gongkai.indicators.sheet import Line, Sheet
from gongkai.landscape import landscape

_HEAD = ("指标组", "指标", "数", "单位", "说明")
_WIDTHS = (12, 62, 14, 8, 12)
_VERDICTS = {True: "相符", False: "不符", None: "不能核对"}


def workbook(sheet: Sheet) -> bytes:
    """The workbook; numbers are numbers, text is never taken for a formula."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet("全年指标")
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#F4F6F8"})
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    wrong = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "bg_color": "#FDE7E7"})
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.write_string(0, 0, f"{sheet.agency} {sheet.year} 年度全年指标", title)
    if sheet.about:
        page.write_string(0, len(_HEAD), sheet.about)
    page.write_row(1, 0, _HEAD, head)
    landscape(page, head=1)
    for at, line in enumerate(sheet.lines, start=2):
        _line(page, at, line, plain)
    start = len(sheet.lines) + 3
    page.write_row(start, 0, ("指标组", "核对", "结果"), head)
    for at, check in enumerate(sheet.checks, start=start + 1):
        shape = wrong if check.holds is False else plain
        for column, text in enumerate((check.group, check.sentence, _VERDICTS[check.holds])):
            page.write_string(at, column, text, shape)
    page.freeze_panes(2, 0)
    book.close()
    return stream.getvalue()


def _line(page: Any, at: int, line: Line, shape: Any) -> None:
    page.write_string(at, 0, line.group, shape)
    page.write_string(at, 1, f"　{line.label}" if line.under else line.label, shape)
    if line.value is None:
        page.write_blank(at, 2, None, shape)
    else:
        page.write_number(at, 2, line.value, shape)
    page.write_string(at, 3, line.unit, shape)
    page.write_string(at, 4, line.words, shape)
