"""How are the facets of a hundred thousand hits counted on SQLite? In memory, by a column for each facet.

Joining the hits with their rows takes several times as long as finding them. So each process keeps, by the
key of the entry, a small number for the value of each facet, and counts those. An entry that is written anew
has a new, higher key: what is new is read behind the last key that is known, and what is gone is not among
the hits.
"""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from threading import Lock
from typing import Any

from gongkai_web.search.engines.answers import Answer, Asked
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import FACETS, IN_FORCE, NOT_STATED, NOT_YET, OVER, Narrowing

_READ = ("pk", "group", "column", "agency", "day", "until", "has_validity", "holds_from", "holds_until")
_NEVER, _ALWAYS = 0, date.max.toordinal()
Life = tuple[bool, int, int]
_Row = tuple[int, str, str, int | None, date | None, date | None, bool, date | None, date | None]
_NOTHING: _Row = (0, "", "", None, None, None, False, None, None)


class _Column:
    """The value of one facet of each entry, as a small number."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}
        self.values: list[Any] = []
        self.of = array("I")

    def put(self, value: Any) -> None:
        number = self.numbers.setdefault(value, len(self.values))
        if number == len(self.values):
            self.values.append(value)
        self.of.append(number)

    def counted(self, keys: Sequence[int]) -> dict[Any, int]:
        numbers = Counter(map(self.of.__getitem__, keys))
        return {self.values[number]: count for number, count in numbers.items()}


class Columns:
    """The columns of one database."""

    def __init__(self, using: str) -> None:
        self.using, self._lock = using, Lock()
        self._facets = {facet: _Column() for facet in FACETS}
        self._days, self._until = array("i"), dict[int, int]()

    def refresh(self) -> None:
        """Reads what is new since."""
        with self._lock:
            rows = Entry.objects.using(self.using).filter(pk__gte=len(self._days)).order_by("pk")
            for row in rows.values_list(*_READ).iterator(chunk_size=10_000):
                self._fill_up_to(row[0])
                self._put(row)

    def _fill_up_to(self, key: int) -> None:
        """Keys that nothing has any more have no values."""
        for _ in range(key - len(self._days)):
            self._put(_NOTHING)

    def _put(self, row: _Row) -> None:
        key, group, column, agency, day, until, has_validity, holds_from, holds_until = row
        life = (has_validity, _ordinal(holds_from, _NEVER), _ordinal(holds_until, _ALWAYS))
        values = (
            group,
            column or NOT_STATED,
            str(agency) if agency else NOT_STATED,
            str(day.year) if day else NOT_STATED,
            life,
        )
        for facet, value in zip(FACETS, values, strict=True):
            self._facets[facet].put(value)
        if until is not None:
            self._until[key] = until.toordinal()
        self._days.append(_ordinal(day, _NEVER))

    def answer(self, keys: Sequence[int], asked: Asked, start: int, size: int) -> Answer:
        """The newest of these keys, and what is counted of them."""
        shown = self._shown(keys, asked.day)
        narrowed = self.narrowed(shown, asked.narrowing, asked.day)
        newest = heapq.nlargest(start + size, narrowed, key=lambda key: (self._days[key], key))
        counts = {facet: self._counted(shown, narrowed, asked, facet) for facet in asked.facets}
        return Answer(newest[start:], len(narrowed), counts)

    def _shown(self, keys: Sequence[int], day: date) -> Sequence[int]:
        over = {key for key, last in self._until.items() if last < day.toordinal()}
        return [key for key in keys if key not in over] if over else keys

    def narrowed(self, keys: Sequence[int], to: Narrowing, day: date) -> Sequence[int]:
        """Those of the keys to which the hits are narrowed."""
        for facet in FACETS:
            if chosen := to.value(facet):
                keys = self._having(keys, facet, chosen, day)
        if to.first:
            keys = [key for key in keys if self._days[key] >= to.first.toordinal()]
        if to.last:
            keys = [key for key in keys if _NEVER < self._days[key] <= to.last.toordinal()]
        return keys

    def _having(self, keys: Sequence[int], facet: str, chosen: str, day: date) -> list[int]:
        column = self._facets[facet]
        named = _named(facet, day)
        fit = bytes(named(value) == chosen for value in column.values)
        return [key for key in keys if fit[column.of[key]]]

    def _counted(
        self, shown: Sequence[int], narrowed: Sequence[int], asked: Asked, facet: str
    ) -> Mapping[str, int]:
        keys, to = narrowed, asked.narrowing
        if to.value(facet):
            keys = self.narrowed(shown, to.without(facet), asked.day)
        named, counts = _named(facet, asked.day), Counter[str]()
        for value, number in self._facets[facet].counted(keys).items():
            counts[named(value)] += number
        return counts


def _named(facet: str, day: date) -> Callable[[Any], str]:
    """The code of a value of that facet; whether something is in force is said for a day."""
    if facet != "validity":
        return str
    on = day.toordinal()
    return lambda life: _validity(life, on)


def _validity(life: Life, day: int) -> str:
    has_validity, first, last = life
    if not has_validity:
        return NOT_STATED
    if last < day:
        return OVER
    return NOT_YET if first > day else IN_FORCE


def _ordinal(day: date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise
