"""How does plain text become blocks?

Lines with tabs are rows of a grid; neighbouring rows make one grid, and an empty line ends it. Every other
line is a paragraph.
"""

from __future__ import annotations

from gongkai.reading.blocks import Block, Grid, GridCell, Paragraph, Source


def read_text(text: str, name: str) -> Source:
    """The blocks of a plain text."""
    blocks: list[Block] = []
    rows: list[tuple[GridCell, ...]] = []
    for line in text.splitlines():
        if "\t" in line:
            cells = line.rstrip("\n").split("\t")
            rows.append(tuple(GridCell(len(rows), column, cell.strip()) for column, cell in enumerate(cells)))
            continue
        if rows:
            blocks.append(Grid(tuple(rows)))
            rows = []
        if line.strip():
            blocks.append(Paragraph(" ".join(line.split())))
    if rows:
        blocks.append(Grid(tuple(rows)))
    return Source(name, tuple(blocks))
