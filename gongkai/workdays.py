"""Is this day a working day, why, and which is the n-th one after it?

Working days are Monday to Friday, less the days off of the State Council's yearly notice, plus its make-up
days. A day whose year has no notice on file is provisional: Monday to Friday less the statutory holidays
(handbook 07 §3), never an exception.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Collection, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.errors import UsageError
from gongkai.lawbook import Lawbook, Source, lawbook
from gongkai.lawfile import Node

ONE_DAY = timedelta(days=1)
_DAYS_KEPT = 8192  # some twenty years: a list of cases asks for the same days again and again
WEEKEND = 5  # Saturday, as `date.weekday` counts
MOVING = ("春节", "清明", "端午", "中秋")


class Why(StrEnum):
    """Why a day counts or does not. `start` and `excluded` come from the clock."""

    START = "start"
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up_workday"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day and what it is. `name` is the holiday's; `provisional` where no notice is on file."""

    day: date
    why: Why
    name: str
    source: Source
    provisional: bool

    @property
    def working(self) -> bool:
        """Whether the day counts towards a term in working days."""
        return self.why in {Why.COUNTED, Why.MAKE_UP}


@dataclass(frozen=True, slots=True)
class YearNotice:
    """One year's notice: days off with their names, and weekends worked; New Year's may begin in December.

    `amends`: it was issued in place of the one on file, as in 2019 and in 2020, and goes before it.
    """

    year: int
    off: dict[date, str]
    work: frozenset[date]
    source: Source
    amends: bool = False

    @property
    def spans(self) -> list[tuple[str, date, date]]:
        """The days off as the notice lists them: name, first day, last day."""
        found: list[tuple[str, date, date]] = []
        for day, name in sorted(self.off.items()):
            if found and found[-1][0] == name and found[-1][2] + ONE_DAY == day:
                found[-1] = (name, found[-1][1], day)
            else:
                found.append((name, day, day))
        return found


@dataclass(frozen=True, eq=False)
class Local:
    """Days off, and days worked, of a region of its own, beside those of the whole country.

    Of two notices that name one day, the later holds for it, and the earlier for all else that it names.
    """

    notices: tuple[YearNotice, ...] = ()


NOWHERE = Local()


class Calendar:
    """The calendar of a law folder. Pure: the same law gives the same answer for ever."""

    def __init__(self, book: Lawbook, entered: Collection[YearNotice] = (), local: Local = NOWHERE) -> None:
        self._local = {day: one for one in local.notices for day in (*one.off, *one.work)}
        self._notices: dict[int, YearNotice] = {notice.year: notice for notice in entered}
        filed: set[int] = set()
        for node in book.nodes("calendar"):
            if node.file == "calendar/festivals.yaml":
                continue
            notice = _notice(book, node)
            if notice.year in filed:
                raise node.refuse(
                    "year", f"另一个文件里已有 {notice.year} 年的放假通知；每年只能有一个文件。"
                )
            filed.add(notice.year)
            before = self._notices.get(notice.year)
            if before is None or not before.amends:
                self._notices[notice.year] = notice
        self._festivals = _Festivals(book, book.node("calendar/festivals.yaml"))
        self._known = functools.lru_cache(maxsize=_DAYS_KEPT)(self._day)
        # A list of what is overdue asks for the same days again and again, some of them years apart.
        self._counted = functools.lru_cache(maxsize=_DAYS_KEPT)(self._count)

    @property
    def years(self) -> list[int]:
        """The years whose notice is on file."""
        return sorted(self._notices)

    def notice(self, year: int) -> YearNotice | None:
        """The notice of a year that holds here; None where none is on file."""
        return self._notices.get(year)

    def day(self, day: date) -> Day:
        """What that day is. Never raises."""
        return self._known(day)

    def _day(self, day: date) -> Day:
        notice = self._local.get(day) or self._notice_of(day)
        off = notice.off if notice else self._festivals.off(day.year)
        source = notice.source if notice else self._festivals.source(day.year)
        provisional = notice is None
        if notice and day in notice.work:
            if day.weekday() < WEEKEND:  # a region took a day off back
                return Day(day, Why.COUNTED, "", source, provisional)
            return Day(day, Why.MAKE_UP, "调休上班", source, provisional)
        if day in off:
            return Day(day, Why.HOLIDAY, off[day], source, provisional)
        if day.weekday() >= WEEKEND:
            return Day(day, Why.WEEKEND, "星期六" if day.weekday() == 5 else "星期日", source, provisional)
        return Day(day, Why.COUNTED, "", source, provisional)

    def _notice_of(self, day: date) -> YearNotice | None:
        """That of its year; the notice of the next one where it speaks of this day of December (元旦)."""
        following = self._notices.get(day.year + 1) if day.month == 12 else None
        if following and (day in following.off or day in following.work):
            return following
        return self._notices.get(day.year)

    def is_workday(self, day: date) -> bool:
        """Whether that day is a working day."""
        return self.day(day).working

    def add(self, start: date, count: int, excluded: Collection[date] = ()) -> date:
        """The `count`-th working day after `start`, which is not counted itself (《民法典》第二百零一条)."""
        day, counted = start, 0
        while counted < count:
            day += ONE_DAY
            if day not in excluded and self.is_workday(day):
                counted += 1
        return day

    def count(self, start: date, end: date, excluded: Collection[date] = ()) -> int:
        """Working days after `start` up to and with `end`; 0 where `end` is not later."""
        if not excluded:
            return self._counted(start, end)
        return sum(day not in excluded and self.is_workday(day) for day in days(start, end))

    def _count(self, start: date, end: date) -> int:
        return sum(map(self.is_workday, days(start, end)))

    def next_workday(self, day: date) -> date:
        """The day itself where it is a working day, else the first after it (《民法典》第二百零三条)."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day


def days(after: date, end: date) -> Iterator[date]:
    """The days after `after`, up to and with `end`."""
    for offset in range(1, (end - after).days + 1):
        yield after + timedelta(days=offset)


@dataclass(frozen=True, eq=False)
class _Entered:
    """What an installation entered of its own because the law folder does not have that year yet."""

    notices: dict[int, YearNotice]


_NONE = _Entered({})
# Changed by one assignment: a thread that reckons meanwhile does so by the notices before or those after.
_entered = [_NONE]


_here: ContextVar[Local] = ContextVar("local days off", default=NOWHERE)


def calendar(book: Lawbook | None = None) -> Calendar:
    """The calendar of this installation, of the region of `locally`. Raises LawError for malformed files."""
    law = book or lawbook()
    return _calendar(law, _entered[0] if law is lawbook() else _NONE, _here.get())


@contextlib.contextmanager
def locally(days_off: Local) -> Iterator[None]:
    """Reckons with the days of a region as well, as long as it is open."""
    token = _here.set(days_off)
    try:
        yield
    finally:
        _here.reset(token)


@functools.lru_cache(maxsize=64)
def _calendar(law: Lawbook, entered: _Entered, local: Local) -> Calendar:
    return Calendar(law, tuple(entered.notices.values()), local)


def install(notices: Collection[YearNotice]) -> None:
    """Makes `notices` part of this process's calendar, in place of those installed before.

    For a year that the law folder has, the folder's notice holds, unless one of them amends it. Where nothing
    changed, nothing is done.
    """
    fresh = {notice.year: notice for notice in notices}
    if fresh != _entered[0].notices:
        _entered[0] = _Entered(fresh) if fresh else _NONE


def notice(
    year: int,
    spans: Collection[tuple[str, date, date]],
    work: Collection[date],
    source: Source,
    *,
    amends: bool = False,
    restored: Collection[date] = (),
) -> YearNotice:
    """A year's notice from its spans off (name, first day, last day) and the weekends worked.

    `restored`: days off of before that it may make working days again. Raises UsageError for a span or a
    make-up day that cannot be of that year.
    """
    off: dict[date, str] = {}
    for name, first, last in spans:
        if wrong := _wrong_span(year, first, last):
            raise UsageError(f"{name}：{wrong}请核对起止日期。")
        off.update(dict.fromkeys(days(first - ONE_DAY, last), name))
    if wrong := _wrong_work(year, off, set(work) - set(restored)):
        raise UsageError(f"{wrong}请核对。")
    return YearNotice(year, off, frozenset(work), source, amends)


def _wrong_span(year: int, first: date, last: date) -> str:
    sound = first <= last and _within(year, first) and _within(year, last)
    return "" if sound else f"{first} 至 {last} 不是 {year} 年内的一段日子。"


def _within(year: int, day: date) -> bool:
    return day.year == year or (day.year, day.month) == (year - 1, 12)


def _wrong_work(year: int, off: Collection[date], work: Collection[date]) -> str:
    misplaced = sorted(day for day in work if not _within(year, day) or day.weekday() < 5 or day in off)
    return f"{misplaced[0]} 不是 {year} 年里可以调休上班的周末。" if misplaced else ""


def _notice(book: Lawbook, node: Node) -> YearNotice:
    year, source = node.integer("year", least=1949), book.source(node)
    spans = []
    for span in node.children("off"):
        name, first, last = span.text("name"), span.day("from"), span.day("to")
        if wrong := _wrong_span(year, first, last):
            raise span.refuse("to", wrong)
        spans.append((name, first, last))
        span.done()
    work = node.days("work")
    off = {day for _, first, last in spans for day in days(first - ONE_DAY, last)}
    if wrong := _wrong_work(year, off, work):
        raise node.refuse("work", wrong)
    found = notice(year, spans, work, source)
    stated, counted = node.integer("workdays"), workdays_of(found)
    if stated != counted:
        raise node.refuse(
            "workdays", f"按本文件数出 {counted} 个工作日，填的是 {stated}；请核对放假和调休日期。"
        )
    node.done()
    return found


def workdays_of(notice: YearNotice) -> int:
    """How many working days the year has: what a reader of the notice can check it by."""
    whole_year = days(date(notice.year - 1, 12, 31), date(notice.year, 12, 31))
    return sum(day in notice.work or (day.weekday() < 5 and day not in notice.off) for day in whole_year)


class _Festivals:
    """Statutory holidays of a year whose notice is not on file."""

    def __init__(self, book: Lawbook, node: Node) -> None:
        self._rules = book.dated(node, "法定节日", _festival_rule)
        table = node.child("dates")
        self._dates = {year: table.days(year) for year in table}
        for year, found in self._dates.items():
            if len(found) != len(MOVING) or any(str(day.year) != year for day in found):
                raise table.refuse(year, f"应依次写该年的{'、'.join(MOVING)}四个日期。")
        node.done()

    def source(self, year: int) -> Source:
        return self._rules.on(self._day_of(year)).source

    @functools.lru_cache(maxsize=64)  # noqa: B019 – one instance a law folder, kept for the life of the process
    def off(self, year: int) -> dict[date, str]:
        fixed, moving = self._rules.on(self._day_of(year)).value
        off = {date.fromisoformat(f"{year:04}-{day}"): name for name, found in fixed.items() for day in found}
        for name, start in zip(MOVING, self._dates.get(str(year), ()), strict=False):
            off.update({start + timedelta(days=offset): name for offset in moving[name]})
        return off

    def _day_of(self, year: int) -> date:
        return max(date(year, 1, 1), self._rules.values[0].since)


def _festival_rule(node: Node) -> tuple[dict[str, tuple[str, ...]], dict[str, list[int]]]:
    fixed, moving = node.child("fixed"), node.child("moving")
    offsets: dict[str, list[int]] = {}
    for name in MOVING:
        found = moving.take(name)
        if not isinstance(found, list) or not all(isinstance(item, int) for item in found):
            raise moving.refuse(name, "应为相对节日当天的天数的列表，例如 [-1, 0, 1]。")
        offsets[name] = found
    moving.done()
    return {name: fixed.days_of_year(name) for name in fixed}, offsets
