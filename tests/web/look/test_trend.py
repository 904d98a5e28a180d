"""A number over the years: every year has its number in words, whatever the drawing shows."""

from decimal import Decimal

import pytest

from gongkai_web.look.trend import Point, trend
from tests.web.look.trees import find, text

POINTS = [Point("2021", 12), Point("2022", None, why="没有公布的年报"), Point("2023", 3), Point("2024", -6)]


def test_the_bars_are_in_proportion_and_none_leaves_the_drawing():
    twelve, none, three, less = trend(POINTS).rows
    shares = [float(row.width.rstrip("%")) for row in (twelve, three, less)]
    assert shares[0] == pytest.approx(4 * shares[1]) == pytest.approx(2 * shares[2])
    assert none.width == "0.00%"
    assert max(float(row.number.rstrip("%")) for row in (twelve, none, three, less)) < 70


def test_less_than_nothing_is_an_outline_with_its_sign():
    less = trend(POINTS).rows[-1]
    assert (less.below, less.text) == (True, "-6")
    assert not trend(POINTS).rows[0].below


def test_the_drawing_says_in_words_what_it_shows(draw):
    tree = draw("{% load look %}{% trend 'new' '新收申请' points '件' %}", points=POINTS)
    (said,) = find(tree, "svg desc")
    assert said.text == "2021 12件；2022 没有公布的年报；2023 3件；2024 -6件。"
    assert [text(row) for row in find(tree, "tbody tr")] == [
        "2021 12件",
        "2022 没有公布的年报",
        "2023 3件",
        "2024 -6件",
    ]


def test_money_keeps_its_places_and_nothing_at_all_is_said(draw):
    assert trend([Point("2021", Decimal("1234.50"))], "万元").rows[0].text == "1,234.50万元"
    assert "还没有数据" in text(draw("{% load look %}{% trend 'fees' '收费' points %}", points=[]))
    assert trend([Point("2021", 0), Point("2022", 0)]).rows[0].width == "0.00%"
