"""Does a number that somebody typed say something else than the records do?

`law/drafting/typed.yaml` says by which words, in the clause before a number, one knows what is counted. Only
what is certainly the same number is compared: no comparison with another year, no share, no part of it. The
numbers of the three tables are compared by the rules of `checking`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.drafting.blocks import FOLDER
from gongkai.drafting.references import Counted, Reference, Text, counted_of
from gongkai.drafting.rounding import Number, exactly
from gongkai.errors import UsageError
from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind

_NUMBER = re.compile(r"(约|近)?([0-9]+)\s*(余|多)?\s*")
_CLAUSE = re.compile(r"[，。；：、！？,;:\n]")
# A clause with one of these speaks of another year, of a change or of a share.
_OTHERWISE = ("上年", "去年", "同期", "比", "增", "减", "占", "累计", "历年", "截至上")


@dataclass(frozen=True, slots=True)
class Meant(Kind):
    """A figure and the words by which it is told before its number, with the units behind it."""

    counted: Counted
    words: tuple[str, ...]
    units: tuple[str, ...]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opposed:
    """A typed number, where it stands in its paragraph as written, and what was counted."""

    start: int
    end: int
    typed: str
    counted: Counted
    number: Number

    @property
    def message(self) -> str:
        """What to do, for whoever writes."""
        found = exactly(self.number)
        advice = "说的是同一个数的，请改为引用的数；记录不对的，请更正记录"
        return f"这里写「{self.typed}」，按记录是{found}；{advice}。"


@functools.lru_cache
def meanings(book: Lawbook | None = None) -> DatedList[Meant]:
    """By which words a typed number is known. Raises LawError where the file is malformed."""
    book = book or lawbook()
    return book.listed(f"{FOLDER}/typed.yaml", "手工写的数", functools.partial(_meant, book))


def asked(day: date) -> tuple[Counted, ...]:
    """All that must be counted before typed numbers can be held against it."""
    return tuple(dict.fromkeys(one.counted for one in meanings().on(day).values()))


def opposed(parts: Text, numbers: Mapping[Counted, Number], day: date) -> Iterator[Opposed]:
    """The typed numbers of a paragraph that contradict the count, in order of their place.

    Places count the characters of the paragraph as it is written (`references.written`).
    """
    place = 0
    for part in parts:
        written = str(part)
        if not isinstance(part, Reference):
            for one in _in(written, numbers, day):
                yield Opposed(place + one.start, place + one.end, one.typed, one.counted, one.number)
        place += len(written)


def _in(text: str, numbers: Mapping[Counted, Number], day: date) -> Iterator[Opposed]:
    usable = tuple(meanings().on(day).values())
    for found in _NUMBER.finditer(text):
        clause = _CLAUSE.split(text[: found.start()])[-1]
        meant = _told(clause, text[found.end() :], usable)
        if meant and not _agrees(found, numbers[meant.counted]):
            unit = _unit(meant.units, text[found.end() :])
            shown = f"{found[0].strip()}{unit}"
            yield Opposed(
                found.start(), found.end() + len(unit), shown, meant.counted, numbers[meant.counted]
            )


def _told(clause: str, after: str, usable: Iterable[Meant]) -> Meant | None:
    """What the number counts: by the word that ends nearest before it, of those the longest."""
    if any(word in clause for word in _OTHERWISE):
        return None
    fitting = (
        (clause.rfind(word) + len(word), len(word), one)
        for one in usable
        for word in one.words
        if word in clause and _unit(one.units, after) and not any(other in clause for other in one.without)
    )
    best = max(fitting, key=lambda found: found[:2], default=None)
    return best[2] if best else None


def _unit(units: Iterable[str], after: str) -> str:
    return next((unit for unit in units if after.startswith(unit)), "")


def _agrees(found: re.Match[str], number: Number) -> bool:
    """Whether what was typed may be said of the number: exactly, or roughly and not above it (00 §七)."""
    typed = int(found[2])
    if not (found[1] or found[3]):
        return typed == number
    unit: int = 10 ** (len(found[2]) - len(found[2].rstrip("0")))
    least = typed + 1 if found[3] else typed  # “100余” is more than a hundred
    return least <= number < typed + unit


def _meant(book: Lawbook, code: str, node: Node) -> Meant:
    try:
        counted = counted_of(node.text("counted"))
    except UsageError as problem:
        raise node.refuse("counted", str(problem)) from None
    words = (node.texts("words"), node.texts("units"), node.texts("without", default=()))
    return Meant(code, code, book.source(node), counted, *words)
