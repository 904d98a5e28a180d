"""Which characters of a page stand upright, and so are no part of the lines that they cross?

三、本年度办理结果 and the names of the groups stand in narrow columns beside many rows, one to three
characters a line. Where no line is drawn between the columns they would enter the labels of these rows. They
name no row themselves, and are taken out.
"""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Iterator, Sequence

from gongkai.form import forms
from gongkai.reading.formats.glyphs import Glyph, lines_of

_MOST_A_LINE = 3
_FEWEST_LINES = 3  # a label broken once or twice is a label
_ASIDE = 0.65  # em: how far the lines of a column may begin from each other; a bracket takes half a place
_UNEVEN = 1.5
_PITCH = 12.0  # em: the lines are spread over the height of the rows
_Place = tuple[int, int]  # a line and where in it


def without_upright(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters, but for those of heads that stand upright."""
    lines = lines_of(glyphs)
    gone = {
        id(lines[line][place + step])
        for words in _heads()
        for chunks in _broken(words)
        for column in _columns(lines, chunks)
        for (line, place), chunk in zip(column, chunks, strict=True)
        for step in range(len(chunk))
    }
    return [glyph for line in lines for glyph in line if id(glyph) not in gone] if gone else list(glyphs)


@functools.lru_cache
def _heads() -> tuple[str, ...]:
    """The heads that stand beside several rows of table 三, of every form."""
    known = list(forms().values())
    words = [text for form in known for text in (form.result_head3, *form.groups3.values())]
    return tuple(dict.fromkeys(map(_plain, words)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _broken(words: str) -> Iterator[list[str]]:
    """The words in lines of one, two or three characters."""
    for size in range(1, _MOST_A_LINE + 1):
        chunks = [words[start : start + size] for start in range(0, len(words), size)]
        if len(chunks) >= _FEWEST_LINES:
            yield chunks


def _columns(lines: Sequence[Sequence[Glyph]], chunks: Sequence[str]) -> list[list[_Place]]:
    """Where these chunks stand one below the other; of two beginnings of the same column the nearer one."""
    found: dict[tuple[_Place, ...], list[_Place]] = {}
    for first, line in enumerate(lines):
        for start in _starts(line, chunks[0]):
            column = _downwards(lines, (first, start), chunks[1:])
            if len(column) == len(chunks) and _is_even(lines, column):
                found[tuple(column[1:])] = column
    return list(found.values())


def _downwards(lines: Sequence[Sequence[Glyph]], start: _Place, chunks: Sequence[str]) -> list[_Place]:
    column = [start]
    for chunk in chunks:
        below = _below(lines, column[-1], chunk)
        if below is None:
            break
        column.append(below)
    return column


def _is_even(lines: Sequence[Sequence[Glyph]], column: Sequence[_Place]) -> bool:
    """Whether the lines follow each other at one pitch, as those of one text do."""
    bases = [lines[line][place].base for line, place in column]
    steps = [below - above for above, below in itertools.pairwise(bases)]
    return max(steps) <= _UNEVEN * min(steps)


def _starts(line: Sequence[Glyph], chunk: str) -> Iterator[int]:
    for start, glyph in enumerate(line[: len(line) - len(chunk) + 1]):
        if _plain(glyph.text) == chunk[0] and all(
            _plain(line[start + step].text) == sign for step, sign in enumerate(chunk)
        ):
            yield start


def _below(lines: Sequence[Sequence[Glyph]], above: _Place, chunk: str) -> _Place | None:
    """The nearest such chunk that begins right below."""
    over = lines[above[0]][above[1]]
    for number in range(above[0] + 1, len(lines)):
        if not lines[number] or lines[number][0].base - over.base > _PITCH * over.size:
            return None
        for start in _starts(lines[number], chunk):
            if abs(lines[number][start].left - over.left) <= _ASIDE * over.size:
                return number, start
    return None
