"""Which entries have how much of the weight of some words? Each engine adds up the same whole numbers.

FTS5 and tantivy have a BM25 of their own, PostgreSQL has none, and none of them knows of words that may be
written in several ways. So the weight of a word comes from how many entries have it, and how often it stands
in one counts for nothing: the tables keep each word once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, connections
from django.db.models.expressions import RawSQL

from gongkai_web.search.engines.answers import Answer, Asked, counted, lasting
from gongkai_web.search.grams import Query
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import condition

# What stands in the title, too, says so much more: a quarter.
_OF_TITLE = 4
# Thousands of keys as one text: as many values would take several times as long.
_THESE = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT value::bigint FROM json_array_elements_text(%s::json) AS value",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word, in all the ways in which it may be written, and its weight."""

    query: Query
    weight: int

    def stands_in(self, text: str) -> bool:
        """Whether the folded text has it in one of its ways."""
        return any(all(map(text.__contains__, way)) for way in (self.query.runs, *self.query.others))


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a database is asked for words: the key, the condition, how ways are matched and joined."""

    key: str
    having: str
    match: Callable[[Sequence[Query]], str]
    both: str

    def frequencies(self, using: str, queries: Sequence[Query]) -> list[int]:
        """How many entries have each, in one statement."""
        if not queries:
            return []
        one = f"(SELECT COUNT(*) FROM search_words WHERE {self.having})"  # noqa: S608 – no word stands in it
        with connections[using].cursor() as cursor:
            matches = [self.match(query.ways) for query in queries]
            cursor.execute(f"SELECT {', '.join([one] * len(queries))}", matches)
            return list(cursor.fetchone())

    def heaviest(self, using: str, words: Sequence[Weighed], least: int, most: int) -> list[tuple[int, int]]:
        """What has at least `least`, by key; the first `most`. One statement.

        Without any of the first words nothing comes to that much, so the others are looked for beside these.
        """
        first, others = split(words, least)
        any_of = self.match([way for word in first for way in word.query.ways])
        matches = [self.match(word.query.ways) for word in first]
        matches += [f"({any_of}){self.both}({self.match(word.query.ways)})" for word in others]
        one = f"SELECT {self.key} AS entry, %s AS weight FROM search_words WHERE {self.having}"  # noqa: S608
        every = " UNION ALL ".join([one] * len(matches))
        weights = [word.weight for word in (*first, *others)]
        given = [value for pair in zip(weights, matches, strict=True) for value in pair]
        with connections[using].cursor() as cursor:
            cursor.execute(
                f"SELECT entry, SUM(weight) AS had FROM ({every}) AS found GROUP BY entry"  # noqa: S608
                " HAVING SUM(weight) >= %s ORDER BY had DESC LIMIT %s",
                [*given, least, most],
            )
            return [(int(key), int(had)) for key, had in cursor.fetchall()]


def split(words: Sequence[Weighed], least: int) -> tuple[list[Weighed], list[Weighed]]:
    """The heaviest, of which one is needed to come to `least`, and the others."""
    ordered = sorted(words, key=lambda word: -word.weight)
    number = next(at for at in range(len(ordered) + 1) if sum(one.weight for one in ordered[at:]) < least)
    return ordered[:number], ordered[number:]


def answered(had: Mapping[int, int], words: Sequence[Weighed], asked: Asked, start: int, size: int) -> Answer:
    """The answer from these entries, by how much of the weight each has, by its key."""
    these = RawSQL(_THESE[connection.vendor], (json.dumps(list(had)),))  # noqa: S611 – only the keys are given
    found = lasting(Entry.objects.filter(pk__in=these), asked.day)
    rows = found.filter(condition(asked.narrowing, asked.day)).values_list(
        "pk", "day", "title_text", "has_validity", "holds_until"
    )

    def reasons(row: tuple[int, date | None, str, bool, date | None]) -> tuple[int, bool, date, int]:
        key, day, title, has_validity, until = row
        newest = (day or date.min, key)
        if asked.newest:
            return (0, True, *newest)
        lasts = not has_validity or until is None or until >= asked.day
        return (_OF_TITLE * had[key] + _in_title(title, words), lasts, *newest)

    keys = [row[0] for row in sorted(rows, key=reasons, reverse=True)]
    return Answer(
        keys[start : start + size], len(keys), {facet: counted(found, asked, facet) for facet in asked.facets}
    )


def _in_title(title: str, words: Sequence[Weighed]) -> int:
    return sum(word.weight for word in words if word.stands_in(title))
