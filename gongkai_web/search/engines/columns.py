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
from operator import itemgetter
from threading import Lock
from typing import Any

from gongkai_web.search.engines.answers import Answer, Asked
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import FACETS, IN_FORCE, NOT_STATED, NOT_YET, OVER, Narrowing

_READ = ("pk", "group", "column", "agency", "day", "until", "has_validity", "holds_from", "holds_until")
_VALIDITY, _BYTE = "validity", 255
_STATES = (NOT_STATED, OVER, NOT_YET, IN_FORCE)
Pick = Callable[[Sequence[int]], Sequence[int]]
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

    def counted(self, pick: Pick) -> dict[Any, int]:
        """By value, how often it stands there; a few values are counted a byte each."""
        picked = pick(self.of)
        if len(self.values) > _BYTE:
            return {self.values[number]: count for number, count in Counter(picked).items()}
        row = bytes(picked)
        return {value: count for number, value in enumerate(self.values) if (count := row.count(number))}


class Columns:
    """The columns of one database."""

    def __init__(self, using: str) -> None:
        self.using, self._lock = using, Lock()
        self._facets = {facet: _Column() for facet in FACETS if facet != _VALIDITY}
        self._lives, self._days, self._until = _Column(), array("i"), dict[int, int]()
        self._on, self._validity = _NEVER, bytearray()

    def refresh(self, highest: int) -> None:
        """Reads what is new since, up to the highest key of the hits: it may be gone again by now."""
        with self._lock:
            rows = Entry.objects.using(self.using).filter(pk__gte=len(self._days)).order_by("pk")
            for row in rows.values_list(*_READ).iterator(chunk_size=10_000):
                self._fill_up_to(row[0])
                self._put(row)
            self._fill_up_to(highest + 1)

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
        )
        for column_of, value in zip(self._facets.values(), values, strict=True):
            column_of.put(value)
        self._lives.put(life)
        if until is not None:
            self._until[key] = until.toordinal()
        self._days.append(_ordinal(day, _NEVER))

    def answer(self, keys: Sequence[int], asked: Asked, start: int, size: int) -> Answer:
        """The newest of these keys, and what is counted of them."""
        self._say(asked.day)
        shown = self._shown(keys, asked.day)
        narrowed = self._narrowed(shown, asked.narrowing)
        counts = {facet: self._counted(shown, narrowed, asked, facet) for facet in asked.facets}
        return Answer(self._newest(narrowed, start + size)[start:], len(narrowed), counts)

    def narrowed(self, keys: Sequence[int], asked: Asked) -> Sequence[int]:
        """Those of the keys that may be shown, and to which the hits are narrowed."""
        self._say(asked.day)
        return self._narrowed(self._shown(keys, asked.day), asked.narrowing)

    def _say(self, day: date) -> None:
        """Whether each is in force on that day, a byte each; said once for a day."""
        with self._lock:
            if self._on != day.toordinal():
                self._on, self._validity = day.toordinal(), bytearray()
            states = bytes(_state(life, self._on) for life in self._lives.values[:])
            new = self._lives.of[len(self._validity) :]
            self._validity += bytes(map(states.__getitem__, new))

    def _shown(self, keys: Sequence[int], day: date) -> Sequence[int]:
        over = {key for key, last in self._until.items() if last < day.toordinal()}
        return [key for key in keys if key not in over] if over else keys

    def _newest(self, keys: Sequence[int], number: int) -> list[int]:
        days = _picking(keys)(self._days)
        last = heapq.nlargest(number, days)[-1:] or [_NEVER]
        rows = [(day, key) for day, key in zip(days, keys, strict=True) if day >= last[0]]
        return [key for _, key in heapq.nlargest(number, rows)]

    def _narrowed(self, keys: Sequence[int], to: Narrowing) -> Sequence[int]:
        for facet in FACETS:
            if chosen := to.value(facet):
                keys = self._having(keys, facet, chosen)
        if to.first:
            keys = [key for key in keys if self._days[key] >= to.first.toordinal()]
        if to.last:
            keys = [key for key in keys if _NEVER < self._days[key] <= to.last.toordinal()]
        return keys

    def _having(self, keys: Sequence[int], facet: str, chosen: str) -> list[int]:
        if facet == _VALIDITY:
            wanted, picked = _STATES.index(chosen), _picking(keys)(self._validity)
        else:
            column = self._facets[facet]
            wanted, picked = column.numbers.get(chosen, -1), _picking(keys)(column.of)
        return [key for key, number in zip(keys, picked, strict=True) if number == wanted]

    def _counted(
        self, shown: Sequence[int], narrowed: Sequence[int], asked: Asked, facet: str
    ) -> Mapping[str, int]:
        keys, to = narrowed, asked.narrowing
        if to.value(facet):
            keys = self._narrowed(shown, to.without(facet))
        if facet != _VALIDITY:
            return self._facets[facet].counted(_picking(keys))
        row = bytes(_picking(keys)(self._validity))
        return {state: count for number, state in enumerate(_STATES) if (count := row.count(number))}


def _picking(keys: Sequence[int]) -> Pick:
    """Takes the values of these keys out of a column."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda column: [column[key] for key in keys]


def _state(life: Life, day: int) -> int:
    has_validity, first, last = life
    if not has_validity:
        return _STATES.index(NOT_STATED)
    if last < day:
        return _STATES.index(OVER)
    return _STATES.index(NOT_YET if first > day else IN_FORCE)


def _ordinal(day: date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise
