"""Which kinds of unit does the sum of a government count, and which may not be missing from its list?

`law/aggregation.yaml`, each entry with its days. A kind that no entry names is counted.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date

from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind, agency_kinds

FILE = "aggregation.yaml"


@dataclass(frozen=True, slots=True)
class Treatment(Kind):
    """How the kinds are treated. `counted`: they are added; `needed`: one of them must be on the list."""

    kinds: tuple[str, ...]
    counted: bool
    needed: bool
    sentence: str


@functools.lru_cache
def treatments(book: Lawbook | None = None) -> DatedList[Treatment]:
    """The entries by key. Raises LawError where the file is malformed."""
    book = book or lawbook()
    return book.listed(FILE, "汇总口径", functools.partial(_treatment, book))


def treatment_of(kind: str, year: int) -> Treatment | None:
    """How units of that kind are treated in the sum of that year; None: counted like any other."""
    return next((one for one in in_force(year) if kind in one.kinds), None)


def in_force(year: int) -> tuple[Treatment, ...]:
    """What holds at the end of that year."""
    return tuple(treatments().on(date(year, 12, 31)).values())


def _treatment(book: Lawbook, code: str, node: Node) -> Treatment:
    kinds = node.texts("kinds")
    unknown = [kind for kind in kinds if kind not in agency_kinds(book)]
    if unknown:
        raise node.refuse("kinds", f"「{unknown[0]}」不是 agencies.yaml 里的机关类型；请核对。")
    return Treatment(
        code,
        node.text("label"),
        book.source(node),
        tuple(kinds),
        node.flag("counted"),
        node.flag("needed"),
        node.text("sentence"),
    )
