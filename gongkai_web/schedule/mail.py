"""How does the morning summary read as a letter?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from django.template.loader import render_to_string

from gongkai.procedure.duties import ARRIVALS, on_day
from gongkai.procedure.machine import label_of
from gongkai_web.annual.aggregation.pages import work as sums
from gongkai_web.annual.campaign.collecting.pages import work as campaigns
from gongkai_web.cases.models import Case, DueMove
from gongkai_web.interaction.models import Message
from gongkai_web.oversight.rectification.models import Finding
from gongkai_web.schedule.queries import Summary

# A mail may lie open: it names cases by number and title, never an applicant, and messages and faults by
# number.


def subject(found: Summary) -> str:
    """The line that is read even when the mail is not."""
    parts = [
        f"{len(cases)} 件{word}"
        for cases, word in (
            (found.overdue, "已逾期"),
            (found.soon, "三个工作日内到期"),
            (found.unconfirmed, "待确认收到"),
            (found.reminders, "逾期反映待处理"),
            (found.corrections, "更正申请到期"),
            (found.proposals, "转主动公开待办"),
            (found.campaigns, "年报报送待办"),
            (found.sums, "年报汇总待重做"),
            (found.messages, "留言到期"),
            (found.findings, "问题整改到期"),
        )
        if cases
    ]
    return f"{found.day} 办理提醒：{'，'.join(parts) or '期限有变动'}"


def body(found: Summary, address: str) -> str:
    """The sections as plain text. `address`: where the office is, for the last line."""
    return render_to_string(
        "schedule/summary.txt", {"found": found, "sections": _sections(found), "address": address}
    )


def _sections(found: Summary) -> list[tuple[str, list[str]]]:
    due = partial(_due, day=found.day)
    sections = [
        ("已经逾期", _lines(found.overdue, due)),
        ("三个工作日内到期", _lines(found.soon, due)),
        ("待确认收到", _lines(found.unconfirmed, lambda case: f"提交于 {case.submitted_on}")),
        (
            "申请人反映逾期，待主管部门处理",
            _lines(found.reminders, lambda case: f"反映于 {case.reminded_on}"),
        ),
        (
            "期限变动",
            [
                f"{move.case.registry_number} {move.case.title}：{_moved(move)}（{move.reason}）"
                for move in found.moves
            ],
        ),
    ]
    sections += [
        (
            "更正本人记录（第四十一条）",
            [f"{one}：{one.due_on}（含当日）前处理并告知" for one in found.corrections],
        ),
        ("年报报送（第四十九条）", [campaigns.line(one) for one in found.campaigns]),
        ("年报汇总（第四十九条）", [sums.line(one) for one in found.sums]),
        ("转主动公开（第四十四条）", [f"{one}：{one.get_status_display()}" for one in found.proposals]),
        ("留言", [_message(one, found.day) for one in found.messages]),
        ("问题整改", [_finding(one, found.day) for one in found.findings]),
    ]
    return [(title, lines) for title, lines in sections if lines]


def _lines(cases: Iterable[Case], said: Callable[[Case], str]) -> list[str]:
    return [f"{case.registry_number} {case.title}：{said(case)}" for case in cases]


def _message(message: Message, day: date) -> str:
    """By number and kind: its title is somebody's own words, and may name them."""
    on = message.owed_on
    late = on is not None and on < day
    said = f"{message.registry_number} {message.get_kind_display()}：{on}（含当日）前{message.owed}"
    return f"{said}，已经逾期" if late else said


def _finding(finding: Finding, day: date) -> str:
    """By number and unit: the title of what the public told of is theirs."""
    late = finding.due_on is not None and finding.due_on < day
    said = f"{finding.registry_number} {finding.agency.name}：{finding.due_on}（含当日）前整改、回复"
    return f"{said}，已经逾期" if late else said


def _due(case: Case, day: date) -> str:
    """What is to be done and by when; that nobody is waited for any longer, where the reply is not late."""
    duty = on_day(case, day)
    if duty.act in ARRIVALS and duty.on and duty.on < day:
        return f"送达还没有登记，请核实：{label_of(duty.act)}"
    said = f"{f'{duty.on}（含当日）前' if duty.on else ''}{label_of(duty.act) or '办理'}"
    said += "（暂定）" if case.provisional and duty.on else ""
    in_vain = duty.act != case.next_act and (duty.on is None or duty.on >= day)
    return f"等待期已满，应当办理：{said}" if in_vain else said


def _moved(move: DueMove) -> str:
    """The day alone, where only something else moved with it: provisional, the applicant's own term."""
    if move.before == move.after:
        return f"答复期限仍为 {_day(move.after)}，不再暂定或者其他期限有变"
    return f"{_day(move.before)} 改为 {_day(move.after)}"


def _day(day: date | None) -> str:
    return str(day) if day else "不计期限"
