"""Which part of a list does a page show?

A list of which everything is to be seen is counted and its pages are numbered. A list that may have a
million rows is walked from a place on: nothing is counted or passed over that is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest

ROWS = 50


def paged(
    request: HttpRequest, found: QuerySet[Any] | Sequence[Any], size: int = ROWS, *, count: int | None = None
) -> Page[Any]:
    """The part that `?page=` asks for; the first where it asks for none, the last where for too far.

    `count`: how many there are, where that is known; then nothing is counted.
    """
    return pages_of(found, size, count).get_page(request.GET.get("page"))


def pages_of(
    found: QuerySet[Any] | Sequence[Any], size: int = ROWS, count: int | None = None
) -> Paginator[Any]:
    """The pages of a list; where it is known how long it is, it is not counted."""
    pages = Paginator(found, size)
    if count is not None:
        vars(pages)["count"] = count  # what the paginator would count once and keep there
    return pages


@dataclass(frozen=True, slots=True)
class ByKey(Sequence[Any]):
    """A numbered list of heavy rows: the keys are walked, and only what is shown is read."""

    found: QuerySet[Any]

    def __len__(self) -> int:
        return self.found.count()

    @overload
    def __getitem__(self, place: int) -> Any: ...

    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...

    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, int):
            return self[place : place + 1][0]
        keys = list(self.found.values_list("pk", flat=True)[place])
        rows = self.found.order_by().in_bulk(keys)
        return [rows[key] for key in keys if key in rows]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of a list that is walked. `older`, `newer`: the places where the neighbouring parts begin."""

    rows: Sequence[Any]
    older: str = ""
    newer: str = ""


def leafed(
    request: HttpRequest, found: QuerySet[Any] | Sequence[Any], by: str = "published_on", size: int = ROWS
) -> Leaf:
    """The part from `?before=` or `?after=` on; `found` is ordered newest first by a day and the key."""
    if not isinstance(found, QuerySet):
        return Leaf(found[:size])
    after, before = _place(request.GET.get("after", "")), _place(request.GET.get("before", ""))
    if after:
        rows = list(found.reverse().filter(_beyond(by, after, "gt"))[: size + 1])
        if len(rows) > size:
            return Leaf(rows[size - 1 :: -1], _told(rows[0], by), _told(rows[size - 1], by))
    rows = list((found.filter(_beyond(by, before, "lt")) if before and not after else found)[: size + 1])
    shown = rows[:size]
    older = _told(shown[-1], by) if len(rows) > size else ""
    return Leaf(shown, older, _told(shown[0], by) if shown and before and not after else "")


def walked(found: QuerySet[Any], by: str = "published_on", size: int = 1_000) -> Iterator[Any]:
    """All rows of such a list, so many read at a time: nothing is held open meanwhile."""
    some = list(found[:size])
    while some:
        yield from some
        place = getattr(some[-1], by), some[-1].pk
        some = list(found.filter(_beyond(by, place, "lt"))[:size]) if len(some) == size else []


def _beyond(by: str, place: tuple[date, int], way: str) -> Q:
    """Behind the place; the first condition is the one that an index can walk."""
    day, key = place
    return Q(**{f"{by}__{way}e": day}) & (Q(**{f"{by}__{way}": day}) | Q(**{f"pk__{way}": key}))


def _told(row: Any, by: str) -> str:
    return f"{getattr(row, by)}.{row.pk}"


def _place(text: str) -> tuple[date, int] | None:
    day, _, key = text.rpartition(".")
    try:
        return date.fromisoformat(day), int(key)
    except ValueError:
        return None
