"""Over which days do the figures of a report run, as its text says it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.prose import numerals
from gongkai.prose.wording import plain

Period = tuple[date, date]

_SPAN = re.compile(
    r"(?:(?P<year>20\d\d)年?|(?P<before>上一?年度?|去年))?(?P<month>\d{1,2})月(?P<day>\d{1,2})日?起?,?[至到—\-~一]+"
    r"(?:(?P<last_year>20\d\d)年?|本年|同年|当年)?(?P<last_month>\d{1,2})月(?P<last_day>\d{1,2})日"
)
_UNTIL = re.compile(
    r"(?:统计|所列|报告)[^。;]{0,24}截[至止]到?(?:日期)?[为是]?(?P<year>20\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
)
_ABOUT = re.compile(r"统计|期限|时限|期间|数据|报告期|本年度报告")
_LEAST_DAYS = 300  # a span that short is an event, not the period of the report, unless it says so
_NAMED_YEAR = re.compile(r"(20\d\d)年度?")
_CHINESE_YEAR = re.compile(r"二[〇○零]([〇○零一二三])([〇○零一二三四五六七八九])(?=年)")
_CHINESE_DAY = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日])")
_DIGITS = "〇一二三四五六七八九"
_LAST_MONTH = 12
OF_THE_REPORT = re.compile(r"统计|报告期|本报告|本年报|所列|数据")  # other spans are of events
NO_SPAN = 10_000  # days: no span is the period of a report by its length alone


def find_period(text: str) -> Period | None:
    """The first period that the text states; 年 may be lost in it (20231月1日)."""
    return next((period for line in text.split("\n") for period in find_periods(line)), None)


def find_periods(line: str, about: re.Pattern[str] = _ABOUT, least: int = _LEAST_DAYS) -> Iterator[Period]:
    """Every period that the line states for figures: in words such as `about`, or long enough to be it."""
    if "月" not in line:
        return
    label = _in_digits(plain(line))
    for found in _SPAN.finditer(label):
        period = _span(found, label)
        said = about.search(label, max(0, found.start() - 30), found.end() + 20)
        if period and (said or (period[1] - period[0]).days >= least):
            yield period
    for found in _UNTIL.finditer(label):
        last = _day(found["year"], found["month"], found["day"])
        if last and last.month == _LAST_MONTH:
            yield date(last.year, 1, 1), last


def _span(found: re.Match[str], label: str) -> Period | None:
    named = _NAMED_YEAR.findall(label[: found.start()])
    year = found["year"] or (named[-1] if named else None)
    if year is None:
        return None
    first = _day(str(int(year) - bool(found["before"])), found["month"], found["day"])
    last = _day(found["last_year"] or year, found["last_month"], found["last_day"])
    return (first, last) if first and last else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def year_of(period: Period) -> int:
    """The year in which most of the period lies: 上年12月21日至本年12月20日 is this year's."""
    first, last = period
    return (first + (last - first) / 2).year


def _in_digits(label: str) -> str:
    """二〇二四年一月一日 as 2024年1月1日."""
    label = _CHINESE_YEAR.sub(lambda found: f"20{_digit(found[1])}{_digit(found[2])}", label)
    return _CHINESE_DAY.sub(lambda found: str(numerals.value(found[0]) or found[0]), label)


def _digit(sign: str) -> int:
    return max(0, _DIGITS.find(sign))
