"""答复以后: the second reply, looking again, and the archive."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.procedure import checks
from gongkai.procedure.course import again
from gongkai.procedure.course.known import Course
from gongkai.procedure.course.reply import weigh
from gongkai.procedure.facts import Fact
from gongkai.procedure.refusals import Refused

# – the reply after an appeal, or of one's own accord


def _revoked(course: Course, fact: Fact) -> None:
    """The reply is taken back by a letter of its own (L24), the new one comes with another."""
    if not course.concluded_on:
        raise Refused("撤销原答复须在答复之后；本件还没有答复。")
    if course.revoked_on:
        raise Refused(f"原答复已于 {course.revoked_on} 撤销，等待重新答复；写错的请作废后另记。")
    checks.said(fact, "reason", "撤销的原因")
    until = checks.day_in(fact.data.get("reply_until"))
    if until and until < fact.day:
        raise Refused(f"重新答复的期限 {until} 早于撤销的 {fact.day}；请核对。")
    if not course.redo:  # nobody ordered it, or what was ordered is done
        course.owed = again.owed_of_itself(course, fact.day, until)
    course.revoked_on, course.redo = fact.day, True


def _replied_again(course: Course, fact: Fact) -> None:
    if not course.concluded_on:
        raise Refused("重新答复须在答复之后；本件还没有答复。")
    given_reason = course.disputes or course.redo or str(fact.data.get("corrects") or "").strip()
    if not given_reason:
        raise Refused("没有复议、诉讼而自行更正、撤销原答复的，须写明更正的内容。")
    found = checks.outcome(fact)
    if not course.redo:
        course.owed = again.owed_of_itself(course, fact.day)
    again.check_made(course, fact.day)
    course.replied_again_on, course.outcome_again, course.again = fact.day, fact.data["outcome"], {}
    course.redo, course.revoked_on = False, None
    course.own_notes = [note for note in course.own_notes if note.code != again.OVERTAKEN]
    weigh(course, fact, found)
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
    _note_pending(course, fact)


def _note_pending(course: Course, fact: Fact) -> None:
    """The file is still needed: whoever answers the court works with it."""
    for appeal in course.disputes.values():
        if appeal.pending:
            course.note(
                "appeal-open",
                f"{fact.day} {fact.label}时，案号「{appeal.ref}」尚未审结；案卷仍要用于答复、举证，请核对。",
            )


def _archived(course: Course, fact: Fact) -> None:
    if course.revoked_on:
        raise Refused(f"原答复已于 {course.revoked_on} 撤销；请先重新答复，再归档。")
    if not course.closed_on:
        raise Refused("归档须在结案之后（《条例》第四十五条）；请先结案。")
    if course.archived_on:
        raise Refused(f"本件已于 {course.archived_on} 归档；写错的请作废后另记。")
    course.archived_on = fact.day
    if not course.noted("appeal-open"):
        _note_pending(course, fact)


STEPS: dict[str, Callable[[Course, Fact], None]] = {
    "revoked": _revoked,
    "replied_again": _replied_again,
    "reassessed": _reassessed,
    "closed": _closed,
    "archived": _archived,
}
