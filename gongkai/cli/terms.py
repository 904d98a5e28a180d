"""The commands `due`, `fee` and `rules`: what does the law say?"""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai.checking import SEVERITY_LABELS, rules
from gongkai.cli import words
from gongkai.clock import EVENT_LABELS, Due, due
from gongkai.tariff import Bill, fee
from gongkai.workdays import Why

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_WEEKDAYS = "一二三四五六日"


def add(commands: _SubParsersAction[words.Parser]) -> None:
    """Adds the commands to the parser."""
    one = commands.add_parser("due", help="答复期限届满日和理由", description="算一件申请应在哪一天前答复。")
    one.add_argument("--received", required=True, type=words.day, metavar="日期", help="收到申请之日")
    one.add_argument(
        "--event",
        action="append",
        default=[],
        type=words.event,
        metavar="事件=日期",
        help="可重复；几次征求意见可写成 third_party.asked:甲=日期。事件：" + "、".join(EVENT_LABELS),
    )
    one.add_argument("--extend", type=int, metavar="天数", help="延长的工作日数，最多 20")
    one.add_argument("--applicant-until", type=words.day, metavar="日期", help="补正告知书给申请人的期限")
    one.add_argument("--json", action="store_true", help="输出 JSON，含每一天的理由")
    one.set_defaults(command=_due)

    one = commands.add_parser("fee", help="信息处理费，逐档列出", description="算信息处理费。")
    one.add_argument("--by", required=True, choices=("items", "pages"), help="items 按件，pages 按量（页）")
    one.add_argument(
        "--count", required=True, type=words.count, metavar="数量", help="件数（当月累计）或页数"
    )
    one.add_argument("--day", type=words.day, metavar="日期", help="适用哪一天的标准，默认今天")
    one.add_argument("--json", action="store_true", help="输出 JSON")
    one.set_defaults(command=_fee)

    one = commands.add_parser(
        "rules", help="全部核对规则", description="列出核对规则：编号、内容、级别、出处。"
    )
    one.add_argument("--json", action="store_true", help="输出 JSON")
    one.set_defaults(command=_rules)


def _due(options: argparse.Namespace) -> int:
    answer = due(
        options.received, options.event, extend=options.extend, applicant_until=options.applicant_until
    )
    if options.json:
        print(json.dumps(_due_json(answer), ensure_ascii=False))
        return 0
    print(answer.sentence)
    for step in answer.steps:
        number = f"第{step.number}日" if step.number else "不计"
        reason = "" if step.why is Why.COUNTED else step.reason
        print(
            f"  {step.day} 周{_WEEKDAYS[step.day.weekday()]}  {number:　<4}  {reason}".rstrip()
            + f"  〔{step.source}〕"
        )
    for note in answer.notes:
        print(f"注意：{note.message}")
    return 0


def _due_json(answer: Due) -> dict[str, Any]:
    return {
        "received": str(answer.received),
        "due": answer.due and str(answer.due),
        "provisional": answer.provisional,
        "sentence": answer.sentence,
        "limit": answer.limit,
        "extended_by": answer.extended_by,
        "waiting_for": answer.waiting_for,
        "applicant_until": answer.applicant_until and str(answer.applicant_until),
        "excluded": [
            {"from": str(span.first), "to": str(span.last), "reason": span.reason} for span in answer.spans
        ],
        "notes": [{"code": note.code, "message": note.message} for note in answer.notes],
        "steps": [
            {
                "day": str(step.day),
                "counted": step.counted,
                "why": step.why.value,
                "number": step.number,
                "reason": step.reason,
                "source": str(step.source),
            }
            for step in answer.steps
        ],
    }


def _fee(options: argparse.Namespace) -> int:
    bill = fee(options.by, options.count, options.day or date.today())  # noqa: DTZ011 – a calendar day here
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


def _rules(options: argparse.Namespace) -> int:
    found = [
        {
            "id": rule.id,
            "sentence": rule.sentence,
            "severity": rule.severity,
            "forms": list(rule.forms),
            "source": str(rule.source),
            "handbook": rule.handbook,
        }
        for rule in rules().values()
    ]
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for rule in found:
        print(
            f"{rule['id']}  {SEVERITY_LABELS[str(rule['severity'])]}  {rule['sentence']}〔{rule['source']}〕"
        )
    return 0
