"""Which days does a text name, however they are written?

With signs between, in Chinese numerals, without the year, the day above the month as lists show it, or told
from today. What lies ahead is not asked for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_NUMERALS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零ＯO", 0)
_YEAR = r"(?P<y>(?:19|20)[0-9]{2})"
_MONTH, _DAY = r"(?P<m>1[0-2]|0?[1-9])", r"(?P<d>3[01]|[12][0-9]|0?[1-9])"
_BETWEEN = r" ?[-/.．—－] ?"
_ENGLISH = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_WHOLE = (
    re.compile(rf"(?<![0-9]){_YEAR}{_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}(?![0-9])"),
    re.compile(rf"(?<![0-9]){_YEAR} ?年 ?{_MONTH} ?月 ?{_DAY} ?[日号]"),
    re.compile(rf"(?<![0-9]){_DAY} {_YEAR}{_BETWEEN}{_MONTH}(?![0-9]|{_BETWEEN}[0-9])"),
    re.compile(
        r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9])"
    ),
)
_CHINESE = re.compile(
    r"(?P<y>[〇○零ＯO一二三四五六七八九]{4})年(?P<m>十[一二]?|[一二三四五六七八九])月"
    r"(?P<d>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
)
_WORDED = re.compile(
    r"(?<![A-Za-z])(?P<m>[A-Za-z]{3})[a-z]{0,6}\.? "
    r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)[0-9]{2})"
)
_SHORT = (
    re.compile(rf"(?<![0-9年\-/.]){_MONTH} ?月 ?{_DAY} ?日"),
    re.compile(rf"(?:^|[\[(【（ ]){_MONTH}[-/]{_DAY}(?:$|[\])】） ])"),
)
_AGO = re.compile(r"([0-9]{1,3}) ?(分钟|小时|天)以?前")
_TOLD = {"刚刚": 0, "今天": 0, "昨天": 1, "昨日": 1, "前天": 2}
_IN_ADDRESS = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12][0-9]|3[01])(?![0-9])"
)


def days_in(text: str, today: date, *, told: bool = False) -> list[date]:
    """The days that the text names, in its order; without a year the last such day.

    `told`: also those that are told from today, as lists do.
    """
    found = [*_whole(text), *_chinese(text), *_worded(text)]
    taken = [span for *span, _ in found]
    for shape in _SHORT:
        for one in shape.finditer(text):
            inside = any(start <= one.start("m") < end for start, end in taken)
            day = None if inside else _last(int(one["m"]), int(one["d"]), today)
            if day:
                found.append((*one.span(), day))
    if told:
        found += _ago(text, today)
    return [day for *_, day in sorted(found, key=lambda one: one[0])]


def day_in_address(address: str) -> date | None:
    """The day that an address names: /202606/t20260615_1.html."""
    days = [_day(*map(int, one.groups())) for one in _IN_ADDRESS.finditer(address)]
    return next((one for one in reversed(days) if one), None)


_Placed = tuple[int, int, date]


def _whole(text: str) -> Iterator[_Placed]:
    for shape in _WHOLE:
        for one in shape.finditer(text):
            day = _day(int(one["y"]), int(one["m"]), int(one["d"]))
            if day:
                yield (*one.span(), day)


def _chinese(text: str) -> Iterator[_Placed]:
    for one in _CHINESE.finditer(text):
        year = int("".join(str(_NUMERALS[sign]) for sign in one["y"]))
        day = _day(year, _number(one["m"]), _number(one["d"]))
        if day:
            yield (*one.span(), day)


def _worded(text: str) -> Iterator[_Placed]:
    for one in _WORDED.finditer(text):
        month = _ENGLISH.get(one["m"].lower())
        day = _day(int(one["y"]), month, int(one["d"])) if month else None
        if day:
            yield (*one.span(), day)


def _number(written: str) -> int:
    tens, ten, ones = written.partition("十")
    if not ten:
        return _NUMERALS[written]
    return 10 * (_NUMERALS[tens] if tens else 1) + (_NUMERALS[ones] if ones else 0)


def _ago(text: str, today: date) -> Iterator[_Placed]:
    for one in _AGO.finditer(text):
        back = int(one[1]) if one[2] == "天" else 0
        yield (*one.span(), today - timedelta(days=back))
    for word, back in _TOLD.items():
        place = text.find(word)
        if place >= 0:
            yield place, place + len(word), today - timedelta(days=back)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last(month: int, day: int, today: date) -> date | None:
    """The last such day that is not ahead; of 29 February, in the last leap year."""
    for year in range(today.year, today.year - 5, -1):
        found = _day(year, month, day)
        if found and found <= today:
            return found
    return None
