"""In which table are we, and which columns do its heads name, in which order?

Heads are collected until values come; the next head after values begins a new set. Columns follow the heads
where all of them could be told, else the printed order of the form, which then must fit in number.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.form import TOTAL, Form, Line, forms
from gongkai.reading.vocabulary import NOTHING, Sense, heads2_in, row2_keys, vague_heads

_YUAN = re.compile(r"(?<!万)(?<!萬)元")


@dataclass(slots=True)
class Heads:
    """What the heads met so far say. `place` is the table in whose rows we are: 0 (none), 2, 3 or 4."""

    layout: Form
    place: int = 0
    two: dict[str, str] = field(default_factory=dict)
    three: list[str] = field(default_factory=list)
    four: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    outcomes: int = 0  # heads of table 四 but 总计, each block's own counted
    stale: set[int] = field(default_factory=set)
    rows2: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows2 = row2_keys(self.layout.key)

    def values_came(self) -> None:
        """The next head of each table begins a new set."""
        self.stale = {2, 3, 4, 5}

    def learn(self, meaning: Sense, text: str) -> None:
        """One label more."""
        if meaning is NOTHING:
            return
        if meaning.row2:
            self.place = 2
            if meaning.head2 or meaning.article:
                self.two = dict.fromkeys(heads2_in(text, self.layout.key) or heads2_in(text), text)
            self.stale.add(2)
        elif meaning.row3 and not meaning.vague:
            self.place = 3
        elif meaning.head2 or meaning.article:
            self.place = 2
            self._two(meaning, text)
        elif meaning.block4 or (meaning.head4 and meaning.head4 != TOTAL):
            self.place = 4
            self._add(self.blocks, 5, meaning.block4)
            self.outcomes = 0 if 4 in self.stale else self.outcomes
            self.outcomes += bool(meaning.head4 and meaning.head4 != TOTAL)
            self._add(self.four, 4, meaning.head4)
        elif meaning.head3 and meaning.head3 not in vague_heads():
            self.place = 3
        if self.place == 3 and meaning.head3:
            self._add(self.three, 3, meaning.head3)

    def _two(self, meaning: Sense, text: str) -> None:
        if 2 in self.stale or meaning.article:
            self.two = {}
            self.stale.discard(2)
        if meaning.head2:
            self.two.setdefault(meaning.head2, text)

    def _add(self, known: list[str], sort: int, key: str | None) -> None:
        if key is None:
            return
        if sort in self.stale:
            known.clear()
            self.stale.discard(sort)
        if key not in known:
            known.append(key)

    def ids2(self, row: str) -> tuple[str | None, ...]:
        """The cells of a row of table 二; None for a column that this form does not have."""
        return _ids2(self.layout.key, row, tuple(self.two))

    def ids3(self, row: str) -> tuple[str, ...]:
        """The cells of a row of table 三."""
        return _ids(self.layout.key, 3, (row,), tuple(self.three))

    def ids4(self, stated: int, places: int = 0) -> tuple[str, ...]:
        """The cells of table 四 for so many values in so many places: all blocks, or the blocks just named.

        Where there are more heads, or more places, than those blocks have, not every block was named.
        """
        every = [block.key for block in self.layout.blocks4]
        width, named = len(self.layout.columns4), len(self.blocks)
        blocks = self.blocks if set(self.blocks) == set(every) else every
        whole = places >= width * len(every) or self.outcomes > (width - 1) * named
        if self.blocks and stated <= width * named and not whole:
            blocks = self.blocks
        return _ids(self.layout.key, 4, tuple(blocks), tuple(self.four))

    def in_yuan(self, cell: str) -> bool:
        """Whether the head of this amount says 元, not 万元."""
        head = self.two.get(cell.rpartition(".")[2], "")
        return bool(_YUAN.search(head)) and "万" not in head and "萬" not in head


@functools.lru_cache(maxsize=2048)
def _ids2(layout_key: str, row: str, named: tuple[str, ...]) -> tuple[str | None, ...]:
    """The ids of a row of table 二; remembered, since nearly all reports ask for the same."""
    block = forms()[layout_key].blocks2[row2_keys(layout_key)[row]]
    own = [column.key for column in block.columns]
    order = own if not set(named) - set(own) and len(named) < len(own) else named
    return tuple(f"table2.{row}.{key}" if key in own else None for key in order)


@functools.lru_cache(maxsize=2048)
def _ids(layout_key: str, table: int, rows: tuple[str, ...], named: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of these rows, column by column; remembered like those of table 二."""
    layout = forms()[layout_key]
    columns = _ordered(layout.columns3 if table == 3 else layout.columns4, named)
    return tuple(f"table{table}.{row}.{column}" for row in rows for column in columns)


def _ordered(columns: Sequence[Line], named: Sequence[str]) -> list[str]:
    """The columns' keys; those heads that stand in another order than the form's are taken in theirs."""
    own = [column.key for column in columns]
    grouped = any(column.over for column in columns)
    middle = [column.key for column in columns if column.key != TOTAL and bool(column.over) == grouped]
    seen = [key for key in named if key in middle]
    if len(seen) != len(middle) or seen == middle:
        return own
    swapped = iter(seen)
    return [next(swapped) if key in middle else key for key in own]
