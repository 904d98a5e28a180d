"""Does the calendar agree with what others know, day by day, and does it never fail?"""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from gongkai.errors import UsageError
from gongkai.lawbook import Instrument, Source
from gongkai.workdays import Day, Why, calendar, notice

NOTICE_2028 = Source(Instrument("holiday_notice_2028", "2028年放假通知", "2028年放假通知", "", None), "全文")
LAST_YEAR_ON_FILE = 2026  # the notice of the next year raises this by one
NAMED_FESTIVALS = {  # the words of the package → ours
    "元旦": "元旦",
    "农历除夕": "春节",
    "春节": "春节",
    "清明节": "清明",
    "劳动节": "劳动节",
    "端午节": "端午",
    "中秋节": "中秋",
    "国庆节": "国庆",
}


def _year(year: int) -> list[Day]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [calendar().day(first + timedelta(days=n)) for n in range((last - first).days + 1)]


@pytest.mark.parametrize("year", range(2019, 2027))
def test_every_day_of_a_year_with_a_notice_agrees_with_chinese_calendar(year: int) -> None:
    days = _year(year)
    assert [day.day for day in days if day.working != chinese_calendar.is_workday(day.day)] == []
    assert not any(day.provisional for day in days)


@pytest.mark.parametrize("year", range(2027, 2041))
def test_the_statutory_days_of_a_year_without_a_notice_agree_with_holidays(year: int) -> None:
    stated = holidays.country_holidays("CN", years=year, language="zh_CN", observed=False)
    ours = {day.day: day.name for day in _year(year) if day.why is Why.HOLIDAY}
    assert set(ours) == set(stated)
    for day, name in ours.items():
        assert name in {NAMED_FESTIVALS[word] for word in stated[day].split("; ")}, day


def test_the_notices_on_file_run_from_2019_to_the_last_year_named_here() -> None:
    assert calendar().years == list(range(2019, LAST_YEAR_ON_FILE + 1))


@pytest.mark.parametrize("year", [1, 1990, 2018, LAST_YEAR_ON_FILE + 1, 2061, 2100, 9999])
def test_a_year_without_a_notice_is_provisional_and_never_raises(year: int) -> None:
    days = _year(year)
    assert all(day.provisional for day in days)
    assert all(day.source.article for day in days)
    assert not calendar().is_workday(date(year, 1, 1))
    assert 250 <= sum(day.working for day in days) <= 262


def test_the_last_day_that_there_is_can_be_asked_for() -> None:
    assert calendar().day(date.max).why is Why.COUNTED
    assert calendar().next_workday(date.max) == date.max
    assert calendar().count(date.max - timedelta(days=1), date.max) == 1


def test_days_of_the_neighbouring_years_keep_their_own_notice() -> None:
    assert not calendar().day(date(2026, 12, 31)).provisional
    assert calendar().day(date(2027, 1, 4)).provisional
    assert calendar().day(date(2022, 12, 31)).name == "元旦"


def test_the_nth_working_day_skips_the_excluded_ones() -> None:
    excluded = {date(2025, 3, 5), date(2025, 3, 8)}  # a Wednesday, and a Saturday that changes nothing
    assert calendar().add(date(2025, 3, 3), 3) == date(2025, 3, 6)
    assert calendar().add(date(2025, 3, 3), 3, excluded) == date(2025, 3, 7)
    assert calendar().count(date(2025, 3, 3), date(2025, 3, 10), excluded) == 4


def test_the_next_working_day_of_a_holiday_may_be_a_make_up_saturday() -> None:
    assert calendar().next_workday(date(2022, 10, 3)) == date(2022, 10, 8)
    assert calendar().next_workday(date(2022, 10, 8)) == date(2022, 10, 8)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2027, 11, 30), date(2028, 1, 3)),
        (date(2028, 12, 30), date(2029, 1, 2)),
        (date(2028, 1, 3), date(2028, 1, 1)),
    ],
    ids=["年前十一月就开始", "次年才结束", "结束早于开始"],
)
def test_a_holiday_that_is_no_span_of_the_year_is_refused(first: date, last: date) -> None:
    with pytest.raises(UsageError, match=f"元旦：{first} 至 {last} 不是 2028 年内的一段日子"):
        notice(2028, [("元旦", first, last)], [], NOTICE_2028)


def test_a_holiday_may_begin_in_december_of_the_year_before() -> None:
    entered = notice(2028, [("元旦", date(2027, 12, 31), date(2028, 1, 2))], [], NOTICE_2028)
    assert sorted(entered.off) == [date(2027, 12, 31), date(2028, 1, 1), date(2028, 1, 2)]
