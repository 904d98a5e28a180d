"""Which elements does a text say of itself, so plainly that nobody has to guess?

A day that stands alone in its line is the day of the text (成文日期, GB/T 9704); the day from which it
applies and the day up to which stand in one formula. Where a text says two days, nobody chooses here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.richtext.out.text import text_of

_YEAR, _SHORT = r"[0-9〇○零一二三四五六七八九]{4}", r"[0-9〇一二三四五六七八九十]{1,3}"
_DAY = rf"({_YEAR})\s*年\s*({_SHORT})\s*月\s*({_SHORT})\s*日"
_ALONE = re.compile(rf"[\s\u3000（(]*{_DAY}[\s\u3000）)]*")
_FROM = re.compile(rf"自\s*{_DAY}\s*起\s*(?:施行|实施|执行|生效)")
_UNTIL = re.compile(rf"有效期(?:限)?\s*(?:为|至|到|自[^，。；]{{0,24}}?至)\s*{_DAY}")
_FIGURES = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_TEN = 10


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a text says; None where it says none, or more than one."""

    formed_on: date | None = None
    effective_from: date | None = None
    expires_on: date | None = None


def days_of(html: str) -> Days:
    """The days in a text of ours."""
    text = text_of(html)
    return Days(
        formed_on=_only(_ALONE.fullmatch(line) for line in text.splitlines()),
        effective_from=_only(_FROM.finditer(text)),
        expires_on=_only(_UNTIL.finditer(text)),
    )


def _only(hits: Iterable[re.Match[str] | None]) -> date | None:
    """The one day of all the hits; None where they say several, or one that no calendar has."""
    found = {_day(hit) for hit in hits if hit is not None}
    return found.pop() if len(found) == 1 else None


def _day(hit: re.Match[str]) -> date | None:
    year, month, day = hit.groups()
    try:
        return date(int(_figures(year)), _number(month), _number(day))
    except ValueError:
        return None


def _figures(written: str) -> str:
    return "".join(_FIGURES.get(sign, sign) for sign in written)


def _number(written: str) -> int:
    """二十七, 27 or 十: at most two figures."""
    tens, ten, ones = written.partition("十")
    if not ten:
        return int(_figures(written))
    return int(_figures(tens) or 1) * _TEN + int(_figures(ones) or 0)
