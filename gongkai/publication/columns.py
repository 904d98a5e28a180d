"""Which columns does the law want an agency to keep, where does each stand, and is it overdue?

专栏 of 国办公开办函〔2019〕61号, the fifteen items of article 20, and what article 21 adds by level. An
agency may keep more (第二十二条): what is here is where it begins.
"""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.deadlines import add_months
from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind, agency_kinds
from gongkai.publication.elements import element_lists
from gongkai.publication.terms import publication_terms
from gongkai.publication.words import above, cycles, levels, plain, words_of

GROUP, ITEMS, SINGLE, APPLICATION = COLUMN_KINDS = ("group", "items", "single", "application")
COLUMN_KIND_LABELS = {
    GROUP: "只有下级栏目",
    ITEMS: "放信息",
    SINGLE: "只有一份",
    APPLICATION: "申请入口",
}


@dataclass(frozen=True, slots=True)
class StatutoryColumn(Kind):
    """A column of the law.

    `within`: the column above. `levels`, `agencies`: who keeps it, all where empty; `rule_making`: only who
    may make rules. `statutory`: it must not be empty. `cycle`, `term`, `elements`: what its items go by.
    """

    kind: str
    within: str
    levels: tuple[str, ...]
    agencies: tuple[str, ...]
    rule_making: bool
    statutory: bool
    cycle: str
    term: str
    elements: str

    def kept_by(self, kind: str, level: str, *, rule_making: bool) -> bool:
        """Whether an agency of that kind and level keeps it."""
        return (
            (not self.levels or level in self.levels)
            and (not self.agencies or kind in self.agencies)
            and (rule_making or not self.rule_making)
        )


@functools.lru_cache
def statutory_columns(book: Lawbook | None = None) -> DatedList[StatutoryColumn]:
    """All columns of the law, in the order of the page."""
    return words_of("columns.yaml", "栏目", _column, book or lawbook())


def columns_for(
    kind: str, level: str, day: date, *, rule_making: bool = False, book: Lawbook | None = None
) -> list[StatutoryColumn]:
    """The columns that an agency of that kind and level keeps on that day, each after the one above it.

    Raises UsageError or NotInForce for a kind or a level that is none on that day.
    """
    agency_kinds(book).at(kind, day)
    levels(book).at(level, day)
    found: dict[str, StatutoryColumn] = {}
    for code, column in statutory_columns(book).on(day).items():
        placed = not column.within or column.within in found
        if placed and column.kept_by(kind, level, rule_making=rule_making):
            found[code] = column
    return list(found.values())


def overdue_since(cycle: str, last: date, day: date, book: Lawbook | None = None) -> date | None:
    """The first day on which a column that was last updated on `last` was overdue; None while it is not."""
    if not cycle:
        return None
    length = cycles(book).at(cycle, day)
    if length.unit == "on_change":
        return None
    if length.unit == "months":
        first = add_months(last, length.amount) + timedelta(days=1)
    else:
        first = last + timedelta(days=length.amount + 1)
    return first if first <= day else None


def overdue_before(cycle: str, day: date, book: Lawbook | None = None) -> date | None:
    """The last day of an update with which a column of that cycle is overdue on `day`; None: none is."""
    length = cycles(book).at(cycle, day)
    if length.unit == "on_change":
        return None
    months = length.amount if length.unit == "months" else 0
    found = add_months(day, -months) if months else day - timedelta(days=length.amount)
    while overdue_since(cycle, found, day, book) is None:
        found -= timedelta(days=1)
    while overdue_since(cycle, found + timedelta(days=1), day, book) is not None:
        found += timedelta(days=1)
    return found


def _column(book: Lawbook, code: str, node: Node) -> StatutoryColumn:
    word = plain(book, code, node)
    return StatutoryColumn(
        code,
        word.label,
        word.source,
        node.text("kind", allowed=COLUMN_KINDS),
        node.text("within", default="", allowed=["", *above(book, node, code)]),
        _known(node, "levels", levels(book)),
        _known(node, "agencies", agency_kinds(book)),
        "rule_making" in node and node.flag("rule_making"),
        "statutory" in node and node.flag("statutory"),
        node.text("cycle", default="", allowed=["", *cycles(book)]),
        node.text("term", default="", allowed=["", *publication_terms(book)]),
        node.text("elements", default="", allowed=["", *element_lists(book)]),
    )


def _known(node: Node, key: str, words: Collection[str]) -> tuple[str, ...]:
    found = node.texts(key, default=())
    if unknown := [one for one in found if one not in words]:
        raise node.refuse(key, f"不认识「{unknown[0]}」；可用：{'、'.join(words)}。")
    return found
