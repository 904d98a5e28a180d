"""Are several facts in one cell told apart, ditto marks known, and names left whole?"""

from datetime import date

import pytest

from gongkai.registers.apart import Answered, Named, of_applicant, of_reply
from gongkai.registers.cells import is_ditto, is_tick


@pytest.mark.parametrize(
    "written",
    [
        "高府公开〔2025〕3号 2025.4.2",
        "高府公开〔2025〕3号，2025年4月2日",
        "高府公开（2025）3号（2025-4-2）",
        "2025.4.2 高府公开[2025]第3号",
    ],
)
def test_number_and_day_of_a_reply_stand_in_any_order(written):
    found = of_reply(written)
    assert found.day == date(2025, 4, 2)
    assert found.number.startswith("高府公开")
    assert found.rest == ""


def test_the_rest_of_a_reply_is_its_result():
    assert of_reply("2025.4.2，予以公开") == Answered("", date(2025, 4, 2), "予以公开")
    assert of_reply("部分公开") == Answered("", None, "部分公开")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("秦岚 13600001111", Named("秦岚", "13600001111")),
        ("许刚，电话13600002222", Named("许刚", "13600002222")),
        ("许刚（电话：0571-80001234）", Named("许刚", "0571-80001234")),
        ("示范安居物业公司（联系人：何某）", Named("示范安居物业公司", "", "", "联系人：何某")),
        ("示范公司（云溪分公司）", Named("示范公司（云溪分公司）")),
        ("阿依古丽·买买提", Named("阿依古丽·买买提")),
    ],
)
def test_an_applicant_is_told_from_the_telephone(written, found):
    assert of_applicant(written) == found


@pytest.mark.parametrize("written", ["同上", "同 上", "〃", "″", '"', "（同上）", "同前"])
def test_ditto_marks_are_known(written):
    assert is_ditto(written)


@pytest.mark.parametrize("written", ["同上公司", "张同", "上同仁堂", ""])
def test_other_words_are_no_ditto_marks(written):
    assert not is_ditto(written)


def test_ticks_are_known():
    assert all(is_tick(one) for one in ("√", "✓", "1", "●", "是"))
    assert not any(is_tick(one) for one in ("公民", "×", "0", ""))
