"""Which paragraphs are one list, and which caption belongs to which table or picture?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai.richtext.document import (
    Block,
    Figure,
    Image,
    Item,
    Line,
    Listing,
    Paragraph,
    Table,
    Text,
)
from gongkai.richtext.vocabulary import DEEPEST_LIST, MOST_START
from gongkai.richtext.wordprocessing.numbering import Number
from gongkai.richtext.wordprocessing.paragraphs import Read

_NUMBER = re.compile(r"（?[\u4e00-\u9fff]{2,20}[〔\[（(]\d{4}[〕\]）)]\s?第?\d{1,5}号）?")
_OF_FIGURES = frozenset({"caption", "figure"})
_OF_TABLES = frozenset({"caption", "table"})


@dataclass(slots=True)
class _Open:
    """A list that may go on: the blocks of its points so far."""

    kind: str
    start: int
    items: list[list[Block | _Open]] = field(default_factory=list)

    def made(self) -> Listing:
        items = tuple(
            Item(tuple(block.made() if isinstance(block, _Open) else block for block in blocks))
            for blocks in self.items
        )
        return Listing(items, self.kind, min(self.start, MOST_START))


def assembled(reads: Sequence[Read | Table]) -> tuple[Block, ...]:
    """The paragraphs and tables as blocks."""
    blocks: list[Block] = []
    lists = _Lists(blocks)
    for read in _captioned(reads):
        if isinstance(read, Read):
            lists.take(read)
        else:
            lists.end()
            blocks.append(read)
    lists.end()
    return tuple(blocks)


def head_of(reads: Sequence[Read | Table]) -> tuple[str, str, list[Read | Table]]:
    """The title and the document number at the head of a document, and the document without them."""
    seen = [one for one in reads if isinstance(one, Table) or not one.is_empty()]
    after = next((at for at, one in enumerate(seen) if not _is_title(one)), len(seen))
    title = "".join(_words(one) for one in seen[:after])
    numbered = after < len(seen) and _is_number(seen[after], titled=after > 0)
    return title, _words(seen[after]) if numbered else "", seen[after + numbered :]


def _words(read: Read | Table) -> str:
    line = read.line if isinstance(read, Read) else ()
    return " ".join("".join(one.text for one in line if isinstance(one, Text)).split())


def _is_title(read: Read | Table) -> bool:
    return isinstance(read, Read) and read.role == "title" and all(isinstance(one, Text) for one in read.line)


def _is_number(read: Read | Table, *, titled: bool) -> bool:
    """Whether it is the document number: by its style, or by its shape in the middle under a title."""
    if not isinstance(read, Read) or not all(isinstance(one, Text) for one in read.line):
        return False
    return read.role == "number" or (
        titled and read.align == "center" and bool(_NUMBER.fullmatch(_words(read)))
    )


def _captioned(reads: Sequence[Read | Table]) -> list[Read | Table | Figure]:
    """With each caption at its picture above or its table below."""
    made: list[Read | Table | Figure] = []
    seen = [one for one in reads if not (isinstance(one, Read) and one.is_empty())]
    waiting: Line = ()
    for at, one in enumerate(seen):
        if isinstance(one, Table):
            made.append(replace(one, caption=waiting) if waiting else one)
            waiting = ()
            continue
        before = made[-1] if made else None
        after = seen[at + 1] if at + 1 < len(seen) else None
        if one.role in _OF_FIGURES and isinstance(before, Read) and before.is_picture():
            made[-1] = _figure(before, one.paragraph().line)
        elif one.role in _OF_TABLES and isinstance(after, Table):
            waiting = one.paragraph().line
        else:
            made.append(one)
    return made


def _figure(picture: Read, caption: Line) -> Figure:
    return Figure(next(one for one in picture.line if isinstance(one, Image)), caption)


class _Lists:
    """Puts points into lists as they come, each at its level."""

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._open: list[_Open] = []

    def take(self, read: Read) -> None:
        """A paragraph: a point, what goes on with one, or neither."""
        number = read.number
        if number is not None and number.listed and not read.level:
            self._point(read, number)
        elif read.role == "more" and self._open:
            del self._open[max(read.deep, 1) :]
            self._open[-1].items[-1].append(Paragraph(read.line))
        else:
            self.end()
            self._blocks.append(read.paragraph())

    def end(self) -> None:
        """No list goes on from here."""
        if self._open:
            self._blocks.append(self._open[0].made())
        self._open = []

    def _point(self, read: Read, number: Number) -> None:
        level = min(number.level + 1, len(self._open) + 1, DEEPEST_LIST)
        del self._open[level:]
        if len(self._open) == level and not _goes_on(self._open[-1], number):
            if level == 1:
                self.end()
            else:
                self._open.pop()
        if len(self._open) < level:
            begun = _Open(number.kind, number.value if number.kind else 1)
            if self._open:
                self._open[-1].items[-1].append(begun)
            self._open.append(begun)
        self._open[-1].items.append([Paragraph(read.line)])


def _goes_on(listing: _Open, number: Number) -> bool:
    return listing.kind == number.kind and (
        not number.kind or listing.start + len(listing.items) == number.value
    )
