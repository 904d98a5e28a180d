"""What does an engine do? One interface; the contract tests run on each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from gongkai_web.search.engines.answers import Answer, Asked
from gongkai_web.search.engines.weights import Weighed
from gongkai_web.search.grams import Query


class Engine(Protocol):
    """Keeps words by the key of an entry."""

    def write(self, rows: Iterable[tuple[int, Collection[str]]]) -> None:
        """Keeps these words of entries that have none yet."""

    def forget(self, keys: Collection[int]) -> None:
        """Keeps nothing of these entries."""

    def answer(self, asked: Asked, start: int, size: int) -> Answer:
        """The page that begins at `start`; without words, of all that is kept."""

    def frequencies(self, queries: Sequence[Query]) -> list[int]:
        """How many entries have each, in one of its ways; its pairs may stand apart."""

    def heaviest(self, words: Sequence[Weighed], least: int, most: int) -> list[tuple[int, int]]:
        """The keys of what has at least `least` of the weight, and how much; the first `most` by that."""

    def rebuild(self) -> None:
        """Makes anew what this host keeps for itself; nothing where all lies in the database."""
