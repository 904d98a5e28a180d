"""考核: points, places and grades, by worked examples."""

from decimal import Decimal

import pytest

from gongkai.assessing import deducted, grade, of_hundred, places, reached, shared

BANDS = [(Decimal(90), "优秀"), (Decimal(60), "合格"), (Decimal(0), "不合格")]


@pytest.mark.parametrize(
    ("found", "points"),
    [
        (deducted(Decimal(10), Decimal(2), Decimal(3)), "4.00"),
        (deducted(Decimal(10), Decimal(9), Decimal(3)), "0"),
        (shared(Decimal(20), Decimal(2), Decimal(3)), "13.33"),
        (shared(Decimal(20), Decimal(4), Decimal(3)), "20.00"),
        (reached(Decimal(5), Decimal(2), Decimal(4)), "2.50"),
        (reached(Decimal(5), Decimal(6), Decimal(4)), "5.00"),
        (of_hundred(Decimal(30), Decimal("87.5")), "26.25"),
        (of_hundred(Decimal(30), Decimal(112)), "30.00"),
    ],
)
def test_points_come_from_the_number_and_stay_within_what_the_indicator_has(found, points):
    assert found == Decimal(points)


def test_of_nothing_there_is_no_share_and_it_is_not_nought():
    assert shared(Decimal(20), Decimal(0), Decimal(0)) is None


def test_who_has_the_same_points_shares_the_place_and_the_next_is_as_much_further_on():
    totals = {"a": Decimal("88.0"), "b": Decimal(95), "c": Decimal(88), "d": Decimal(60)}
    assert places(totals) == {"a": 2, "b": 1, "c": 2, "d": 4}


def test_a_grade_begins_at_its_points():
    assert [grade(Decimal(one), BANDS) for one in ("90", "89.99", "60", "0")] == [
        "优秀", "合格", "合格", "不合格",
    ]  # fmt: skip
