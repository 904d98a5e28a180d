"""Does nothing that tells of a person stay of the words that somebody looked for?"""

from datetime import date

import pytest

from gongkai.proofing.searched import kept_words

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "typed",
    [
        "停车费",
        "公积金 提取",
        "何时施行",
        "云政规〔2026〕1号",
        "12345热线",
        "5G基站",
        "高温补贴",
        "马路停车",
        "高温",
        "金水桥公园",
    ],
)
def test_subjects_stay(typed):
    assert kept_words(typed, DAY) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "13812345678",
        "11010519491231002X",
        "6222021234567890128",
        "010-88886666",
        "zhou@mail.example",
        "示范路12号3单元501室",
        "周大山",
        "欧阳明",
        "王金水",
        "马学",
        "王伟同志",
        "张三丰判决书",
        "，",
        "",
    ],
)
def test_what_tells_of_a_person_goes(typed):
    assert kept_words(typed, DAY) == ""
    assert kept_words(f"低保标准 {typed}", DAY) == "低保标准"
