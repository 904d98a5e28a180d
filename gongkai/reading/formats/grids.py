"""Which rows of a table are table, and which are running text in a frame?

Some reports put the whole report into one table. A row that is one single cell of prose, or the heading of
a section, is a paragraph; the rows between are grids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongkai.reading.blocks import Block, Grid, GridCell, Paragraph

_HEADING = re.compile(r"[#\s]*[一二三四五六]\s*、.{2,34}(?:情况|事项|情況|事項)")
_TITLE = re.compile(r".{2,60}年度?(?:工作)?报告")
_SENTENCE = re.compile(r"[。；！]")
_LONG_SENTENCE = 30


def blocks_of(rows: Iterable[Sequence[GridCell]]) -> list[Block]:
    """The rows as grids, with prose rows between them as paragraphs. Lines in a prose cell end with \\n."""
    blocks: list[Block] = []
    grid: list[tuple[GridCell, ...]] = []
    for cells in rows:
        stated = [cell for cell in cells if cell.text.strip()]
        if len(stated) == 1 and _is_prose(stated[0].text):
            blocks += _closed(grid)
            grid = []
            blocks += paragraphs(stated[0].text)
        else:
            grid.append(tuple(GridCell(cell.row, cell.column, _line(cell.text)) for cell in cells))
    return blocks + _closed(grid)


def paragraphs(text: str) -> list[Block]:
    """The non-empty lines of a text, white space collapsed."""
    return [Paragraph(_line(line)) for line in text.split("\n") if line.strip()]


def _closed(rows: list[tuple[GridCell, ...]]) -> list[Block]:
    stated = [cell for row in rows for cell in row if cell.text]
    if not stated:
        return []
    if len(stated) == 1:
        return paragraphs(stated[0].text)
    return [Grid(tuple(rows))]


def _is_prose(text: str) -> bool:
    line = _line(text)
    if _HEADING.fullmatch(line) or _TITLE.fullmatch(line):
        return True
    return bool(_SENTENCE.search(line)) and (len(line) > _LONG_SENTENCE or line.endswith("。"))


def _line(text: str) -> str:
    return " ".join(text.split())
