"""What does an engine do? One interface; the contract tests run on each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from gongkai_web.search.engines.answers import Answer, Asked


class Engine(Protocol):
    """Keeps words by the key of an entry."""

    def write(self, rows: Iterable[tuple[int, Collection[str]]]) -> None:
        """Keeps these words of entries that have none yet."""

    def forget(self, keys: Collection[int]) -> None:
        """Keeps nothing of these entries."""

    def answer(self, asked: Asked, start: int, size: int) -> Answer:
        """The page that begins at `start`; without words, of all that is kept."""

    def rebuild(self) -> None:
        """Makes anew what this host keeps for itself; nothing where all lies in the database."""
