"""How is a report written as a workbook that can be counted with?

The text on one sheet, each table on a sheet of its own: merged heads, true numbers, and totals as formulas
whose stored value is what the report states. A total that is not the sum of its parts stays the number
that was stated; a formula would silently mend it.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from gongkai.form import TOTAL
from gongkai.render.layout import BLANK_STATE, INFERRED, LOST, NUMBER, DataCell, HeadCell, PrintedTable
from gongkai.render.pages import Pages

_TEXT_SHEET = "报告"
_SHEETS = {2: "表二", 3: "表三", 4: "表四"}
_WIDTHS = {2: (22, 22, 22, 22), 3: (8, 10, 30), 4: ()}
_OTHER_WIDTH = {2: 14, 3: 6.6, 4: 6.2}
_TEXT_WIDTH = 66  # in digits of the sheet's own type; a Chinese character of 10 points is two of them
_LINE = {10: 13.5, 12: 18.0}  # points
_LONGEST = 600  # characters in a cell; a row higher than 409 points would be cut
_SONG, _HEI = "宋体", "黑体"
_FILLS = {BLANK_STATE: "#F4F6F8", INFERRED: "#F4F6F8", LOST: "#FDF3DC"}
_RESULTS_TOTAL = "results_total"
_LAST_BEFORE = "carried_over_in"  # the results stand between it and their total

Place = tuple[int, int]


def render(printed: Pages) -> bytes:
    """The workbook."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": printed.title, "author": "", "company": ""})
    formats = _Formats(book)
    _text(book.add_worksheet(_TEXT_SHEET), printed, formats)
    for table in printed.tables:
        _table(book.add_worksheet(_SHEETS[table.number]), table, formats)
    book.close()
    return stream.getvalue()


class _Formats:
    """The formats by what they are for."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.known: dict[str, Any] = {}
        self.title = book.add_format(
            {"font_name": _SONG, "font_size": 18, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self.heading = book.add_format({"font_name": _HEI, "font_size": 14, "valign": "vcenter"})
        self.text = book.add_format(
            {"font_name": _SONG, "font_size": 12, "text_wrap": True, "valign": "top", "indent": 0}
        )
        base = {"font_name": _SONG, "font_size": 10, "border": 1, "valign": "vcenter", "text_wrap": True}
        self.head = book.add_format({**base, "align": "center"})
        self.label = book.add_format({**base, "align": "left"})
        self.base = {**base, "align": "center"}

    def value(self, cell: DataCell) -> Any:
        """Whole numbers, money with its decimals, and a shade for what is no number."""
        shape = "General"
        if isinstance(cell.value, Decimal):
            shape = f"0.{'0' * max(0, -int(cell.value.as_tuple().exponent))}".rstrip(".")
        elif cell.value is not None:
            shape = "0"
        key = shape + (cell.state if cell.state != NUMBER else "")
        if key not in self.known:
            fill = {"bg_color": _FILLS[cell.state]} if cell.state in _FILLS else {}
            self.known[key] = self.book.add_format({**self.base, "num_format": shape, **fill})
        return self.known[key]


def _text(sheet: Any, printed: Pages, formats: _Formats) -> None:
    lines = [(printed.title, formats.title)]
    for section in printed.sections:
        lines.append((section.heading, formats.heading))
        lines += [(piece, formats.text) for text in section.paragraphs for piece in _pieces(text)]
    lines += [(note, formats.text) for note in printed.notes]
    sheet.set_column(0, 0, _TEXT_WIDTH)
    for row, (line, shape) in enumerate(lines):
        sheet.write_string(row, 0, line, shape)
        sheet.set_row(row, _height([(line, _TEXT_WIDTH)], 12) + (0 if shape is formats.text else 10))
    sheet.set_row(0, 60)
    _print(sheet)


def _table(sheet: Any, table: PrintedTable, formats: _Formats) -> None:
    widths: list[float] = list(_WIDTHS[table.number])
    widths += [_OTHER_WIDTH[table.number]] * (table.width - len(widths))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sums = dict(_sums(table))
    for row, column, cell in table.placed():
        shape = formats.value(cell) if isinstance(cell, DataCell) else _head_format(cell, formats)
        if cell.rowspan * cell.colspan > 1:
            last = (row + cell.rowspan - 1, column + cell.colspan - 1)
            sheet.merge_range(row, column, *last, "", shape)
        if not isinstance(cell, DataCell) or cell.value is None:
            write = sheet.write_string if cell.text else sheet.write_blank
            write(row, column, cell.text, shape)
        elif (row, column) in sums:
            sheet.write_formula(row, column, sums[row, column], shape, cell.value)
        else:
            sheet.write_number(row, column, cell.value, shape)
    for row in range(len(table.rows)):
        texts = [
            (cell.text, sum(widths[column : column + cell.colspan]))
            for at, column, cell in table.placed()
            if at == row and cell.rowspan == 1
        ]
        sheet.set_row(row, _height(texts, 10) + 6)
    if table.head:
        sheet.repeat_rows(0, len(table.head) - 1)
        sheet.freeze_panes(len(table.head), 0)
    _print(sheet, table.caption)


def _head_format(cell: HeadCell, formats: _Formats) -> Any:
    return formats.label if cell.scope == "row" else formats.head


def _height(texts: list[tuple[str, float]], size: int) -> float:
    """The height of a row in points; programs do not fit rows with merged cells by themselves."""
    lines = [1]
    for text, width in texts:
        wide = sum(2 if ord(sign) > 0x2000 else 1.1 for sign in text) * size / 10
        lines.append(math.ceil(wide / max(1.0, width - 1)))
    return max(lines) * _LINE[size]


def _pieces(text: str) -> Iterator[str]:
    """A paragraph in cells that can be shown whole, cut after a sentence."""
    while len(text) > _LONGEST:
        cut = max(text.rfind(sign, 0, _LONGEST) for sign in "。；，") + 1 or _LONGEST
        yield text[:cut]
        text = text[cut:]
    yield text


def _print(sheet: Any, caption: str = "") -> None:
    """A4, the margins of GB/T 9704, one page wide, — 1 — at the foot."""
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=1.1, right=1.02, top=1.46, bottom=1.38)
    sheet.set_footer("&C— &P —")
    if caption:
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_header(f"&L{caption.replace('&', '&&')}")


# – which cells are sums of which, where the stated numbers agree


def _sums(table: PrintedTable) -> Iterator[tuple[Place, str]]:
    """Place and formula of each total that the sum of its parts confirms."""
    placed = [(row, column, cell) for row, column, cell in table.placed() if isinstance(cell, DataCell)]
    by_id = {cell.id: (row, column, cell) for row, column, cell in placed if cell.id}
    for name, (row, column, cell) in by_id.items():
        table_key, row_key, column_key = name.split(".")
        if column_key == TOTAL:
            parts = [
                other for other in by_id if other.startswith(f"{table_key}.{row_key}.") and other != name
            ]
        elif row_key == _RESULTS_TOTAL:
            above = by_id.get(f"{table_key}.{_LAST_BEFORE}.{column_key}")
            parts = [
                other
                for other, (at, over, _) in by_id.items()
                if over == column and above is not None and above[0] < at < row
            ]
        else:
            continue
        cells = [by_id[part] for part in parts]
        if cells and _agrees(cell, [part for _, _, part in cells]):
            yield (row, column), f"=SUM({_range([(at, over) for at, over, _ in cells])})"


def _agrees(total: DataCell, parts: list[DataCell]) -> bool:
    if total.value is None or any(part.state == LOST for part in parts):
        return False
    return total.value == sum(part.value or 0 for part in parts)


def _range(places: list[Place]) -> str:
    rows, columns = [row for row, _ in places], [column for _, column in places]
    area = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
    if area == len(places):
        return str(xl_range(min(rows), min(columns), max(rows), max(columns)))
    return ",".join(xl_rowcol_to_cell(row, column) for row, column in places)
