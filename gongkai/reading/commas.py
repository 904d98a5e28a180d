"""Is a text a sheet that was saved with commas (CSV)? Then its cells are parted like those of other texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from gongkai.reading.values import is_blank, looks_like_value

_FEWEST_ROWS = 5  # of table 三, that show it
_WIDTH = 7  # numbers of such a row


def parted_by_tabs(text: str) -> str:
    """The text with tabs between its cells, where it is such a sheet; else as it is."""
    if sum(line.count(",") >= _WIDTH for line in text.splitlines()) < _FEWEST_ROWS:
        return text
    try:
        rows = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error:
        return text
    return "\n".join(map(_line, rows)) if sum(map(_is_row, rows)) >= _FEWEST_ROWS else text


def _is_row(row: Sequence[str]) -> bool:
    """A label with the numbers of table 三 behind it, blank ones among them."""
    numbers = row[-_WIDTH:]
    return (
        len(row) > _WIDTH
        and any(map(looks_like_value, numbers))
        and all(is_blank(cell) or looks_like_value(cell) for cell in numbers)
        and not all(is_blank(cell) or looks_like_value(cell) for cell in row[:-_WIDTH])
    )


def _line(row: Sequence[str]) -> str:
    cells = [" ".join(cell.split()) for cell in row]
    stated = [cell for cell in cells if cell]
    if not any(map(looks_like_value, stated)) and any("。" in cell for cell in stated):
        return ",".join(stated)  # a sentence with commas in it, which nobody put in quotes
    return stated[0] if len(stated) == 1 else "\t".join(cells)
