"""How do the events of a case become a timeline, and its state facts to read?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from gongkai.outcomes import applicant_kinds, outcomes
from gongkai.procedure import checks
from gongkai.procedure.facts import (
    AppealResult,
    Channel,
    Medium,
    Status,
    event_label,
    obtained_by,
)
from gongkai.procedure.known import AppealState
from gongkai.procedure.state import State
from gongkai_web.cases.models import Case, Event
from gongkai_web.cases.words import appeal_label, note
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Element, Link, TimelineEntry


def case_marks(case: Case, today: date) -> tuple[Mark, ...]:
    """How the due day of a case stands today."""
    if case.received_on is None:
        return (Mark("waiting", "待确认收到"),)
    if case.split:
        return (Mark("done", "已拆分"),)
    known = calendar_of(case.agency_id)
    return due_marks(case.due_on, today, known, provisional=case.provisional, done=case.concluded_on)


def elements(case: Case, state: State, people: Mapping[int, str]) -> list[Element]:
    """The facts of a case. `people`: names by id, for who handles it."""
    outcome = outcomes().get(state.outcome)
    kind = applicant_kinds().get(state.applicant_kind or case.applicant_kind)
    channel = state.channel or case.channel
    rows = [
        ("登记号", case.registry_number),
        ("原登记号", state.earlier_number),
        ("机关", case.agency.name),
        (
            "申请人",
            f"{state.applicant_name or case.applicant_name}（{kind.label if kind else '类型不明'}）",
        ),
        ("特征描述", state.description),
        ("获取方式", Medium(state.medium).label if state.medium else ""),
        ("获取途径", obtained_by(state.way)),
        ("提交方式", Channel(channel).label),
        ("提交日期", state.submitted_on),
        ("收到申请之日", state.received_on or "尚未确认"),
        ("状态", Status(state.status).label),
        ("经办人", people.get(state.handler_id or 0, "尚未分派")),
        ("代班人", people.get(state.stand_in_id or 0, "")),
        ("办理结果", outcome.label if outcome else ""),
        ("理由", state.reason),
        ("依据", state.article),
        ("答复书", " ".join(filter(None, [state.letter_number, str(state.concluded_on or "")]))),
        ("发出日期", state.dispatched_on),
        ("送达日期", state.served_on),
        ("所用工作日", "" if state.days_used is None else str(state.days_used)),
        ("信息处理费", _fee(state)),
        ("结案日期", state.closed_on),
        ("归档日期", state.archived_on),
    ]
    return [Element(label, str(value)) for label, value in rows if value]


def _fee(state: State) -> str:
    if not state.fee_noticed_on:
        return ""
    paid = f"{state.fee_paid_on} 缴清" if state.fee_paid_on else "尚未缴清"
    if state.fee_refunded_on:
        paid += f"，{state.fee_refunded_on} 退还"
    return f"{state.fee_amount:,} 元（{state.fee_noticed_on} 通知，{paid}）"


def timeline(
    events: Iterable[Event], letters: Mapping[int, tuple[Link, ...]] | None = None
) -> list[TimelineEntry]:
    """The events, void ones struck out, in order of their days; `letters` by the id of the event.

    What was entered days after it happened says when, and what was put right says that it was.
    """
    known = list(events)
    replaced = {event.position + 1 for event in known if event.kind == "voided" and event.data["replaced"]}
    void = {event.data["event"] for event in known if event.kind == "voided"}
    return [
        TimelineEntry(
            day=event.day,
            title=event_label(event.kind),
            person=_entered(event, mended=event.position in replaced),
            note=note(event.kind, event.data),
            state="void" if event.pk in void else "",
            letters=(letters or {}).get(event.pk, ()),
        )
        for event in sorted(known, key=lambda event: (event.day, event.place, event.position))
    ]


def _entered(event: Event, *, mended: bool) -> str:
    """By whom, and when, where that was not when it happened."""
    on = timezone.localtime(event.recorded_at).date()
    if mended:
        return f"{event.person_name}（{on} 更正）"
    usual = checks.term_end_or_none("late_entry", event.day) or event.day
    return f"{event.person_name}（{on} 补登）" if on > usual else event.person_name


@dataclass(frozen=True, slots=True)
class AppealRow:
    """A reconsideration or lawsuit; `kind` and `result` as they are called."""

    kind: str
    ref: str
    filed_on: date
    decided_on: date | None
    concluded: str
    result: str
    answer_until: date | None
    answered_on: date | None

    @property
    def elements(self) -> list[Element]:
        """What is known of it, a line each: a column beside the case is too narrow for a table of six."""
        answered = f"（{self.answered_on} 已提交）" if self.answered_on else ""
        rows = [
            ("种类", self.kind),
            ("案号", self.ref),
            ("提起", self.filed_on),
            ("举证期限", f"{self.answer_until or '—'}{answered}"),
            ("决定、裁判", self.decided_on),
            ("审结", self.concluded),
            ("结果", self.result),
        ]
        return [Element(label, str(value)) for label, value in rows if value]


def appeals(state: State, today: date) -> list[AppealRow]:
    """Reconsiderations and lawsuits as rows."""
    return [
        AppealRow(
            kind=appeal_label(appeal),
            ref=appeal.ref,
            filed_on=appeal.filed_on,
            decided_on=appeal.instance_concluded_on,
            concluded=concluded_said(appeal, today),
            result=result_said(appeal),
            answer_until=appeal.answer_until,
            answered_on=appeal.answered_on,
        )
        for appeal in state.appeals
    ]


def concluded_said(appeal: AppealState, today: date) -> str:
    """Since when nobody decides any more; else that somebody does, or that it can still be appealed."""
    if appeal.pending:
        until = f"（应于 {appeal.decide_until} 前决定）" if appeal.decide_until else ""
        return f"尚未审结{until}"
    if appeal.effective_on and today < appeal.effective_on:
        return f"尚未审结，上诉期到 {appeal.effective_on}，此前没有生效"
    return f"{appeal.concluded_on} 审结" + ("生效" if appeal.effective_on else "")


def result_said(appeal: AppealState) -> str:
    """What was decided so far; empty while nothing was."""
    tried = "，再审中" if appeal.pending else ""
    return f"{AppealResult(appeal.result).label}{tried}" if appeal.result else ""
