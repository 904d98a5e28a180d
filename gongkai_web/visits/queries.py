"""Who sees which numbers, and what was read most?"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet, Sum

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.visits.kinds import Kind, Reader
from gongkai_web.visits.models import DailyCount


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[DailyCount]:
    """Those of the agencies that a person sees, and of the pages of the whole site."""
    return DailyCount.objects.filter(Q(agency__in=scope(person, day)) | Q(agency=None))


def totals(found: QuerySet[DailyCount]) -> dict[str, dict[str, int]]:
    """How often, by kind and reader."""
    sums: dict[str, dict[str, int]] = {kind: dict.fromkeys(Reader.values, 0) for kind in Kind.values}
    for kind, reader, number in found.order_by().values_list("kind", "reader").annotate(Sum("number")):
        sums[kind][reader] = number
    return sums


def most_read(found: QuerySet[DailyCount], kind: str, most: int) -> dict[str, int]:
    """What the public read most of that kind, the most first: which one, and how often."""
    of_kind = found.filter(kind=kind, reader=Reader.PUBLIC).order_by()
    rows = of_kind.values_list("subject").annotate(times=Sum("number")).order_by("-times", "subject")
    return dict(rows[:most])
