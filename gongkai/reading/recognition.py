"""Which form is this report made on?

Its labels decide, never its year alone (both occur crosswise): the form from which they differ least. A label
of the form that is missing counts, and so does one that only another form knows; a table that is not there
at all says nothing. Between equals the wording of the rows decides, and only then the year.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongkai.form import TOTAL, Form, forms, nearest
from gongkai.labels import bare
from gongkai.reading.blocks import Grid
from gongkai.reading.rows import Segment
from gongkai.reading.vocabulary import (
    MEANINGS,
    NOTHING,
    Sense,
    heads2_in,
    is_numbered,
    own_sense,
    sense,
    sense_in,
    vague_heads,
    vague_rows,
)
from gongkai.reading.wording import says

Parted = Sequence[Sequence[Sequence[Segment]]]
_Bits = int  # a set of signs, each a bit: this is asked of every label of every report
_TABLES = {"row2": 2, "head2": 2, "row3": 3, "head3": 3, "head4": 4, "block4": 4}


class Recognised(NamedTuple):
    """The form, and whether some label means something else in it than the words of all forms say."""

    form: Form
    otherwise: bool


def recognised(grids: Sequence[Grid], parted: Parted, year: int | None) -> Recognised:
    """The form whose labels stand in these grids, cut into segments."""
    known = list(forms().values())
    said = _said(grids, parted)
    differences = [_differences(layout.key, said, number) for number, layout in enumerate(known)]
    least = min(differences)
    equal = [layout for layout, count in zip(known, differences, strict=True) if count == least]
    layout = equal[0] if len(equal) == 1 else nearest(_by_wording(equal, parted), year)
    return Recognised(layout, bool(_part(said, _OTHERWISE, known.index(layout))))


# – what the labels say: for each form its own signs, those that only others have, and a mark

_OWN, _FOREIGN, _OTHERWISE = range(3)
_PARTS = 3


def _said(grids: Sequence[Grid], parted: Parted) -> _Bits:
    said = 0
    for rows in parted:
        for row in rows:
            for part in row:
                last = len(part.labels) if part.stated else 0
                for number, (text, meaning) in enumerate(part.labels, start=1):
                    if meaning is not NOTHING:
                        said |= _signed(text, number == last)
    for grid in grids:
        if grid.kind == "glued":
            for cell in itertools.chain.from_iterable(grid.rows):
                said |= _heads(cell.text)
    return said


def _part(said: _Bits, part: int, number: int) -> _Bits:
    """A part of what was said, of the form of that number."""
    width = len(_places())
    return said >> (number * _PARTS + part) * width & (1 << width) - 1


def _packed(parts: Iterable[_Bits]) -> _Bits:
    width = len(_places())
    return sum(bits << place * width for place, bits in enumerate(parts))


def _differences(layout_key: str, said: _Bits, number: int) -> int:
    """How many labels of the form are missing in the tables that stand there, and how many are foreign."""
    found, foreign = _part(said, _OWN, number), _part(said, _FOREIGN, number)
    missing = sum((signs & ~found).bit_count() for signs in _expected(layout_key) if signs & found)
    return missing + (foreign & ~found).bit_count()


@functools.lru_cache(maxsize=16384)
def _signed(text: str, is_row: bool) -> _Bits:
    meaning = sense(text) or NOTHING
    every, parts = _signs(meaning, text, is_row=is_row), list[_Bits]()
    for layout_key in forms():
        own = _signs(own_sense(text, layout_key), text, is_row=is_row)
        foreign = {name: key for name, key in every.items() if name not in own}
        otherwise = int(sense_in(text, layout_key) is not meaning)
        parts += [_bits(own.items()), _bits(foreign.items()), otherwise]
    return _packed(parts)


@functools.lru_cache(maxsize=4096)
def _heads(text: str) -> _Bits:
    """The heads of table 二 in a text where labels stand glued together."""
    every, parts = _bits(("head2", key) for key in heads2_in(text)), list[_Bits]()
    for layout_key in forms():
        own = _bits(("head2", key) for key in heads2_in(text, layout_key))
        parts += [own, every & ~own, 0]
    return _packed(parts)


def _signs(meaning: Sense, text: str, *, is_row: bool) -> dict[str, str]:
    """The meanings of a label that stand for something by themselves."""
    found = {name: key for name in MEANINGS if (key := getattr(meaning, name))}
    if cut := found.pop("cut2", None):
        found.setdefault("head2", cut)
    row = found.get("row3")
    if row in _group_names() and not is_row:
        del found["row3"]  # （六）其他处理 over its items
    elif row in vague_rows() and not (is_row or is_numbered(text)):
        del found["row3"]
    for name, vague in (("head3", vague_heads()), ("head4", {TOTAL})):
        if found.get(name) in vague:
            del found[name]
    return found


def _bits(signs: Iterable[tuple[str, str]]) -> _Bits:
    places = _places()
    return sum({1 << places[sign] for sign in signs})


@functools.lru_cache
def _places() -> dict[tuple[str, str], int]:
    """Every sign of any form and its bit."""
    signs = (sign for layout in forms().values() for sign in _signs_of(layout))
    return {sign: number for number, sign in enumerate(dict.fromkeys(signs))}


@functools.lru_cache
def _expected(layout_key: str) -> tuple[_Bits, ...]:
    """The labels of tables 二, 三 and 四 of a form that stand for something by themselves."""
    layout = forms()[layout_key]
    unsplit = {("row3", line.key) for line in layout.unsplit3}
    vague = {("head3", key) for key in vague_heads()} | {("head4", TOTAL)}
    signs = [sign for sign in _signs_of(layout) if sign not in unsplit | vague]
    return tuple(_bits(sign for sign in signs if _TABLES[sign[0]] == table) for table in (2, 3, 4))


def _signs_of(layout: Form) -> Iterator[tuple[str, str]]:
    yield from (("row2", row.key) for block in layout.blocks2 for row in block.rows)
    yield from (("head2", column.key) for block in layout.blocks2 for column in block.columns)
    yield from (("row3", row.key) for row in (*layout.rows3, *layout.unsplit3))
    yield from (("head3", column.key) for column in layout.columns3)
    yield from (("block4", block.key) for block in layout.blocks4)
    yield from (("head4", column.key) for column in layout.columns4)


@functools.lru_cache
def _group_names() -> frozenset[str]:
    """The rows of table 三 that are called like a group of rows."""
    known = list(forms().values())
    groups = {bare(label) for layout in known for label in layout.groups3.values()}
    lines = (line for layout in known for line in (*layout.rows3, *layout.unsplit3))
    return frozenset(line.key for line in lines if bare(line.label) in groups)


# – between equals


def _by_wording(equal: Sequence[Form], parted: Parted) -> list[Form]:
    """Those of the forms whose own wording stands in most rows."""
    stated = [
        part.labels[-1]
        for row in itertools.chain.from_iterable(parted)
        for part in row
        if part.labels and part.stated
    ]
    unlike = [sum(not _worded(layout, text, meaning) for text, meaning in stated) for layout in equal]
    return [layout for layout, count in zip(equal, unlike, strict=True) if count == min(unlike)]


def _worded(layout: Form, text: str, meaning: Sense) -> bool:
    """Whether a label is worded as in that form; a piece of a broken line counts for none."""
    own = own_sense(text, layout.key)
    rows = [f"table{table}.{key}" for table, key in ((3, own.row3), (2, own.row2)) if key]
    return not (meaning.row3 or meaning.row2) or any(says(layout, row, text, "cells") for row in rows)
