"""Which Chinese numerals are numbers, and which of them count?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.prose.numerals import counts, value


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("零", 0),
        ("〇", 0),
        ("两", 2),
        ("十", 10),
        ("十一", 11),
        ("一十一", 11),
        ("二十", 20),
        ("二十一", 21),
        ("一百零三", 103),
        ("一百一十", 110),
        ("一千零五", 1005),
        ("两千三百四十五", 2345),
        *((wrong, None) for wrong in ("三五", "两三", "二〇二四", "百", "十百", "二百五", "一百零", "")),
    ],
)
def test_a_numeral_is_a_number_or_nothing(numeral, number):
    assert value(numeral) == number


@given(st.text(alphabet="零〇一二两三四五六七八九十百千", max_size=8))
def test_no_numeral_breaks_the_reading(text):
    assert value(text) is None or 0 <= value(text) < 10_000


@pytest.mark.parametrize(
    "sentence",
    [
        "办成一件事,",
        "汽车零件,",
        "受理一件,办结一件,",
        "公开三件套,",
        "办理一起,",
        "收到几十件,",
        "第三件,",
        "共十条,",
        "公开三项制度,",
    ],
)
def test_idioms_count_nothing(sentence):
    assert list(counts(sentence)) == []
