"""救济: reconsiderations and lawsuits, from the copy to the last instance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from gongkai.deadlines import terms
from gongkai.procedure import checks, pleas
from gongkai.procedure.course import again
from gongkai.procedure.course.known import Course
from gongkai.procedure.facts import (
    AppealKind,
    AppealResult,
    Appellant,
    CourtPaper,
    Fact,
    Flag,
    Instance,
    Procedure,
)
from gongkai.procedure.known import AppealState
from gongkai.procedure.refusals import Refused


def _filed(course: Course, fact: Fact) -> None:
    kind = fact.data.get("kind")
    if kind not in AppealKind.values:
        raise Refused(f"不认识的复议、诉讼种类「{kind}」；可用：{'、'.join(AppealKind.values)}。")
    if not fact.ref or fact.ref in course.disputes:
        raise Refused(f"案号「{fact.ref}」为空或已经登记；每个复议、诉讼案件用各自的案号。")
    after = kind == AppealKind.LITIGATION_AFTER_RECONSIDERATION
    if after and not any(other.kind == AppealKind.RECONSIDERATION for other in course.disputes.values()):
        raise Refused(
            f"「{AppealKind(kind).label}」须先登记本件的行政复议；没有经过复议的选未经复议直接起诉。"
        )
    received = _copy_received(fact)
    checks.chosen(Procedure, fact.data.get("procedure"), "审理程序")
    checks.chosen(Appellant, fact.data.get("filed_by"), "提起人")
    appeal = AppealState(
        ref=fact.ref,
        kind=kind,
        filed_on=fact.day,
        organ=fact.data.get("organ") or "",
        received_on=received,
        procedure=fact.data.get("procedure") or "",
        answer_until=checks.answer_until(fact.data, received),
        decide_until=checks.decide_until(fact.data, fact.day),
        filed_by=fact.data.get("filed_by") or Appellant.APPLICANT.value,
    )
    for plea in pleas.against(course, appeal):
        course.note(plea.code, plea.message)
    course.disputes[fact.ref] = appeal


def _copy_received(fact: Fact) -> date | None:
    received = checks.day_in(fact.data.get("received_on"))
    if received and received < fact.day:
        raise Refused(f"收到申请书、起诉状副本的 {received} 早于提起的 {fact.day}；请核对。")
    return received


def _next_instance(course: Course, fact: Fact) -> None:
    """一审、二审、再审 are instances of one lawsuit: it keeps its number and is counted once (手册04 §6)."""
    found = _known(course, fact)
    instance = fact.data.get("instance")
    checks.chosen(Instance, instance, "审级")
    if found.kind == AppealKind.RECONSIDERATION:
        raise Refused(f"案号「{fact.ref}」是行政复议，没有二审、再审；对复议决定起诉的另登记诉讼。")
    if instance not in Instance.after(found.instance):
        raise Refused(
            f"案号「{fact.ref}」现在是{Instance(found.instance).label}，不能再登记这一审级；请核对。"
        )
    if found.pending:
        raise Refused(f"案号「{fact.ref}」的{Instance(found.instance).label}还没有登记结果；请先登记。")
    again = replace(
        found,
        instance=instance,
        instance_ref=fact.data.get("number") or "",
        organ=fact.data.get("organ") or found.organ,
        received_on=_copy_received(fact),
        answer_until=checks.day_in(fact.data.get("answer_until")),
        answered_on=None,
        instance_concluded_on=None,
    )
    if instance == Instance.SECOND:  # what the first instance held has no effect yet
        course.own_notes = [one for one in course.own_notes if not _superseded(one, fact.ref)]
        again = replace(again, result="", concluded_on=None, decision_received_on=None)
        _suspend_order(course, fact.ref)
    else:
        course.note(
            "retrial",
            f"案号「{fact.ref}」进入再审：已公布的年报不改，结果有变化的在以后的年报里另作说明。",
        )
    course.disputes[fact.ref] = again


def _superseded(note: Flag, ref: str) -> bool:
    """What was said of the judgment that was appealed."""
    about = f"案号「{ref}」"
    return note.code in {"appeal-period", "upheld-though-ordered"} and note.message.startswith(about)


def _suspend_order(course: Course, ref: str) -> None:
    """What that lawsuit ordered binds nobody any more; what was taken back is still to be replaced."""
    if not (course.owed and course.owed.ordered_by == ref):
        return
    revoked = course.revoked_on
    course.owed = again.owed_of_itself(course, revoked) if revoked else None
    course.redo = revoked is not None


def _answered(course: Course, fact: Fact) -> None:
    found = course.disputes.get(fact.ref)
    if not found or found.answered_on:
        raise Refused(f"案号「{fact.ref}」没有待提交答复和证据的登记；请核对案号和日期。")
    if found.answer_until and fact.day > found.answer_until:
        course.flag(
            "evidence-late",
            f"案号「{fact.ref}」的答复和证据应在 {found.answer_until} 前提交，实际为 {fact.day}；"
            f"{_lapse_of(found)}。",
        )
    course.disputes[fact.ref] = replace(found, answered_on=fact.day)


def _lapse_of(found: AppealState) -> str:
    """What being late means, by the law of the procedure that it is about."""
    key = checks.evidence_term_of(found)
    if key is None or found.received_on is None:
        return "逾期的后果以通知为准"
    return f"逾期{terms()[key].lapse}（期限：{terms()[key].dated.on(found.received_on).source}）"


def _concluded(course: Course, fact: Fact) -> None:
    found = course.disputes.get(fact.ref)
    if not found or not found.pending:
        raise Refused(f"案号「{fact.ref}」没有在 {fact.day} 之前提起、尚未审结的登记；请核对案号和日期。")
    if fact.data.get("result") not in AppealResult.values:
        raise Refused(f"不认识的结果「{fact.data.get('result')}」；可用：{'、'.join(AppealResult.values)}。")
    redo = fact.data.get("redo") or False
    if not isinstance(redo, bool):
        raise Refused("请写明是否责令重新答复。")
    received, effective = (_not_before(fact, name) for name in ("decision_received_on", "effective_on"))
    until = _not_before(fact, "reply_until")
    checks.chosen(CourtPaper, fact.data.get("paper"), "裁判文书")
    if found.kind != AppealKind.RECONSIDERATION and found.instance == Instance.FIRST:
        effective = checks.appealable_until(fact.data, fact.day)
    if found.instance == Instance.RETRIAL:  # 再审不改已公布的年度
        ended = replace(found, instance_concluded_on=fact.day)
    else:
        ended = replace(
            found,
            concluded_on=effective or fact.day,
            result=fact.data["result"],
            decision_received_on=received,
            instance_concluded_on=fact.day,
        )
    course.disputes[fact.ref] = ended
    _note_result(course, ended, upheld=fact.data["result"] == AppealResult.UPHELD, redo=redo)
    if redo:
        course.redo = course.concluded_on is not None
        course.owed = again.owed("ordered_reply", received or fact.day, until=until, ordered_by=fact.ref)


def _note_result(course: Course, ended: AppealState, *, upheld: bool, redo: bool) -> None:
    """What the entry leaves open: a judgment that can be appealed, an order where the reply was upheld."""
    if ended.effective_on and ended.instance != Instance.RETRIAL:
        course.note(
            "appeal-period",
            f"案号「{ended.ref}」{ended.instance_concluded_on} 裁判，{ended.effective_on} 上诉期满；"
            "期满以前仍为尚未审结，上诉的请登记二审。",
        )
    if redo and upheld:
        course.note(
            "upheld-though-ordered",
            f"案号「{ended.ref}」登记为结果维持，又责令重新答复；重新答复照所定的期限办理。"
            "年报表四的「结果纠正」包括责令履行，维持一部分、责令另一部分的，请核对结果一栏。",
        )


_AFTER_THE_END = {
    "decision_received_on": "收到决定书、裁判文书的日期",
    "effective_on": "裁判生效的日期",
    "reply_until": "重新答复的期限",
}


def _not_before(fact: Fact, name: str) -> date | None:
    """A day that can only lie after the decision."""
    found = checks.day_in(fact.data.get(name))
    if found and found < fact.day:
        raise Refused(f"{_AFTER_THE_END[name]} {found} 早于审结的 {fact.day}；请核对。")
    return found


def _known(course: Course, fact: Fact) -> AppealState:
    if fact.ref not in course.disputes:
        raise Refused(f"案号「{fact.ref}」没有在 {fact.day} 之前提起的登记；请核对案号和日期。")
    return course.disputes[fact.ref]


STEPS: dict[str, Callable[[Course, Fact], None]] = {
    "appeal.filed": _filed,
    "appeal.instance": _next_instance,
    "appeal.answered": _answered,
    "appeal.concluded": _concluded,
}
