"""How is a report written as plain text?

Paragraphs are lines; a row of a table is a line of cells with tabs between them. A label that covers several
columns stands in the last of them, directly before its numbers. A blank is written 空: an empty place between
tabs is easily lost, and then the numbers after it belong to the wrong columns.
"""

from __future__ import annotations

from gongkai.render.layout import HeadCell, PrintedTable
from gongkai.render.pages import Pages

EMPTY_MARK = "空"


def render(printed: Pages) -> bytes:
    """The text in UTF-8."""
    parts = [printed.title]
    for section in printed.sections:
        parts += [section.heading, *section.paragraphs]
        if section.table:
            parts.append("\n".join(_lines(section.table)))
    parts += printed.notes
    return ("\n\n".join(parts) + "\n").encode()


def _lines(table: PrintedTable) -> list[str]:
    lines = [[""] * table.width for _ in table.rows]
    ends = [0] * len(lines)
    for row, column, cell in table.placed():
        labels = isinstance(cell, HeadCell) and row >= len(table.head) and cell.scope == "row"
        place = column + cell.colspan - 1 if labels else column
        lines[row][place] = cell.text if isinstance(cell, HeadCell) else cell.text or EMPTY_MARK
        ends[row] = place + 1 if not isinstance(cell, HeadCell) else table.width
    return ["\t".join(cells[:end]) for cells, end in zip(lines, ends, strict=True)]
