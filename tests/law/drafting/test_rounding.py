"""A clerk says a number roughly: never above what was counted, and always by the same rule (手册00 七)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.drafting.rounding import about, exactly, over, percent


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (2034, "2000余"),
        (563, "500余"),
        (117, "100余"),
        (24, "20余"),
        (100, "100"),
        (101, "100余"),
        (9, "9"),
        (10, "10"),
        (11, "10余"),
        (19, "10余"),
        (0, "0"),
    ],
)
def test_a_number_over_a_round_one_lies_below_the_next(number: int, said: str) -> None:
    assert over(number) == said


@pytest.mark.parametrize(
    ("number", "said"), [(7474, "约7400"), (156, "约150"), (150, "150"), (57, "57"), (7, "7")]
)
def test_about_keeps_two_figures(number: int, said: str) -> None:
    assert about(number) == said


def test_no_rough_number_is_above_the_exact_one() -> None:
    for number in range(3000):
        said = [int(words.strip("约余")) for words in (about(number), over(number))]
        assert max(said) <= number


def test_a_share_is_cut_off_behind_its_first_place() -> None:
    assert percent(925, 1496) == "61.8%"
    assert percent(2, 3) == "66.6%"
    assert percent(3, 3) == "100%"
    assert percent(1, 0) == ""


def test_money_carries_no_zeros_behind_the_point() -> None:
    assert exactly(Decimal("120.50")) == "120.5"
    assert exactly(Decimal("300.00")) == "300"
