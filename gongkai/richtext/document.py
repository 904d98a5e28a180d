"""What is a text, once it is neither HTML nor Word?

Paragraphs, lists, tables and figures, and footnotes under them. Characters carry a set of marks instead of
standing in nested elements, so that the same look always has the same form. Everything that comes in
becomes this, everything that goes out is made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Mark = Literal["strong", "em", "u", "sup", "sub"]
Align = Literal["", "center", "right"]
NO_MARKS: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    """Characters of one look; `href`: where they lead."""

    text: str
    marks: frozenset[Mark] = NO_MARKS
    href: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A line ends within its paragraph."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, by the digest of the attachment; `alt`: what stands for it where it cannot be seen."""

    sha256: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a footnote belongs."""

    number: int


Inline = Text | Break | Image | NoteMark
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level`: 2 to 4 of a heading, else 0. `indent`: the first line begins two characters in."""

    line: Line
    level: int = 0
    align: Align = ""
    indent: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list: a paragraph, and further ones or lists below it."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `kind`: how its numbers are written (1, a, A, i, I), empty for points without number."""

    items: tuple[Item, ...]
    kind: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where it begins; `header`: it names its column (in the head) or its row."""

    blocks: tuple[Block, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    header: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first `head` of them repeated on each page."""

    rows: tuple[Row, ...]
    head: int = 0
    caption: Line = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of its own, and what stands below it."""

    image: Image
    caption: Line = ()


Block = Paragraph | Listing | Table | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text; footnote 1 is the first of `notes`."""

    blocks: tuple[Block, ...] = ()
    notes: tuple[tuple[Block, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its place."""

    row: int
    column: int
    cell: Cell


def placed(table: Table) -> Iterator[Placed]:
    """The cells at their places, a later one behind what reaches down from above."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            yield Placed(number, column, cell)
            taken.update(
                (number + down, column + right)
                for down in range(cell.rowspan)
                for right in range(cell.colspan)
            )
            column += cell.colspan


def width(table: Table) -> int:
    """The number of columns."""
    return max((one.column + one.cell.colspan for one in placed(table)), default=0)


def lines(blocks: tuple[Block, ...]) -> Iterator[Line]:
    """Every line of characters in some blocks, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.line
        elif isinstance(block, Listing):
            for item in block.items:
                yield from lines(item.blocks)
        elif isinstance(block, Table):
            yield block.caption
            for row in block.rows:
                for cell in row:
                    yield from lines(cell.blocks)
        else:
            yield (block.image,)
            yield block.caption


def plain(line: Line) -> str:
    """The characters of a line."""
    return "".join(
        one.text if isinstance(one, Text) else "\n" for one in line if isinstance(one, Text | Break)
    )
