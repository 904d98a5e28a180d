"""How are the twenty thousand addresses of a run gone through without holding more than a few of them?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

AT_ONCE = 500


def stretches(rows: QuerySet[Any], *fields: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows in the order of their numbers, AT_ONCE at a time: each its number and these fields.

    Nothing is being read while a stretch is worked on: the caller may write, and take rows away.
    """
    told, last = rows.order_by("pk").values_list("pk", *fields), 0
    while some := list(told.filter(pk__gt=last)[:AT_ONCE]):
        yield some
        last = some[-1][0]


def cut(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """The same of numbers that are known."""
    return (numbers[first : first + AT_ONCE] for first in range(0, len(numbers), AT_ONCE))
