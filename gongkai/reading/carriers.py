"""Which lines of running text are really tables, and what are their cells?

Once a page or a PDF is text, its tables survive in many shapes: tabs, bars, one cell a line, columns of
spaces, digits glued together (handbook 08 §1). Each line is told by itself what it can be; stretches of table
lines that hold values become grids, everything else stays prose. Who needs the row of a number decides later,
by labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from gongkai.reading.bars import BARS
from gongkai.reading.blocks import Block, Grid, GridCell, Kind, Paragraph
from gongkai.reading.glued import fewest4, glued_rows
from gongkai.reading.values import looks_like_value
from gongkai.reading.vocabulary import NOTHING, Sense, is_numbered, sense

_BARS = re.compile(f"[{BARS}]")
_RULE = re.compile(rf"[\s{BARS}:\-—─━┄┈+＋=]*[\-—─━┄┈=]{{2}}[\s{BARS}:\-—─━┄┈+＋=]*")
_PAGE = re.compile(
    r"(?:[-—–－]\s*\d{1,3}\s*[-—–－]|第\s*\d{1,3}\s*页(?:[，,\s/]*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}\s*页)"
)
_HEADING = re.compile(r"[#*\s]*[一二三四五六七]\s*[、.．]")
_TOKEN = re.compile(
    r"(?:[+\-−﹢－＋增减減加]{0,2}[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?(?:万元|萬元|元|件|条)?|/|／|-|—|－|无|無)"
)
_WIDE = re.compile(r"[ \u3000]{2,}|\u3000")
_SENTENCE = re.compile(r"[。；！]|，[^()（）]*，")
_LONGEST_SHORT = 60
_MOST_SHORT = 8  # unknown short lines in a row before a stretch is taken to have ended
_FULL_ROW = 7
_FEWEST_ROWS = 3  # of a table that stands within a line
_FEWEST_CELLS = 2


class _Class(Enum):
    """What a line can be, taken alone."""

    TABLE = "cells with separators"
    VALUES = "nothing but values"
    ROW = "a label with values behind it"
    MAYBE = "a short text with values behind it"
    LABEL = "a label of the form"
    SHORT = "a short text"
    NOISE = "a page mark or a ruled line"
    PROSE = "running text or a heading"


_INSIDE = {_Class.TABLE, _Class.VALUES, _Class.ROW, _Class.LABEL}


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    sort: _Class
    cells: tuple[str, ...] = ()
    kind: Kind = "lines"
    rows: tuple[tuple[str, ...], ...] = ()  # only where one line holds several rows
    opened: bool = False  # a bar stood before the first cell: it opened it, or the first cell was blank


def regrid(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with every stretch of table lines turned into a grid."""
    done: list[Block] = []
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += block.text.splitlines()
            continue
        done += _blocks(lines)
        lines = []
        done.append(block)
    return done + _blocks(lines)


def _blocks(lines: list[str]) -> list[Block]:
    if not lines:
        return []
    seen = [_classified(line) for line in lines if line.strip()]
    blocks: list[Block] = []
    start = 0
    for first, after in _stretches(seen):
        blocks += _prose(seen[start:first])
        blocks += _grids(seen[first:after])
        start = after
    return blocks + _prose(seen[start:])


def _prose(lines: Iterable[_Line]) -> list[Block]:
    return [Paragraph(" ".join(line.text.split())) for line in lines if line.sort is not _Class.NOISE]


# – what a line is


def _classified(line: str) -> _Line:
    text = line.strip()
    if "\t" in line and text:
        return _separated(line, [cell.strip() for cell in line.rstrip("\r\n").split("\t")])
    if _BARS.search(line):
        return _barred(text)
    if _PAGE.fullmatch(text) or _RULE.fullmatch(text):
        return _Line(text, _Class.NOISE)
    if looks_like_value(text):
        return _values(text)
    glued = glued_rows(text)
    if glued:
        return _Line(text, _Class.TABLE, kind="glued", rows=tuple(glued))
    return _spaced(text) or _plain(text)


def _separated(line: str, cells: list[str]) -> _Line:
    """Cells with separators; a lone cell of running text is only set in."""
    stated = [cell for cell in cells if cell]
    if len(stated) == 1 and (_plain(stated[0]).sort is _Class.PROSE):
        return _Line(stated[0], _Class.PROSE)
    return _Line(line, _Class.TABLE, tuple(cells))


def _barred(text: str) -> _Line:
    """Cells between bars; a bar at the end closes the last cell, one at the start opens the first."""
    if _RULE.fullmatch(text):
        return _Line(text, _Class.NOISE)
    cells = [cell.strip() for cell in _BARS.split(text)]
    if not any(cells):
        return _Line(text, _Class.TABLE, tuple(cells[1:]))
    if not cells[-1]:
        cells.pop()
    if cells[0]:
        return _separated(text, cells)
    return replace(_separated(text, cells[1:]), opened=True)


def _values(text: str) -> _Line:
    tokens = text.split()
    whole = len(tokens) > 1 and all(_TOKEN.fullmatch(token) for token in tokens)
    cells = tuple(tokens) if whole else (text,)
    return _Line(text, _Class.VALUES, cells, "spaced" if whole else "lines")


def _spaced(text: str) -> _Line | None:
    """Labels with values behind them, by spaces; two reports may stand side by side."""
    tokens = text.split()
    if len(tokens) < 2 or not _TOKEN.fullmatch(tokens[-1]) or "。" in text:
        return None
    cells: list[str] = []
    words: list[str] = []
    known = values = 0
    for token in tokens:
        if not _TOKEN.fullmatch(token):
            words.append(token)
            continue
        if words:
            labels = _labels(words)
            known += any(_is_row(label) for label in labels)
            cells += labels
            words = []
        cells.append(token)
        values += 1
    sort = _Class.ROW if known or values >= _FULL_ROW else _Class.MAYBE
    if sort is _Class.MAYBE and (len(text) > _LONGEST_SHORT or _HEADING.match(text)):
        return None
    return _Line(text, sort, tuple(cells), "spaced")


def holds_table(text: str) -> bool:
    """Whether a line alone is a table of the form: several rows, or all of table 四."""
    rows = glued_rows(text)
    if rows:
        return len(rows) >= _FEWEST_ROWS or len(rows[-1][1]) >= fewest4()
    spaced = _spaced(text)
    if spaced is None or spaced.sort is not _Class.ROW:
        return False
    known = sum(_is_row(cell) for cell in spaced.cells)
    return known >= _FEWEST_ROWS or len(spaced.cells) - known >= fewest4()


def _labels(words: list[str]) -> list[str]:
    """The label in these words; a group's name in front of it (三、本年度 （一）予以公开) stands apart."""
    heads = _heads_in_front(words)
    if heads:
        return [*words[:heads], *_labels(words[heads:])]
    whole = " ".join(words)
    if _is_row(whole):
        return [whole]
    for start in range(1, len(words)):
        tail = " ".join(words[start:])
        if _is_row(tail):
            return [" ".join(words[:start]), tail]
    return [whole]


def _heads_in_front(words: list[str]) -> int:
    """How many words stand up to the last head, where the first row below it follows in the line."""
    heads = (at for at in range(len(words) - 2, -1, -1) if _is_head(words[at]))
    return next((at + 1 for at in heads if _is_row(" ".join(words[at + 1 :]))), 0)


def _is_head(word: str) -> bool:
    meaning = sense(word) or NOTHING
    row3 = meaning.row3 if not meaning.vague or is_numbered(word) else None
    heads = meaning.article or meaning.furniture or bool(meaning.head2 or meaning.head3)
    return heads and not (row3 or meaning.row2)


def _is_row(text: str) -> bool:
    meaning = sense(text) or NOTHING
    return bool(meaning.row3 or meaning.row2)


def _plain(text: str) -> _Line:
    meaning: Sense = sense(text) or NOTHING
    if _HEADING.match(text) and not meaning.row3 and "办理结果" not in text and "辦理結果" not in text:
        return _Line(text, _Class.PROSE, (text,))
    if meaning.known and not (_SENTENCE.search(text) and not _is_row(text)):
        return _Line(text, _Class.LABEL, (text,))
    short = len(text) <= _LONGEST_SHORT and not _SENTENCE.search(text)
    return _Line(text, _Class.SHORT if short else _Class.PROSE, (text,))


# – stretches of table lines


def _stretches(lines: list[_Line]) -> Iterator[tuple[int, int]]:
    """First line and line after the last of each stretch that holds values beside labels."""
    start: int | None = None
    last = unknown = 0
    for index, line in enumerate([*lines, _Line("", _Class.PROSE)]):
        if line.sort in _INSIDE:
            start, last, unknown = (index if start is None else start), index, 0
            continue
        if line.sort is _Class.NOISE or start is None:
            continue
        unknown += len(line.text) > 1
        if line.sort is _Class.PROSE or unknown > _MOST_SHORT:
            if _is_table(lines[start : last + 1]):
                yield start, last + 1
            start, unknown = None, 0


def _is_table(lines: list[_Line]) -> bool:
    sorts = {line.sort for line in lines}
    return bool(sorts & {_Class.TABLE, _Class.ROW}) or ({_Class.VALUES, _Class.LABEL} <= sorts)


def _begins_without_bar(line: _Line) -> bool:
    """Whether it is a row of cells between bars that has none before its first cell."""
    several = line.sort is _Class.TABLE and len(line.cells) > _FEWEST_CELLS
    return several and not line.opened and bool(_BARS.search(line.text))


def _grids(lines: list[_Line]) -> list[Block]:
    """The stretch as grids, one for each run of lines of the same kind."""
    grids: list[Block] = []
    rows: list[tuple[GridCell, ...]] = []
    kind: Kind | None = None
    closed = True  # whether a bar closed the cell before: the next bar alone is then an empty cell
    unopened = any(_begins_without_bar(line) for line in lines)
    for line in lines:
        if line.sort is _Class.NOISE:
            continue
        own: Kind = line.kind if line.sort is not _Class.MAYBE else "spaced"
        if kind is not None and (own == "glued") != (kind == "glued"):
            grids.append(Grid(tuple(rows), kind))
            rows, kind = [], None
        kind = own if kind in {None, "lines"} else kind
        blank_first = unopened and line.opened
        for cells in line.rows or (("", *line.cells) if blank_first else line.cells,):
            closing = line.sort is _Class.TABLE and not any(cells) and not closed
            row = cells[1:] if closing else cells
            if row:
                rows.append(tuple(GridCell(len(rows), at, cell) for at, cell in enumerate(row)))
        closed = line.sort is _Class.TABLE
    if rows and kind:
        grids.append(Grid(tuple(rows), kind))
    return grids
