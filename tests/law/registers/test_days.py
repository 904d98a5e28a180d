"""Is a day read as a clerk wrote it, and never guessed where it can be two?"""

from datetime import date, datetime

import pytest

from gongkai.registers.cells import CellError, NoYear
from gongkai.registers.days import How, day_within, written_day, year_told

DAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    "written",
    [
        "2024.3.5",
        "2024-03-05",
        "2024/3/5",
        "2024年3月5日",
        "２０２４年３月５日",
        "2024年3月5号",
        "2024、3、5",
        "2024 3 5",
        "2024.03.05.",
        "20240305",
        20240305.0,
        "24.3.5",
        "24年3月5日",
        "二〇二四年三月五日",
        "二○二四年三月五日",
        "二零二四年三月五日",
        45356.0,
        "45356",
        45356.4,
        datetime.fromisoformat("2024-03-05 09:30"),
        DAY,
        "2024-03-05 09:30",
        "2024-03-05T09:30:00",
        "2024/3/5 9:30:15",
        "2024年3月5日上午",
        "2024.3.5（星期二）",
    ],
)
def test_days_are_read_as_registers_write_them(written):
    found = written_day(written)
    assert found is not None
    assert found.day == DAY


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二四年十月十日", date(2024, 10, 10)),
        ("二〇二四年十二月三十一日", date(2024, 12, 31)),
        ("二〇二四年六月廿三日", date(2024, 6, 23)),
        ("2024年元月8日", date(2024, 1, 8)),
    ],
)
def test_chinese_numerals_are_days(written, day):
    found = written_day(written)
    assert found is not None
    assert found.day == day


def test_a_day_of_the_year_of_the_first_regulation_is_one():
    found = written_day("2008-05-01")
    assert found is not None
    assert found.day == date(2008, 5, 1)


@pytest.mark.parametrize("written", ["", "/", "无", "——", None])
def test_an_empty_cell_is_no_day(written):
    assert written_day(written) is None


@pytest.mark.parametrize("written", ["3月5日", "3.5", "三月五日", "3/5", 3.5, "3-5"])
def test_a_day_without_a_year_lies_in_the_year_that_is_told(written):
    found = written_day(written, 2024)
    assert found is not None
    assert (found.day, found.how) == (DAY, How.YEAR)
    with pytest.raises(NoYear):
        written_day(written)


def test_what_came_on_the_day_of_the_receipt_without_a_year_is_of_that_year():
    found = written_day("12月22日", 2024, date(2024, 12, 22))
    assert found is not None
    assert found.day == date(2024, 12, 22)


def test_what_came_later_without_a_year_is_never_before_the_receipt():
    found = written_day("1月10日", 2024, date(2024, 12, 22))
    assert found is not None
    assert found.day == date(2025, 1, 10)


@pytest.mark.parametrize(
    ("written", "how"),
    [
        (45356, How.SERIAL),
        ("24.3.5", How.SHORT),
        ("二〇二四年三月五日", How.CHINESE),
        ("2024.3.5", How.WRITTEN),
    ],
)
def test_what_had_to_be_understood_is_told(written, how):
    found = written_day(written)
    assert found is not None
    assert found.how == how


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2024-02-30", "2024-02-30 不是日期"),
        ("24.13.5", "24.13.5 不是日期"),
        ("去年", "去年 不是日期"),
        ("2024.3.5至2024.3.8", "不是日期"),
        (3.1, "分不清是3月1日还是3月10日"),
        (3.3, "分不清是3月3日还是3月30日"),
        ("1924.3.5", "还没有《条例》"),
        ("05.3.24", "还没有《条例》"),
        (17.0, "不是日期"),
    ],
)
def test_a_day_that_is_none_is_never_guessed(written, told):
    with pytest.raises(CellError, match=told):
        written_day(written, 2024)


def test_the_one_day_in_a_text_is_found():
    assert day_within("口头答复 2025.6.20") == ("口头答复", date(2025, 6, 20))
    assert day_within("2025.6.20 至 2025.7.1") == ("2025.6.20 至 2025.7.1", None)
    assert day_within("口头答复") == ("口头答复", None)


@pytest.mark.parametrize(
    ("titles", "names", "year"),
    [
        (["示范县2025年依申请公开台账", "填报时间：2026.1.5"], ["Sheet1"], 2025),
        (["示范市二〇二六年台账"], [], 2026),
        (["依申请公开收件本"], ["24年"], 2024),
        (["依申请公开收件本"], ["2024", "登记簿.xlsx"], 2024),
        (["2024年12月31日制表"], ["登记簿"], None),
        (["2023年和2024年台账"], ["2024"], None),
        ([], ["示公开〔2024〕.xlsx", "2025"], None),
    ],
)
def test_the_year_is_told_by_the_title_then_by_the_names(titles, names, year):
    assert year_told(titles, names) == year
