"""What stands on the sheets of a workbook or in a CSV, cell by cell, before anybody understands it?

For whoever reads other tables than reports, e.g. the register of an office.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from gongkai.errors import ReadingError
from gongkai.reading.decode import decode
from gongkai.reading.formats import limits
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.refusals import TooLarge, damaged, is_panic, too_large
from gongkai.reading.formats.sniff import Kind
from gongkai.reading.formats.xlsx import Value, check_places

_SNIFFED = 4096  # characters from which the separator is told


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it stands. `merged`: first and last row, and column, of what is one over several rows."""

    title: str
    rows: Sequence[Sequence[Value | None]]
    merged: tuple[tuple[int, int, int], ...] = ()


def sheets(data: bytes, name: str, kind: Kind) -> list[Sheet]:
    """The visible sheets of an XLSX, XLS or ODS. Raises Damaged, Protected or TooLarge.

    The bytes are a stranger's: call it in a process of its own (`gongkai.confined`).
    """
    if kind is Kind.XLSX:
        check_places(Package(data, name, kind.value))
    elif kind is Kind.ODS:
        Package(data, name, kind.value).check_total()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible]
        found = []
        for title in shown:
            sheet = book.get_sheet_by_name(title)
            if sheet.total_height * sheet.total_width > limits.MOST_AREA:
                raise _too_large(name, title)
            rows = list(sheet.to_python(skip_empty_area=False))
            found.append(Sheet(title, rows, _merged(sheet.merged_cell_ranges or (), len(rows), name, title)))
        return found
    except CalamineError:
        raise damaged(name, kind.value) from None
    except BaseException as problem:
        if not is_panic(problem):
            raise
        raise damaged(name, kind.value) from None


def comma_separated(data: bytes, name: str) -> Sheet:
    """A CSV as a sheet without a title. Raises ReadingError, which names the line.

    The bytes are a stranger's: call it in a process of its own (`gongkai.confined`).
    """
    text = decode(data, name).replace("\r\n", "\n").replace("\r", "\n")  # \r alone: old programs
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:_SNIFFED], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    reader, rows, places = csv.reader(io.StringIO(text), dialect), [], 0
    start = line = 1
    try:
        for row in reader:
            places += len(row)
            if places > limits.MOST_AREA:
                raise _wrong_line(name, line, f"的格太多，全部超过 {limits.MOST_AREA} 个")
            rows.append(row)
            start, line = line, reader.line_num + 1
    except csv.Error:
        most = csv.field_size_limit()
        raise _wrong_line(name, line, f"起有一格超过 {most} 个字，多半是引号没有成对") from None
    if rows and text.count('"') % 2 and any("\n" in cell for cell in rows[-1]):
        raise _wrong_line(name, start, "起有一格的引号没有成对，后面各行都落在这一格里")
    return Sheet("", rows)


def _wrong_line(name: str, line: int, what: str) -> ReadingError:
    return ReadingError(f"{name}：第 {line} 行{what}；请在表格程序里打开核对，另存为 XLSX 后再选。")


def _merged(
    ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]], height: int, name: str, title: str
) -> tuple[tuple[int, int, int], ...]:
    """What is one cell over several rows, as far as there are rows."""
    found = tuple((top, min(bottom, height - 1), left) for (top, left), (bottom, _) in ranges if bottom > top)
    if sum(bottom - top for top, bottom, _ in found) > limits.MOST_AREA:
        raise _too_large(name, title)
    return found


def _too_large(name: str, sheet: str) -> TooLarge:
    return too_large(name, f"工作表「{sheet}」太大（空白行列太多）")
