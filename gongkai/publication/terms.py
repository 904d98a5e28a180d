"""By which day must a piece of information be published, or how long must it stay, and why that day?

Article 26 sets the term in working days; where an act or regulation sets another (its second half), that one
holds. Special terms stand in `law/publication/terms.yaml`, that of article 26 in `law/deadlines/`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from gongkai.deadlines import add_months, terms
from gongkai.due import Step
from gongkai.errors import LawError, UsageError
from gongkai.lawbook import Dated, Lawbook, Source, Value, lawbook
from gongkai.lawfile import Node
from gongkai.workdays import ONE_DAY, Calendar, Why, calendar

GENERAL = "general"
WITHIN, AT_LEAST = BOUNDS = ("within", "at_least")
UNITS = ("workdays", "days", "months", "hours", "promptly")
_SAID = {"workdays": "个工作日", "days": "日", "months": "个月", "hours": "小时"}


@dataclass(frozen=True, slots=True)
class Length:
    """How long: `amount` in `unit`; 0 with `promptly`, for which the law sets no number."""

    unit: str
    amount: int

    @property
    def said(self) -> str:
        """How long, as a sentence has it: 2 个工作日, 20 日."""
        return f"{self.amount} {_SAID[self.unit]}"


@dataclass(frozen=True, slots=True)
class PublicationTerm:
    """One term. `by`: who publishes. `shorter`: what must be done where a term `at_least` is cut."""

    key: str
    name: str
    starts: str
    by: str
    bound: str
    shorter: str
    dated: Dated[Length]


@dataclass(frozen=True, slots=True)
class PublicationDue:
    """The answer. `last`: the last day to publish, or to which it must stay; None where no day is set."""

    term: PublicationTerm
    start: date
    length: Length
    source: Source
    last: date | None
    steps: tuple[Step, ...]
    provisional: bool

    @property
    def sentence(self) -> str:
        """The whole answer in one sentence."""
        basis = f"{self.term.name}：自{self.term.starts}（{self.start}）起"
        if self.last is None:
            how = f" {self.length.said}内" if self.length.unit == "hours" else "及时"
            return f"{basis}{how}公开{self.source.cited}。"
        gap = "（暂定：所涉年份的放假通知尚未收录）" if self.provisional else ""
        if self.term.bound == AT_LEAST:
            shorter = f"；{self.term.shorter}" if self.term.shorter else ""
            return f"{basis}不少于 {self.length.said}，至少到 {self.last}{self.source.cited}{shorter}。"
        return f"{basis} {self.length.said}内，应于 {self.last} 以前（含当日）公开{self.source.cited}{gap}。"


class Timeliness(StrEnum):
    """How the publication stands to its last day."""

    WAITING = "waiting"
    IN_TIME = "in_time"
    LATE = "late"
    OVERDUE = "overdue"


@functools.lru_cache
def publication_terms(book: Lawbook | None = None) -> dict[str, PublicationTerm]:
    """All terms by key, that of article 26 first. Raises LawError where the file is malformed."""
    book = book or lawbook()
    found = {GENERAL: _general(book)}
    for key, node in book.node("publication/terms.yaml").entries():
        if key == GENERAL:
            raise node.refuse("", f"「{GENERAL}」是第二十六条的期限，写在 deadlines/publication.yaml。")
        found[key] = _term(book, key, node)
    return found


def publication_due(
    start: date, kind: str = GENERAL, *, known: Calendar | None = None, book: Lawbook | None = None
) -> PublicationDue:
    """By when what was formed (or happened) on `start` is published, step by step.

    Raises UsageError for an unknown kind and NotInForce where no law of that day is on file.
    """
    term = _named(kind, book)
    value = term.dated.on(start)
    days = known or calendar(book)
    steps = tuple(_steps(days, start, value, term.bound))
    last = steps[-1].day if len(steps) > 1 else None
    provisional = term.bound == WITHIN and last is not None and _provisional(days, value.value, steps)
    return PublicationDue(term, start, value.value, value.source, last, steps, provisional)


def last_moment(known_at: datetime, kind: str, *, book: Lawbook | None = None) -> datetime:
    """By which moment something is published whose term is set in hours, from when it became known."""
    term = _named(kind, book)
    length = term.dated.on(known_at.date()).value
    if length.unit != "hours":
        raise UsageError(f"「{term.name}」的期限不按小时计；请用 publication_due。")
    return known_at + timedelta(hours=length.amount)


def timeliness(last: date | None, published_on: date | None, today: date) -> Timeliness:
    """Whether it went out in time, late, or has not yet gone out. Without a last day nothing is late."""
    if published_on is not None:
        return Timeliness.LATE if last and published_on > last else Timeliness.IN_TIME
    return Timeliness.OVERDUE if last and today > last else Timeliness.WAITING


def _named(kind: str, book: Lawbook | None) -> PublicationTerm:
    known = publication_terms(book)
    if kind not in known:
        raise UsageError(f"不认识的公开期限「{kind}」；可用：{'、'.join(known)}。")
    return known[kind]


def _steps(days: Calendar, start: date, value: Value[Length], bound: str) -> Iterator[Step]:
    length = value.value
    yield Step(start, False, Why.START, "起算当日不计入，自次日起算", value.source)
    if length.unit == "workdays":
        yield from _workdays(days, start, length.amount)
    elif length.unit in {"days", "months"}:
        months = length.unit == "months"
        end = add_months(start, length.amount) if months else start + timedelta(days=length.amount)
        yield from _natural_days(start, end, value.source)
        if bound == WITHIN:
            yield from _carried(days, end)


def _workdays(days: Calendar, start: date, amount: int) -> Iterator[Step]:
    day, number = start, 0
    while number < amount:
        day += ONE_DAY
        found = days.day(day)
        number += found.working
        counted = number if found.working else None
        yield Step(day, found.working, found.why, found.name, found.source, counted)


def _natural_days(start: date, end: date, source: Source) -> Iterator[Step]:
    for number in range(1, (end - start).days + 1):
        yield Step(start + timedelta(days=number), True, Why.COUNTED, "", source, number)


def _carried(days: Calendar, end: date) -> Iterator[Step]:
    """A last day that is a rest day gives way to the next working day (《民法典》第二百零三条)."""
    day = end
    while not days.is_workday(day):
        rest = days.day(day).name
        day += ONE_DAY
        found = days.day(day)
        yield Step(day, False, found.why, f"前一日是{rest}，末日顺延", found.source)


def _provisional(days: Calendar, length: Length, steps: tuple[Step, ...]) -> bool:
    """Whether a day that decided the answer has no notice on file."""
    asked = steps if length.unit == "workdays" else steps[-1:]
    return any(days.day(step.day).provisional for step in asked)


def _general(book: Lawbook) -> PublicationTerm:
    term = terms(book)["proactive_publication"]
    values = tuple(
        Value(value.since, Length(value.value.unit, value.value.count), value.source)
        for value in term.dated.values
    )
    if unknown := [value.value.unit for value in values if value.value.unit not in UNITS]:
        raise LawError(
            "deadlines/publication.yaml",
            "proactive_publication.unit",
            f"主动公开的期限不能是「{unknown[0]}」；可用：{'、'.join(UNITS)}。",
        )
    dated = Dated(term.name, values, term.dated.before, term.dated.ended)
    return PublicationTerm(GENERAL, term.name, term.starts, "制作或者最初获取的机关", WITHIN, "", dated)


def _term(book: Lawbook, key: str, node: Node) -> PublicationTerm:
    name = node.text("name")
    term = PublicationTerm(
        key,
        name,
        node.text("starts"),
        node.text("by"),
        node.text("bound", allowed=BOUNDS),
        node.text("shorter", default=""),
        book.dated(node, name, _length),
    )
    node.done()
    return term


def _length(node: Node) -> Length:
    unit = node.text("unit", allowed=UNITS)
    return Length(unit, 0 if unit == "promptly" else node.integer("amount", least=1))
