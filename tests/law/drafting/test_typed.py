"""Lao Chen types a number: is it pointed at where the records say otherwise, and only there?"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.drafting.references import counted_of, parse, written
from gongkai.drafting.typed import asked, opposed

DAY = date(2024, 12, 31)
NUMBERS = dict.fromkeys(asked(DAY), 0) | {
    counted_of("items.published"): 7474,
    counted_of("items.published item_class=news"): 6466,
    counted_of("items.reposted"): 156,
    counted_of("outlets.accounts_closed"): 19,
    counted_of("outlets.accounts"): 41,
}


def told(text: str) -> list[str]:
    """The typed numbers that are pointed at."""
    return [one.typed for one in opposed(parse(text), NUMBERS, DAY)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("全年转载权威信息150条。", ["150条"]),
        ("全年转载权威信息156条。", []),
        ("全年转载权威信息150余条。", []),
        ("全年转载权威信息160余条。", ["160余条"]),
        ("主动公开政府信息约7400条，政务动态信息6467条。", ["6467条"]),
        ("主动公开政府信息约7500条。", ["约7500条"]),
        ("主动公开政府信息中政务动态信息6466条。", []),
        ("主动公开政府信息中政务动态信息7474条。", ["7474条"]),
        ("关停政务新媒体18家，现有政务新媒体41个。", ["18家"]),
    ],
)
def test_a_typed_number_against_the_records_is_pointed_at(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


@pytest.mark.parametrize(
    ("counted", "text", "wrong"),
    [
        (100, "全年转载权威信息100余条。", ["100余条"]),
        (101, "全年转载权威信息100余条。", []),
        (199, "全年转载权威信息100余条。", []),
        (200, "全年转载权威信息100余条。", ["100余条"]),
        (150, "全年转载权威信息约150条。", []),
        (149, "全年转载权威信息约150条。", ["约150条"]),
        (160, "全年转载权威信息约150条。", ["约150条"]),
    ],
)
def test_a_rough_number_lies_above_its_round_one_and_below_the_next(
    counted: int, text: str, wrong: list[str]
) -> None:
    numbers = NUMBERS | {counted_of("items.reposted"): counted}
    assert [one.typed for one in opposed(parse(text), numbers, DAY)] == wrong


@pytest.mark.parametrize(
    "text",
    [
        "转载信息比上年增加20条。",
        "上年转载信息149条。",
        "民生领域主动公开政府信息512条。",
        "转载信息涉及3个部门。",
        "全年转载{items.reposted}条。",
        "2024年转载工作有序开展。",
    ],
)
def test_a_number_about_something_else_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_the_place_pointed_at_is_where_the_number_stands() -> None:
    text = "发布{items.published}条，转载权威信息150条。"
    (one,) = opposed(parse(text), NUMBERS, DAY)
    assert written(parse(text))[one.start : one.end] == "150条"
    assert one.message.startswith("这里写「150条」，按记录是156；")
