"""What does a database answer to a query: which entries, in which order, and how many of which kind?

The order has few reasons: who types a number or a title wants that very thing; what is in force comes before
what was; the words in the title before the words in the text; then the newest. Above `RANKED` hits nobody
reads the order of words, and the newest come first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import ExtractYear

from gongkai_web.search.grams import Query
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import FACETS, NOT_STATED, VALIDITY, Narrowing, condition, of_validity

RANKED = 5_000
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of an engine: the words, to what they are narrowed, on which day; what is counted.

    `newest`: the newest come first, and no other reason counts.
    """

    query: Query
    narrowing: Narrowing
    day: date
    facets: Sequence[str] = FACETS
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The entries of one page by their keys, in order; how many there are; by facet and value how many.

    What a facet counts leaves out its own choice.
    """

    keys: Sequence[int]
    total: int
    counts: Counts


def answered(every: QuerySet[Entry], asked: Asked, start: int, size: int) -> Answer:
    """The answer from the entries that have the words, by the means of the database alone."""
    found = shown_on(every, asked)
    narrowed = found.filter(condition(asked.narrowing, asked.day))
    total = narrowed.count()
    keys = list(ordered(narrowed, asked, total).values_list("pk", flat=True)[start : start + size])
    return Answer(keys, total, {facet: counted(found, asked, facet) for facet in asked.facets})


def worded(
    every: QuerySet[Entry], query: Query, having: Callable[[Sequence[Query]], RawSQL]
) -> QuerySet[Entry]:
    """Those that have the words, in one of the ways in which they may be written.

    `having`: the keys of what has all words of any of these ways. Where there are several, each is confirmed
    by itself: the pairs of one prove nothing of another.
    """
    if query.is_empty:
        return every
    found = every.filter(pk__in=having(query.ways))
    if not query.others:
        return found
    one_of = Q()
    for way in query.ways:
        stands = Q(pk__in=having((way,)))
        for run in way.apart():
            stands &= Q(text__contains=run)
        one_of |= stands
    return found.filter(one_of)


def shown_on(every: QuerySet[Entry], asked: Asked) -> QuerySet[Entry]:
    """Those that may be shown on the day, and whose text confirms what the words alone do not."""
    found = lasting(every, asked.day)
    for phrase in asked.query.to_confirm():
        found = found.filter(text__contains=phrase)
    return found


def lasting(every: QuerySet[Entry], day: date) -> QuerySet[Entry]:
    """Those that may be shown on the day."""
    return every.filter(Q(until=None) | Q(until__gte=day))


def ordered(found: QuerySet[Entry], asked: Asked, total: int) -> QuerySet[Entry]:
    """By the reasons, where there are so few that somebody reads them."""
    newest = (F("day").desc(nulls_last=True), "-pk")
    if asked.newest or total > RANKED or asked.query.is_empty:
        return found.order_by(*newest)
    query, day = asked.query, asked.day
    lasts = Q(has_validity=False) | Q(holds_until=None) | Q(holds_until__gte=day)
    reasons = (*_is_the_number(query), Q(title_text=query.exact), lasts, _in_title(query))
    named = {f"reason_{place}": _flag(reason) for place, reason in enumerate(reasons)}
    return found.annotate(**named).order_by(*(f"-{name}" for name in named), *newest)


def _flag(reason: Q) -> Case:
    return Case(When(reason, then=Value(1)), default=Value(0))


def _is_the_number(query: Query) -> list[Q]:
    """Where a number was typed. A reason that nothing can have is none: PostgreSQL orders by no constant."""
    if parts := query.number:
        return [Q(number_serial=parts.serial, number_year=parts.year, number_code=parts.agency)]
    return []


def _in_title(query: Query) -> Q:
    found = Q()
    for way in query.ways:
        stands = Q()
        for run in way.runs:
            stands &= Q(title_text__contains=run)
        found |= stands
    return found


def counted(found: QuerySet[Entry], asked: Asked, facet: str) -> dict[str, int]:
    """By value of the facet how many there are, without its own choice."""
    narrowed = found.filter(condition(asked.narrowing.without(facet), asked.day)).order_by()
    if facet == "validity":
        return _validity(narrowed, asked.day)
    value = ExtractYear("day") if facet == "year" else F(facet)
    numbers = narrowed.annotate(value=value).values_list("value").annotate(number=Count("pk"))
    return {NOT_STATED if value in {None, ""} else str(value): number for value, number in numbers}


def _validity(found: QuerySet[Entry], day: date) -> dict[str, int]:
    numbers = found.aggregate(**{code: Count("pk", filter=of_validity(code, day)) for code in VALIDITY})
    return {code: number for code, number in numbers.items() if number}
