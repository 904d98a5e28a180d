"""Which day does a cell of a register mean, however its clerk wrote it?

2024.3.5, 24.10.14, 3月5日, 二〇二四年三月五日, 20240305, a date of Excel or its bare number. What can be two
days is never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from gongkai.prose import numerals
from gongkai.reading.formats.xlsx import Value
from gongkai.registers.cells import CellError, NoYear, said

_NUMERALS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_CHINESE_YEAR = re.compile(r"[〇○零0一二三四五六七八九]{4}(?=年)")
_CHINESE_PLACE = re.compile(r"[一二三四五六七八九十廿卅]{1,4}(?=[月日号])")
_PART = r"[-./年月、,\\\s]{1,3}"
_FULL = re.compile(rf"(?<!\d)((?:19|20)\d\d){_PART}(\d{{1,2}}){_PART}(\d{{1,2}})(?!\d)\s*[日号]?")
_TOGETHER = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")
_SHORT = re.compile(r"(?<![\d.])['’]?(\d\d)[-./年](\d{1,2})[-./月](\d{1,2})(?!\d)\s*[日号]?")
_NO_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\s*[-./月]\s*(\d{1,2})(?![\d.])\s*[日号]?")
# What may stand behind a day in a cell that is nothing but a day.
_BEHIND = re.compile(
    r"[(（]?(?:星期|周)?[一二三四五六日天]?[)）]?\s*(?:上午|下午|中午|晚上|T)?\s*"
    r"(?:\d{1,2}[:时点]\d{0,2}(?::\d{1,2}|分)?(?:\.\d+)?)?\s*[.。,;、]?"
)
_TITLE_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年(?!\s*\d{1,2}\s*月)")
_NAMED_YEAR = re.compile(r"(?<!\d)(20\d\d)(?![\d.])")
_SHORT_NAMED_YEAR = re.compile(r"(?<!\d)(\d\d)年(?!\s*\d)")
_SERIALS = range(30_000, 60_000)  # 1982 to 2064
_SERIAL_START = date(1899, 12, 30)
_CENTURY, _EARLIEST = 2000, 2008  # the first Regulation came into force on 2008-05-01
_AMBIGUOUS = 3  # 3.1, 3.2 and 3.3 as numbers may be the 10th, 20th and 30th


class How(StrEnum):
    """What had to be understood to know the day."""

    WRITTEN = ""
    SERIAL = "Excel 的日期序号"
    SHORT = "两位数的年份"
    YEAR = "没有写年份"
    CHINESE = "中文数字"


@dataclass(frozen=True, slots=True)
class Written:
    """A day and what had to be understood."""

    day: date
    how: How = How.WRITTEN


def written_day(value: Value | None, year: int | None = None, after: date | None = None) -> Written | None:
    """The day that a cell writes; None for an empty one. Raises CellError.

    `year`: in which year a day without one lies; where that is before `after`, in the year that follows.
    """
    if isinstance(value, datetime):
        return Written(value.date())
    if isinstance(value, date):
        return Written(value)
    text = said(value)
    if not text:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(text, float(value), year, after)
    plain = plain_day(text)
    found = next(_found(plain, year, after), None)
    if found and found[0] == 0 and _BEHIND.fullmatch(plain[found[1] :].strip()):
        how = How.CHINESE if plain != unicodedata.normalize("NFKC", text) else found[2].how
        return Written(found[2].day, found[2].how or how)
    if plain.isdecimal():
        return _of_number(text, float(plain), year, after)
    if not year and _NO_YEAR.match(plain):
        raise NoYear(f"{text} 没有写年份；请选择是哪一年")
    raise CellError(f"{text} 不是日期")


def day_within(text: str, year: int | None = None, after: date | None = None) -> tuple[str, date | None]:
    """The text without the one day that stands in it, and that day; as it was where there is none or two."""
    plain = plain_day(text)
    try:
        found = list(_found(plain, year, after))
    except CellError:
        return text, None
    if len(found) != 1:
        return text, None
    start, end, written = found[0]
    return f"{plain[:start]} {plain[end:]}".strip(), written.day


def year_told(titles: Iterable[str], names: Iterable[str] = ()) -> int | None:
    """The one year that the titles of a table tell, else the one in the names of its sheet and file."""
    told = {int(year) for title in titles for year in _TITLE_YEAR.findall(plain_day(title))}
    if not told:
        told = {int(year) for name in names for year in _NAMED_YEAR.findall(plain_day(name))}
    if not told:
        told = {_CENTURY + int(year) for name in names for year in _SHORT_NAMED_YEAR.findall(plain_day(name))}
    return next(iter(told)) if len(told) == 1 else None


def plain_day(text: str) -> str:
    """The text half-width, the Chinese numerals of its days as digits (二〇二四年三月五日)."""
    plain = unicodedata.normalize("NFKC", text).replace("元月", "1月").replace("’", "'")
    plain = _CHINESE_YEAR.sub(lambda found: found[0].translate(_NUMERALS), plain)
    return _CHINESE_PLACE.sub(lambda found: _digits(found[0]), plain)


def _digits(numeral: str) -> str:
    spelt = numeral.replace("廿", "二十").replace("卅", "三十")
    number = numerals.value(spelt)
    return numeral if number is None else str(number)


def _found(plain: str, year: int | None, after: date | None) -> Iterator[tuple[int, int, Written]]:
    """Where days stand in the text, in order; whole ones before those that leave out a part."""
    for pattern, how in ((_FULL, How.WRITTEN), (_TOGETHER, How.WRITTEN), (_SHORT, How.SHORT)):
        hits = list(pattern.finditer(plain))
        if hits:
            for hit in hits:
                numbers = [int(part) for part in hit.groups()]
                if how is How.SHORT:
                    numbers[0] += _CENTURY
                yield hit.start(), hit.end(), Written(_day(hit[0], *numbers), how)
            return
    for hit in _NO_YEAR.finditer(plain) if year else ():
        assert year is not None
        month, day = int(hit[1]), int(hit[2])
        yield hit.start(), hit.end(), Written(_in_year(hit[0], year, month, day, after), How.YEAR)


def _of_number(text: str, number: float, year: int | None, after: date | None) -> Written:
    """A number of Excel: a day that lost its format, 20240305, or 3.15 for the 15th of March."""
    whole = int(number)
    if whole in _SERIALS:
        return Written(_SERIAL_START + timedelta(days=whole), How.SERIAL)
    together = _TOGETHER.fullmatch(str(whole))
    if together and number == whole:
        return Written(_day(text, *(int(part) for part in together.groups())))
    month, _, day = text.partition(".")
    if not (day.isdecimal() and 1 <= whole <= 12 and len(day) <= 2):
        raise CellError(f"{text} 不是日期")
    if len(day) == 1 and int(day) <= _AMBIGUOUS:
        raise CellError(f"{text} 没有写年份，也分不清是{month}月{day}日还是{month}月{day}0日")
    if not year:
        raise NoYear(f"{text} 没有写年份；请选择是哪一年")
    return Written(_in_year(text, year, whole, int(day), after), How.YEAR)


def _in_year(text: str, year: int, month: int, day: int, after: date | None) -> date:
    found = _day(text, year, month, day)
    return _day(text, year + 1, month, day) if after and found < after else found


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise CellError(f"{text.strip()} 不是日期") from None
    if year < _EARLIEST:
        raise CellError(f"{text.strip()} 不是日期：{year} 年还没有《条例》")
    return found
