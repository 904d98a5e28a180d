"""By when must a reply be given anew, who says so, and was it late?

A decision or a judgment can order it (手册04 §6); the agency can take its own reply back; and the lapse of a
correction term can prove to have been none, where the correction was posted in time (第三十条).
"""

from __future__ import annotations

from datetime import date

from gongkai.outcomes import outcomes
from gongkai.procedure import checks
from gongkai.procedure.course.known import Course
from gongkai.procedure.known import OwedReply

OF_ITSELF = "reply_after_revocation"


def owed(term: str, since: date, *, until: date | None = None, ordered_by: str = "") -> OwedReply:
    """The reply that is owed until the day that was set, else until the end of the term."""
    if until:
        return OwedReply(since, until, ordered_by=ordered_by)
    return OwedReply(since, checks.term_end_or_none(term, since), term, ordered_by)


def owed_of_itself(course: Course, since: date, until: date | None = None) -> OwedReply:
    """What the agency owes that puts its own reply right; where none has left, that of the first stands."""
    due = course.reply_due.due if course.reply_due else None
    if until is None and due and not course.left:
        return OwedReply(since, due)
    return owed(OF_ITSELF, since, until=until)


def check_made(course: Course, day: date) -> None:
    """It must have been made within its term."""
    due = course.owed
    if due and due.until and day > due.until:
        course.flag("reply-again-late", f"{due.called}应于 {due.until} 前作出，实际为 {day}，已经逾期。")


def check_left(course: Course, day: date) -> None:
    """And it must have left within its term too."""
    due, made = course.owed, course.replied_again_on
    if not (due and due.until and made) or course.has_flag("again-dispatch-late"):
        return
    if made <= due.until < day:
        course.flag("again-dispatch-late", f"{due.called}应于 {due.until} 前发出，{day} 才发出，已经逾期。")


OVERTAKEN = "lapse-overtaken"


PAID_TOO_LATE = "fee-paid-after-lapse"


def check_overtaken(course: Course, day: date) -> None:
    """The letter that ends a case for want of a correction or a payment does not go out once that has come.

    Where it had come before, the letter itself is marked already.
    """
    if course.noted(OVERTAKEN) and not course.has_flag("required-before"):
        paid = outcomes()[course.outcome].requires == "fee_lapsed"
        lapse, came = ("逾期未缴费", "按期缴清了费用") if paid else ("逾期不补正", "收到按期提出的补正")
        source = "《信息处理费管理办法》" if paid else "《条例》第三十条"
        course.flag(
            "overtaken-sent",
            f"{day} 发出的是按{lapse}作出的告知书，此前已经{came}；应当重新答复（{source}）。",
        )


def correction_came(course: Course) -> None:
    """A correction, and a reply besides: who sent it in time has not given up (第三十条)."""
    last, notice = course.last_reply, course.correction
    if not (notice and notice.received and notice.sent):
        return
    day, sent, until = notice.received, notice.sent, course.correction_until()
    if outcomes()[last.outcome].requires != "correction_lapsed":
        course.note(
            "correction-after-reply",
            f"{day} 收到补正，本件已于 {last.made} 答复；请核对答复是否仍然合适，不合适的登记重新答复。",
        )
        return
    if until and sent > until:
        course.note(
            "correction-after-lapse",
            f"补正期限到 {until}，{sent} 才提出补正；无正当理由的仍视为放弃申请，有正当理由的请撤销原答复、"
            "重新答复（《条例》第三十条）。",
        )
        return
    if not (course.redo and course.owed and course.owed.ordered_by):
        course.owed = owed("reply", day)
    course.redo = True
    course.note(
        OVERTAKEN,
        f"{day} 收到的补正于 {sent} 提出，没有超过补正期限{f' {until}' if until else ''}；"
        f"{last.made} 按逾期不补正作出的答复不再成立，请撤销并自收到补正之日起按期重新答复"
        "（《条例》第三十条、第三十三条第二款）。",
    )


def payment_came(course: Course) -> None:
    """A payment, and a reply besides: who paid in time has not given up; who paid later gets it back.

    Handbook 03 §3: the term of handling starts anew with the payment; what lapsed is handled no more.
    """
    last, paid = course.last_reply, course.fee_paid_on
    if not (paid and course.fee_served_on):
        return
    if outcomes()[last.outcome].requires != "fee_lapsed":
        course.note(
            "fee-after-reply",
            f"{paid} 才缴清费用，本件已于 {last.made} 答复；不应收取的，请退还并登记。",
        )
        return
    until = checks.term_end("fee_payment", course.fee_served_on)
    if paid > until:
        course.note(
            PAID_TOO_LATE,
            f"缴费期限到 {until}，{paid} 才缴清；本件已于 {last.made} 按逾期未缴费不再处理，"
            "所缴费用应当退还，退还后请登记；有正当理由继续办理的，请撤销原答复、重新答复"
            "（《信息处理费管理办法》）。",
        )
        return
    if not (course.redo and course.owed and course.owed.ordered_by):
        course.owed = owed("after_payment", paid)
    course.redo = True
    course.note(
        OVERTAKEN,
        f"{paid} 缴清费用，没有超过缴费期限 {until}；{last.made} 按逾期未缴费作出的答复不再成立，"
        "请撤销并自缴清之日起按期重新答复（《信息处理费管理办法》）。",
    )
