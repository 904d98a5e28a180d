"""What does one read in a field, under which heading, in which column, and where does each sign stand?

A field is plain text or a page's HTML (`markup`). Its signs are those that a reader sees (`shaping`), each
with its place in what was handed in, so that a finding can be shown where it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gongkai.proofing.shaping import shaped

_NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,4}[、条章节]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、.．])"
)
_HEADING_LONGEST = 40
_SENTENCE = "。；;！？!?"
_UNBROKEN = re.compile(r"\S+|[\t\n]")
_CELLS = re.compile(r"\t| ?\| ?")
PLAIN, HEADING, CELL = "plain", "heading", "cell"


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """The heads of a table's columns; one object for a table, so that what follows from it is asked once."""

    of_columns: Mapping[int, str]

    def __str__(self) -> str:
        return "、".join(self.of_columns.values())


NO_HEADS = Heads({})


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a cell: from where to where, below which heading, in which column of which table.

    `heads` are those of its table; none outside a table, and for the row in which they stand.
    """

    start: int
    end: int
    kind: str = PLAIN
    row: tuple[int, int] = (0, 0)  # which table, which row of it
    column: int = 0
    section: str = ""
    heads: Heads = NO_HEADS

    @property
    def head(self) -> str:
        """What stands above its column."""
        return self.heads.of_columns.get(self.column, "")


@dataclass(frozen=True, slots=True)
class Passage:
    """A field as it is read. `label` names it to people; `starts` and `ends` are the places of its signs."""

    field: str
    label: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    lines: tuple[Line, ...]
    wrapped: bool  # whether a line may end in the middle of a word, as in the text of a file
    seen: Sequence[str]  # each sign as it was written; empty for the second of two that were one

    def line_at(self, place: int) -> Line:
        """The line in which a sign of the text stands."""
        return self.lines[max(0, bisect_right(self.lines, place, key=lambda line: line.start) - 1)]

    def before(self, place: int, most: int) -> str:
        """What stands before in the same sentence and line, at most so many signs."""
        told = self.text[max(self.line_at(place).start, place - most) : place]
        return told[max(map(told.rfind, _SENTENCE)) + 1 :]

    def written(self, start: int, end: int) -> str:
        """A part of the text as it was written."""
        return "".join(self.seen[start:end])

    def joined(self) -> tuple[str, Sequence[int]]:
        """The text without the spaces and the ends of lines that break a word, and the place of each sign.

        Between blocks of a page and between cells a word does not go on: a sign of its own stands there.
        """
        pieces: list[str] = []
        places: list[int] = []
        for found in _UNBROKEN.finditer(self.text):
            written = found[0]
            if written == "\t" or (written == "\n" and not self.wrapped):
                written = "\0"
            if not written.isspace():
                pieces.append(written)
                places.extend(range(*found.span()))
        return "".join(pieces), places

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the text stands in what was handed in."""
        return self.starts[start], self.ends[end - 1]


class Reader:
    """Takes the signs as they come and makes the passage."""

    def __init__(self) -> None:
        self._signs: list[str] = []
        self._seen: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._lines: list[Line] = []

    @property
    def length(self) -> int:
        """How many signs there are so far."""
        return len(self._signs)

    def sign(self, sign: str, start: int, end: int) -> None:
        """One sign as it was written, and its place."""
        for number, read in enumerate(shaped(sign)):
            self._signs.append(read)
            self._seen.append("" if number else sign)
            self._starts.append(start)
            self._ends.append(end)

    def signs(self, written: str, start: int) -> None:
        """A run of signs, each as wide as it is written; nearly always each is read as one."""
        read = [shaped(sign) for sign in written]
        if set(map(len, read)) != {1}:
            for place, sign in enumerate(written, start):
                self.sign(sign, place, place + 1)
            return
        self._signs += read
        self._seen += written
        self._starts += range(start, start + len(read))
        self._ends += range(start + 1, start + len(read) + 1)

    def line(self, line: Line) -> None:
        """The line that ends here; a blank one is none."""
        if "".join(self._signs[line.start : line.end]).strip():
            self._lines.append(line)

    def passage(self, field: str, label: str, *, wrapped: bool = False) -> Passage:
        """What was read."""
        text = "".join(self._signs)
        lines = tuple(_in_context(text, self._lines)) or (Line(0, len(text)),)
        return Passage(field, label, text, self._starts, self._ends, lines, wrapped, self._seen)


def plain_passage(field: str, label: str, text: str) -> Passage:
    """Plain text: a file's, a title. Tabs and bars part the cells of a row."""
    reader = Reader()
    reader.signs(text, 0)
    whole = reader.passage(field, label).text
    start, table, row = 0, 0, 0
    for line in whole.split("\n"):
        cells = list(_cells(line, start))
        table, row = (table, row + 1) if len(cells) > 1 else (table + 1, 0)
        for column, (first, last) in enumerate(cells):
            kind = CELL if len(cells) > 1 else PLAIN
            reader.line(Line(first, last, kind, (table, row), column))
        start += len(line) + 1
    return reader.passage(field, label, wrapped=True)


def _cells(line: str, start: int) -> Iterator[tuple[int, int]]:
    first = 0
    for gap in _CELLS.finditer(line):
        yield start + first, start + gap.start()
        first = gap.end()
    yield start + first, start + len(line)


def _in_context(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Each line with the heading above it and the head of its column."""
    section, table, heads = "", -1, NO_HEADS
    for (in_table, row), group in groupby(lines, key=lambda line: (line.kind == CELL, line.row)):
        held = list(group)
        if not in_table:
            for line in held:
                section = _heading(line, text[line.start : line.end].strip()) or section
                yield replace(line, section=section)
            continue
        if row[0] != table:
            table, heads = row[0], NO_HEADS
        yield from (replace(line, section=section, heads=heads) for line in held)
        heads = heads if heads is not NO_HEADS else _heads(text, held)


def _heads(text: str, row: Sequence[Line]) -> Heads:
    """The heads of the columns, where the row can be one: a title over the whole table is none."""
    heads: dict[int, str] = {}
    for line in row:
        said = text[line.start : line.end].strip()
        heads[line.column] = (heads.get(line.column, "") + said)[:_HEADING_LONGEST]
    return Heads(heads) if len(heads) > 1 else NO_HEADS


def _heading(line: Line, said: str) -> str:
    """What the line says, where it is a heading; empty where it is none."""
    short = len(said) <= _HEADING_LONGEST and not any(sign in said for sign in "。；;")
    heading = line.kind == HEADING or (short and _NUMBERED.match(said) is not None)
    return said[:_HEADING_LONGEST] if heading else ""
