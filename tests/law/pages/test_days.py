"""Which days does a text name, however they are written?"""

from datetime import date

import pytest

from gongkai.pages.days import day_in_address, days_in

TODAY = date(2026, 6, 15)
TENTH = date(2026, 6, 10)


@pytest.mark.parametrize(
    "text",
    [
        "发布时间：2026-06-10 09:30", "2026/6/10", "2026.06.10", "2026年6月10日", "2026 年 06 月 10 号",
        "20260610", "二〇二六年六月十日", "二○二六年六月十日", "10 2026-06", "10 2026.6", "[06-10]", "06-10",
        "6月10日", "June 10, 2026", "2026-06-10T09:30:00+08:00", "2026．6．10", "2026—06—10",
    ],
)  # fmt: skip
def test_a_day_is_read_in_each_usual_form(text):
    assert days_in(text, TODAY) == [TENTH]


@pytest.mark.parametrize(
    ("text", "day"),
    [("3天前", date(2026, 6, 12)), ("2小时前", TODAY), ("昨天", date(2026, 6, 14)), ("刚刚", TODAY)],
)
def test_a_list_tells_days_from_today_and_a_text_does_not(text, day):
    assert days_in(text, TODAY, told=True) == [day]
    assert days_in(text, TODAY) == []


def test_without_its_year_a_day_is_the_last_such_day():
    assert days_in("12-30", TODAY) == [date(2025, 12, 30)]
    assert days_in("2月29日", TODAY) == [date(2024, 2, 29)]


def test_chinese_numerals_are_read_to_the_end_of_the_month():
    said = "二〇二五年十二月三十一日、二〇二五年十月二十日、二〇二五年十一月十九日"
    assert [str(one) for one in days_in(said, TODAY)] == ["2025-12-31", "2025-10-20", "2025-11-19"]


@pytest.mark.parametrize(
    "text",
    ["2026-13-01", "2026年2月30日", "0999-6123456", "41022302000001", "3.14", "国办发〔2017〕47号", ""],
)
def test_what_is_no_day_is_none(text):
    assert days_in(text, TODAY) == []


def test_an_address_names_its_day():
    assert day_in_address("/zwgk/202606/t20260610_12345.html") == TENTH
    assert day_in_address("/art/2026/6/10/art_1.html") is None
    assert day_in_address("/zwgk/20261399.html") is None
