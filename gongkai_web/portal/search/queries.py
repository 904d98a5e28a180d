"""What is recommended for some words on a day, and what does the office see of it and of what was missed?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.search.finding import Hit, confirmed
from gongkai_web.search.grams import Query
from gongkai_web.search.models import Entry, Missed, Recommendation

_MOST = 5
_LONGEST = 220
# What fewer asked for is nobody's subject but theirs: somebody may have typed their own name or need.
_FEWEST_MISSES = 3


def key_of(query: Query) -> str:
    """The words as they are compared: in no order, each once."""
    return " ".join(sorted(query.runs))[:_LONGEST]


def standing(day: date) -> QuerySet[Recommendation]:
    """What is recommended on that day: not ended, and still there to be found."""
    kept = Entry.objects.filter(subject=OuterRef("subject"), key=OuterRef("key"))
    open_then = Q(ended_on=None) | Q(ended_on__gt=day)
    return Recommendation.objects.filter(open_then, Exists(kept), first__lte=day, last__gte=day)


def recommended(query: Query, day: date) -> list[Hit]:
    """The results that the office recommends for these words, each confirmed by its room."""
    if query.is_empty:
        return []
    found = list(standing(day).filter(words_key=key_of(query))[:_MOST])
    named = Q(pk__in=())
    for one in found:
        named |= Q(subject=one.subject, key=one.key)
    rows = {(row.subject, row.key): row for row in Entry.objects.filter(named)} if found else {}
    return confirmed([rows[where] for one in found if (where := (one.subject, one.key)) in rows], day)


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Recommendation]:
    """Those of the agencies where the person works, and of those that they supervise."""
    return Recommendation.objects.filter(agency__in=scope(person, day).values("pk"))


def missed(first: date) -> QuerySet[Missed, Mapping[str, object]]:
    """What was looked for from that day on and not found, three times or more; the most first."""
    rows = Missed.objects.filter(day__gte=first).order_by().values("words")
    summed = rows.annotate(sum=Sum("times"), last=Max("day")).filter(sum__gte=_FEWEST_MISSES)
    return summed.order_by("-sum", "words")
