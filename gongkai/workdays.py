"""Is this day a working day, why, and which is the n-th one after it?

Working days are Monday to Friday, less the days off of the State Council's yearly notice, plus its make-up
days. A day whose year has no notice on file is provisional: Monday to Friday less the statutory holidays
(handbook 07 §3), never an exception.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.lawbook import Lawbook, Source, lawbook
from gongkai.lawfile import Node

ONE_DAY = timedelta(days=1)
_DAYS_KEPT = 8192  # some twenty years: a list of cases asks for the same days again and again
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
    """One year's notice: days off with their names, and weekends worked."""

    year: int
    off: dict[date, str]
    work: frozenset[date]
    source: Source


class Calendar:
    """The calendar of a law folder. Pure: the same law gives the same answer for ever."""

    def __init__(self, book: Lawbook) -> None:
        self._notices: dict[int, YearNotice] = {}
        for node in book.nodes("calendar"):
            if node.file == "calendar/festivals.yaml":
                continue
            notice = _notice(book, node)
            if notice.year in self._notices:
                raise node.refuse(
                    "year", f"另一个文件里已有 {notice.year} 年的放假通知；每年只能有一个文件。"
                )
            self._notices[notice.year] = notice
        self._festivals = _Festivals(book, book.node("calendar/festivals.yaml"))
        self._known = functools.lru_cache(maxsize=_DAYS_KEPT)(self._day)

    @property
    def years(self) -> list[int]:
        """The years whose notice is on file."""
        return sorted(self._notices)

    def day(self, day: date) -> Day:
        """What that day is. Never raises."""
        return self._known(day)

    def _day(self, day: date) -> Day:
        notice = self._notices.get(day.year)
        off = notice.off if notice else self._festivals.off(day.year)
        source = notice.source if notice else self._festivals.source(day.year)
        provisional = notice is None
        if notice and day in notice.work:
            return Day(day, Why.MAKE_UP, "调休上班", source, provisional)
        if day in off:
            return Day(day, Why.HOLIDAY, off[day], source, provisional)
        if day.weekday() >= 5:
            return Day(day, Why.WEEKEND, "星期六" if day.weekday() == 5 else "星期日", source, provisional)
        return Day(day, Why.COUNTED, "", source, provisional)

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
        return sum(day not in excluded and self.is_workday(day) for day in days(start, end))

    def next_workday(self, day: date) -> date:
        """The day itself where it is a working day, else the first after it (《民法典》第二百零三条)."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day


def days(after: date, end: date) -> Iterator[date]:
    """The days after `after`, up to and with `end`."""
    for offset in range(1, (end - after).days + 1):
        yield after + timedelta(days=offset)


@functools.lru_cache(maxsize=8)
def calendar(book: Lawbook | None = None) -> Calendar:
    """The calendar of this installation. Raises LawError where its files are malformed."""
    return Calendar(book or lawbook())


def _notice(book: Lawbook, node: Node) -> YearNotice:
    year = node.integer("year", least=1949)
    source = book.source(node)
    off: dict[date, str] = {}
    for span in node.children("off"):
        name, first, last = span.text("name"), span.day("from"), span.day("to")
        if last < first or {first.year, last.year} != {year}:
            raise span.refuse("to", f"{first} 至 {last} 不是 {year} 年内的一段日子。")
        off.update(dict.fromkeys(days(first - ONE_DAY, last), name))
        span.done()
    work = frozenset(node.days("work"))
    misplaced = sorted(day for day in work if day.year != year or day.weekday() < 5 or day in off)
    if misplaced:
        raise node.refuse("work", f"{misplaced[0]} 不是 {year} 年里可以调休上班的周末。")
    notice = YearNotice(year, off, work, source)
    stated, counted = node.integer("workdays"), _workdays(notice)
    if stated != counted:
        raise node.refuse(
            "workdays", f"按本文件数出 {counted} 个工作日，填的是 {stated}；请核对放假和调休日期。"
        )
    node.done()
    return notice


def _workdays(notice: YearNotice) -> int:
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
