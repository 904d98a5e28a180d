"""How does a large site answer? From an index of words that each host keeps for itself (tantivy).

The words lie in the database as well, so that a host without an index – a new one, one that is being built –
answers all the same. Before each answer the host hears of the steps that were taken since; `gongkai manage
reindex` builds its index anew while the former serves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from tantivy import DocAddress, FieldType, Occur, Query

from gongkai_web.search import grams, log
from gongkai_web.search.engines.answers import RANKED, Answer, Asked
from gongkai_web.search.engines.interface import Engine
from gongkai_web.search.engines.projection import (
    ALWAYS,
    NEVER,
    Projection,
    Step,
    in_order,
    number_of,
    rebuild,
    serving_folder,
)
from gongkai_web.search.engines.weights import Weighed, split
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import FACETS, IN_FORCE, NOT_STATED, NOT_YET, OVER, Narrowing

# Steps of transactions that were slower than a later one come behind it: so far is looked back, so often.
_BACK, _EVERY = 200, 5.0
_MOST_VALUES = 10_000
_NUMBER, _TITLE, _LASTS, _IN_TITLE = 8.0, 4.0, 2.0, 1.0
_VALIDITY = "validity"


class Host:
    """The index of this host, as this process knows it."""

    def __init__(self, root: Path) -> None:
        self.root, self._lock = root, Lock()
        self._serving: Projection | None = None
        self._version, self._looked = -1, float("-inf")

    def serving(self) -> Projection | None:
        """The index, with all steps that were taken; None where this host has none."""
        folder = serving_folder(self.root)
        if folder is None:
            return None
        if self._serving is None or self._serving.folder != folder:
            self._serving, self._version = Projection(folder), -1
        version = log.version()
        if version != self._version or monotonic() - self._looked >= _EVERY:
            self._hear(version)
        return self._serving

    def build(self) -> None:
        """Makes the index anew; what happens meanwhile is heard afterwards."""
        read = log.version()
        rebuild(self.root, Entry.objects.order_by("pk").iterator(chunk_size=500), read)

    def _hear(self, version: int) -> None:
        """Another thread or process that writes just now hears of the same."""
        if self._serving is None or not self._lock.acquire(blocking=False):
            return
        try:
            self._serving.index.reload()
            steps = log.steps_after(min(self._serving.read, version) - _BACK)
            self._serving.apply(steps_of(steps), version)
            self._version, self._looked = version, monotonic()
        except ValueError:
            self._serving.index.reload()
        finally:
            self._lock.release()


def steps_of(steps: Sequence[tuple[int, log.Thing]]) -> list[Step]:
    """The steps with what is kept of each thing now, by the number that wrote it."""
    numbers = {thing: number for number, thing in steps}
    kept = {(entry.subject, entry.key): entry for entry in log.entries_of(list(numbers))}
    return [
        Step(max(number, kept[thing].change) if thing in kept else number, thing, kept.get(thing))
        for thing, number in numbers.items()
    ]


@cache
def host(root: Path) -> Host:
    """One for a folder."""
    return Host(root)


class Local:
    """Words by tantivy, beside those of the database."""

    def __init__(self, words: Engine) -> None:
        self.words = words

    def write(self, rows: Iterable[tuple[int, Collection[str]]]) -> None:
        """In the transaction, for whoever has no index yet."""
        self.words.write(rows)

    def forget(self, keys: Collection[int]) -> None:
        """The same."""
        self.words.forget(keys)

    def rebuild(self) -> None:
        """Makes the index of this host anew."""
        host(settings.SEARCH_INDEX).build()

    def answer(self, asked: Asked, start: int, size: int) -> Answer:
        """By the index of this host, or by the database where it has none."""
        found = host(settings.SEARCH_INDEX).serving()
        return self.words.answer(asked, start, size) if found is None else answered(found, asked, start, size)

    def frequencies(self, queries: Sequence[grams.Query]) -> list[int]:
        """By the index of this host, or by the database where it has none."""
        found = host(settings.SEARCH_INDEX).serving()
        return self.words.frequencies(queries) if found is None else frequencies(found, queries)

    def heaviest(self, words: Sequence[Weighed], least: int, most: int) -> list[tuple[int, int]]:
        """The same."""
        found = host(settings.SEARCH_INDEX).serving()
        if found is None:
            return self.words.heaviest(words, least, most)
        return heaviest(found, words, least, most)


def frequencies(index: Projection, queries: Sequence[grams.Query]) -> list[int]:
    """How many entries have each."""
    terms, searcher = Terms(index), index.index.searcher()
    return [_number(searcher.search(terms.having(query), 1)) for query in queries]


def heaviest(index: Projection, words: Sequence[Weighed], least: int, most: int) -> list[tuple[int, int]]:
    """What has at least `least` of the weight: one of the first words, for the others alone weigh less."""
    terms, searcher = Terms(index), index.index.searcher()
    first, _ = split(words, least)
    needed = _any([terms.having(word.query) for word in first])
    weighing = [
        (Occur.Should, Query.const_score_query(terms.having(word.query), float(word.weight)))
        for word in words
    ]
    weighed = Query.boolean_query([(Occur.Must, Query.const_score_query(needed, 0.0)), *weighing])
    hits = [(round(had), address) for had, address in searcher.search(weighed, most, count=False).hits]
    heavy = [(had, address) for had, address in hits if had >= least]
    keys = searcher.fast_field_values("entry", [address for _, address in heavy])
    return [(int(key or 0), had) for key, (had, _) in zip(keys, heavy, strict=True)]


def answered(index: Projection, asked: Asked, start: int, size: int) -> Answer:
    """The page that begins at `start`, and what is counted."""
    return _Asking(index, asked).answer(start, size)


class _Asking:
    """One question to an index."""

    def __init__(self, index: Projection, asked: Asked) -> None:
        self.searcher, self.terms, self.asked = index.index.searcher(), Terms(index), asked
        self.found = self.terms.matching(asked)
        self.narrowed = self._under(asked.narrowing)

    def answer(self, start: int, size: int) -> Answer:
        """The newest first, or by the reasons where the hits are few."""
        top = self.searcher.search(self.narrowed, max(1, start + size), order_by_field="newest")
        total = _number(top)
        addresses = [address for _, address in top.hits]
        if 0 < total <= RANKED and not (self.asked.newest or self.asked.query.is_empty):
            addresses = self._ranked(total)
        keys = self.searcher.fast_field_values("entry", addresses[start : start + size])
        return Answer([int(key or 0) for key in keys], total, self._counts(total))

    def _under(self, to: Narrowing) -> Query:
        return _all([self.found, *self.terms.narrowing(to, self.asked.day)])

    def _ranked(self, total: int) -> list[DocAddress]:
        """By the sum of the reasons, then the newest."""
        hits = self.searcher.search(
            self.terms.with_reasons(self.narrowed, self.asked), total, count=False
        ).hits
        newest = self.searcher.fast_field_values("newest", [address for _, address in hits])
        rows = zip(hits, newest, strict=True)
        return [hit[1] for hit, _ in sorted(rows, key=lambda row: (-round(row[0][0]), -int(row[1] or 0)))]

    def _counts(self, total: int) -> dict[str, Mapping[str, int]]:
        """What nobody chose is counted under one query, at once; what was chosen, without its choice."""
        to = self.asked.narrowing
        together = [facet for facet in self.asked.facets if not to.value(facet)]
        counted = self._counted(self.narrowed, together, total)
        for facet in self.asked.facets:
            if to.value(facet):
                wider = self._under(to.without(facet))
                every = _number(self.searcher.search(wider, 1))
                counted |= self._counted(wider, [facet], every)
        return counted

    def _counted(self, query: Query, facets: Sequence[str], total: int) -> dict[str, Mapping[str, int]]:
        """All facets in one walk over the hits."""
        fields = [facet for facet in facets if facet != _VALIDITY]
        wanted: dict[str, Any] = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in fields}
        if _VALIDITY in facets:
            wanted |= _lives(self.asked.day)
        rows = self.searcher.aggregate(query, wanted) if wanted and total else {}
        counted: dict[str, Mapping[str, int]] = {
            name: {row["key"]: int(row["doc_count"]) for row in rows[name]["buckets"]} if rows else {}
            for name in fields
        }
        if _VALIDITY in facets:
            counted[_VALIDITY] = _validity(rows, total) if rows else {}
        return counted


def _lives(day: date) -> dict[str, Any]:
    """Of what is stated, what is over, and what lasts and has not begun."""
    on = day.toordinal()
    later = {"later": {"range": {"field": "holds_from", "ranges": [{"from": on + 1}]}}}
    parts = {
        "over": {"range": {"field": "holds_until", "ranges": [{"to": on}]}},
        "lasting": {"range": {"field": "holds_until", "ranges": [{"from": on}]}, "aggs": later},
    }
    return {"stated": {"range": {"field": "stated", "ranges": [{"from": 1}]}, "aggs": parts}}


def _validity(rows: Mapping[str, Any], total: int) -> dict[str, int]:
    """How many are in force, and so on."""
    stated = _bucket(rows["stated"], "from")
    over = _bucket(stated["over"], "to")["doc_count"]
    not_yet = _bucket(_bucket(stated["lasting"], "from")["later"], "from")["doc_count"]
    every = stated["doc_count"]
    counts = {NOT_STATED: total - every, OVER: over, NOT_YET: not_yet, IN_FORCE: every - over - not_yet}
    return {code: int(number) for code, number in counts.items() if number}


def _bucket(row: Mapping[str, Any], edge: str) -> Mapping[str, Any]:
    """The one that begins or ends where it was asked for; the other is the rest."""
    found: Mapping[str, Any] = next(one for one in row["buckets"] if edge in one)
    return found


class Terms:
    """Questions as tantivy takes them."""

    def __init__(self, index: Projection) -> None:
        self._schema = index.index.schema

    def matching(self, asked: Asked) -> Query:
        """What has the words and may be shown on the day."""
        parts = [self._between("until", asked.day.toordinal(), None), self._words(asked.query, "")]
        return _all(
            [*parts, *(self._phrase("words", in_order(one, closed=False)) for one in asked.query.phrases)]
        )

    def narrowing(self, to: Narrowing, day: date) -> Iterator[Query]:
        """The conditions of a narrowing."""
        for facet in FACETS[:-1]:
            if chosen := to.value(facet):
                yield self._term(facet, chosen)
        if to.validity:
            yield self._of_validity(to.validity, day)
        if to.code:
            yield self._term("number_code", to.code)
        if to.of_year is not None:
            yield self._between("number_year", to.of_year, to.of_year)
        if to.serial is not None:
            yield self._between("number_serial", to.serial, to.serial)
        if to.first or to.last:
            first = to.first.toordinal() if to.first else NEVER + 1
            yield self._between("day", first, to.last.toordinal() if to.last else None)

    def having(self, query: grams.Query) -> Query:
        """What has the words in one of the ways, wherever they stand."""
        return _any([_all(self._apart(way)) for way in query.ways])

    def _apart(self, way: grams.Query) -> Iterator[Query]:
        yield from (self._term("words", word) for word in way.words())
        yield from (self._term("signs", sign) for sign in way.beginnings())

    def with_reasons(self, query: Query, asked: Asked) -> Query:
        """The same, each reason weighing more than all that come behind it."""
        reasons = [
            (_TITLE, self._term("title", asked.query.exact)),
            (_LASTS, self._lasts(asked.day)),
            (_IN_TITLE, self._words(asked.query, "title_")),
        ]
        if parts := asked.query.number:
            same = self._term("number", number_of(parts.agency, parts.year, parts.serial))
            reasons.append((_NUMBER, same))
        return Query.boolean_query(
            [
                (Occur.Must, Query.const_score_query(query, 0.0)),
                *((Occur.Should, Query.const_score_query(reason, weight)) for weight, reason in reasons),
            ]
        )

    def _of_validity(self, code: str, day: date) -> Query:
        on = day.toordinal()
        match code:
            case "over":
                rows = [self._between("stated", 1, 1), self._between("holds_until", None, on - 1)]
            case "not_yet":
                later = self._between("holds_from", on + 1, None)
                rows = [self._between("stated", 1, 1), later, self._between("holds_until", on, None)]
            case "in_force":
                begun = self._between("holds_from", None, on)
                rows = [self._between("stated", 1, 1), begun, self._between("holds_until", on, None)]
            case _:
                rows = [self._between("stated", 0, 0)]
        return _all(rows)

    def _lasts(self, day: date) -> Query:
        unstated, holds = self._between("stated", 0, 0), self._between("holds_until", day.toordinal(), None)
        return Query.boolean_query([(Occur.Should, unstated), (Occur.Should, holds)])

    def _words(self, query: grams.Query, prefix: str) -> Query:
        """All the words, in one of the ways in which they may be written."""
        ways = [_all(self._runs(way, prefix)) for way in query.ways]
        return _any(ways)

    def _runs(self, query: grams.Query, prefix: str) -> Iterator[Query]:
        if query.is_empty:
            yield self._between("entry", 1, None, FieldType.Unsigned)
        for run in query.runs:
            if grams.is_beginning(run):
                yield self._term(f"{prefix}signs", run)
            else:
                yield self._phrase(f"{prefix}words", grams.wanted(run))

    def _phrase(self, field: str, words: Sequence[str]) -> Query:
        if len(words) == 1:
            return self._term(field, words[0])
        return Query.phrase_query(self._schema, field, list(words)) if words else Query.all_query()

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value, "basic")

    def _between(
        self, field: str, least: int | None, most: int | None, kind: FieldType = FieldType.Integer
    ) -> Query:
        top = ALWAYS + 1 if most is None and kind == FieldType.Integer else most
        return Query.range_query(self._schema, field, kind, NEVER if least is None else least, top)


def _all(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _number(found: Any) -> int:
    """How many there are; its types do not know that it says so."""
    return int(found.count or 0)
