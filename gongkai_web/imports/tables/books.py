"""Which workbooks go with a table: the template to fill in, the report of what came of each row?"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date

import xlsxwriter

from gongkai.landscape import landscape
from gongkai_web.imports.models import TableImport
from gongkai_web.imports.tables.declared import Column, Result, Table

_LONGEST = 32_767  # characters of a cell
_WIDE = {"body": 60, "title": 40, "summary": 40}
_FILLED_ROWS = 2000
_REPORT = (("行", 8), ("编号", 24), ("结果", 12), ("说明", 80))
_SHEET, _HELP = "填写", "填写说明"


def template(table: Table, day: date) -> bytes:
    """The head, a row of samples that is not imported, lists to choose from, how each column is filled."""
    buffer, columns = io.BytesIO(), table.columns(day)
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": f"{table.label}（导入模板）", "author": "", "company": ""})
        sheet = book.add_worksheet(_SHEET)
        must = book.add_format({"bold": True, "border": 1, "bg_color": "#E8F0F9", "text_wrap": True})
        may = book.add_format({"border": 1, "bg_color": "#F4F6F8", "text_wrap": True})
        sample, text = book.add_format({"italic": True}), book.add_format({"num_format": "@"})
        for at, one in enumerate(columns):
            sheet.set_column(at, at, _WIDE.get(one.key, 16), text)
            sheet.write_string(
                0, at, f"{one.label}*" if one.required else one.label, must if one.required else may
            )
            sheet.write_string(1, at, one.sample, sample)
            _choose(sheet, at, one)
        sheet.freeze_panes(1, 1)
        landscape(sheet)
        _help(book, columns)
    return buffer.getvalue()


def report(found: TableImport) -> bytes:
    """A line for each row: taken, there before, or why not."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, options) as book:
            sheet = book.add_worksheet("导入结果")
            head = book.add_format({"bold": True, "bottom": 1})
            for at, (label, wide) in enumerate(_REPORT):
                sheet.set_column(at, at, wide)
                sheet.write_string(0, at, label, head)
            for line, values in enumerate(_reported(found), start=1):
                for at, value in enumerate(values):
                    sheet.write_string(line, at, value[:_LONGEST])
            sheet.freeze_panes(1, 0)
        file.seek(0)
        return file.read()


def _reported(found: TableImport) -> Iterator[tuple[str, ...]]:
    rows = found.rows.order_by("line").values_list("line", "key", "result", "sentence")
    for line, key, result, sentence in rows.iterator(chunk_size=1000):
        yield str(line), key, Result(result).label, sentence


def _choose(sheet: xlsxwriter.worksheet.Worksheet, at: int, one: Column) -> None:
    """A list in the cell, where it fits into the 255 characters of one."""
    if one.options and len(",".join(one.options)) <= 255:
        sheet.data_validation(
            1,
            at,
            _FILLED_ROWS,
            at,
            {"validate": "list", "source": list(one.options), "error_type": "warning"},
        )


def _help(book: xlsxwriter.Workbook, columns: Iterable[Column]) -> None:
    sheet = book.add_worksheet(_HELP)
    bold, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True})
    for at, (label, wide) in enumerate((("列", 20), ("怎么填", 60), ("可选", 70))):
        sheet.set_column(at, at, wide)
        sheet.write_string(0, at, label, bold)
    for line, one in enumerate(columns, start=1):
        for at, value in enumerate((one.label, one.hint, "、".join(one.options))):
            sheet.write_string(line, at, value, wrap)
    landscape(sheet)
