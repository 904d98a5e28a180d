"""How does a standard catalogue come out of a file, and how does it go into one?

What one cell says for several rows – the field, the first-level item – holds for each of them, whether the
cells are merged or, as in a CSV, left empty below.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

import xlsxwriter

from gongkai import confined
from gongkai.landscape import landscape
from gongkai.publication.standard import Heads, heads_within, lacking_heads, standard_columns, values_of
from gongkai.reading.formats.sheets import Sheet, comma_separated, sheets
from gongkai.reading.formats.sniff import Kind, sniff
from gongkai.registers.cells import is_tick, said
from gongkai_web.errors import Refused
from gongkai_web.office.cells import as_text
from gongkai_web.publishing.catalogue.actions import Row
from gongkai_web.publishing.catalogue.models import StandardItem

MOST_ROWS = 5_000
_SECONDS = 60.0
_BOOKS = (Kind.XLSX, Kind.XLS, Kind.ODS)
_REACHES_DOWN = ("field", "first_level")
_NUMBER, _FULFILLED, _WHERE = "序号", "落实日期", "公开在"
_WIDTHS = {"content": 40, "basis": 40, "channels": 24, "publisher": 20}


def read_standard(data: bytes, name: str, day: date) -> list[Row]:
    """The rows of every sheet that has the head of a standard catalogue.

    Raises Refused where none has it, where a required column is missing, or where there are too many rows.
    """
    found: list[Row] = []
    lacking: list[str] = []
    for sheet in tables_of(data, name, "事项标准目录"):
        rows = _filled(sheet)
        heads = heads_within(rows, day)
        if heads is None:
            continue
        missing = lacking_heads(heads, day)
        lacking += missing
        if not missing:
            found += _rows(rows, heads, sheet.title)
    if lacking and not found:
        raise Refused(f"《{name}》的表头缺：{'、'.join(dict.fromkeys(lacking))}；请补上这几列后再选。")
    if not found:
        raise Refused(f"《{name}》里没有找到事项标准目录的表头；请下载本机关的目录照它的表头填写。")
    if len(found) > MOST_ROWS:
        raise Refused(f"《{name}》有 {len(found)} 行，超过 {MOST_ROWS} 行；请分成几份导入。")
    return found


def workbook(items: Iterable[StandardItem]) -> bytes:
    """The catalogue as XLSX, with where each item is public."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("事项标准目录")
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for place, (code, label) in enumerate(_heads()):
            sheet.set_column(place, place, _WIDTHS.get(code, 14))
            sheet.write(0, place, label, bold)
        for line, values in enumerate(_lines(items), start=1):
            for place, value in enumerate(values):
                sheet.write_string(line, place, value, plain)
        sheet.freeze_panes(1, 0)
        landscape(sheet)
    return buffer.getvalue()


def comma_file(items: Iterable[StandardItem]) -> bytes:
    """The catalogue as CSV that a spreadsheet opens as text: no cell becomes a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([label for _, label in _heads()])
    for values in _lines(items):
        writer.writerow([as_text(value) for value in values])
    return buffer.getvalue().encode("utf-8-sig")


def _heads() -> list[tuple[str, str]]:
    columns = [(code, column.label) for code, column in standard_columns().items()]
    return [("", _NUMBER), *columns, ("", _FULFILLED), ("", _WHERE)]


def _lines(items: Iterable[StandardItem]) -> Iterator[list[str]]:
    for number, item in enumerate(items, start=1):
        told = [item.field_name if code == "field" else getattr(item, code) for code in standard_columns()]
        where = item.column.name if item.column else item.where
        yield [str(number), *told, str(item.public_since or ""), where]


def tables_of(data: bytes, name: str, what: str) -> list[Sheet]:
    """The tables of a file, opened in a process of its own; `what` comes in by it."""
    kind = sniff(data)
    if kind in _BOOKS:
        return confined.call(sheets, data, name, kind, name=name, seconds=_SECONDS)
    if kind is Kind.TEXT:
        return [confined.call(comma_separated, data, name, name=name, seconds=_SECONDS)]
    raise Refused(f"《{name}》是 {kind.value}；{what}可以导入 XLSX、XLS、ODS 和 CSV，请另存后再选。")


def _filled(sheet: Sheet) -> list[list[str]]:
    """The cells as text, with what is merged over several rows in each of them."""
    rows = [[said(cell) for cell in cells] for cells in sheet.rows]
    for top, bottom, place in sheet.merged:
        for at in range(top + 1, bottom + 1):
            if place < len(rows[at]) and place < len(rows[top]):
                rows[at][place] = rows[top][place]
    return rows


def _rows(rows: list[list[str]], heads: Heads, title: str) -> Iterator[Row]:
    sheet = f"工作表「{title}」" if title else ""
    field = first_level = ""
    for number, cells in enumerate(rows[heads.below :], start=heads.below + 1):
        values = values_of(cells, heads, is_tick)
        if not any(values.get(code) for code in standard_columns() if code not in _REACHES_DOWN):
            continue
        if values.get("field", field) not in ("", field):
            first_level = ""
        field = values.get("field") or field
        first_level = values.get("first_level") or first_level
        yield Row(f"{sheet}第 {number} 行", {**values, "field": field, "first_level": first_level})
