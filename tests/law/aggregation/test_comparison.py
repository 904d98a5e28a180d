"""Is a unit told that lies far from the others of its kind, and nobody else?"""

from decimal import Decimal
from typing import Any

import pytest

from gongkai.aggregation.comparison import Middle, measures, middles, outliers
from tests.law.aggregation.made import YEAR, unit


def bureau(at: int, kind: str = "department", **numbers: Any) -> Any:
    given = {"new": 10 + at % 3, "done": 10 + at % 3, **numbers}
    return unit({"key": f"{kind}-{at}", "name": f"第{at}局", "kind": kind, **given})


def test_a_unit_far_from_the_median_of_its_kind_is_named_with_the_reason() -> None:
    units = [bureau(at) for at in range(11)] + [bureau(11, new=300, done=300)]
    found = outliers(units, YEAR, middles(units, YEAR))
    assert {one.unit for one in found} == {"department-11"}
    told = next(one for one in found if one.measure == "new_received").message
    assert told.startswith("第11局：新收申请300件，高于同类 12 个单位的中位数11件，相差 ")
    assert "绝对中位差 1件" in told
    assert "确实如此的不用改" in told


def test_a_large_unit_of_another_kind_is_not_held_against_small_ones() -> None:
    units = [bureau(at) for at in range(12)] + [bureau(0, kind="government_office", new=300, done=300)]
    assert outliers(units, YEAR, middles(units, YEAR)) == []


def test_a_few_units_are_not_compared() -> None:
    units = [bureau(at) for at in range(6)] + [bureau(6, new=300, done=300)]
    assert middles(units, YEAR) == []


def test_as_many_units_as_the_law_folder_asks_for_are_compared() -> None:
    least = measures()["new_received"].least
    for units, compared in ((least - 1, False), (least, True)):
        found = middles([bureau(at) for at in range(units)], YEAR)
        assert ("new_received" in {one.measure for one in found}) is compared


def test_odd_but_small_differences_stay_silent() -> None:
    """All say nought and one says six: no deviation at all, and yet nothing worth a sentence."""
    units = [bureau(at, new=0, done=0) for at in range(11)] + [bureau(11, new=6, done=6)]
    assert outliers(units, YEAR, middles(units, YEAR)) == []


def test_a_difference_is_worth_a_sentence_from_the_number_that_the_law_folder_names() -> None:
    least = measures()["new_received"].difference
    for new, told in ((least - 1, set()), (least, {"department-11"})):
        units = [bureau(at, new=0, done=0) for at in range(11)] + [bureau(11, new=new, done=new)]
        found = outliers(units, YEAR, middles(units, YEAR))
        assert {one.unit for one in found if one.measure == "new_received"} == told


@pytest.mark.parametrize(("new", "told"), [(170, False), (190, True)])
def test_a_deviation_is_that_of_a_normal_distribution(new: int, told: bool) -> None:
    """Median 110, absolute deviation 10: five deviations are 74, not 50."""
    units = [bureau(at, new=100 + 10 * (at % 3), done=0) for at in range(11)] + [bureau(11, new=new, done=0)]
    found = outliers(units, YEAR, middles(units, YEAR))
    assert ("department-11" in {one.unit for one in found if one.measure == "new_received"}) is told


def test_where_most_say_the_same_the_sentence_says_so() -> None:
    units = [bureau(at, new=0, done=0) for at in range(11)] + [bureau(11, new=40, done=40)]
    (found, *_) = outliers(units, YEAR, middles(units, YEAR))
    assert "一半以上的单位都是这个数" in found.message


def test_a_share_of_nothing_is_no_share() -> None:
    assert measures()["granted_share"].value(bureau(1, new=0, done=0).report) is None
    assert measures()["granted_share"].value(bureau(1, new=4, done=3, out=1).report) == Decimal(100)


def test_medians_that_were_kept_still_judge_when_the_others_have_changed() -> None:
    units = [bureau(at) for at in range(12)]
    kept = [Middle.from_json(one.to_json()) for one in middles(units, YEAR)]
    assert kept == middles(units, YEAR)
    assert {one.unit for one in outliers([bureau(20, new=300, done=300)], YEAR, kept)} == {"department-20"}


def test_half_of_the_units_may_be_odd_before_the_median_moves() -> None:
    units = [bureau(at) for at in range(7)] + [bureau(at, new=500, done=500) for at in range(7, 13)]
    middle = next(one for one in middles(units, YEAR) if one.measure == "new_received")
    assert middle.median == 12
    assert middle.units == 13


@pytest.mark.parametrize("measure", list(measures().values()), ids=lambda one: one.code)
def test_every_measure_has_words(measure: Any) -> None:
    assert measure.words(Decimal("12.50")) == ("12.5%" if measure.of else f"12.5{measure.unit}")
