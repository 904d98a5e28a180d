"""Which tables stand in a page or a document that an office keeps its register in?

For a web program's „workbook“ that is a page, and for registers kept in Word.
"""

from __future__ import annotations

from gongkai.reading.blocks import Grid
from gongkai.reading.formats.sheets import Sheet
from gongkai.reading.formats.xlsx import Value
from gongkai.reading.reader import blocks

_SUMS = ("合计", "小计", "总计", "共计", "累计")


def grids(data: bytes, name: str) -> list[Sheet]:
    """The tables as sheets. Raises ReadingError.

    The bytes are a stranger's: call it in a process of its own (`gongkai.confined`).
    """
    return [_sheet(grid, number) for number, grid in enumerate(blocks(data, name).grids, start=1)]


def _sheet(grid: Grid, number: int) -> Sheet:
    """The grid with its spans: a place without a cell belongs to the one above it, if to any."""
    width = max((cell.column + 1 for row in grid.rows for cell in row), default=0)
    rows: list[list[Value | None]] = [[None] * width for _ in grid.rows]
    starts: dict[int, int] = {}
    merged: dict[tuple[int, int], int] = {}
    for at, cells in enumerate(grid.rows):
        own = {cell.column: cell.text for cell in cells}
        wide = len(own) < 2 or any(text.startswith(_SUMS) for text in own.values())
        for column in range(width):
            if column in own:
                rows[at][column] = own[column]
                starts[column] = at
            elif column in starts and not wide:
                merged[starts[column], column] = at
    return Sheet(f"表{number}", rows, tuple((top, last, column) for (top, column), last in merged.items()))
