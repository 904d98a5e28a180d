"""Which lines of text are really two columns of a page, and what stands in each?

A page of two columns that became text line by line holds two rows in a line (handbook 08 §1, pdf_columns).
Where both columns hold the same rows these are two reports, and the left one is meant: what only the right
one has there is taken away, and rows that both have stay, so that the reader of the tables can say so. Else a
table goes on in the right column, and that column is put below the left one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.reading.bars import BARS
from gongkai.reading.blocks import Block, Paragraph
from gongkai.reading.values import looks_like_value
from gongkai.reading.vocabulary import NOTHING, is_numbered, sense

_TWO_HEADS = re.compile(r"信息内容[^\n|\t]*\s信息内容")
_BARS = re.compile(f"[\t{BARS}]")
_HEADING = re.compile(r"[一二三四五六]、(?!本年|上年|结转)")
_FEWEST = 2  # lines with two rows in them make two columns
_INDENT = 8  # a line that begins so far in stands in the right column


@dataclass(frozen=True, slots=True)
class _Line:
    """A line cut before its second row: what it says in the left column, in the right one, and their rows."""

    text: str
    left: str
    right: str
    keys: tuple[str, ...]
    sure: bool = False  # both columns certainly hold something of their own


def unfolded(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with columns that stand side by side one below the other; the same where there are none."""
    if not any(isinstance(block, Paragraph) and _TWO_HEADS.search(block.text) for block in blocks):
        return blocks
    done: list[Block] = []
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += block.text.split("\n")
            continue
        done += map(Paragraph, _unfolded(lines))
        done.append(block)
        lines = []
    return done + [Paragraph(line) for line in _unfolded(lines)]


def _unfolded(lines: Iterable[str]) -> Iterator[str]:
    run: list[_Line] = []
    for line in lines:
        if line.strip() and not _HEADING.match(line.strip()) and not _BARS.search(line):
            run.append(_cut(line))
            continue
        yield from _columns(run)
        run = []
        yield line
    yield from _columns(run)


def _columns(run: Sequence[_Line]) -> list[str]:
    if sum(line.sure for line in run) < _FEWEST:
        return [line.text for line in run]
    if any(_same_row(line) for line in run):  # two reports
        kept = [line.text if _same_row(line) else line.left for line in run]
        return [text for text in kept if text]
    return [text for side in ("left", "right") for line in run if (text := getattr(line, side))]


def _same_row(line: _Line) -> bool:
    """A row of numbers that both columns hold."""
    return line.sure and len(line.keys) > 1 and line.keys[0] == line.keys[1] and "." in line.keys[0]


# – one line


def _cut(line: str) -> _Line:
    """The line before and from its second row, article or 信息内容."""
    starts = [(found.start(), key) for found in re.finditer(r"\S+", line) if (key := _key(found[0]))]
    if len(starts) < 2:
        indented = len(line) - len(line.lstrip()) >= _INDENT
        keys = tuple(key for _, key in starts)
        head = starts and starts[0][0] > 0 and "." in starts[0][1] and _ends_in_value(line)
        if head and not indented and line[: starts[0][0]].strip():  # words of a head, then a row
            return _Line(line, line[: starts[0][0]].rstrip(), line[starts[0][0] :], keys)
        return _Line(line, "" if indented else line, line if indented else "", keys)
    (_, first), (at, second) = starts[:2]
    left, right = line[:at].rstrip(), line[at:]
    heads = "." not in first and "." not in second
    sure = heads or (_ends_in_value(left) and _ends_in_value(right))
    return _Line(line, left, right, (first, second), sure)


def _ends_in_value(text: str) -> bool:
    return looks_like_value(text.rsplit(maxsplit=1)[-1])


def _key(token: str) -> str:
    """What begins at this word: an article, the heads of a block, or a row (`3.granted`); "" for nothing."""
    if token.startswith("第二十条") or token.startswith("信息内容"):
        return token
    meaning = sense(token) or NOTHING
    if meaning.row2:
        return f"2.{meaning.row2}"
    if meaning.row3 and (not meaning.vague or is_numbered(token)):
        return f"3.{meaning.row3}"
    return ""
