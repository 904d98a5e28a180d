"""Which indicators are there in a year, how is each counted, and what must they add up to?

`law/indicators.yaml`, in the order of the sheet.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.checking.rules import rules
from gongkai.drafting.references import Counted, counted_of
from gongkai.errors import UsageError
from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind

FILE = "indicators.yaml"
_TABLES = (2, 3, 4)


@dataclass(frozen=True, slots=True)
class Split:
    """By what a number falls apart; `sums`: the parts come to it."""

    by: str
    sums: bool


@dataclass(frozen=True, slots=True)
class Indicator(Kind):
    """A row of the sheet, or all cells of a table of the report.

    `counted`: what it counts; None where it is a table, a share of two others, or kept in no register yet.
    `sum_of`, `at_most`, `share`: other indicators; `rules`: those of the checks that hold for the table.
    `stated`: the number of those who said that there was nothing; without one of them a nought is 未报.
    """

    group: str
    unit: str
    counted: Counted | None
    table: int
    rules: tuple[str, ...]
    share: tuple[str, ...]
    sum_of: tuple[str, ...]
    at_most: str
    splits: tuple[Split, ...]
    stated: Counted | None = None

    @property
    def registered(self) -> bool:
        """Whether anything is known of it."""
        return bool(self.counted or self.table or self.share)


@functools.lru_cache
def indicators(book: Lawbook | None = None) -> DatedList[Indicator]:
    """The indicators by key. Raises LawError where the file is malformed."""
    book = book or lawbook()
    found = book.listed(FILE, "指标", functools.partial(_indicator, book))
    node = book.node(FILE)
    for code, indicator in found.items():
        for other in (*indicator.sum_of, *indicator.share, *filter(None, [indicator.at_most])):
            if other not in found:
                raise node.refuse(code, f"「{other}」不是这个文件里的指标；请核对。")
    return found


def of_year(year: int) -> dict[str, Indicator]:
    """Those that hold at the end of the year, in the order of the sheet."""
    return indicators().on(date(year, 12, 31))


def asked(year: int) -> tuple[Counted, ...]:
    """All that must be counted for the sheet, but for what falls apart."""
    known = of_year(year).values()
    return tuple(dict.fromkeys(each for one in known for each in (one.counted, one.stated) if each))


def _indicator(book: Lawbook, code: str, node: Node) -> Indicator:
    known = rules(book)
    named = node.texts("rules", default=())
    if unknown := [rule for rule in named if rule not in known]:
        raise node.refuse("rules", f"「{unknown[0]}」不是核对规则；见 rules/。")
    share = node.texts("share", default=())
    if len(share) not in {0, 2}:
        raise node.refuse("share", "应当写两项：哪一项，占哪一项。")
    return Indicator(
        code,
        node.text("label"),
        book.source(node),
        node.text("group"),
        node.text("unit", default="" if "table" in node else None),
        _counted(node, "counted"),
        _table(node),
        named,
        share,
        node.texts("sum_of", default=()),
        node.text("at_most", default=""),
        tuple(_splits(node)),
        _counted(node, "stated"),
    )


def _counted(node: Node, key: str) -> Counted | None:
    if key not in node:
        return None
    try:
        return counted_of(node.text(key))
    except UsageError as problem:
        raise node.refuse(key, str(problem)) from None


def _table(node: Node) -> int:
    if "table" not in node:
        return 0
    number = node.integer("table", least=_TABLES[0])
    if number not in _TABLES:
        raise node.refuse("table", f"年报没有表 {number}；可用：2、3、4。")
    return number


def _splits(node: Node) -> Iterator[Split]:
    for entry in node.children("split") if "split" in node else ():
        yield Split(entry.text("by"), entry.flag("sums"))
        entry.done()
