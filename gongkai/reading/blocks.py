"""What does any file come down to before it is understood?

A `Source` is a list of blocks in reading order: paragraphs of text and grids of cells. Every format is
turned into it; nothing after it knows which format it was.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, white space collapsed."""

    text: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell where it begins: row and column from 0 in its grid. Spanned places hold no cell of their own."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the source, row by row."""

    rows: tuple[tuple[GridCell, ...], ...]


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """A file as blocks. `file` is its name as the user gave it."""

    file: str
    blocks: tuple[Block, ...]

    @property
    def grids(self) -> list[Grid]:
        """The tables, in order."""
        return [block for block in self.blocks if isinstance(block, Grid)]
