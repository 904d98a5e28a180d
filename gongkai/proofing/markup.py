"""What does one read in a page's HTML, and where in the source does each sign stand?

A walk over the signs, once: tags are passed over, blocks begin lines, cells know their column. What a tag
shows or tells a machine (`alt`, `title`) is read as well; addresses are handed to `links`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.proofing.passage import CELL, HEADING, PLAIN, Line, Passage, Reader

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([A-Za-z][\w:-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TABLE = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"})
_LISTS = frozenset({"ul", "ol", "li", "dl", "dt", "dd"})
_PARTS = frozenset({"p", "div", "br", "hr", "section", "article", "header", "footer", "blockquote", "pre"})
_BLOCKS = _HEADINGS | _TABLE | _LISTS | _PARTS | {"figure", "figcaption"}
_MOST_COLUMNS = 100  # of which it is kept that a cell from above holds them
_ONE_LINE = str.maketrans("\n\r\t", "   ")
_UNREAD = frozenset({"script", "style", "template"})
_READ = ("alt", "title")
_ADDRESSES = ("href", "src", "action", "poster", "cite", "background")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the source, from where to where."""

    name: str
    closing: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Address:
    """An address that stands in a tag: whose, what, and its place in the source."""

    tag: str
    attribute: str
    address: str
    start: int
    end: int


def page_passage(field: str, label: str, source: str) -> Passage:
    """The page as it is read."""
    walk = _Walk(source)
    for tag, start, end in _pieces(source):
        if tag is None:
            walk.text(start, end)
        else:
            walk.tag(tag)
    walk.close()
    return walk.reader.passage(field, label)


def addresses(source: str) -> Iterator[Address]:
    """Every address that a tag of the page carries, in order."""
    for tag, _, _ in _pieces(source):
        if tag is None or tag.closing:
            continue
        for found in _ATTRIBUTE.finditer(source, tag.start, tag.end):
            if found[1].lower() in _ADDRESSES:
                written = found[2].strip("\"'")
                start = found.start(2) + (found[2][0] in "\"'")
                yield Address(tag.name, found[1].lower(), html.unescape(written), start, start + len(written))


def _pieces(source: str) -> Iterator[tuple[Tag | None, int, int]]:
    """Tags, and the text between them."""
    place = 0
    while place < len(source):
        opening = source.find("<", place)
        if opening < 0:
            opening = len(source)
        if opening > place:
            yield None, place, opening
        if opening == len(source):
            return
        place = _end_of_tag(source, opening)
        named = _NAME.match(source, opening, place)
        if named or source.startswith(("<!", "<?"), opening):
            name = named[1].lower() if named else "!"
            yield Tag(name, source.startswith("</", opening), opening, place), opening, place
        else:
            place = opening + 1
            yield None, opening, place


def _end_of_tag(source: str, start: int) -> int:
    """Behind the bracket that closes the tag; one that is never closed goes to the end."""
    if source.startswith("<!--", start):
        end = source.find("-->", start + 4)
        return end + 3 if end >= 0 else len(source)
    if not _NAME.match(source, start) and not source.startswith(("<!", "<?"), start):
        return start + 1
    quote = ""
    for place in range(start, len(source)):
        sign = source[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == ">":
            return place + 1
    return len(source)


@dataclass(slots=True)
class _Table:
    """Where one stands in a table, and to which row each column is held by a cell from above."""

    number: int
    row: int = 0
    column: int = 0
    held: dict[int, int] = field(default_factory=dict)

    def place_cell(self, tag: str) -> int:
        """The column of a cell that begins here."""
        while self.held.get(self.column, 0) >= self.row > 0:
            self.column += 1
        first, width, height = self.column, _span(tag, "colspan"), _span(tag, "rowspan")
        self.column += width
        if height > 1:
            for column in range(first, min(self.column, _MOST_COLUMNS)):
                self.held[column] = self.row + height - 1
        return first


class _Walk:
    """Where the reading stands: line, table, row, column, and in what kind of block."""

    def __init__(self, source: str) -> None:
        self.reader = Reader()
        self._source = source
        self._begun = 0
        self._kind = PLAIN
        self._tables: list[_Table] = []  # those one is in
        self._told = 0  # tables so far
        self._column = 0
        self._unread = ""

    def text(self, start: int, end: int) -> None:
        if self._unread:
            return
        place = start
        for entity in _ENTITY.finditer(self._source, start, end):
            self._signs(place, entity.start())
            for sign in html.unescape(entity[0]):
                self.reader.sign(sign, entity.start(), entity.end())
            place = entity.end()
        self._signs(place, end)

    def _signs(self, start: int, end: int) -> None:
        # a line of the source is no line of the page
        self.reader.signs(self._source[start:end].translate(_ONE_LINE), start)

    def tag(self, tag: Tag) -> None:
        if self._unread or tag.name in _UNREAD:
            inside = tag.name if not tag.closing else ""
            self._unread = self._unread if self._unread and tag.name != self._unread else inside
            return
        if tag.name in _BLOCKS:
            self._break(tag)
            self._enter(tag)
        if not tag.closing:
            for found in _ATTRIBUTE.finditer(self._source, tag.start, tag.end):
                if found[1].lower() in _READ:
                    self._aside(found.start(2) + (found[2][0] in "\"'"), found[2].strip("\"'"))

    def close(self) -> None:
        self.reader.line(self._line())

    def _line(self) -> Line:
        row = (self._tables[-1].number, self._tables[-1].row) if self._tables else (0, 0)
        in_cell = self._kind == CELL and self._tables
        return Line(
            self._begun,
            self.reader.length,
            CELL if in_cell else self._kind if self._kind != CELL else PLAIN,
            row if in_cell else (0, 0),
            self._column if in_cell else 0,
        )

    def _break(self, tag: Tag) -> None:
        self.reader.line(self._line())
        self.reader.sign("\t" if tag.name in {"td", "th"} else "\n", tag.start, tag.end)
        self._begun = self.reader.length

    def _enter(self, tag: Tag) -> None:
        if tag.name == "table":
            if tag.closing:
                del self._tables[-1:]
            else:
                self._told += 1
                self._tables.append(_Table(self._told))
            self._kind = CELL if self._tables else PLAIN
        elif tag.name == "tr" and not tag.closing and self._tables:
            self._tables[-1].row += 1
            self._tables[-1].column = 0
        elif tag.name in {"td", "th"} and not tag.closing and self._tables:
            self._kind = CELL
            self._column = self._tables[-1].place_cell(self._source[tag.start : tag.end])
        elif tag.name in _HEADINGS and self._kind != CELL:
            self._kind = PLAIN if tag.closing else HEADING

    def _aside(self, start: int, value: str) -> None:
        """A text in a tag is a line of its own, in no column."""
        self.reader.line(self._line())
        self.reader.sign("\n", start, start)
        self._begun = self.reader.length
        self.text(start, start + len(value))
        self.reader.line(Line(self._begun, self.reader.length))
        self.reader.sign("\n", start + len(value), start + len(value))
        self._begun = self.reader.length


def _span(tag: str, name: str) -> int:
    found = re.search(rf"{name}\s*=\s*[\"']?(\d{{1,3}})", tag, re.IGNORECASE)
    return max(1, int(found[1])) if found else 1
