"""Which acts may be done to a case as it stands, by whom, under which article?

The state machine of 依申请公开 is data: `procedure.yaml` says for each act its states, roles, guards and
article. Pages offer what `offers` gives. Actions ask here only who may enter an event (`entered_by`):
`course` refuses the impossible by its own rules, and what happened on paper can be recorded though it may
no longer be issued. A test walks both and holds them together.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.lawfile import Node, load
from gongkai.procedure import checks, duties
from gongkai.procedure.course import again
from gongkai.procedure.course.walk import BEFORE_RECEIPT
from gongkai.procedure.facts import EVENT_KINDS, AppealKind, Instance, Role, Status
from gongkai.procedure.known import AppealState

if TYPE_CHECKING:
    from gongkai.procedure.state import State

FILE = Path(__file__).with_name("procedure.yaml")
STAGES = ("登记", "审核", "办理", "答复", "救济", "归档", "监督")


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the state machine. `guards` are names of GUARDS; its letters name it (`law/letters/`).

    `broken`: the guards that can be broken on paper; `waiting`: further states in which it can be done so.
    """

    key: str
    label: str
    stage: str
    event: str
    states: frozenset[str]
    roles: frozenset[str]
    guards: tuple[str, ...]
    article: str
    broken: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Offer:
    """An act and, where it may not be done now, the sentence that says why.

    `on_paper`: it can have been done all the same, and is entered and flagged (如实补登).
    """

    act: Act
    refusal: str = ""
    on_paper: bool = False


@functools.cache
def acts() -> dict[str, Act]:
    """All acts by key, in the order of the procedure. Raises LawError where the file is malformed."""
    return {key: _act(key, node) for key, node in load(FILE, FILE.parent).entries()}


def label_of(key: str) -> str:
    """The word for what is to be done next: an act, or what is still to be done to a letter; else empty."""
    return acts()[key].label if key in acts() else duties.letter_acts().get(key, "")


def entered_by(kind: str) -> frozenset[str]:
    """The roles that may enter an event of that kind, by whichever act; none where no act enters it."""
    return frozenset[str]().union(*(act.roles for act in acts().values() if act.event == kind))


def offers(state: State, roles: Iterable[str], today: date) -> list[Offer]:
    """The acts of this status and these roles, each with the reason why not where a guard refuses it."""
    held = frozenset(roles)
    return [
        _offer(act, state, today)
        for act in acts().values()
        if state.status in act.states | act.waiting and held & act.roles and _may_follow(act, state)
    ]


def allowed(state: State, roles: Iterable[str], today: date) -> list[Act]:
    """The acts that may be done now."""
    return [offer.act for offer in offers(state, roles, today) if not offer.refusal]


def _may_follow(act: Act, state: State) -> bool:
    """What was withdrawn before its receipt ends there: no term ran, nothing is answered or counted."""
    return state.received_on is not None or act.event in BEFORE_RECEIPT


def _offer(act: Act, state: State, today: date) -> Offer:
    refusals = {name: said for name in act.guards if (said := GUARDS[name](state, today))}
    on_paper = refusals.keys() <= act.broken
    if state.status in act.waiting:
        return Offer(act, not_now(act, state), on_paper)
    return Offer(act, next(iter(refusals.values()), ""), bool(refusals) and on_paper)


def not_now(act: Act, state: State) -> str:
    """The sentence that an act does not belong to where the case stands."""
    return f"本件现在是「{Status(state.status).label}」，不能办理「{act.label}」。"


def _act(key: str, node: Node) -> Act:
    act = Act(
        key,
        node.text("label"),
        node.text("stage", allowed=STAGES),
        node.text("event", allowed=tuple(EVENT_KINDS)),
        frozenset(node.texts("states")),
        frozenset(node.texts("roles")),
        node.texts("guards", ()),
        node.text("article"),
        frozenset(node.texts("broken", ())),
        frozenset(node.texts("waiting", ())),
    )
    node.done()
    for name, found, known in (
        ("states", act.states, frozenset(Status.values)),
        ("roles", act.roles, frozenset(Role.values)),
        ("guards", frozenset(act.guards), frozenset(GUARDS)),
        ("broken", act.broken, frozenset(act.guards)),
        ("waiting", act.waiting, frozenset(Status.values) - act.states),
    ):
        if found - known:
            strange = sorted(found - known)[0]
            raise node.refuse(name, f"不认识「{strange}」；可用：{'、'.join(sorted(known))}。")
    return act


# – the guards: an empty sentence lets pass

Guard = Callable[["State", date], str]


def _says(sentence: str, passes: Callable[[State], object]) -> Guard:
    return lambda state, _today: "" if passes(state) else sentence


def _within_correction_term(state: State, today: date) -> str:
    received = state.received_on
    until = checks.term_end("correction_notice", received) if received else None
    if received and until and today > until:
        length = checks.term_said("correction_notice", received)
        return f"补正告知应在收到申请之日起 {length}内（{until} 前）作出，已经过期，不能再发出。"
    return ""


def _before_due(state: State, today: date) -> str:
    if state.due_on and today > state.due_on:
        return f"答复期限 {state.due_on} 已经届满，不能再发出；已在纸面上办理的请如实补登。"
    return ""


def _reason_accepted(state: State, _today: date) -> str:
    if not state.reason_received_on:
        return "延迟答复须先收到申请人的理由说明（《条例》第三十五条）。"
    if state.reasonable is None:
        return "还没有认定申请人说明的理由是否合理；请先更正“收到理由说明”的登记，写明是否合理。"
    if state.reasonable is False:
        return "申请人说明的理由已认定不合理，应当告知不予处理，不能延迟答复（《条例》第三十五条）。"
    return ""


def _paid_or_lapsed(state: State, today: date) -> str:
    """A correction is not waited for by whoever can give the information already; a fee is."""
    if state.waiting_for != "fee":
        return ""
    if not state.fee_served_on:
        return "正在等待申请人缴费；收费通知的送达日期还没有登记。"
    if state.applicant_until and today <= state.applicant_until:
        return f"正在等待申请人缴费，期限到 {state.applicant_until}。"
    return ""


def _open(kind: str) -> Callable[[State], bool]:
    return lambda state: any(one.kind == kind for one in state.open_consultations)


def _unserved(kind: str) -> Callable[[State], bool]:
    return lambda state: any(one.kind == kind for one in state.unserved_consultations)


def judged(appeals: Iterable[AppealState]) -> list[AppealState]:
    """The lawsuits that may go to a next instance."""
    return [
        one
        for one in appeals
        if one.kind != AppealKind.RECONSIDERATION and not one.pending and Instance.after(one.instance)
    ]


def _to_dispatch(state: State) -> bool:
    return not (state.again_dispatched_on if state.replied_again_on else state.dispatched_on)


def _to_serve(state: State) -> bool:
    return not (state.again_served_on if state.replied_again_on else state.served_on)


GUARDS: dict[str, Guard] = {
    "correction_not_asked": _says(
        "补正只能一次性告知（《条例》第三十条）。", lambda state: not state.correction
    ),
    "within_correction_term": _within_correction_term,
    "correction_unserved": _says(
        "没有待登记送达的补正告知书。",
        lambda state: state.correction and not state.correction.served,
    ),
    "correction_open": _says(
        "没有等待答复的补正告知书。", lambda state: state.correction and not state.correction.received
    ),
    "third_party_unserved": _says("没有待送达的征求第三方意见书。", _unserved("third_party")),
    "third_party_open": _says("没有待答复的征求第三方意见。", _open("third_party")),
    "third_party_untold": _says("没有待告知的第三方。", lambda state: state.untold),
    "third_party_told": _says(
        "第三方不同意公开，还没有将公开的决定和理由书面告知第三方（《条例》第三十二条）；请先告知。",
        lambda state: not (state.reply_awaits and _to_dispatch(state)),
    ),
    "agency_unserved": _says("没有待送达的征求意见函。", _unserved("agency")),
    "agency_open": _says("没有待答复的征求意见函。", _open("agency")),
    "reason_not_asked": _says("已经要求申请人说明理由。", lambda state: not state.reason_asked_on),
    "reason_open": _says(
        "没有待答复的说明理由要求。", lambda state: state.reason_asked_on and not state.reason_received_on
    ),
    "reason_accepted": _reason_accepted,
    "search_wanted": _says(
        "本件已经答复，检索不必再记。",
        lambda state: not state.concluded_on or any(note.code == "not-searched" for note in state.notes),
    ),
    "not_taken_back": _says(
        "原答复已经撤销，不再发出。", lambda state: not state.revoked_on or not _to_dispatch(state)
    ),
    "not_overtaken": _says(
        "申请人已经按期补正或者缴费，按逾期作出的告知书不再发出；请重新答复（《条例》第三十条）。",
        lambda state: (
            state.dispatched_on
            or state.replied_again_on
            or not any(note.code == again.OVERTAKEN for note in state.notes)
        ),
    ),
    "not_revoked": _says("原答复已经撤销，等待重新答复。", lambda state: not state.revoked_on),
    "not_delayed": _says("已经确定延迟答复。", lambda state: not state.delayed_until),
    "not_extended": _says("答复期限只延长一次。", lambda state: not state.extended_by),
    "before_due": _before_due,
    "no_fee": _says("已经发出收费通知；每件申请只收一次费。", lambda state: not state.fee_noticed_on),
    "fee_unserved": _says(
        "没有待送达的收费通知。", lambda state: state.fee_noticed_on and not state.fee_served_on
    ),
    "fee_unpaid": _says("没有待缴的费用。", lambda state: state.fee_served_on and not state.fee_paid_on),
    "fee_kept": _says(
        "没有缴清而未退还的费用。", lambda state: state.fee_paid_on and not state.fee_refunded_on
    ),
    "no_appeal": _says("已有复议、诉讼，不能拆分。", lambda state: not state.appeals),
    "paid_or_lapsed": _paid_or_lapsed,
    "to_dispatch": _says("答复已经发出。", _to_dispatch),
    "to_serve": _says("送达已经登记。", _to_serve),
    "appeal_unanswered": _says(
        "没有待提交答复和证据的复议、诉讼。",
        lambda state: any(not one.answered_on and one.pending for one in state.appeals),
    ),
    "appeal_pending": _says(
        "没有尚未审结的复议、诉讼。", lambda state: any(one.pending for one in state.appeals)
    ),
    "judged": _says("没有已经裁判的诉讼；二审、再审在裁判之后登记。", lambda state: judged(state.appeals)),
    "to_reassess": _says("没有需要评估的不予公开信息。", lambda state: state.reassess_on),
    "reminded": _says("没有待处理的逾期反映。", lambda state: state.reminded_on),
}
