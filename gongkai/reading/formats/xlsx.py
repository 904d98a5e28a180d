"""How does a workbook become blocks?

Each visible sheet is a grid; a merged range is one cell where it begins; numbers stand as they are shown
(3.0 is 3); rows of prose become paragraphs. Formulas count with the value that was stored with them; one
that was never calculated, an error, a picture over a cell are there and no blanks; hidden rows and columns
are not.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from gongkai.reading.blocks import Block, Grid, GridCell, Paragraph, Source
from gongkai.reading.formats import limits
from gongkai.reading.formats.grids import blocks_of
from gongkai.reading.formats.oldlooks import old_looks_of
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.refusals import damaged, protected, too_large
from gongkai.reading.formats.sheetlooks import Looks, looks_of
from gongkai.reading.formats.sniff import Kind
from gongkai.reading.text import read_text

_PLAIN = Looks()

Value = int | float | str | bool | time | date | datetime | timedelta

_PLACE = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,7})"')


def read_workbook(data: bytes, name: str, kind: Kind) -> Source:
    """The blocks of an XLSX, XLS or ODS. Raises Damaged, Protected or TooLarge."""
    looks: Mapping[str, Looks] = {}
    if kind is Kind.XLSX:
        check_places(Package(data, name, kind.value))
        looks = looks_of(Package(data, name, kind.value))
    elif kind is Kind.ODS:
        Package(data, name, kind.value).check_total()
    else:
        looks = old_looks_of(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible]
        blocks = [
            block
            for title in shown
            for block in _sheet(book.get_sheet_by_name(title), looks.get(title, _PLAIN), name)
        ]
    except CalamineError as problem:
        if "assword" in str(problem) or "ncrypt" in str(problem):
            raise protected(name, kind.value) from None
        raise damaged(name, kind.value) from None
    if any(isinstance(block, Grid) for block in blocks):
        return Source(name, tuple(blocks))
    return read_text("\n".join(block.text for block in blocks if isinstance(block, Paragraph)), name)


def check_places(package: Package) -> None:
    """A sheet is laid out from its first to its last cell: one cell in the last corner is a bomb."""
    package.check_total()
    for member in package.members:
        if not member.startswith("xl/worksheets/") or not member.endswith(".xml"):
            continue
        sheet = package.read(member) or b""
        columns, rows = 1, 1
        for letters, digits in _PLACE.findall(sheet):
            columns = max(columns, _column(letters))
            rows = max(rows, int(digits))
        rows = max([rows, *(int(digits) for digits in _ROW.findall(sheet))])
        if columns * rows > limits.MOST_AREA:
            raise too_large(package.name, f"工作表 {member} 有 {rows} 行 × {columns} 列")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(sheet: CalamineSheet, looks: Looks, name: str) -> list[Block]:
    if sheet.total_height * sheet.total_width > limits.MOST_AREA:
        raise too_large(name, f"工作表「{sheet.name}」有 {sheet.total_height} 行 × {sheet.total_width} 列")
    covered = _covered(sheet)
    return blocks_of(_rows(sheet, covered, looks, name))


def _covered(sheet: CalamineSheet) -> set[tuple[int, int]]:
    """The places that belong to a merged range and do not begin it."""
    height, width = sheet.total_height, sheet.total_width
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, height - 1) + 1):
            covered.update((row, column) for column in range(left, min(right, width - 1) + 1))
        covered.discard((top, left))
        if len(covered) > limits.MOST_AREA:
            break
    return covered


def _rows(
    sheet: CalamineSheet, covered: set[tuple[int, int]], looks: Looks, name: str
) -> Iterator[list[GridCell]]:
    stated = 0
    for index, texts in _texts(sheet, looks):
        row = [
            GridCell(index, column, text)
            for column, text in enumerate(texts)
            if (index, column) not in covered and column not in looks.columns
        ]
        stated += sum(bool(cell.text) for cell in row)
        if stated > limits.MOST_CELLS:
            raise too_large(name, f"工作表「{sheet.name}」的数据超过 {limits.MOST_CELLS} 格")
        if any(cell.text for cell in row):
            yield row


def _texts(sheet: CalamineSheet, looks: Looks) -> Iterator[tuple[int, list[str]]]:
    """The rows that are shown, with what they show; the library stops at the last value."""
    values = sheet.to_python(skip_empty_area=False)
    height = max([len(values), *(row + 1 for row, _ in looks.texts)])
    width = max([sheet.total_width, *(column + 1 for _, column in looks.texts)])
    if height * width > limits.MOST_AREA:
        height, width = len(values), sheet.total_width
    for index in range(height):
        if index in looks.rows:
            continue
        texts = [shown(value) for value in values[index]] if index < len(values) else []
        if looks.texts or looks.gone:
            texts += [""] * (width - len(texts))
            texts = [looks.text((index, column), text) for column, text in enumerate(texts)]
        yield index, texts


def shown(value: Value) -> str:
    """A value as a person sees it in the cell."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    if isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)
