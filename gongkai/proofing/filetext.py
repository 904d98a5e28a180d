"""What does a file say, as plain text in which the checks find tables again?

Paragraphs are lines; the cells of a row stand in one line, parted by tabs. Word, Excel, PDF, OFD and pages
are read by `reading`; plain text is taken as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.reading.blocks import Grid, Source
from gongkai.reading.decode import decode
from gongkai.reading.formats.sniff import Kind, sniff
from gongkai.reading.html import is_html
from gongkai.reading.reader import blocks


def file_text(data: bytes, name: str) -> str:
    """The text of a file. Raises ReadingError where there is none to be had (a picture, a scan, a lock)."""
    if sniff(data) is Kind.TEXT:
        text = decode(data, name)
        if not is_html(text):
            return text
    return "\n".join(_lines(blocks(data, name)))


def _lines(source: Source) -> Iterator[str]:
    for block in source.blocks:
        if not isinstance(block, Grid):
            yield block.text
            continue
        for row in block.rows:
            cells: list[str] = []
            for cell in row:
                cells += [""] * (cell.column - len(cells))
                cells.append(" ".join(cell.text.split()))
            yield "\t".join(cells)
