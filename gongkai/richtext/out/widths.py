"""How wide is each column of a table beside the others?

By the longest text in it, within limits: a column of serial numbers is narrow, one of sentences wide, none
so narrow that its words break.
"""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.richtext.document import Block, Image, Table, lines, placed, plain, width

_LEAST, _MOST = 3.0, 18.0  # characters
_PICTURE = 8.0


def shares(table: Table) -> list[float]:
    """The share of each column, in characters."""
    wide = [_LEAST] * width(table)
    for one in placed(table):
        if one.cell.colspan == 1:
            needed = _longest(one.cell.blocks) + 1
            wide[one.column] = min(max(wide[one.column], needed), _MOST)
    return wide


def _longest(blocks: Iterable[Block]) -> float:
    found = 0.0
    for line in lines(tuple(blocks)):
        picture = _PICTURE if any(isinstance(one, Image) for one in line) else 0.0
        found = max(found, picture, *(_signs(part) for part in plain(line).split("\n")))
    return found


def _signs(text: str) -> float:
    return sum(0.55 if sign.isascii() else 1.0 for sign in text)
