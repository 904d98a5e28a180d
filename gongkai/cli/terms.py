"""The command `due`: when must a request be answered, and why then?"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from gongkai.cli import words
from gongkai.clock import EVENT_LABELS, Due, Event, due
from gongkai.workdays import Why

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_WEEKDAYS = "一二三四五六日"


def add(commands: _SubParsersAction[words.Parser]) -> None:
    """Adds the command to the parser."""
    one = commands.add_parser("due", help="答复期限届满日和理由", description="算一件申请应在哪一天前答复。")
    one.add_argument("--received", required=True, type=words.day, metavar="日期", help="收到申请之日")
    one.add_argument(
        "--event",
        action="append",
        default=[],
        type=event,
        metavar="事件=日期",
        help="可重复；几次征求意见可写成 third_party.asked:甲=日期。事件：" + "、".join(EVENT_LABELS),
    )
    one.add_argument("--extend", type=int, metavar="天数", help="延长的工作日数，最多 20")
    one.add_argument("--applicant-until", type=words.day, metavar="日期", help="补正告知书给申请人的期限")
    one.add_argument("--json", action="store_true", help="输出 JSON，含每一天的理由")
    one.set_defaults(command=_due)


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


def event(text: str) -> Event:
    named, equals, written = text.partition("=")
    name, _, ref = named.partition(":")
    if not equals or name not in EVENT_LABELS:
        raise argparse.ArgumentTypeError(
            f"「{text}」不是事件，应写成 事件=日期；可用的事件：{'、'.join(EVENT_LABELS)}"
        )
    return Event(name, words.day(written), ref)
