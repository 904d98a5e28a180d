"""答复以后: appeals, the second reply, looking again, and the archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gongkai.procedure import checks
from gongkai.procedure.course.known import Course
from gongkai.procedure.facts import (
    AppealKind,
    AppealResult,
    Fact,
    Procedure,
)
from gongkai.procedure.known import AppealState
from gongkai.procedure.refusals import Refused

# – appeals, and the reply after them


def _appeal_filed(course: Course, fact: Fact) -> None:
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
    received = checks.day_in(fact.data.get("received_on"))
    if received and received < fact.day:
        raise Refused(f"收到申请书、起诉状副本的 {received} 早于提起的 {fact.day}；请核对。")
    checks.chosen(Procedure, fact.data.get("procedure"), "审理程序")
    course.disputes[fact.ref] = AppealState(
        ref=fact.ref,
        kind=kind,
        filed_on=fact.day,
        organ=fact.data.get("organ") or "",
        received_on=received,
        procedure=fact.data.get("procedure") or "",
        answer_until=checks.answer_until(fact.data, received),
    )


def _appeal_answered(course: Course, fact: Fact) -> None:
    found = course.disputes.get(fact.ref)
    if not found or found.answered_on:
        raise Refused(f"案号「{fact.ref}」没有待提交答复和证据的登记；请核对案号和日期。")
    if found.answer_until and fact.day > found.answer_until:
        course.flag(
            "evidence-late",
            f"案号「{fact.ref}」的答复和证据应在 {found.answer_until} 前提交，实际为 {fact.day}；"
            "逾期视为没有证据、依据（《行政复议法》第七十条）。",
        )
    course.disputes[fact.ref] = replace(found, answered_on=fact.day)


def _appeal_concluded(course: Course, fact: Fact) -> None:
    found = course.disputes.get(fact.ref)
    if not found or found.result:
        raise Refused(f"案号「{fact.ref}」没有在 {fact.day} 之前提起、尚未审结的登记；请核对案号和日期。")
    if fact.data.get("result") not in AppealResult.values:
        raise Refused(f"不认识的结果「{fact.data.get('result')}」；可用：{'、'.join(AppealResult.values)}。")
    until, redo = checks.day_in(fact.data.get("reply_until")), fact.data.get("redo") or False
    if not isinstance(redo, bool):
        raise Refused("请写明是否责令重新答复。")
    if until and until < fact.day:
        raise Refused(f"重新答复的期限 {until} 早于审结的 {fact.day}；请核对。")
    course.disputes[fact.ref] = replace(found, concluded_on=fact.day, result=fact.data["result"])
    if course.concluded_on and redo:
        course.redo, course.reply_until = True, until


def _revoked(course: Course, fact: Fact) -> None:
    """The reply is taken back by a letter of its own (L24), the new one comes with another."""
    if not course.concluded_on:
        raise Refused("撤销原答复须在答复之后；本件还没有答复。")
    if course.revoked_on:
        raise Refused(f"原答复已于 {course.revoked_on} 撤销，等待重新答复；写错的请作废后另记。")
    checks.said(fact, "reason", "撤销的原因")
    if not course.redo:
        course.reply_until = None  # nobody ordered it, or what was ordered is done
    course.revoked_on, course.redo = fact.day, True


def _replied_again(course: Course, fact: Fact) -> None:
    if not course.concluded_on:
        raise Refused("重新答复须在答复之后；本件还没有答复。")
    given_reason = course.disputes or course.revoked_on or str(fact.data.get("corrects") or "").strip()
    if not given_reason:
        raise Refused("没有复议、诉讼而自行更正、撤销原答复的，须写明更正的内容。")
    found = checks.outcome(fact)
    course.replied_again_on, course.outcome_again, course.again = fact.day, fact.data["outcome"], {}
    course.redo, course.revoked_on = False, None
    # What is denied now is looked at again in its turn, and what was opened no more (第十八条).
    denied = found.denies != "none"
    course.reassess_on = checks.term_end_or_none("reassessment", fact.day) if denied else None


# – after the reply: closing, the archive, and looking again (第十八条、第四十五条)


def _reassessed(course: Course, fact: Fact) -> None:
    if not course.reassess_on and not course.denies:
        raise Refused("本件没有不予公开、部分公开的答复，不需要评估（《条例》第十八条）。")
    checks.said(fact, "content", "评估结论")
    if not isinstance(fact.data.get("open_now"), bool):
        raise Refused("请写明评估后是否可以公开。")
    following = checks.day_in(fact.data.get("next_on")) or checks.term_end("reassessment", fact.day)
    if following <= fact.day:
        raise Refused(f"下次评估日期 {following} 应晚于本次评估的 {fact.day}。")
    course.reassess_on = None if fact.data["open_now"] else following


def _closed(course: Course, fact: Fact) -> None:
    if not course.concluded_on or not (course.served_on or course.dispatched_on or course.again):
        raise Refused("结案须在答复发出、送达之后；本件还没有发出答复的登记。")
    if course.revoked_on:
        raise Refused(f"原答复已于 {course.revoked_on} 撤销；请先重新答复，再结案。")
    if course.closed_on:
        raise Refused(f"本件已于 {course.closed_on} 结案；写错的请作废后另记。")
    course.closed_on = fact.day


def _archived(course: Course, fact: Fact) -> None:
    if course.revoked_on:
        raise Refused(f"原答复已于 {course.revoked_on} 撤销；请先重新答复，再归档。")
    if not course.closed_on:
        raise Refused("归档须在结案之后（《条例》第四十五条）；请先结案。")
    if course.archived_on:
        raise Refused(f"本件已于 {course.archived_on} 归档；写错的请作废后另记。")
    course.archived_on = fact.day


STEPS: dict[str, Callable[[Course, Fact], None]] = {
    "appeal.filed": _appeal_filed,
    "appeal.answered": _appeal_answered,
    "appeal.concluded": _appeal_concluded,
    "revoked": _revoked,
    "replied_again": _replied_again,
    "reassessed": _reassessed,
    "closed": _closed,
    "archived": _archived,
}
