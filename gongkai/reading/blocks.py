"""What does any file come down to before it is understood?

A `Source` is a list of blocks in reading order: paragraphs of text and grids of cells. Every format is
turned into it; nothing after it knows which format it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

# How sure the places of a grid's cells are. `cells`: true cells of a table. `lines`: cells cut from lines of
# text, where an empty place may have been dropped or moved. `spaced`: the same, cut at spaces, so that a long
# label may stand around its numbers. `glued`: a label and all digits of its row in one piece.
Kind = Literal["cells", "lines", "spaced", "glued"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line or paragraph of running text."""

    text: str


class GridCell(NamedTuple):
    """A cell where it begins: row and column from 0 in its grid. Spanned places hold no cell of their own.

    A tuple, because a file of a hundred thousand pages makes twenty million of them.
    """

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the source, row by row."""

    rows: tuple[tuple[GridCell, ...], ...]
    kind: Kind = "cells"


Block = Paragraph | Grid


class Revised(NamedTuple):
    """A tracked change that is not accepted yet: `cells` of its row and of the table `around` it, or none."""

    cells: tuple[str, ...]
    around: tuple[str, ...]
    removed: str
    added: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file as blocks. `file` is its name as the user gave it; `revised`: its tracked changes."""

    file: str
    blocks: tuple[Block, ...]
    revised: tuple[Revised, ...] = ()

    @property
    def grids(self) -> list[Grid]:
        """The tables, in order."""
        return [block for block in self.blocks if isinstance(block, Grid)]
