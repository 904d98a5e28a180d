"""How many looks into indexes are asked at once? Each ends after its own rows, and all are one query.

The database knows no limit between the parts of a UNION, but within the query of each part. Two dozen parts
cost more to write than to answer: the same looks among the same cases are written once.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from gongkai_web.cases.models import Case
from gongkai_web.figures.written import Blank, Frame, Part, of_rows
from gongkai_web.prepared import BySql, Prepared

Found = tuple[Any, int]  # the day of the next act, as the database sorts it, and the key of the case
_DAY, _NO_DAY = '"next_on"', "CAST(NULL AS date)"


@dataclass(frozen=True, slots=True)
class Look:
    """Some cases: the first by the day of the next act; or, not `dated`, in whatever order the index has."""

    wanted: Q
    dated: bool = True


def rows_of(cases: QuerySet[Case], looks: Sequence[Look], most: int) -> list[list[Found]]:
    """What each look finds among the cases, at most so many rows; in no order."""
    found: list[list[Found]] = [[] for _ in looks]
    among = BySql(cases)
    if not among.never:
        for number, on, key in _prepared(among, tuple(looks), most).rows():
            found[number].append((on, key))
    return found


@functools.lru_cache(maxsize=256)
def _prepared(among: BySql, looks: tuple[Look, ...], most: int) -> Prepared:
    parts: list[str] = []
    given: list[Any] = []
    blank = among.records.filter(Blank())
    frames = {dated: Frame(Prepared.of(_query(blank, most, dated=dated))) for dated in (True, False)}
    for number, look in enumerate(looks):
        filled = frames[look.dated].filled(_written(look.wanted))
        day = _DAY if look.dated else _NO_DAY
        # Nothing that anybody typed stands in it: that is in the values.
        parts.append(f'SELECT {number}, {day}, "pk" FROM ({filled.sql}) AS "look_{number}"')  # noqa: S608
        given += filled.values
    return Prepared(" UNION ALL ".join(parts), tuple(given))


@functools.lru_cache(maxsize=1024)
def _written(wanted: Q) -> Part:
    """Most conditions are the day's, whoever asks."""
    return of_rows(Case, wanted)


def _query(cases: QuerySet[Case], most: int, *, dated: bool) -> QuerySet[Case, Any]:
    if dated:
        return cases.order_by("next_on", "pk").values("next_on", "pk")[:most]
    return cases.order_by().values("pk")[:most]
