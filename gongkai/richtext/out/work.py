"""What goes onto paper: a text with its title, its number and its pictures, as far as paper can hold them?"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image as Measured

from gongkai.richtext.clean import document_of
from gongkai.richtext.document import (
    Block,
    Cell,
    Document,
    Figure,
    Image,
    Inline,
    Item,
    Line,
    Listing,
    Paragraph,
    Row,
    Text,
)
from gongkai.richtext.settle import settled

_NO_PICTURE = (
    *(UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError),
    *(ZeroDivisionError, KeyError, ValueError),
)
_MM = 36_000  # English metric units


@dataclass(frozen=True, slots=True)
class Work:
    """`html`: a text of ours. `pictures`: bytes by digest; one that is not among them is named in its place.

    `site`: the origin of the site (https://…), so that a path of the site can be followed from paper.
    """

    title: str
    html: str
    number: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    site: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a picture in millimetres, and the suffix of its format."""

    wide: float
    high: float
    suffix: str

    def within(self, wide: float, high: float) -> Size:
        """As much smaller as it must be to stand there."""
        share = min(1.0, wide / max(self.wide, 0.1), high / max(self.high, 0.1))
        return Size(max(self.wide * share, 0.1), max(self.high * share, 0.1), self.suffix)


def size_of(data: bytes) -> Size | None:
    """How large a picture is; None for what no word processor opens."""
    try:
        measured = Measured.from_file(io.BytesIO(data))
        return Size(int(measured.width) / _MM, int(measured.height) / _MM, str(measured.ext))
    except _NO_PICTURE:
        return None


def prepared(work: Work) -> Document:
    """The text as paper holds it: links that lead somewhere from there, words where a picture is missing."""
    paper = _Paper(work)
    document = document_of(work.html)
    notes = {number: tuple(paper.blocks(note)) for number, note in enumerate(document.notes, 1)}
    return settled(paper.blocks(document.blocks), notes)


def instead(alt: str) -> str:
    """What stands where a picture cannot."""
    return f"〔图：{alt}〕" if alt else "〔图〕"


class _Paper:
    def __init__(self, work: Work) -> None:
        self._site = work.site
        self._shown = {key for key, data in work.pictures.items() if size_of(data) is not None}

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield replace(block, line=self._line(block.line))
            elif isinstance(block, Listing):
                items = tuple(Item(tuple(self.blocks(item.blocks))) for item in block.items)
                yield replace(block, items=items)
            elif isinstance(block, Figure):
                yield from self._figure(block)
            else:
                rows = tuple(self._row(row) for row in block.rows)
                yield replace(block, rows=rows, caption=self._line(block.caption))

    def _row(self, row: Row) -> Row:
        return tuple(self._cell(cell) for cell in row)

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, blocks=tuple(self.blocks(cell.blocks)))

    def _figure(self, block: Figure) -> Iterator[Block]:
        caption = self._line(block.caption)
        if block.image.sha256 in self._shown:
            yield replace(block, caption=caption)
        else:
            yield Paragraph((Text(instead(block.image.alt)),), align="center")
            yield Paragraph(caption, align="center")

    def _line(self, line: Line) -> Line:
        return tuple(map(self._one, line))

    def _one(self, one: Inline) -> Inline:
        if isinstance(one, Image) and one.sha256 not in self._shown:
            return Text(instead(one.alt))
        return replace(one, href=self._target(one.href)) if isinstance(one, Text) and one.href else one

    def _target(self, href: str) -> str:
        """Where a link leads from outside the site; nowhere, where it does not."""
        if href.startswith("/"):
            return f"{self._site}{href}" if self._site else ""
        return "" if href.startswith("sha256:") else href
