"""What stands on the sheets of a workbook, cell by cell, before anybody understands it?

For whoever reads other tables than reports, e.g. the register of an office.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from gongkai.reading.formats import limits
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.refusals import TooLarge, damaged, is_panic, too_large
from gongkai.reading.formats.sniff import Kind
from gongkai.reading.formats.xlsx import Value, check_places


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
