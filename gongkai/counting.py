"""By which rules are the records of a year counted into its report?

The rules are data (`law/counting.yaml`): each has its question, the policies allowed, and by year the policy
in use with its sentence and source. The office counts by them and shows them beside every number. A year is
counted by one rule: the one that is in force at its end.
"""

from __future__ import annotations

import functools
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.errors import NotInForce
from gongkai.lawbook import Dated, Lawbook, Source, lawbook
from gongkai.lawfile import Node

_DOCUMENTS = {
    "issued_count": "documents_issued",
    "repealed_count": "documents_repealed",
    "effective_count": "documents_effective",
}


@dataclass(frozen=True, slots=True)
class CountingRule:
    """One rule in one year: the question, the answer as a sentence, the policy that the program follows."""

    key: str
    question: str
    sentence: str
    policy: str
    source: Source
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reign:
    """A policy and the last day that was counted by it."""

    policy: str
    last: date


def counting_rules(year: int, book: Lawbook | None = None) -> dict[str, CountingRule]:
    """The rules of that year by key; one that begins later is not among them.

    Raises LawError where a policy is none of those allowed.
    """
    end = date(year, 12, 31)
    return {key: dated.on(end).value for key, dated in counting_book(book).items() if dated.holds(end)}


def reigns(key: str, day: date, book: Lawbook | None = None) -> tuple[Reign, ...]:
    """The policies of a rule up to that day, oldest first, each with the last day that was counted by it.

    What was counted under an earlier policy is not counted again under the next, and what neither has
    counted yet is counted by the next: by `day` a request is done where the policy of any reign says so for
    its last day. Before the first policy on file that one is asked.
    """
    values = counting_book(book)[key].values
    begun = [value for value in values if value.since <= day] or [values[0]]
    ends = [value.since - timedelta(days=1) for value in begun[1:]]
    return tuple(Reign(value.value.policy, last) for value, last in zip(begun, [*ends, day], strict=True))


def counting_days(book: Lawbook | None = None) -> tuple[date, ...]:
    """Every day on which a rule changes, in order."""
    return tuple(sorted({day for dated in counting_book(book).values() for day in dated.days}))


def rule_of(cell: str, year: int, book: Lawbook | None = None) -> CountingRule:
    """The rule by which that cell of the report of that year is counted. Raises NotInForce."""
    key, rules = key_of(cell, counting_book(book)), counting_rules(year, book)
    if key not in rules:
        first = counting_book(book)[key].since.year
        raise NotInForce(f"{year} 年度没有计数口径：收录的口径自 {first} 年度起。")
    return rules[key]


def key_of(cell: str, known: Container[str]) -> str:
    """The key of the rule by which the cell is counted, among the `known` ones."""
    table, row, column = cell.split(".")
    if table == "table4":
        return "appeals"
    if table == "table2":
        return _DOCUMENTS.get(column, "entered")
    return row if row in known else "results"


@functools.lru_cache
def counting_book(book: Lawbook | None = None) -> dict[str, Dated[CountingRule]]:
    """Every rule through time, by key. Raises LawError where the file is malformed."""
    book = book or lawbook()
    found = {}
    for key, node in book.node("counting.yaml").entries():
        question, allowed = node.text("question"), node.texts("allowed")
        parse = functools.partial(_rule, book, key, question, allowed)
        found[key] = book.dated(node, question, parse, changes=True)
        node.done()
    return found


def _rule(book: Lawbook, key: str, question: str, allowed: tuple[str, ...], node: Node) -> CountingRule:
    since = node.day("from")
    if (since.month, since.day) != (1, 1):
        raise node.refuse("from", f"{since} 不是一月一日；一个年度只按一种口径计数，请从某年的一月一日起改。")
    policy = node.text("policy", allowed=allowed)
    return CountingRule(key, question, node.text("sentence"), policy, book.source(node), allowed)
