"""What is found for these words, and which of it may be shown?

The engine says which entries have the words (`engines`); nothing of them is shown that the room of the thing
does not confirm (`Subject.shown`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_web.search.engines import engine
from gongkai_web.search.engines.answers import Asked, Counts
from gongkai_web.search.grams import Query, asked
from gongkai_web.search.loosening import loosened
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import FACETS, Narrowing
from gongkai_web.search.spelling import simplified
from gongkai_web.search.subjects import Shown, subjects
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
) -> tuple[Found, Query]:
    """The same; where nothing has all the words, what has the most of them, and which those are.

    Nothing says the same as what was put in quotation marks: its pieces are asked for as they stand.
    """
    found = find(query, narrowing, day, start=start, size=size, facets=facets)
    if found.total or query.is_empty:
        return found, query

    def said(tried: Query) -> Query:
        return tried if query.phrases else widened(tried, day)

    def has_any(tried: Query) -> bool:
        return find(said(tried), narrowing, day, size=1, facets=()).total > 0

    pieces = loosened(query, has_any)
    if pieces is None:
        return found, query
    other = said(pieces)
    return find(other, narrowing, day, start=start, size=size, facets=facets), other


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
