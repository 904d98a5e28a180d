"""What may the applicant see of the case, and in which words?

Never who of the office did it, never what is internal (assignment, search, talks, reviews), never who a third
party or another agency is, and no reply before it has left the house.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from gongkai.deadlines import workdays_of
from gongkai.outcomes import applicant_kinds, outcomes
from gongkai.procedure.facts import (
    OF_ITSELF,
    ApplicantRole,
    Fact,
    IdentityKind,
    Medium,
    Status,
    Way,
    obtained_by,
    standing,
)
from gongkai.procedure.state import State
from gongkai.workdays import Calendar
from gongkai_web.apply.appealed import told as told_of_appeals
from gongkai_web.cases.models import Applicant, Case
from gongkai_web.files.models import Purpose
from gongkai_web.files.queries import of_owner
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Element, Link, NextAct, TimelineEntry
from gongkai_web.proposals.models import Proposal, ProposalStatus

Said = tuple[str, str]
_OPEN = {Status.RECEIVED, Status.IN_PROCESS, Status.CONSULTING}
_GIVEN_UP = {Status.WAITING_CORRECTION, Status.WAITING_FEE}
_END = "。；，,;. "


def request_elements(case: Case, state: State) -> list[Element]:
    """The request as it was handed in; numbers only masked."""
    people = list(Applicant.objects.filter(case=case))
    rows = [
        ("登记号", case.registry_number),
        ("受理机关", case.agency.name),
        ("申请人类型", applicant_kinds()[case.applicant_kind].label),
        *((ApplicantRole(one.role).label, _person(one)) for one in people),
        ("所需信息", case.title),
        ("特征描述", state.description),
        ("获取方式", Medium(state.medium).label if state.medium else ""),
        ("获取途径", obtained_by(state.way)),
        *_handed_in(case),
        ("提交日期", state.submitted_on),
        ("收到申请之日", state.received_on),
    ]
    return [Element(label, str(value)) for label, value in rows if value]


def contact_elements(case: Case) -> list[Element]:
    """How the applicant can be reached, as handed in. For the fresh receipt alone: it shows mistypings."""
    one = Applicant.objects.filter(case=case).first()
    if one is None:
        return []
    parts = (one.contact, one.phone, one.email, one.address, one.postcode)
    return [Element("联系方式", "，".join(filter(None, parts)))]


_PAPERS = {
    Purpose.IDENTITY_PROOF: "证明材料",
    Purpose.APPLICATION_ATTACHMENT: "附件",
    Purpose.CORRECTION: "补正材料",
}


def _handed_in(case: Case) -> list[tuple[str, str]]:
    """The files that the applicant sent over the site, by name."""
    files = list(of_owner(f"cases.Case:{case.pk}").filter(purpose__in=_PAPERS, added_by_id=None))
    return [
        (label, "、".join(file.name for file in files if file.purpose == purpose))
        for purpose, label in _PAPERS.items()
    ]


def _person(one: Applicant) -> str:
    return f"{one.name}（{IdentityKind(one.id_kind).label} {one.masked}）" if one.masked else one.name


# – what happened


@dataclass(frozen=True, slots=True)
class Seen:
    """Around an event: whether the reply, and the second one, have left the house; how the request came."""

    replied: bool
    again: bool
    parts: tuple[str, ...]
    channel: str


def timeline(
    facts: Iterable[Fact],
    state: State,
    parts: Iterable[Case] = (),
    letters: Mapping[int, tuple[Link, ...]] | None = None,
) -> list[TimelineEntry]:
    """What happened, oldest first. `parts`: the cases into which it was split; `letters` by their event."""
    seen = Seen(
        state.dispatched_on is not None,
        state.again_dispatched_on is not None,
        tuple(part.registry_number for part in parts),
        state.channel,
    )
    known = list(facts)
    appeals = told_of_appeals(known)
    found = []
    for fact in standing(known):
        told = TOLD.get(fact.kind)
        said = told(fact.data, seen) if told else appeals.get(fact.position)
        if said:
            title, note = said
            found.append(TimelineEntry(fact.day, title, note=note, letters=(letters or {}).get(fact.id, ())))
    return found


def _plainly(title: str, note: str = "") -> Callable[[Mapping[str, Any], Seen], Said]:
    return lambda _data, _seen: (title, note)


def _confirmed(data: Mapping[str, Any], seen: Seen) -> Said:
    """Both sides confirmed, or it came by a way that needs no confirming (第三十一条).

    Whoever confirms says with whom; a register that was imported names nobody.
    """
    both = seen.channel not in OF_ITSELF and bool(data.get("with_whom"))
    return "机关与您确认收到申请" if both else "机关收到您的申请", "答复期限从这一天起算。"


def _correction_asked(data: Mapping[str, Any], _: Seen) -> Said:
    items = str(data.get("items") or "").strip(_END)
    until = f"；期限到 {data['until']}" if data.get("until") else ""
    if data.get("term_days"):
        until = f"；期限为您收到补正告知书之日起 {data['term_days']} 个工作日"
    return "机关请您补正", f"{items or '需补正的内容见补正告知书'}{until}。"


def _reason_asked(data: Mapping[str, Any], _: Seen) -> Said:
    until = f"期限到 {data['until']}。" if data.get("until") else ""
    return "机关请您说明申请数量、频次的理由", until


def _delayed(data: Mapping[str, Any], _: Seen) -> Said:
    return "机关确定延迟答复", f"延迟到 {data.get('until')}（《条例》第三十五条）。"


def _extended(data: Mapping[str, Any], _: Seen) -> Said:
    reason = str(data.get("reason") or "").strip(_END)
    return f"机关告知延长答复期限 {data.get('days')} 个工作日", f"{reason}。" if reason else ""


def _fee(data: Mapping[str, Any], _: Seen) -> Said:
    return f"机关发出收费通知：{data.get('amount', 0)} 元", ""


def _split(_data: Mapping[str, Any], seen: Seen) -> Said:
    return f"机关按“一事一申请”拆成 {len(seen.parts)} 件办理", "、".join(seen.parts)


def _replied(data: Mapping[str, Any], seen: Seen) -> Said | None:
    return _reply("机关作出答复", data) if seen.replied else None


def _replied_again(data: Mapping[str, Any], seen: Seen) -> Said | None:
    return _reply("机关重新答复", data) if seen.again else None


def _reply(title: str, data: Mapping[str, Any]) -> Said:
    outcome = outcomes().get(str(data.get("outcome")))
    number = str(data.get("letter_number") or "")
    return f"{title}：{outcome.told if outcome else ''}", number


def _dispatched(data: Mapping[str, Any], _: Seen) -> Said:
    way = str(data.get("way") or "")
    number = f"，邮件号 {data['number']}" if data.get("number") else ""
    return "答复已发出", f"{Way(way).label}{number}。" if way in Way.values else ""


TOLD: dict[str, Callable[[Mapping[str, Any], Seen], Said | None]] = {
    "submitted": _plainly("您提交申请"),
    "confirmed": _confirmed,
    "correction.asked": _correction_asked,
    "correction.served": _plainly("您收到补正告知书"),
    "correction.received": _plainly("机关收到您的补正"),
    "third_party.asked": _plainly("机关书面征求第三方意见", "所需时间不计入答复期限（《条例》第三十三条）。"),
    "third_party.answered": _plainly("机关收到第三方的意见"),
    "agency.asked": _plainly("机关征求其他机关的意见", "所需时间不计入答复期限（《条例》第三十三条）。"),
    "agency.answered": _plainly("机关收到其他机关的意见"),
    "reason.asked": _reason_asked,
    "reason.received": _plainly("机关收到您说明的理由"),
    "delayed": _delayed,
    "extended": _extended,
    "fee.decided": _fee,
    "fee.served": _plainly("您收到收费通知"),
    "fee.paid": _plainly("您缴清费用"),
    "fee.refunded": _plainly("机关退还您缴纳的费用"),
    "split": _split,
    "withdrawn": _plainly("您撤回申请"),
    "replied": _replied,
    "dispatched": _dispatched,
    "served": _plainly("答复送达"),
    "reminded": _plainly("您向主管部门反映逾期未答复"),
    "reminder.handled": _plainly("主管部门处理了您的反映"),
    "revoked": _plainly("机关撤销原答复", "重新作出的答复另行送达。"),
    "replied_again": _replied_again,
    "closed": _plainly("办结"),
}


# – what becomes public for all


@dataclass(frozen=True, slots=True)
class Disclosed:
    """That the information will be published, or since when and where it is. `title` only then."""

    says: str
    title: str = ""
    published_on: date | None = None
    place: str = ""


def disclosed(proposals: Iterable[Proposal], state: State, people: Iterable[str]) -> list[Disclosed]:
    """What the agency decided to publish; whoever suggested it is told so. No grounds and no opinions."""
    asking = {state.applicant_name, *people}
    found = []
    for one in proposals:
        suggested = one.by_applicant and one.proposer_name.strip() in asking
        whose = "您建议主动公开的信息，" if suggested else "您申请的信息，"
        if one.status == ProposalStatus.PUBLISHED:
            found.append(Disclosed(whose, one.title, one.published_on, one.place))
        else:
            found.append(Disclosed(f"{whose}机关审核同意主动公开；公开以后，在这里写明公开的位置。"))
    return found


# – what comes next


def next_step(case: Case, facts: Iterable[Fact], state: State, today: date) -> NextAct | None:
    """Who has to act now, until when, and what the applicant can do; None where nothing is awaited."""
    known = calendar_of(case.agency_id)
    marks = due_marks(state.due_on, today, known, provisional=state.provisional)
    if state.status == Status.SUBMITTED:
        return NextAct(
            "等机关与您确认收到",
            marks=(Mark("waiting", "待确认"),),
            note="双方确认之日为收到申请之日，答复期限从那天起算（《条例》第三十一条）。",
        )
    if state.applicant_until and state.applicant_until < today and state.status in _GIVEN_UP:
        return _lapsed(case, state.status, state.applicant_until)
    if state.status == Status.WAITING_CORRECTION:
        until = state.applicant_until
        return NextAct(
            "等您补正",
            "填写补正内容",
            reverse("apply:correction", args=[case.pk]),
            due_marks(until, today, known) if until else (Mark("waiting", "等您补正"),),
            f"{correction_term(state)}；无正当理由逾期不补正的，视为放弃申请（《条例》第三十条）。",
        )
    if state.status == Status.WAITING_FEE:
        until = state.applicant_until
        return NextAct(
            "等您缴费",
            "查看费用",
            "#fee",
            due_marks(until, today, known) if until else (Mark("waiting", "等您缴费"),),
            f"期限到 {until}；逾期未缴的，视为放弃申请。" if until else "",
        )
    if state.redo:
        return NextAct("等机关重新答复", marks=due_marks(state.reply_until, today, known))
    if state.status in _OPEN and state.reason_asked_on and not state.reason_received_on:
        return _reason_awaited(facts, today, known)
    if state.status in _OPEN:
        return NextAct("等机关答复", marks=marks)
    if state.status == Status.WITHDRAWN and state.received_on:
        return NextAct("您已撤回，等机关书面告知终止办理", marks=marks)
    if state.status == Status.REPLIED:
        return NextAct("机关正在发出答复", marks=marks)
    return None


def _lapsed(case: Case, status: str, until: date) -> NextAct:
    """The applicant's term is over; nobody waits for anything but the letter that says so."""
    if status == Status.WAITING_FEE:
        return NextAct(
            "缴费期限已经届满，等机关告知",
            "查看费用",
            "#fee",
            note=f"期限到 {until}，没有缴费的登记；逾期未缴的，视为放弃申请。已经缴费的，请与机关联系。",
        )
    return NextAct(
        "补正期限已经届满，等机关告知",
        "填写补正内容",
        reverse("apply:correction", args=[case.pk]),
        note=f"期限到 {until}，没有收到补正的登记；无正当理由逾期不补正的，视为放弃申请（《条例》第三十条）。"
        "已经寄出补正材料，或者有正当理由的，请与机关联系。",
    )


def correction_term(state: State) -> str:
    """Until when the request can be corrected: a day where it is known, else from the service (第三十条)."""
    notice = state.correction
    if notice is None or notice.until or notice.served:
        return f"期限到 {state.applicant_until}"
    days = notice.days or workdays_of("correction_by_applicant", notice.asked)
    return f"期限为您收到补正告知书之日起 {days} 个工作日"


def _reason_awaited(facts: Iterable[Fact], today: date, known: Calendar) -> NextAct:
    """The reason for so many requests is given to the agency itself, not on the site (第三十五条)."""
    asked = [fact for fact in standing(facts) if fact.kind == "reason.asked"]
    until = str(asked[-1].data.get("until") or "") if asked else ""
    return NextAct(
        "等您说明理由",
        marks=due_marks(date.fromisoformat(until), today, known)
        if until
        else (Mark("waiting", "等您说明理由"),),
        note=f"{f'期限到 {until}；' if until else ''}请按说明理由告知书写明的方式回复机关；"
        "理由不合理的，机关可以告知不予处理（《条例》第三十五条）。",
    )


def reminder(facts: Iterable[Fact]) -> tuple[str, date] | None:
    """The last word to or from the supervising office (`reminded`, `reminder.handled`) and its day."""
    last = [fact for fact in standing(facts) if fact.kind in ("reminded", "reminder.handled")]
    return (last[-1].kind, last[-1].day) if last else None
