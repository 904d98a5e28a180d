"""What does a line of a notice of days off say, typed short or pasted as the State Council's office wrote it?

春节 2月5日 2月13日
二、春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。

Nothing is passed over: a line is understood to its last sign, or refused with what is left of it. That
offices are encouraged (鼓励) to give leave makes no day off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from gongkai_web.holidays.actions import Span

_JANUARY, _DECEMBER = 1, 12
_WEEKDAYS = "一二三四五六日"
_DAY = re.compile(
    r"(?:(?:(?P<year>\d{4})[-年./])?(?P<month>\d{1,2})[-月./](?P<day>\d{1,2})[日号]?|(?P<short>\d{1,2})[日号])"
    r"(?:[（(](?P<note>[^）)]*)[）)])?"
)
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
# A day that was read stands as one sign.
_D = "\x00"
_LINE = re.compile(
    r"(?:[一二三四五六七八九十\d]+[、.．]\s*)?"
    rf"(?P<name>[^{_D}\d：:\s]+)[：:\s]*"
    rf"{_D}(?P<last>\s*[至到—~～-]*\s*{_D})?"
    r"(?:[，,\s]|放假|不?调休|与周末连休|共?(?P<count>\d+)天)*"
    rf"(?P<work>[。；;\s]*{_D}(?:[、，,和\s]*{_D})*\s*上班)?[。；;\s]*"
    r"(?:鼓励(?![^。；;]*(?:上班|放假))[^。；;]*[。；;\s]*)?"
)
_FORM = "应写成 名称 第一天 最后一天，或者照通知原文，一行一个节日。"
_ASIDE = re.compile(r"[、，,；;。\s]|上班|和")


class Unreadable(ValueError):
    """A sentence about what cannot be read."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: the span off, and the weekends worked for it."""

    span: Span
    work: tuple[date, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Takes the days out of a line, one after the other: 至23日 is of the month named before.

    So is a day without a year of the one named before. `december`: the year of a December without one; that
    before, where 元旦 begins in it.
    """

    year: int
    december: int
    days: list[date] = field(default_factory=list)

    def __call__(self, found: re.Match[str]) -> str:
        month = int(found["month"]) if found["month"] else self._month(found[0])
        year = int(found["year"] or (self.december if month == _DECEMBER else self.year))
        day = int(found["day"] or found["short"])
        if month != _DECEMBER:
            self.year = year
        try:
            read = date(year, month, day)
        except ValueError:
            raise Unreadable(f"「{year}-{month}-{day}」不是日期；请核对。") from None
        _check_weekday(read, found["note"] or "")
        self.days.append(read)
        return _D

    def _month(self, said: str) -> int:
        if not self.days:
            raise Unreadable(f"「{said}」没有写月份；请核对。")
        return self.days[-1].month


def _check_weekday(day: date, note: str) -> None:
    said = _WEEKDAY.search(note)
    right = _WEEKDAYS[day.weekday()]
    if said and said[1].replace("天", "日") != right:
        raise Unreadable(f"{day} 是星期{right}，不是“{said[0]}”；请核对。")


def span_in(line: str, year: int) -> Said:
    """A line of 放假. Raises Unreadable."""
    said, signs = list(_DAY.finditer(line)), _DAY.sub(_D, line)
    found = _LINE.match(signs)
    off = 2 if found and found["last"] else 1
    reader = _Reader(year, year - 1 if _over_new_year(said[:off]) else year)
    for one in said:
        reader(one)
    if not found:
        raise Unreadable(f"「{line}」{_FORM}")
    if found.end() < len(signs):
        raise Unreadable(f"「{line}」里的「{_left(said, signs, found.end())}」认不出；{_FORM}")
    first, last = reader.days[0], reader.days[off - 1]
    _check_length(line, first, last, found["count"])
    worked = (found["work"] or "").count(_D)
    return Said((found["name"], first, last), tuple(reader.days[off : off + worked]))


def _over_new_year(span: list[re.Match[str]]) -> bool:
    """Whether it goes from a December to a January, the year left out: 12月30日至1月1日."""
    return [int(day["month"] or 0) for day in span] == [_DECEMBER, _JANUARY] and not span[0]["year"]


def _left(said: list[re.Match[str]], signs: str, end: int) -> str:
    """What stands after the sign `end`, its days as they were written."""
    days = iter(said[signs[:end].count(_D) :])
    return re.sub(_D, lambda _: next(days)[0], signs[end:]).strip()


def _check_length(line: str, first: date, last: date, count: str | None) -> None:
    if last < first:
        raise Unreadable(f"「{line}」的最后一天 {last} 早于第一天 {first}；请核对，跨年的写明年份。")
    length = (last - first).days + 1
    if count and int(count) != length:
        raise Unreadable(f"「{line}」写明 {count} 天，起止却是 {length} 天；请核对。")


def days_in(text: str, year: int) -> Iterator[date]:
    """The days of 调休上班. Raises Unreadable where anything else is left."""
    reader = _Reader(year, year)
    left = _ASIDE.sub("", _DAY.sub(reader, text)).replace(_D, "")
    if left:
        raise Unreadable(f"「{left}」认不出；请只写上班的日子，例如 1月30日、2月14日。")
    yield from reader.days
