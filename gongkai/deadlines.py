"""Which terms does the law set, from when, in what unit, and what follows when one lapses?

The terms of handbook 01 §5 (T01–T22) and the rules by which days are counted, from `law/deadlines/`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.lawbook import Dated, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.workdays import Calendar

UNITS = ("workdays", "days", "months", "same_day", "reasonable", "day_of_year")
POLICIES = ("none", "restart", "resume")


@dataclass(frozen=True, slots=True)
class Length:
    """How long: `amount` in `unit`. `day` (MM-DD) for a day of the year; `policy` for the clock after payment."""

    unit: str
    amount: int | None
    day: str | None
    policy: str

    @property
    def count(self) -> int:
        """The amount; 0 where the law sets none."""
        return self.amount or 0


@dataclass(frozen=True, slots=True)
class Term:
    """One statutory term: from what it runs, what stops it, what its lapse means, how long it is on a day."""

    key: str
    number: str
    name: str
    starts: str
    pauses: tuple[str, ...]
    lapse: str
    dated: Dated[Length]

    def end(self, calendar: Calendar, start: date) -> date:
        """The last day of the term that starts on `start`, by the law of that day. Raises NotInForce."""
        length = self.dated.on(start).value
        if length.unit == "days":
            return calendar.next_workday(start + timedelta(days=length.count))
        if length.unit == "months":
            return calendar.next_workday(_add_months(start, length.count))
        if length.unit == "day_of_year":
            return date.fromisoformat(f"{start.year + 1}-{length.day}")
        return calendar.add(start, length.count)


@functools.lru_cache
def terms(book: Lawbook | None = None) -> dict[str, Term]:
    """All terms by key. Raises LawError where a file is malformed or a key stands in two files."""
    book = book or lawbook()
    found: dict[str, Term] = {}
    for node in book.nodes("deadlines"):
        for key, entry in node.entries():
            if key in found:
                raise node.refuse(key, "另一个文件里已有同名的期限；请改名或合并。")
            found[key] = _term(book, key, entry)
    for term in found.values():
        unknown = [key for key in term.pauses if key not in found]
        if unknown:
            raise entry.refuse("pauses", f"没有名为「{unknown[0]}」的期限；可用：{'、'.join(found)}。")
    return found


def _term(book: Lawbook, key: str, node: Node) -> Term:
    name = node.text("name")
    term = Term(
        key,
        node.text("number"),
        name,
        node.text("starts"),
        node.texts("pauses", default=()),
        node.text("lapse"),
        book.dated(node, name, _length),
    )
    node.done()
    return term


def _length(node: Node) -> Length:
    unit = node.text("unit", allowed=UNITS)
    needed = unit in {"workdays", "days", "months"}
    amount = node.integer("amount", least=1) if needed or "amount" in node else None
    day = node.text("day") if unit == "day_of_year" else None
    return Length(unit, amount, day, node.text("policy", default="none", allowed=POLICIES))


def _add_months(start: date, amount: int) -> date:
    """The same day of a later month, or its last day (《民法典》第二百零二条)."""
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(start.day, (following - timedelta(days=1)).day))
