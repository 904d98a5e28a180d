"""How does PostgreSQL keep the words? As a `tsvector` without positions, under an inverted index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from gongkai_web.search.engines.answers import Answer, Asked, answered, worded
from gongkai_web.search.engines.weights import Dialect, Weighed
from gongkai_web.search.grams import Query
from gongkai_web.search.models import Entry

CREATED = (
    "CREATE TABLE IF NOT EXISTS search_words (entry_id bigint PRIMARY KEY, grams tsvector NOT NULL)",
    "CREATE INDEX IF NOT EXISTS search_words_grams ON search_words USING gin (grams)",
)


class PostgreSQL:
    """Words by `tsvector`."""

    def __init__(self, using: str) -> None:
        self.using = using

    def write(self, rows: Iterable[tuple[int, Collection[str]]]) -> None:
        with connections[self.using].cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words(entry_id, grams) VALUES (%s, array_to_tsvector(%s))",
                [(key, sorted(set(words))) for key, words in rows],
            )

    def forget(self, keys: Collection[int]) -> None:
        with connections[self.using].cursor() as cursor:
            cursor.execute("DELETE FROM search_words WHERE entry_id = ANY(%s)", [list(keys)])

    def rebuild(self) -> None:
        """Nothing: all lies in the database."""

    def answer(self, asked: Asked, start: int, size: int) -> Answer:
        """By the means of the database."""
        return answered(self._matching(asked.query), asked, start, size)

    def frequencies(self, queries: Sequence[Query]) -> list[int]:
        """In one statement."""
        return _DIALECT.frequencies(self.using, queries)

    def heaviest(self, words: Sequence[Weighed], least: int, most: int) -> list[tuple[int, int]]:
        """The same."""
        return _DIALECT.heaviest(self.using, words, least, most)

    def _matching(self, query: Query) -> QuerySet[Entry]:
        return worded(Entry.objects.using(self.using).all(), query, _having)


def _having(ways: Sequence[Query]) -> RawSQL:
    return RawSQL("SELECT entry_id FROM search_words WHERE grams @@ %s::tsquery", (_match(ways),))


def _match(ways: Sequence[Query]) -> str:
    return " | ".join(f"({' & '.join(_words(way))})" for way in ways)


def _words(way: Query) -> list[str]:
    return [f"'{word}'" for word in way.words()] + [f"'{one}':*" for one in way.beginnings()]


_DIALECT = Dialect("entry_id", "grams @@ %s::tsquery", _match, " & ")
