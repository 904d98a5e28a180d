"""Which numbers stand under which other, where no line is drawn?

A line is cut into segments at its gaps. Lines with numbers at their right end make a table: the numbers are
clustered into columns by where they stand, and a label over several lines goes to the line of its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.reading.blocks import Block, Grid, GridCell, Paragraph
from gongkai.reading.formats.glyphs import Glyph, written
from gongkai.reading.values import looks_like_value

HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]+\s*、|[（(][一二三四五六七八九十]+[)）]|\d{1,2}\s*[.、．])"
)
_SECTION = re.compile(r"[一二三四五六]\s*、.{2,34}(?:情况|事项|情況|事項)")
_GAP = 1.1  # em: wider than any space in running text
_NUMBER_GAP = 0.3
_STANDS_ALONE = re.compile(r"第.{1,6}条|信息内容")
_FEWEST_JOINED = 4  # table 二 has its heads on one line
_LOOSE_LINES = 5  # of labels, between two lines with numbers
_SHORT = 14
_PITCH = 1.75  # em: lines of one label are not further apart


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line between two gaps."""

    left: float
    right: float
    text: str

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text with its pieces."""

    base: float
    size: float
    segments: tuple[Segment, ...]
    tokens: tuple[Segment, ...] = ()  # cut at every space

    @property
    def top(self) -> float:
        return self.base - self.size

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return self.segments[-1].right

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def values(self) -> tuple[Segment, ...]:
        """The numbers at the right end of the line."""
        count = 0
        for segment in reversed(self.segments):
            if not is_value(segment.text):
                break
            count += 1
        return self.segments[len(self.segments) - count :]

    @property
    def words(self) -> tuple[Segment, ...]:
        """What stands before the numbers."""
        return self.segments[: len(self.segments) - len(self.values)]

    def crosses(self, x: float) -> bool:
        """Whether a piece runs across that place."""
        return any(segment.left < x < segment.right for segment in self.segments)

    def is_beside(self, x: float) -> bool:
        """Whether pieces stand on both sides of that place."""
        return self.left < x < self.right and not self.crosses(x)

    def is_centred(self, x: float) -> bool:
        """Whether the whole line is centred on that place, as a title is."""
        return abs((self.left + self.right) / 2 - x) < self.size and self.crosses(x)

    def part(self, wanted: Callable[[Segment], bool]) -> Row:
        """The line with only some of its pieces."""
        segments = tuple(segment for segment in self.segments if wanted(segment))
        return Row(self.base, self.size, segments, tuple(token for token in self.tokens if wanted(token)))


def is_value(text: str) -> bool:
    """Whether a piece can only be a number or a sign in place of one."""
    return bool(text.strip()) and looks_like_value(text)


def row_of(line: list[Glyph]) -> Row:
    """A line cut at its gaps; numbers at its right end are cut from each other at any space."""
    size = max(glyph.size for glyph in line)
    tokens = _cut(line, _NUMBER_GAP * size)
    tail = 0
    while tail < len(tokens) and is_value(written(tokens[-1 - tail])):
        tail += 1
    numbers = tokens[len(tokens) - tail :]
    words = [glyph for token in tokens[: len(tokens) - tail] for glyph in token]
    pieces = _words(words, size)
    wide_gap = bool(words and numbers) and numbers[0][0].left - words[-1].right > _GAP * size
    if tail == 1 and words and not wide_gap:  # a sentence that ends with a number
        pieces, numbers = _words(line, size), []
    return Row(line[0].base, size, _segments([*pieces, *numbers]), _segments(tokens))


def _segments(pieces: Sequence[Sequence[Glyph]]) -> tuple[Segment, ...]:
    return tuple(Segment(piece[0].left, piece[-1].right, written(piece)) for piece in pieces)


def _words(line: Sequence[Glyph], size: float) -> list[list[Glyph]]:
    """The pieces of text of a line; before a label's number a small gap is enough."""
    pieces: list[list[Glyph]] = []
    for piece in _cut(line, _NUMBER_GAP * size):
        gap = piece[0].left - pieces[-1][-1].right if pieces else 0.0
        if pieces and gap <= _GAP * size and not HEADING.match(written(piece)):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _cut(line: Sequence[Glyph], gap: float) -> list[list[Glyph]]:
    pieces: list[list[Glyph]] = []
    for glyph in line:
        if pieces and glyph.left - pieces[-1][-1].right <= gap:
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return pieces


# – rows → paragraphs and tables


def blocks_of_rows(rows: Sequence[Row]) -> list[Block]:
    """Running text as paragraphs, rows of numbers as grids."""
    blocks: list[Block] = []
    text: list[Row] = []
    for part, is_table in _parts(rows):
        if not is_table:
            text += part
            continue
        blocks += _paragraphs(text)
        blocks.append(_grid(part))
        text = []
    return blocks + _paragraphs(text)


def _parts(rows: Sequence[Row]) -> Iterator[tuple[Sequence[Row], bool]]:
    """Runs of rows that are a table, and those between."""
    tabular = _tabular(rows)
    start = 0
    while start < len(rows):
        if not tabular[start]:
            yield rows[start : start + 1], False
            start += 1
            continue
        end = last = start
        while end < len(rows) and end - last <= _LOOSE_LINES and not _breaks_table(rows[end]):
            last = end if tabular[end] or len(rows[end].values) == 1 else last
            end += 1
        while last + 1 < end and _belongs_to(rows[last], rows[last + 1]):
            last += 1
        part = rows[start : last + 1]
        yield part, any(row.values and len(row.segments) > 1 for row in part)
        start = last + 1


def _tabular(rows: Sequence[Row]) -> list[bool]:
    """Which lines have several pieces, or are a short line right above such a one."""
    several = [len(row.segments) > 1 and not _SECTION.fullmatch(row.text) for row in rows]
    left = min((row.left for row in rows), default=0.0)
    short = [
        len(row.text) <= _SHORT and (bool(_STANDS_ALONE.match(row.text)) or row.left > left + 3 * row.size)
        for row in rows
    ]
    return [
        several[index] or (short[index] and any(several[index + 1 : index + 3])) for index in range(len(rows))
    ]


def _breaks_table(row: Row) -> bool:
    return len(row.segments) == 1 and bool(_SECTION.fullmatch(row.text) or "。" in row.text)


def _belongs_to(row: Row, below: Row) -> bool:
    """Whether the line goes on with the label above it."""
    close = below.base - row.base <= _PITCH * row.size
    return close and len(below.segments) == 1 and not HEADING.match(below.text) and "。" not in below.text


def _paragraphs(rows: Sequence[Row]) -> list[Block]:
    """Lines put together to paragraphs: a line that ends short, or begins indented, parts two of them."""
    if not rows:
        return []
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    texts: list[str] = []
    before: Row | None = None
    for row in rows:
        starts = (
            before is None
            or row.left > left + 1.2 * row.size
            or before.right < right - 2.2 * row.size
            or not 0 < row.base - before.base < 2.6 * row.size
            or abs(row.size - before.size) > 0.25 * row.size
            or _SECTION.fullmatch(row.text) is not None
        )
        if starts:
            texts.append(row.text)
        else:
            texts[-1] += row.text
        before = row
    return [Paragraph(" ".join(text.split())) for text in texts]


def _grid(rows: Sequence[Row]) -> Grid:
    """The table that these rows are: labels in the first columns, then the columns of numbers."""
    places = _columns([value for row in rows for value in row.values])
    lines: list[list[tuple[int, str]]] = []
    heads: list[Row] = []
    for row, words in _labelled(rows, places):
        if not row.values and _is_head(row, places):
            heads.append(row)
            continue
        lines += _heads(heads, places, joined=len(row.values) > _FEWEST_JOINED)
        heads = []
        line = list(enumerate(words))
        if row.values:
            first = max(2, len(words))
            line += [(first + place, text) for place, text in _placed(places, row.values)]
        lines.append(line)
    lines += _heads(heads, places, joined=False)
    return Grid(
        tuple(
            tuple(GridCell(index, column, text) for column, text in line) for index, line in enumerate(lines)
        )
    )


def _heads(
    heads: Sequence[Row], places: Sequence[tuple[float, float]], *, joined: bool
) -> list[list[tuple[int, str]]]:
    """The heads above the numbers; `joined`: put together, as each may take several lines."""
    if not joined:
        return [list(enumerate(segment.text for segment in row.segments)) for row in heads]
    words: dict[int, str] = {}
    for row in heads:
        for token in row.tokens:
            left = token.centre < places[0][0] - row.size
            column = 0 if left else 2 + _nearest(places, token)
            words[column] = words.get(column, "") + token.text
    return [sorted(words.items())] if words else []


def _columns(values: Sequence[Segment]) -> list[tuple[float, float]]:
    """The columns of numbers: those that overlap stand in the same one."""
    found: list[tuple[float, float]] = []
    for value in sorted(values, key=lambda value: value.left):
        if found and value.left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], value.right))
        else:
            found.append((value.left, value.right))
    return found


def _nearest(places: Sequence[tuple[float, float]], value: Segment) -> int:
    return min(range(len(places)), key=lambda place: abs(sum(places[place]) / 2 - value.centre))


def _placed(places: Sequence[tuple[float, float]], values: Sequence[Segment]) -> Iterator[tuple[int, str]]:
    """The values by column, blanks between them; without blanks where two would stand in the same column."""
    nearest = [_nearest(places, value) for value in values]
    if len(values) == len(places) or len(set(nearest)) < len(values):
        return enumerate(value.text for value in values)
    found = {place: value.text for place, value in zip(nearest, values, strict=True)}
    return ((place, found.get(place, "")) for place in range(len(places)))


def _labelled(rows: Sequence[Row], places: Sequence[tuple[float, float]]) -> list[tuple[Row, list[str]]]:
    """Each row with its labels, those put back that stand on lines of their own above or below it."""
    labels = _Labels(rows, places)
    for index, row in enumerate(rows):
        if not (row.values or labels.stands_alone(index)):
            labels.mend(index)
    return [
        (row, [piece.text for piece in pieces])
        for row, pieces in zip(rows, labels.pieces, strict=True)
        if row.values or pieces
    ]


class _Labels:
    """The pieces of labels by line, while those over several lines are put together."""

    def __init__(self, rows: Sequence[Row], places: Sequence[tuple[float, float]]) -> None:
        self.rows = rows
        self.places = places
        self.pieces = [list(row.words) for row in rows]

    def stands_alone(self, index: int) -> bool:
        """Whether the line is a head or a heading within the table, never part of a label."""
        row = self.rows[index]
        return _is_head(row, self.places) or bool(_STANDS_ALONE.match(row.text))

    def mend(self, index: int) -> None:
        """Moves the pieces of a line without numbers to the labels that they are part of."""
        for piece in list(self.pieces[index]):
            above, below = self._partner(piece, index, -1), self._partner(piece, index, +1)
            starts = bool(HEADING.match(piece.text))
            down = below is not None and (
                above is None or starts or self._is_nearer(index, below[0], above[0])
            )
            if (down and self._put_before(piece, below)) or (not starts and self._put_after(piece, above)):
                self.pieces[index].remove(piece)

    def _is_nearer(self, index: int, below: int, above: int) -> bool:
        down = self.rows[below].base - self.rows[index].base
        up = self.rows[index].base - self.rows[above].base
        return down < up - 0.15 * self.rows[index].size

    def _put_before(self, piece: Segment, partner: tuple[int, int] | None) -> bool:
        if partner is None:
            return False
        line, place = partner
        rest = self.pieces[line][place] if place >= 0 else None
        if rest is None:
            self.pieces[line].append(piece)
            return True
        if HEADING.match(rest.text):
            return False
        self.pieces[line][place] = _whole(piece, rest)
        return True

    def _put_after(self, piece: Segment, partner: tuple[int, int] | None) -> bool:
        if partner is None or partner[1] < 0:
            return False
        line, place = partner
        self.pieces[line][place] = _whole(self.pieces[line][place], piece)
        return True

    def _partner(self, piece: Segment, index: int, step: int) -> tuple[int, int] | None:
        """The label right above or below: its line and place there; place -1: numbers without one."""
        line = index + step
        for _ in range(_LOOSE_LINES):
            if not 0 <= line < len(self.rows) or self.stands_alone(line):
                return None
            row = self.rows[line]
            if not 0 < step * (row.base - self.rows[line - step].base) <= _PITCH * row.size:
                return None
            for place, label in enumerate(self.pieces[line]):
                if _overlap(piece, label):
                    return line, place
            outside = all(label.right <= piece.left for label in self.pieces[line])
            if row.values and outside and self._is_innermost(piece, line):
                return line, -1
            line += step
        return None

    def _is_innermost(self, piece: Segment, line: int) -> bool:
        """Whether no label of the lines around stands between the piece and the numbers."""
        around = [
            label
            for near in (line - 1, line + 1)
            if 0 <= near < len(self.rows)
            for label in self.pieces[near]
        ]
        return not any(label.left >= piece.right for label in around)


def _whole(first: Segment, second: Segment) -> Segment:
    left, right = min(first.left, second.left), max(first.right, second.right)
    return Segment(left, right, first.text + second.text)


def _overlap(one: Segment, other: Segment) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared >= 0.5 * min(one.right - one.left, other.right - other.left)


def _is_head(row: Row, places: Sequence[tuple[float, float]]) -> bool:
    """Whether the line has words over the columns of numbers."""
    return bool(places) and not row.values and row.words[-1].centre > places[0][0] - row.size
