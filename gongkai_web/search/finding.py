"""What is found for these words, and which of it may be shown?

The engine says which entries have the words (`engines`); nothing of them is shown that the room of the thing
does not confirm (`Subject.shown`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_web.search.engines import engine
from gongkai_web.search.engines.answers import RANKED, Asked, Counts
from gongkai_web.search.engines.weights import answered
from gongkai_web.search.grams import Query, asked
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import FACETS, Narrowing
from gongkai_web.search.spelling import simplified
from gongkai_web.search.subjects import Shown, subjects
from gongkai_web.search.weighing import words_of
from gongkai_web.search.widening import widened


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: what is kept of it, and how its room shows it."""

    entry: Entry
    shown: Shown


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the hits, how many there are, and by facet and value how many are left of them."""

    hits: Sequence[Hit]
    total: int
    counts: Counts


NOTHING = Found((), 0, {facet: {} for facet in FACETS})


def find(
    query: Query,
    narrowing: Narrowing,
    day: date,
    *,
    start: int = 0,
    size: int = 20,
    facets: Sequence[str] = FACETS,
    newest: bool = False,
) -> Found:
    """The hits from `start` on. Nothing is found for nothing; a number by its parts needs no words.

    `newest`: the newest first, whatever else speaks for another.
    """
    if query.is_empty and not narrowing.names_a_number:
        return NOTHING
    answer = engine().answer(Asked(query, narrowing, day, facets, newest), start, size)
    return Found(confirmed(in_order(answer.keys), day), answer.total, answer.counts)


def meant(query: Query, day: date) -> Query:
    """The query with the other words that say the same, in the characters that the texts have.

    Those are simplified ones where nothing has what was typed. What was typed stays as it was: in the field,
    in the address, in what is asked for in an application.
    """
    written = simplified(query.typed)
    if written == query.typed or find(query, Narrowing(), day, size=1, facets=()).total:
        return widened(query, day)
    return widened(replace(asked(written), typed=query.typed, written=written), day)


def best(
    query: Query,
    narrowing: Narrowing,
    day: date,
    *,
    start: int = 0,
    size: int = 20,
    facets: Sequence[str] = FACETS,
    newest: bool = False,
) -> tuple[Found, Query]:
    """The same; where nothing has all the words, what has most of their weight, and which words those are.

    To what it is narrowed makes no difference to that: what is counted beside a choice is found by it.
    """
    found = find(query, narrowing, day, start=start, size=size, facets=facets, newest=newest)
    if found.total or query.is_empty:
        return found, query
    if narrowing != Narrowing() and find(query, Narrowing(), day, size=1, facets=()).total:
        return found, query
    return nearest(query, narrowing, day, start=start, size=size, facets=facets, newest=newest)


def nearest(
    query: Query,
    narrowing: Narrowing,
    day: date,
    *,
    start: int = 0,
    size: int = 20,
    facets: Sequence[str] = FACETS,
    newest: bool = False,
    signs: bool = True,
) -> tuple[Found, Query]:
    """What has a good part of the weight of the words, and by which it was found; `signs`: single ones, too.

    Where too many have it to be compared, those that have more than these; where too many have most of all,
    what has the same words as they, as any other search finds it.
    """
    words = words_of(query, day, engine().frequencies, Entry.objects.count(), signs=signs)
    if words is None:
        return NOTHING, query
    rows = engine().heaviest(words.each, words.enough, RANKED + 1)
    had = {key: weight for key, weight in rows if len(rows) <= RANKED or weight > rows[-1][1]}
    if rows and not had:
        again = widened(asked(words.together_in(Entry.objects.get(pk=rows[0][0]).text)), day)
        return find(again, narrowing, day, start=start, size=size, facets=facets, newest=newest), again
    used = words.shown()
    answer = answered(had, words.each, Asked(used, narrowing, day, facets, newest), start, size)
    return Found(confirmed(in_order(answer.keys), day), answer.total, answer.counts), used


def in_order(keys: Sequence[int]) -> list[Entry]:
    """The entries with these keys, in their order; what is gone since is left out."""
    found = Entry.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def confirmed(rows: Collection[Entry], day: date) -> list[Hit]:
    """Only what its room confirms now, in the order of the rows."""
    by_subject: dict[str, list[int]] = {}
    for row in rows:
        by_subject.setdefault(row.subject, []).append(row.key)
    shown = {code: subjects()[code].shown(keys, day) for code, keys in by_subject.items()}
    return [Hit(row, shown[row.subject][row.key]) for row in rows if row.key in shown[row.subject]]
