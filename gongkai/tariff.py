"""What may a request cost?

The information processing fee (国办函〔2020〕109号): by items or by pages, each tier by its own rate
(超额累进), never both for one request. The regulation lets an agency charge; it never must.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date

from gongkai.errors import UsageError
from gongkai.lawbook import Dated, Lawbook, Source, lawbook
from gongkai.lawfile import Node

BASES = ("items", "pages")


@dataclass(frozen=True, slots=True)
class Tiers:
    """Rates in yuan: (over, rate) from low to high; beyond the last, each further `step` adds `raise_by`."""

    bounds: tuple[tuple[int, int], ...]
    step: int
    raise_by: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """One basis of the fee: its name, unit, what is counted, and its tiers through time."""

    basis: str
    name: str
    unit: str
    scope: str
    dated: Dated[Tiers]


@dataclass(frozen=True, slots=True)
class Line:
    """One tier of a bill: pieces `first` to `last` at `rate` yuan each."""

    first: int
    last: int
    rate: int

    @property
    def count(self) -> int:
        """How many pieces fall into the tier."""
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        """Yuan."""
        return self.count * self.rate


@dataclass(frozen=True, slots=True)
class Bill:
    """A fee, tier by tier, in whole yuan."""

    tariff: Tariff
    day: date
    lines: tuple[Line, ...]
    source: Source

    @property
    def total(self) -> int:
        """Yuan."""
        return sum(line.amount for line in self.lines)


def fee(basis: str, count: int, day: date, book: Lawbook | None = None) -> Bill:
    """The fee for `count` items (cumulated in the month) or pages (of one request), by the law of `day`.

    Raises UsageError for an unknown basis or a negative count, NotInForce before 2021-01-01.
    """
    found = tariffs(book or lawbook())
    if basis not in found:
        raise UsageError(f"不认识的计费方式「{basis}」；可用：items（按件）、pages（按量）。")
    if count < 0:
        raise UsageError(f"数量 {count} 小于零；应为不小于零的整数。")
    value = found[basis].dated.on(day)
    return Bill(found[basis], day, tuple(_lines(value.value, count)), value.source)


def item_fee(position: int, day: date, book: Lawbook | None = None) -> int:
    """Yuan for the item that is the `position`-th of its applicant in the month."""
    return fee("items", position, day, book).total - fee("items", position - 1, day, book).total


@functools.lru_cache
def tariffs(book: Lawbook | None = None) -> dict[str, Tariff]:
    """The bases `items` and `pages`. Raises LawError where the file is malformed."""
    book = book or lawbook()
    found = {}
    for basis, node in book.node("fees/information_processing.yaml").entries():
        name = node.text("name")
        dated = book.dated(node, name, _tiers)
        found[basis] = Tariff(basis, name, node.text("unit"), node.text("scope"), dated)
        node.done()
    return found


def _tiers(node: Node) -> Tiers:
    bounds = []
    for tier in node.children("tiers"):
        bounds.append((tier.integer("over"), tier.integer("rate")))
        tier.done()
    if [over for over, _ in bounds] != sorted({over for over, _ in bounds}) or bounds[0][0] != 0:
        raise node.refuse("tiers", "各档的 over 应从 0 起逐档增大。")
    return Tiers(tuple(bounds), node.integer("step"), node.integer("raise_by"))


def _lines(tiers: Tiers, count: int) -> list[Line]:
    lines: list[Line] = []
    for (over, rate), (end, _) in zip(tiers.bounds, [*tiers.bounds[1:], (count, 0)], strict=True):
        if count <= over:
            break
        lines.append(Line(over + 1, min(end, count), rate))
    if not lines or not tiers.step or lines[-1].first <= tiers.bounds[-1][0]:
        return lines
    first, rate = lines.pop().first, tiers.bounds[-1][1]
    while first <= count:
        lines.append(Line(first, min(first + tiers.step - 1, count), rate))
        first, rate = first + tiers.step, rate + tiers.raise_by
    return lines
