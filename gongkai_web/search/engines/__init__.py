"""Which database keeps the words, and what does it answer? One interface, an engine for each.

An engine keeps the words of an entry under its key and answers with keys: which entries have all that was
asked for, the first page of them in order, and how many there are of which kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from django.db import connections

from gongkai_web.search.engines.answers import Answer, Asked
from gongkai_web.search.engines.postgresql import PostgreSQL
from gongkai_web.search.engines.sqlite import SQLite


class Engine(Protocol):
    """Keeps words by the key of an entry."""

    def write(self, rows: Iterable[tuple[int, Collection[str]]]) -> None:
        """Keeps these words of entries that have none yet."""

    def forget(self, keys: Collection[int]) -> None:
        """Keeps nothing of these entries."""

    def answer(self, asked: Asked, start: int, size: int) -> Answer:
        """The page that begins at `start`; without words, of all that is kept."""


def engine(using: str = "default") -> Engine:
    """The engine of this database."""
    return SQLite(using) if connections[using].vendor == "sqlite" else PostgreSQL(using)
