"""Is a report in part another's: some of its prose, or many of its numbers?

Whoever hands one in among thousands is compared with the few that leave the same traces: a sample of the runs
of signs of the prose, and the larger numbers with the cells in which they stand. Small numbers are alike by
chance, and totals follow from the others.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import blake2b

from gongkai.aggregation.repetition import Prose, runs_of
from gongkai.formparts import TOTAL
from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.report import Report

NUMBERS = "repeated_numbers.yaml"
_EVERY = 8  # one run of signs in so many is kept


@dataclass(frozen=True, slots=True)
class NumberLimit(Kind):
    """From when on numbers are told: `percent` of at least so many `numbers` that are `least` or more."""

    percent: int
    numbers: int
    least: int


@dataclass(frozen=True, slots=True)
class Traces:
    """By what a report is found again among others: keys of its words, and of its larger numbers."""

    words: frozenset[int]
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class SameNumbers:
    """How many of the numbers that are `least` or more are the same (`cells`), of how many."""

    cells: tuple[str, ...]
    of: int
    least: int


@functools.lru_cache
def number_limits(book: Lawbook | None = None) -> DatedList[NumberLimit]:
    """From when on the same numbers are told. Raises LawError where the file is malformed."""
    book = book or lawbook()
    return book.listed(NUMBERS, "相同的数的界限", functools.partial(_limit, book))


def traces(report: Report, names: Sequence[str], year: int) -> Traces:
    """The traces of the report of a unit with these names."""
    limits = number_limits().on(date(year, 12, 31)).values()
    least = min((one.least for one in limits), default=None)
    numbers = () if least is None else _large(report, least)
    return Traces(
        frozenset(runs_of(Prose(report, names), _EVERY, year)),
        frozenset(_key(cell, number) for cell, number in numbers),
    )


def same_numbers(own: Report, other: Report, which: str, year: int) -> SameNumbers | None:
    """The numbers that are the same in both; `which`: by which of the limits.

    None where they are too few to be told, and for years in which no limit is set.
    """
    limit = number_limits().on(date(year, 12, 31)).get(which)
    if limit is None:
        return None
    mine = dict(_large(own, limit.least))
    same = tuple(cell for cell, number in mine.items() if other.cells.get(cell) == number)
    if len(mine) < limit.numbers or len(same) * 100 < limit.percent * len(mine):
        return None
    return SameNumbers(same, len(mine), limit.least)


def _large(report: Report, least: int) -> Iterator[tuple[str, Decimal]]:
    sums = {line.key for line in report.layout.lines3(report.unsplit) if line.role == "sum"}
    for cell, value in report.cells.items():
        _, row, column = cell.split(".")
        if value is not None and value >= least and column != TOTAL and row not in sums:
            yield cell, Decimal(value)


def _key(cell: str, number: Decimal) -> int:
    written = f"{cell}={number.normalize():f}"
    return int.from_bytes(blake2b(written.encode(), digest_size=7).digest())


def _limit(book: Lawbook, code: str, node: Node) -> NumberLimit:
    sizes = (node.integer(key, least=1) for key in ("percent", "numbers", "least"))
    return NumberLimit(code, node.text("label"), book.source(node), *sizes)
