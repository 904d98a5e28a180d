"""Of which part of a year is a number asked, and which is the same part of the year before?

In addresses a year and a part: `q3` the third quarter, `m09` September, `to-11-29` from new year to that day;
none is the whole year.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from gongkai_web.figures.period import Period

_QUARTERS = {f"q{at}": (f"第{name}季度", 3 * at - 2, 3 * at) for at, name in enumerate("一二三四", start=1)}
_MONTHS = {f"m{month:02d}": (f"{month} 月", month, month) for month in range(1, 13)}
_KNOWN = _QUARTERS | _MONTHS
_SO_FAR = re.compile(r"to-(\d{2})-(\d{2})")
_LEAP = 2024  # has every day that a year can have


@dataclass(frozen=True, slots=True)
class Span:
    """A year, or a part of it."""

    year: int
    part: str = ""

    @property
    def period(self) -> Period:
        """Its days. A day that the year has not is its month's last."""
        if self.part in _KNOWN:
            _, first, last = _KNOWN[self.part]
            return Period(date(self.year, first, 1), _day(self.year, last, 31))
        until = _until(self.part)
        if until:
            return Period(date(self.year, 1, 1), _day(self.year, *until))
        return Period.of_year(self.year)

    @property
    def before(self) -> Span:
        """The same part of the year before (上年同期)."""
        return Span(self.year - 1, self.part)

    @property
    def label(self) -> str:
        """`2024 年第三季度`."""
        word = _word(self.part)
        return f"{self.year} 年{' ' if word[:1].isdigit() else ''}{word}"

    @property
    def query(self) -> dict[str, str]:
        """As it stands in an address."""
        return {"year": str(self.year), **({"part": self.part} if self.part else {})}


def known(part: str) -> str:
    """The part as it was given, where there is such a part; else none."""
    return part if part in _KNOWN or _until(part) else ""


def parts(today: date, given: str = "") -> list[tuple[str, str]]:
    """What can be chosen, with its words; `given`: what an address asks for stays among them."""
    so_far = f"to-{today:%m-%d}"
    offered = dict.fromkeys([so_far, *_KNOWN, *filter(None, [known(given)])])
    return [(one, _word(one)) for one in offered]


def _word(part: str) -> str:
    if part in _KNOWN:
        return _KNOWN[part][0]
    until = _until(part)
    return f" 1 月 1 日至 {until[0]} 月 {until[1]} 日" if until else ""


def _until(part: str) -> tuple[int, int] | None:
    found = _SO_FAR.fullmatch(part)
    if not found:
        return None
    month, day = int(found[1]), int(found[2])
    real = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(_LEAP, month)[1]
    return (month, day) if real else None


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
