"""How are many looks into indexes asked at once? Each ends after its own rows, and all are one query.

The database knows no limit between the parts of a UNION, but within the query of each part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from gongkai_web.cases.models import Case

Found = tuple[Any, int]  # the day of the next act, as the database sorts it, and the key of the case
_DAY, _NO_DAY = '"next_on"', "CAST(NULL AS date)"


@dataclass(frozen=True, slots=True)
class Look:
    """Some cases: the first by the day of the next act; or, not `dated`, in whatever order the index has."""

    cases: QuerySet[Case]
    dated: bool = True


def rows_of(looks: Sequence[Look], most: int) -> list[list[Found]]:
    """What each look finds, at most so many rows; in no order."""
    parts: list[str] = []
    given: list[Any] = []
    for number, look in enumerate(looks):
        sql, values = _query(look, most).query.sql_with_params()
        day = _DAY if look.dated else _NO_DAY
        # Nothing that anybody typed stands in it: that is in the values.
        parts.append(f'SELECT {number}, {day}, "pk" FROM ({sql}) AS "look_{number}"')  # noqa: S608
        given += values
    found: list[list[Found]] = [[] for _ in looks]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        for number, on, key in cursor.fetchall():
            found[number].append((on, key))
    return found


def _query(look: Look, most: int) -> QuerySet[Case, Any]:
    if look.dated:
        return look.cases.order_by("next_on", "pk").values("next_on", "pk")[:most]
    return look.cases.order_by().values("pk")[:most]
