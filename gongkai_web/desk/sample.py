"""Which cases show what is typical, and which are looked at for quality?

Examples: the case answered last, for each outcome. The sample is random and stable: the same seed gives the
same cases for ever, and whoever doubts it can draw it again.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from gongkai.outcomes import outcomes
from gongkai_web.cases.models import Case


def examples(cases: QuerySet[Case]) -> list[Case]:
    """For each outcome the case of `cases` that was answered last, in the order of table 三."""
    place = Window(
        RowNumber(), partition_by=[F("outcome")], order_by=[F("concluded_on").desc(), F("pk").desc()]
    )
    answered = cases.filter(concluded_on__isnull=False).order_by()
    keys = list(answered.annotate(place=place).filter(place=1).values_list("pk", flat=True))
    found = Case.objects.filter(pk__in=keys).select_related("agency", "handler")
    order = list(outcomes())
    return sorted(found, key=lambda case: order.index(case.outcome))


def drawn(keys: Iterable[int], seed: str, size: int) -> list[int]:
    """`size` of the keys (primary keys of cases), by the SHA-256 of seed and key."""
    return heapq.nsmallest(size, keys, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).digest())


def sample(cases: QuerySet[Case], seed: str, size: int) -> list[Case]:
    """A random but stable part of `cases`, in the order in which it was drawn."""
    keys = drawn(cases.order_by().values_list("pk", flat=True).iterator(), seed, size)
    found = {case.pk: case for case in Case.objects.filter(pk__in=keys).select_related("agency", "handler")}
    return [found[key] for key in keys]
