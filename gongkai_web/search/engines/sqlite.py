"""How does SQLite keep the words? In a full-text table without positions, under the key of the entry."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from gongkai_web.search.engines.answers import Answer, Asked, answered
from gongkai_web.search.grams import Query
from gongkai_web.search.models import Entry

# Only letters and digits stand in a word, so that the tokenizer takes each as it is.
CREATED = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(grams, detail=none, columnsize=0, "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* S* Co'\")",
)
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

    def answer(self, asked: Asked, start: int, size: int) -> Answer:
        """By the means of the database."""
        return answered(self._matching(asked.query), asked, start, size)

    def _matching(self, query: Query) -> QuerySet[Entry]:
        every = Entry.objects.using(self.using)
        if query.is_empty:
            return every.all()
        found = [f'"{word}"' for word in query.words()] + [f'"{one}"*' for one in query.beginnings()]
        having = RawSQL("SELECT rowid FROM search_words WHERE search_words MATCH %s", (" AND ".join(found),))
        return every.filter(pk__in=having)
