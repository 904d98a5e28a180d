"""How does a case become a row of a list, and its events a timeline?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from gongkai.outcomes import applicant_kinds, outcomes
from gongkai_web.cases.facts import AppealKind, AppealResult, Channel, Status, event_label
from gongkai_web.cases.models import Case, Event
from gongkai_web.cases.state import State
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Element, Link, NextAct, TimelineEntry, WorkRow

_NEXT = {
    Status.SUBMITTED: "确认收到申请",
    Status.RECEIVED: "审查并办理",
    Status.IN_PROCESS: "作出答复",
    Status.CONSULTING: "等待征求意见的答复",
    Status.WAITING_CORRECTION: "等待申请人补正",
    Status.WAITING_FEE: "等待申请人缴费",
    Status.WITHDRAWN: "作出终止办理的答复",
    Status.REPLIED: "发出答复",
    Status.DISPATCHED: "登记送达",
}
_WORDS = {
    "applicant_name": "申请人",
    "title": "所需信息",
    "description": "特征描述",
    "items": "需补正",
    "until": "申请人期限",
    "name": "对象",
    "ref": "编号",
    "reason": "理由",
    "article": "依据",
    "letter_number": "文号",
    "way": "方式",
    "days": "延长工作日",
    "approved_by_name": "同意人",
    "count": "数量",
    "amount": "金额（元）",
}


def work_row(case: Case, today: date) -> WorkRow:
    """A case as a line of the work list."""
    marks = _marks(case, today)
    return WorkRow(
        title=case.title,
        href=reverse("desk:case", args=[case.pk]),
        marks=marks,
        due_on=case.due_on,
        about=f"{case.registry_number} · {case.agency.name}",
        who=applicant_kinds()[case.applicant_kind].label,
        act=Link(_NEXT.get(Status(case.status), Status(case.status).label)),
        pressing=any(mark.state in {"late", "soon"} for mark in marks),
    )


def _marks(case: Case, today: date) -> tuple[Mark, ...]:
    if case.received_on is None:
        return (Mark("waiting", "待确认收到"),)
    if case.split:
        return (Mark("done", "已拆分"),)
    return due_marks(case.due_on, today, provisional=case.provisional, done=case.concluded_on)


def elements(case: Case, state: State) -> list[Element]:
    """The facts of a case."""
    outcome = outcomes().get(state.outcome)
    rows = [
        ("登记号", case.registry_number),
        ("机关", case.agency.name),
        ("申请人", f"{state.applicant_name}（{applicant_kinds()[state.applicant_kind].label}）"),
        ("提交方式", Channel(state.channel).label),
        ("提交日期", state.submitted_on),
        ("收到申请之日", state.received_on or "尚未确认"),
        ("状态", Status(state.status).label),
        ("办理结果", outcome.label if outcome else ""),
        ("理由", state.reason),
        ("依据", state.article),
        ("答复书", " ".join(filter(None, [state.letter_number, str(state.concluded_on or "")]))),
        ("发出日期", state.dispatched_on),
        ("送达日期", state.served_on),
    ]
    return [Element(label, str(value)) for label, value in rows if value]


def timeline(events: Iterable[Event]) -> list[TimelineEntry]:
    """The events, void ones struck out, in order of their days."""
    known = list(events)
    void = {event.data["event"] for event in known if event.kind == "voided"}
    return [
        TimelineEntry(
            day=event.day,
            title=event_label(event.kind),
            person=event.person_name,
            note=_note(event),
            state="void" if event.pk in void else "",
        )
        for event in sorted(known, key=lambda event: (event.day, event.place, event.position))
    ]


def next_act(case: Case, today: date) -> NextAct | None:
    """What comes next; None where nothing does."""
    title = _NEXT.get(Status(case.status))
    return NextAct(title, marks=_marks(case, today)) if title else None


def appeals(state: State) -> list[dict[str, Any]]:
    """Reconsiderations and lawsuits as rows."""
    return [
        {
            "kind": AppealKind(appeal.kind).label,
            "ref": appeal.ref,
            "filed_on": appeal.filed_on,
            "concluded_on": appeal.concluded_on,
            "result": AppealResult(appeal.result).label if appeal.result else "尚未审结",
        }
        for appeal in state.appeals
    ]


def _note(event: Event) -> str:
    said = [
        f"{word}：{event.data[key]}" for key, word in _WORDS.items() if event.data.get(key) not in (None, "")
    ]
    outcome = outcomes().get(str(event.data.get("outcome", "")))
    return "；".join([*([outcome.short] if outcome else []), *said])
