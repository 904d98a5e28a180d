"""How is one page of a list read, however many cases there are?

Nothing is ever counted to its end. Up to CAP cases are found through the index of the filter, in no order;
where that is all, they are put into any order and the pages are numbered. Where there are more, the list is
walked by registration or by a day, from a place on, through growing stretches of it, until a page is full.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gongkai_web.cases.models import Case
from gongkai_web.cases.queries import by_keys
from gongkai_web.office import days

CAP = 500
# In a list that has more than CAP rows among N, a page is full long before the end of the first stretches.
_STRETCH, _DAYS, _GROWTH = 4096, 31, 2
_FIRST_DAY = date(2008, 1, 1)  # the Regulations came into force on 2008-05-01; nothing was received before
# The orders: by what, and whether downwards; rows without it come last.
_ORDERS = {
    "new": ("pk", True),
    "old": ("pk", False),
    "next": ("next_on", False),
    "due": ("due_on", False),
    "received": ("received_on", True),
    "concluded": ("concluded_on", True),
}
# Those in which a list can be walked to its end: what they go by was settled when it was entered.
_WALKS = ("new", "old", "received", "concluded")
# A place in a walk: the number or the ordinal of the day, and the primary key.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of cases. `total` is exact, or CAP where `more` than that were found.

    Numbered (`number` of `last`) where all were found; else `further` and `back` are the places from which
    the neighbouring pages are walked. `sorted_by` is the order that it really has.
    """

    cases: Sequence[Case]
    total: int
    more: bool
    sorted_by: str
    number: int = 1
    last: int = 1
    further: str = ""
    back: str = ""

    @property
    def previous(self) -> int:
        """The number of the page before."""
        return self.number - 1

    @property
    def next(self) -> int:
        """The number of the page after."""
        return self.number + 1

    @property
    def count(self) -> str:
        """How many there are, as it is read."""
        return f"{self.total:,}+" if self.more else f"{self.total:,}"


def page(
    found: QuerySet[Case],
    *,
    sort: str = "",
    natural: str = "new",
    latest: date | None = None,
    size: int = 50,
    number: int = 1,
    after: str = "",
    before: str = "",
    within: Callable[[int, int], QuerySet[Case]] | None = None,
    sample: QuerySet[Case] | None = None,
) -> Page:
    """One page of `found`. `after` and `before`: the place after or before which a walked page lies.

    `natural`: the order of a walk where `sort` is none that can be walked; `latest`: the day at which a walk
    by days can begin. `within`: the same cases between two primary keys, and `sample`: some of them, where
    either is found faster than through `found`.
    """
    column, down = _ORDERS[sort or "new"]
    some = _some(sample, column) if sample is not None else []
    if len(some) <= CAP:
        some = _some(found, column)
    if len(some) > CAP:
        order = sort if sort in _WALKS else natural
        walk = _Walk(found, *_ORDERS[order], latest if order == natural else None, within)
        return _walked(walk, order, size, _place(after), _place(before))
    last = max(1, -(-len(some) // size))
    number = min(max(1, number), last)
    keys = _ordered(some, down=down)[(number - 1) * size : number * size]
    return Page(_rows(keys), len(some), False, sort or "new", number, last)


def some_keys(found: QuerySet[Case], most: int) -> list[int]:
    """Up to `most` primary keys, in no order."""
    return list(found.order_by().values_list("pk", flat=True)[:most])


def _some(found: QuerySet[Case], column: str) -> list[tuple[Any, int]]:
    """The column of an order and the primary key of some cases, one more than CAP at most, in no order."""
    return list(found.order_by().values_list(column, "pk")[: CAP + 1])


def _ordered(some: Sequence[tuple[Any, int]], *, down: bool) -> list[int]:
    having = sorted((one for one in some if one[0] is not None), reverse=down)
    without = sorted((one for one in some if one[0] is None), key=lambda one: one[1], reverse=down)
    return [key for _, key in (*having, *without)]


def _rows(keys: Sequence[int]) -> list[Case]:
    """The cases of a page, in the order of the keys; in place of the filter, the keys that it gave."""
    known = by_keys(keys)
    return [known[key] for key in keys if key in known]


def _place(said: str) -> Place | None:
    """A place as it stands in an address: `738885.1203`; None where it cannot be read."""
    parts = said.split(".")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        return None
    return int(parts[0]), int(parts[1])


def _said(place: Place) -> str:
    return f"{place[0]}.{place[1]}"


def _walked(walk: _Walk, sort: str, size: int, after: Place | None, before: Place | None) -> Page:
    """A page of a walk, from a place on or back to it."""
    forwards = before is None
    start = after if forwards else before
    places = walk.places(size + 1, start, forwards=forwards)
    more, places = len(places) > size, places[:size]
    if not forwards:
        places.reverse()
    onwards = bool(places) and (more or not forwards)
    backwards = bool(places) and (start is not None if forwards else more)
    return Page(
        _rows([key for _, key in places]),
        CAP,
        True,
        sort,
        further=_said(places[-1]) if onwards else "",
        back=_said(places[0]) if backwards else "",
    )


@dataclass(frozen=True, slots=True)
class _Walk:
    """Through `found` by `column`, a number or a day; a day is its ordinal here."""

    found: QuerySet[Case]
    column: str
    down: bool
    latest: date | None = None
    within: Callable[[int, int], QuerySet[Case]] | None = None

    def places(self, wanted: int, start: Place | None, *, forwards: bool) -> list[Place]:
        """The next places; each stretch is longer than the last, so that there are few of them."""
        downwards = self.down == forwards
        lowest, highest, step = self._bounds()
        here = start[0] if start else (highest if downwards else lowest)
        sign, found = ("-" if downwards else ""), list[Place]()
        while len(found) < wanted and lowest <= here <= highest:
            far = max(here - step + 1, lowest) if downwards else min(here + step - 1, highest)
            span = (self._value(min(here, far)), self._value(max(here, far)))
            stretch = self._of(min(here, far), max(here, far)).filter(**{f"{self.column}__range": span})
            if start and here == start[0]:
                stretch = stretch.filter(self._beyond(start, downwards))
            rows = stretch.order_by(f"{sign}{self.column}", f"{sign}pk").values_list(self.column, "pk")
            found += [(_number(at), key) for at, key in rows[: wanted - len(found)]]
            here, step = (far - 1 if downwards else far + 1), step * _GROWTH
        return found

    def _of(self, low: int, high: int) -> QuerySet[Case]:
        return self.within(low, high) if self.within and self.column == "pk" else self.found

    def _bounds(self) -> tuple[int, int, int]:
        """First and last number, and the first stretch."""
        if self.column == "pk":
            return 1, Case.objects.order_by("-pk").values_list("pk", flat=True).first() or 0, _STRETCH
        today = days.today()
        return _FIRST_DAY.toordinal(), min(self.latest or today, today).toordinal(), _DAYS

    def _beyond(self, place: Place, downwards: bool) -> Q:
        side = "lt" if downwards else "gt"
        if self.column == "pk":
            return Q(**{f"pk__{side}": place[1]})
        day = self._value(place[0])
        return Q(**{f"{self.column}__{side}": day}) | Q(**{self.column: day, f"pk__{side}": place[1]})

    def _value(self, number: int) -> int | date:
        return number if self.column == "pk" else date.fromordinal(number)


def _number(value: int | date) -> int:
    return value.toordinal() if isinstance(value, date) else value
