"""Which terms does the law set, from when, in what unit, and what follows when one lapses?

The terms of handbook 01 §5 (T01–T22) and the rules by which days are counted, from `law/deadlines/`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.errors import LawError, NotInForce
from gongkai.lawbook import Dated, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.workdays import Calendar

UNITS = ("workdays", "days", "months", "same_day", "reasonable", "day_of_year")
POLICIES = ("none", "restart", "resume", "keeps", "ends")
_CALENDAR_UNITS = {"days": "日", "months": "个月"}
NEEDED = (  # what the reply clock asks for by name
    "reply",
    "extension",
    "correction_notice",
    "correction_by_applicant",
    "third_party_opinion",
    "co_producer_opinion",
    "fee_payment",
    "after_payment",
    "start_day",
    "restart_after_correction",
    "extension_after_restart",
    "consultation_excluded",
    "consultation_delivery",
)


@dataclass(frozen=True, slots=True)
class Length:
    """How long: `amount` in `unit`. `day`: MM-DD, of a day of the year. `policy`: the clock after
    payment, and an extension after a restart.

    `least`, `most`: of a term that the agency sets, the working days that need no explanation.
    """

    unit: str
    amount: int | None
    day: str | None
    policy: str
    least: int | None = None
    most: int | None = None

    @property
    def count(self) -> int:
        """The amount; 0 where the law sets none."""
        return self.amount or 0

    @property
    def said(self) -> str:
        """How long, as a sentence has it: 20 个工作日, 60 日, 6 个月."""
        return f"{self.count} {_CALENDAR_UNITS.get(self.unit, '个工作日')}"


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
        """The last day of the term that starts on `start`, by the law of that day.

        Raises NotInForce where no law of that day is on file or the law leaves the length to the agency.
        """
        length = self.dated.on(start).value
        if length.unit == "reasonable" and length.amount is None:
            raise NotInForce(f"「{self.name}」的期限法条没有规定，由行政机关合理确定；请填写所定的日期。")
        if length.unit == "days":
            return calendar.next_workday(start + timedelta(days=length.count))
        if length.unit == "months":
            return calendar.next_workday(add_months(start, length.count))
        if length.unit == "day_of_year":
            return date.fromisoformat(f"{start.year + 1}-{length.day}")
        return calendar.add(start, length.count)


@functools.lru_cache
def terms(book: Lawbook | None = None) -> dict[str, Term]:
    """All terms by key. Raises LawError where a file is malformed or a key stands in two files."""
    book = book or lawbook()
    found: dict[str, Term] = {}
    entries: dict[str, Node] = {}
    for node in book.nodes("deadlines"):
        for key, entry in node.entries():
            if key in found:
                raise node.refuse(key, "另一个文件里已有同名的期限；请改名或合并。")
            found[key], entries[key] = _term(book, key, entry), entry
    for key in NEEDED:
        if key not in found:
            raise LawError("deadlines/", key, "各文件里都没有这个期限，答复期限的计算要用到它；请恢复。")
    for key, term in found.items():
        unknown = [pause for pause in term.pauses if pause not in found]
        if unknown:
            raise entries[key].refuse("pauses", f"没有名为「{unknown[0]}」的期限；可用：{'、'.join(found)}。")
    return found


def workdays_of(term: str, day: date) -> int:
    """How many working days a term has by the law of that day."""
    return terms()[term].dated.on(day).value.count


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
    stated = "amount" in node or unit in {"workdays", "days", "months"}
    amount = node.integer("amount", least=1) if stated else None
    day = node.day_of_year("day") if unit == "day_of_year" else None
    least, most = (node.integer(name, least=1) if name in node else None for name in ("least", "most"))
    if least and most and least > most:
        raise node.refuse("least", f"最短 {least} 大于最长 {most}；请核对。")
    return Length(unit, amount, day, node.text("policy", default="none", allowed=POLICIES), least, most)


def add_months(start: date, amount: int) -> date:
    """The same day of a later month, or its last day (《民法典》第二百零二条)."""
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(start.day, (following - timedelta(days=1)).day))
