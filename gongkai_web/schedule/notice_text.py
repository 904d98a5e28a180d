"""What does a line of a notice of days off say, typed short or pasted as the State Council's office wrote it?

春节 2月5日 2月13日
二、春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。

Nothing is passed over: a line is understood to its last sign, or refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from gongkai_web.holidays.actions import Span

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
    r"(?:[，,\s]|放假|调休|与周末连休|共?(?P<count>\d+)天)*"
    rf"(?P<work>[。；;\s]*{_D}(?:[、，,和\s]*{_D})*\s*上班)?[。；;\s]*"
)
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
    """Takes the days out of a line, one after the other: 至23日 is of the month named before."""

    year: int
    days: list[date] = field(default_factory=list)

    def __call__(self, found: re.Match[str]) -> str:
        month = int(found["month"]) if found["month"] else self._month(found[0])
        year, day = int(found["year"] or self.year), int(found["day"] or found["short"])
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
    reader = _Reader(year)
    found = _LINE.fullmatch(_DAY.sub(reader, line))
    if not found:
        raise Unreadable(f"「{line}」应写成 名称 第一天 最后一天，或者照通知原文，一行一个节日。")
    off = 2 if found["last"] else 1
    first, last = reader.days[0], reader.days[off - 1]
    length = (last - first).days + 1
    if found["count"] and int(found["count"]) != length:
        raise Unreadable(f"「{line}」写明 {found['count']} 天，起止却是 {length} 天；请核对。")
    return Said((found["name"], first, last), tuple(reader.days[off:]))


def days_in(text: str, year: int) -> Iterator[date]:
    """The days of 调休上班. Raises Unreadable where anything else is left."""
    reader = _Reader(year)
    left = _ASIDE.sub("", _DAY.sub(reader, text)).replace(_D, "")
    if left:
        raise Unreadable(f"「{left}」认不出；请只写上班的日子，例如 1月30日、2月14日。")
    yield from reader.days
