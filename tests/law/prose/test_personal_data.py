"""Are personal numbers told from other long numbers by their check digits?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.prose.personal_data import (
    BANK,
    IDENTITY,
    MOBILE,
    is_bank_card,
    is_identity_number,
    mistyped_identity_numbers,
    personal_data,
)

# The example of the standard, and numbers made up for this test.
EXAMPLE = "11010519491231002X"
CARD = "6222020200112233445"


def kinds(text):
    return [found.kind for found in personal_data(text)]


def card(digits):
    """The digits with Luhn's check digit behind them."""
    return next(f"{digits}{last}" for last in range(10) if is_bank_card(f"{digits}{last}"))


def test_the_three_kinds_are_found():
    assert kinds(f"申请人张三，身份证{EXAMPLE}。") == [IDENTITY]
    assert kinds("申请人电话13800138000，另有139 0013 9000") == [MOBILE, MOBILE]
    assert kinds(f"退款到{card('622202020011223344')}") == [BANK]
    assert kinds(f"退款到{' '.join([card('621700123456789')[i : i + 4] for i in range(0, 16, 4)])}") == [BANK]


def test_a_telephone_beside_an_amount_is_still_one():
    assert kinds("退款金额30元，请与13800138000联系。收费2次，电话13900139000，金额30元") == [MOBILE, MOBILE]


@pytest.mark.parametrize("place", range(1, 18))
def test_an_identity_number_that_a_line_breaks_off_is_found(place):
    assert kinds(f"由张三（{EXAMPLE[:place]}\n{EXAMPLE[place:]}）负责检查") == [IDENTITY]


def test_numbers_on_lines_of_their_own_are_not_put_together():
    assert kinds(f"13\n800138000\n12\n{EXAMPLE[:17]}\n9") == []


def test_full_width_digits_are_digits():
    assert kinds("身份证１１０１０５１９４９１２３１００２Ｘ") == [IDENTITY]


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码11410000005184603J",
        "统一社会信用代码123456789012345678",
        "咨询电话：13800138000",
        "监督电话0371-22223333",
        "文号202401150012345678",
        "项目编号20240115001234",
        "点击量12345678901次",
        "身份证110105194912310021",
        "收费金额 13800138000 元",
        "金额 0371-66666666万元",
        "集中采购13575394432.52元",
        "共收取13800138000余元",
        "收入13800138000（元）",
        "采购总金额13800138000",
        "投资 13800138000 多万元",
        "政府集中采购项目2个，采购金额：13800138000",
        "网站全年访问量13800138000人次",
    ],
)
def test_other_long_numbers_are_none(text):
    assert kinds(text) == []


def test_the_number_itself_is_not_repeated():
    (found,) = personal_data(EXAMPLE)
    assert found.masked == "110…2X"


@given(st.integers(0, 16), st.integers(1, 9))
def test_an_identity_number_with_one_wrong_digit_is_none(place, step):
    digits = list(EXAMPLE)
    digits[place] = str((int(digits[place]) + step) % 10)
    assert not is_identity_number("".join(digits))


@given(st.text("0123456789", min_size=13, max_size=16), st.integers(0, 14), st.integers(1, 9))
def test_a_card_number_with_one_wrong_digit_is_none(rest, place, step):
    whole = card(f"62{rest}")
    digits = list(whole)
    digits[place] = str((int(digits[place]) + step) % 10)
    assert not is_bank_card("".join(digits))


@pytest.mark.parametrize(
    "text",
    ["周大山 110105194912310021 32000", "110105 19491231 0021", "１１０１０５１９４９１２３１００２１"],
)
def test_one_that_was_copied_wrong_is_told_apart_from_other_numbers(text):
    (found,) = mistyped_identity_numbers(text)
    assert found.masked == "110…21"
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        EXAMPLE,
        "统一社会信用代码11410000005184603J",
        "信用代码110105194912310021",
        "文号202401150012345678",
        "项目编号110105194913310021",
        "流水号110105300012310021",
    ],
)
def test_a_right_one_and_what_names_nobody_is_none_copied_wrong(text):
    assert list(mistyped_identity_numbers(text)) == []
