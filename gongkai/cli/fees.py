"""The command `fee`: what does the information cost?"""

from __future__ import annotations

import argparse
import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from gongkai.cli import words
from gongkai.tariff import Bill, fee

if TYPE_CHECKING:
    from argparse import _SubParsersAction

# One time all over the country, and no summer time: no table of zones is needed, nor the machine's own.
_CHINA = timezone(timedelta(hours=8))


def add(commands: _SubParsersAction[words.Parser]) -> None:
    """Adds the command to the parser."""
    one = commands.add_parser("fee", help="信息处理费，逐档列出", description="算信息处理费。")
    one.add_argument("--by", required=True, choices=("items", "pages"), help="items 按件，pages 按量（页）")
    one.add_argument(
        "--count", required=True, type=words.count, metavar="数量", help="件数（当月累计）或页数"
    )
    one.add_argument("--day", type=words.day, metavar="日期", help="适用哪一天的标准，默认今天（中国时间）")
    one.add_argument("--json", action="store_true", help="输出 JSON")
    one.set_defaults(command=_fee)


def _fee(options: argparse.Namespace) -> int:
    bill = fee(options.by, options.count, options.day or datetime.now(_CHINA).date())
    if options.json:
        print(json.dumps(_bill_json(bill), ensure_ascii=False))
        return 0
    unit = bill.tariff.unit
    for line in bill.lines:
        print(f"第 {line.first}–{line.last} {unit}：{line.count} {unit} × {line.rate} 元 ＝ {line.amount} 元")
    print(f"合计 {bill.total} 元（{bill.tariff.name}，{bill.source}）")
    return 0


def _bill_json(bill: Bill) -> dict[str, Any]:
    return {
        "by": bill.tariff.basis,
        "day": str(bill.day),
        "tiers": [
            {
                "from": line.first,
                "to": line.last,
                "count": line.count,
                "rate": line.rate,
                "amount": line.amount,
            }
            for line in bill.lines
        ],
        "total": bill.total,
        "source": str(bill.source),
    }
