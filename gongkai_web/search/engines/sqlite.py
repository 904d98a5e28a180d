"""How does SQLite keep the words? In a full-text table without positions, under the key of the entry.

Hits are counted in memory (`columns`); by the database where no words are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from gongkai_web.search.engines.answers import RANKED, Answer, Asked, answered, ordered, shown_on, worded
from gongkai_web.search.engines.columns import Columns
from gongkai_web.search.engines.weights import Dialect, Weighed
from gongkai_web.search.grams import Query
from gongkai_web.search.models import Entry

# Only letters and digits stand in a word, so that the tokenizer takes each as it is.
CREATED = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(grams, detail=none, columnsize=0, "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* S* Co'\")",
)
# As one text: a hundred thousand rows would take twice as long.
_FOUND = "SELECT json_group_array(rowid) FROM search_words WHERE search_words MATCH %s"
DROPPED = "DROP TABLE IF EXISTS search_words"


class SQLite:
    """Words by FTS5."""

    def __init__(self, using: str) -> None:
        self.using = using

    def write(self, rows: Iterable[tuple[int, Collection[str]]]) -> None:
        with connections[self.using].cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words(rowid, grams) VALUES (%s, %s)",
                [(key, " ".join(dict.fromkeys(words))) for key, words in rows],
            )

    def forget(self, keys: Collection[int]) -> None:
        with connections[self.using].cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(key,) for key in keys])

    def rebuild(self) -> None:
        """Nothing: all lies in the database."""

    def answer(self, asked: Asked, start: int, size: int) -> Answer:
        """By the columns in memory; by the database where words alone do not tell the hits."""
        every = self._matching(asked.query)
        if asked.query.is_empty or asked.narrowing.names_a_number:
            return answered(every, asked, start, size)
        keys = self._keys(every, asked.query)
        if not keys:
            return Answer((), 0, {facet: {} for facet in asked.facets})
        columns = _columns(self.using)
        columns.refresh(max(keys))
        answer = columns.answer(keys, asked, start, size)
        if answer.total > RANKED or asked.newest:
            return answer
        return replace(answer, keys=self._ranked(columns, keys, asked)[start : start + size])

    def _keys(self, every: QuerySet[Entry], query: Query) -> list[int]:
        confirm = query.to_confirm()
        if confirm or query.others:
            for phrase in confirm:
                every = every.filter(text__contains=phrase)
            return list(every.values_list("pk", flat=True))
        with connections[self.using].cursor() as cursor:
            cursor.execute(_FOUND, [_match((query,))])
            keys: list[int] = json.loads(cursor.fetchone()[0])
            return keys

    def _ranked(self, columns: Columns, keys: Sequence[int], asked: Asked) -> list[int]:
        """The few to which the many are narrowed, in the order that has reasons."""
        few = json.dumps(columns.narrowed(keys, asked))
        rows = Entry.objects.using(self.using).filter(
            pk__in=RawSQL("SELECT value FROM json_each(%s)", (few,))
        )
        return list(ordered(shown_on(rows, asked), asked, 0).values_list("pk", flat=True))

    def frequencies(self, queries: Sequence[Query]) -> list[int]:
        """In one statement."""
        return _DIALECT.frequencies(self.using, queries)

    def heaviest(self, words: Sequence[Weighed], least: int, most: int) -> list[tuple[int, int]]:
        """The same."""
        return _DIALECT.heaviest(self.using, words, least, most)

    def _matching(self, query: Query) -> QuerySet[Entry]:
        return worded(Entry.objects.using(self.using).all(), query, _having)


def _having(ways: Sequence[Query]) -> RawSQL:
    return RawSQL("SELECT rowid FROM search_words WHERE search_words MATCH %s", (_match(ways),))


def _match(ways: Sequence[Query]) -> str:
    return " OR ".join(f"({' AND '.join(_words(way))})" for way in ways)


def _words(way: Query) -> list[str]:
    return [f'"{word}"' for word in way.words()] + [f'"{one}"*' for one in way.beginnings()]


_DIALECT = Dialect("rowid", "search_words MATCH %s", _match, " AND ")


@cache
def _columns(using: str) -> Columns:
    return Columns(using)
