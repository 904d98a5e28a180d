"""Over which days do the figures run, however the sentence is written?"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.prose.periods import find_period, year_of

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
SHORT = (date(2024, 1, 1), date(2024, 12, 20))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。", YEAR),
        ("统计期限自２０２４年１月１日起，至２０２４年１２月３１日止。", YEAR),
        ("统计期限为2024年度，自1月1日至12月31日。", YEAR),
        ("统计期间从二〇二四年一月一日至十二月三十一日。", YEAR),
        ("统计期限自2024年1月1日起，至12月20日止。", SHORT),
        ("本报告所列数据截至2024年12月20日。", SHORT),
        ("2024年度报告。统计期限为上年12月21日至本年12月20日。", (date(2023, 12, 21), date(2024, 12, 20))),
        ("数据截至2024年6月30日。", None),
        ("1月1日至12月31日开放。", None),
        ("2024年3月1日至3月5日开展活动。", None),
    ],
)
def test_the_period_of_a_sentence(text, period):
    assert find_period(text) == period


def test_a_period_belongs_to_the_year_in_which_most_of_it_lies():
    assert year_of((date(2023, 12, 21), date(2024, 12, 20))) == year_of(YEAR) == 2024
