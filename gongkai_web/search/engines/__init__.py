"""Which database keeps the words, and what does it answer? One interface, an engine for each.

An engine keeps the words of an entry under its key and says which entries have all words of a query. In one
respect it says too much – pairs that stand apart –, and `finding` confirms those in the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from django.db import connections
from django.db.models import QuerySet

from gongkai_web.search.engines.postgresql import PostgreSQL
from gongkai_web.search.engines.sqlite import SQLite
from gongkai_web.search.grams import Query
from gongkai_web.search.models import Entry


class Engine(Protocol):
    """Keeps words by the key of an entry."""

    def write(self, rows: Iterable[tuple[int, Collection[str]]]) -> None:
        """Keeps these words of entries that have none yet."""

    def forget(self, keys: Collection[int]) -> None:
        """Keeps nothing of these entries."""

    def matching(self, query: Query) -> QuerySet[Entry]:
        """The entries that have all words of the query, in no order."""


def engine(using: str = "default") -> Engine:
    """The engine of this database."""
    return SQLite(using) if connections[using].vendor == "sqlite" else PostgreSQL(using)
