"""What is stated about the fee, and does what is not stated stay open?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.prose.fees import find_fees, speaks_of_fees

ZERO = Decimal(0)


@pytest.mark.parametrize(
    ("text", "count", "amount", "collected"),
    [
        ("发出收费通知的件数和总金额，以及实际收取的总金额均为0。", 0, ZERO, ZERO),
        ("发出收费通知的件数和总金额以及实际收取的总金额均为零。", 0, ZERO, ZERO),
        ("2024年度未收取信息处理费。", None, None, ZERO),
        ("本年度没有产生政府信息公开信息处理费。", None, None, ZERO),
        ("发出收费通知 3 件，总金额 450 元，实收 300 元。", 3, Decimal(450), Decimal(300)),
        ("收费通知件数为2件，总金额0.12万元，实收总金额1,200元。", 2, Decimal(1200), Decimal(1200)),
        (
            "发出收费通知5件，涉及总金额为1500元，实际收取的总金额为1200.5元。",
            5,
            Decimal(1500),
            Decimal("1200.5"),
        ),
        ("本年度未发出收费通知，未收取信息处理费。", 0, ZERO, ZERO),
        ("發出收費通知3件，總金額90元，實際收取90元。", 3, Decimal(90), Decimal(90)),
        ("全年培训3次，经费500元。", None, None, None),
    ],
)
def test_the_three_figures(text, count, amount, collected):
    fees = find_fees([text])
    assert (fees.notice_count, fees.notice_amount_yuan, fees.collected_amount_yuan) == (
        count,
        amount,
        collected,
    )


def test_the_tariff_alone_is_a_word_on_fees_and_states_nothing():
    text = "收费标准按照信息处理费管理办法执行。"
    assert speaks_of_fees([text])
    assert find_fees([text]).collected_amount_yuan is None
    assert not speaks_of_fees(["没有其他需要报告的事项。"])
