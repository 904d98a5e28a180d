"""办理: what may happen between the receipt and the reply?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from gongkai.deadlines import terms
from gongkai.due import Due
from gongkai.outcomes import outcomes
from gongkai.procedure import checks, telling
from gongkai.procedure.course import again
from gongkai.procedure.course.known import Course
from gongkai.procedure.course.terms import check_length, check_set
from gongkai.procedure.facts import (
    Fact,
    Medium,
)
from gongkai.procedure.known import Correction, OpenConsultation
from gongkai.procedure.refusals import Refused
from gongkai.workdays import calendar

# More is no term but a slip of the hand.
_MOST_DAYS = 250


# – correction (第三十条)


def _correction_asked(course: Course, fact: Fact) -> None:
    until = checks.day_in(fact.data.get("until"))
    if until and until < fact.day:
        raise Refused(f"补正期限 {until} 早于发出补正告知书的 {fact.day}；请核对。")
    if course.fee_noticed_on:
        course.flag(
            "correction-after-fee",
            f"已于 {course.fee_noticed_on} 发出收费通知才告知补正；应先补正，再决定是否收费。",
        )
    days = _term_days(fact, until)
    if days:
        check_length(course, fact, "correction_by_applicant", days)
    check_set(course, fact, "correction_by_applicant", fact.day, until)
    course.correction = Correction(fact.day, until, days=days)


def _term_days(fact: Fact, until: date | None) -> int | None:
    """The term in working days from the service: either they or a last day are set."""
    days = fact.data.get("term_days")
    if days is None:
        return None
    if until:
        raise Refused("补正期限或者写届满日，或者写自收到告知书之日起的工作日数；请只填一项。")
    if not isinstance(days, int) or not 1 <= days <= _MOST_DAYS:
        raise Refused(f"补正期限「{days}」应为 1 至 {_MOST_DAYS} 个工作日；请核对。")
    return days


def _correction_served(course: Course, fact: Fact) -> None:
    """Also after the answer: who was told by telephone may answer before the post comes."""
    if not course.correction or course.correction.served:
        raise Refused(f"{fact.day} 登记补正告知书送达，此前却没有待送达的补正告知书；请核对日期。")
    asked = course.correction
    until = calendar().add(fact.day, asked.days) if asked.days else asked.until
    course.correction = replace(asked, served=fact.day, until=until)


def _correction_received(course: Course, fact: Fact) -> None:
    if not course.correction or course.correction.received:
        raise Refused(f"{fact.day} 登记收到补正，此前却没有发出补正告知书；请核对日期。")
    posted = checks.day_in(fact.data.get("posted_on"))
    if posted and not course.correction.asked <= posted <= fact.day:
        raise Refused(f"补正材料交邮的 {posted} 应在发出补正告知书之后、收到补正之前；请核对。")
    course.correction = replace(course.correction, received=fact.day, sent=posted or fact.day)
    course.corrected, course.corrected_on = True, fact.day
    _take_version(course, str(fact.data.get("title") or ""), str(fact.data.get("description") or ""))
    if course.concluded_on:
        again.correction_came(course)


def _take_version(course: Course, title: str, description: str) -> None:
    """What is asked for from now on: the corrected title, else the corrected description."""
    if title.strip() and title != course.title:
        course.content = title
    elif description.strip() and description != course.description:
        course.content = description
    course.title, course.description = title or course.title, description or course.description


# – consultations (第三十二条、第三十四条)


def _asked(course: Course, fact: Fact) -> None:
    if not fact.ref:
        raise Refused(f"「{fact.label}」须写明征求意见书的编号，以便与答复对应。")
    if _consultation(fact) in course.consultations:
        raise Refused(
            f"编号「{fact.ref}」的征求意见还没有收到答复，不能再次发出；另征求一方的请用另一个编号。"
        )
    until = checks.day_in(fact.data.get("until"))
    if until and until < fact.day:
        raise Refused(f"请对方回复的日期 {until} 早于发出的 {fact.day}；请核对。")
    if fact.kind == "agency.asked":
        _note_co_producer(course, fact)
    else:
        course.asked_third.add(fact.ref)
        course.told_third.discard(fact.ref)
        course.consenting.discard(fact.ref)
        course.objecting.discard(fact.ref)
    kind, ref = _consultation(fact)
    co_producer = ref not in course.no_co_producers
    course.consultations[kind, ref] = OpenConsultation(kind, ref, fact.day, None, co_producer, until)


def _note_co_producer(course: Course, fact: Fact) -> None:
    """Only the silence of one that made the information too is consent (第三十四条)."""
    co_producer = fact.data.get("co_producer", True)
    if not isinstance(co_producer, bool):
        raise Refused("请写明对方是不是共同制作机关。")
    if co_producer:
        course.no_co_producers.discard(fact.ref)
        return
    if not fact.data.get("until"):
        raise Refused(
            "会商共同制作机关以外的机关，法条没有定期限；请写明请对方回复的日期（《条例》第三十三条第三款）。"
        )
    course.no_co_producers.add(fact.ref)
    check_set(course, fact, "other_agency_opinion", fact.day, checks.day_in(fact.data["until"]))


def _asked_served(course: Course, fact: Fact) -> None:
    """Also after the answer, which may overtake the post."""
    if course.answered_unserved.pop(_consultation(fact), None):
        return
    found = _open_consultation(course, fact)
    if found.served:
        raise Refused(f"编号「{fact.ref}」的征求意见书已于 {found.served} 送达；写错的请作废后另记。")
    course.consultations[_consultation(fact)] = replace(found, served=fact.day)


def _answered(course: Course, fact: Fact) -> None:
    _open_consultation(course, fact)
    if not isinstance(fact.data.get("consent"), bool) and not _opinion_alone(course, fact):
        raise Refused("请写明对方是否同意公开；只是会商、没有问是否同意公开的，写明对方的意见。")
    if fact.kind == "third_party.answered":
        # Who is asked again may answer otherwise: the last word of each counts.
        said, other = course.objecting, course.consenting
        if fact.data["consent"]:
            said, other = other, said
        said.add(fact.ref)
        other.discard(fact.ref)
        course.partly.discard(fact.ref)
        # Whoever was told before it spoke has not been told why it is overridden.
        course.told_third.discard(fact.ref)
        if fact.data.get("partly") and not fact.data["consent"]:
            course.partly.add(fact.ref)
    found = course.consultations.pop(_consultation(fact))
    if not found.served:
        course.answered_unserved[_consultation(fact)] = found


def _opinion_alone(course: Course, fact: Fact) -> bool:
    """Whoever was only talked with (第十一条) may have been asked something else than whether to disclose."""
    told = str(fact.data.get("reason") or "").strip()
    return fact.kind == "agency.answered" and fact.ref in course.no_co_producers and bool(told)


def _told_third(course: Course, fact: Fact) -> None:
    """The decision and its reasons, to whoever objected or said nothing (第三十二条)."""
    if fact.ref not in course.asked_third:
        raise Refused(
            f"{fact.day} 登记「{fact.label}」，此前却没有编号「{fact.ref}」的征求第三方意见；"
            "请核对编号和日期。"
        )
    if fact.ref in course.told_third:
        raise Refused(f"编号「{fact.ref}」的第三方已经告知；写错的请作废后另记。")
    course.told_third.add(fact.ref)
    if not any(one.objects for one in telling.untold(course)):
        course.own_notes = [note for note in course.own_notes if note.code != "objection-overridden"]


def _open_consultation(course: Course, fact: Fact) -> OpenConsultation:
    if _consultation(fact) not in course.consultations:
        raise Refused(
            f"{fact.day} 登记「{fact.label}」，此前却没有编号「{fact.ref}」的征求意见待答复；"
            "请核对编号和日期。"
        )
    return course.consultations[_consultation(fact)]


def _searched(course: Course, fact: Fact) -> None:
    """The proof of 经检索没有 (第三十六条第（四）项): where, how and for what was searched."""
    for name, label in (("places", "检索的范围"), ("keywords", "关键词"), ("result", "检索结果")):
        checks.said(fact, name, label)
    course.searched = True
    if course.concluded_on and fact.day <= course.concluded_on:
        course.own_notes = [note for note in course.own_notes if note.code != "not-searched"]


def _reminded(course: Course, fact: Fact) -> None:
    """第四十七条第二款、第五十一条: possible only once the term is over.

    A reply that left before it and was entered after it does not undo what the applicant said: whether one
    has left is asked when she says it.
    """
    due = course.due()
    if not due or not due.due or fact.day <= due.due:
        raise Refused(f"{fact.day} 答复期限尚未届满，不能按逾期反映。")
    if course.reminded_on:
        raise Refused(f"已于 {course.reminded_on} 向主管部门反映，正在处理；不必重复提交。")
    course.reminded_on = fact.day


def _reminder_handled(course: Course, fact: Fact) -> None:
    if not course.reminded_on:
        raise Refused("本件没有待处理的逾期反映。")
    checks.said(fact, "content", "处理情况")
    course.reminded_on = None


# – quantity and frequency clearly beyond reason (第三十五条)


def _reason_asked(course: Course, fact: Fact) -> None:
    if course.reason_asked_on:
        raise Refused(f"已于 {course.reason_asked_on} 要求申请人说明理由；写错的请作废后另记。")
    until = checks.day_in(fact.data.get("until"))
    if until and until < fact.day:
        raise Refused(f"说明理由的期限 {until} 早于告知的 {fact.day}；请核对。")
    check_set(course, fact, "reasons_for_quantity", fact.day, until)
    course.reason_asked_on, course.reason_until = fact.day, until


def _reason_received(course: Course, fact: Fact) -> None:
    if not course.reason_asked_on or course.reason_received_on:
        raise Refused(f"{fact.day} 登记收到理由说明，此前却没有待答复的要求；请核对日期。")
    checks.said(fact, "content", "申请人说明的理由")
    course.reason_received_on, course.reasonable = fact.day, fact.data.get("reasonable")
    if course.concluded_on and outcomes()[course.last_reply.outcome].proof == "reasons":
        course.note(
            "reason-after-reply",
            f"{fact.day} 收到理由说明，本件已于 {course.last_reply.made} 告知不予处理；"
            "理由合理的，请登记重新答复（《条例》第三十五条）。",
        )


def _delayed(course: Course, fact: Fact) -> None:
    until = checks.day_in(fact.data.get("until"))
    if course.delayed_until:
        raise Refused(f"已确定延迟答复至 {course.delayed_until}；写错的请作废后另记。")
    due = course.due()
    if not until or not due or until <= (due.due or fact.day):
        raise Refused(
            f"延迟答复的期限 {until or '（未填）'} 应晚于现在的答复期限 "
            f"{due.due if due and due.due else '（申请人补正、缴费期间不计）'}；请核对。"
        )
    _note_waiting(course, due, "延迟答复")
    if not course.reason_received_on:
        course.flag(
            "delay-unasked",
            "延迟答复须先要求申请人说明理由并收到说明（《条例》第三十五条）；本件没有。",
        )
    elif course.reasonable is False:
        course.flag(
            "delay-unreasonable",
            "申请人说明的理由已认定不合理，应当告知不予处理，不是延迟答复（《条例》第三十五条）。",
        )
    if due.due and fact.day > due.due:
        course.flag("delay-late", f"延迟答复应在 {due.due} 前告知申请人，实际为 {fact.day}。")
    if course.reason_received_on and course.reasonable is None:
        course.flag(
            "delay-unjudged",
            "还没有认定申请人说明的理由是否合理；理由合理而不能按期答复的，才确定延迟答复（《条例》第三十五条）。",
        )
    check_set(course, fact, "delayed_reply", due.due or fact.day, until)
    course.delayed_until = until


# – extension (第三十三条第二款)


def _extended(course: Course, fact: Fact) -> None:
    days = fact.data.get("days")
    most = terms()["extension"].dated.on(course.required_receipt).value.count
    if not isinstance(days, int) or days < 1:
        raise Refused(f"延长 {days} 个工作日不是延期：最短 1 个工作日；请核对。")
    if days > most:
        course.flag(
            "extension-too-long",
            f"告知延长 {days} 个工作日；延期最长不超过 {most} 个工作日（《条例》第三十三条），按最长计算。",
        )
    due = course.due()
    _note_waiting(course, due, "延期")
    if course.delayed_until:
        course.flag(
            "extension-after-delay",
            f"已依第三十五条确定延迟答复至 {course.delayed_until}，第三十三条的延期不再适用。",
        )
    if course.extension is None:
        course.extension = min(days, most)


def _note_waiting(course: Course, due: Due | None, what: str) -> None:
    """No term runs then that could be made longer; on paper it can have been told all the same."""
    if due and due.waiting_for:
        course.flag(
            "told-while-waiting",
            f"正在等待申请人补正或者缴费，此间不计答复期限，却告知了{what}；应在期限恢复计算以后再办。",
        )


# – fee (《信息处理费管理办法》)


def _fee_decided(course: Course, fact: Fact) -> None:
    if course.fee_noticed_on:
        raise Refused(
            f"本件已于 {course.fee_noticed_on} 发出收费通知；每件申请只按一种标准收一次费（第三条）。"
        )
    if course.correction and not course.correction.received:
        course.flag("fee-while-waiting", "本件还在等待补正；应先收到补正，再决定是否收费。")
    if fact.data.get("basis") == "pages" and course.medium == Medium.INSPECTION:
        course.flag(
            "fee-basis",
            "申请人要求查阅、抄录；按量计收只适用于提供纸质件、发送电子邮件、复制电子数据（第五条）。",
        )
    due, amount = checks.fee_amount(fact.data, fact.day), fact.data.get("amount")
    if not isinstance(amount, int) or amount < 1:
        raise Refused("按标准不收费，不必发出收费通知；已经发出的，填写收费通知写的金额，如实补登。")
    if amount != due:
        owed = f"应收 {due} 元" if due else "不收费"
        course.flag(
            "fee-amount",
            f"收费通知写的是 {amount} 元，按标准{owed}（《信息处理费管理办法》）；请核对。",
        )
    position = fact.data.get("position")
    if fact.data.get("basis") == "items" and position and position != fact.data.get("count"):
        course.flag(
            "fee-position",
            f"按登记，本件是同一申请人当月的第 {position} 件，却按第 {fact.data.get('count')} 件计费"
            "（《信息处理费管理办法》第四条）；请核对。",
        )
    course.fee_noticed_on, course.fee_amount = fact.day, amount
    course.fee_by_pages = fact.data.get("basis") == "pages"


def _fee_served(course: Course, fact: Fact) -> None:
    if not course.fee_noticed_on:
        raise Refused(f"{fact.day} 登记收费通知送达，此前却没有发出收费通知；请核对日期。")
    if course.fee_served_on:
        raise Refused(f"收费通知已于 {course.fee_served_on} 送达；写错的请作废后另记。")
    course.fee_served_on = fact.day


def _fee_paid(course: Course, fact: Fact) -> None:
    if not course.fee_served_on:
        raise Refused(f"{fact.day} 登记缴费，此前却没有送达收费通知；请核对日期。")
    if course.fee_paid_on:
        raise Refused(f"费用已于 {course.fee_paid_on} 缴清；写错的请作废后另记。")
    if fact.data.get("amount") != course.fee_amount:
        raise Refused(f"应缴 {course.fee_amount} 元，登记缴纳 {fact.data.get('amount')} 元；缴清后再登记。")
    course.fee_paid_on = fact.day
    if course.concluded_on:
        again.payment_came(course)
    elif course.withdrawn_on:
        course.note(
            "fee-after-withdrawal",
            f"{fact.day} 缴清费用，申请人已于 {course.withdrawn_on} 撤回申请；应当退还，退还后请登记。",
        )


def _fee_refunded(course: Course, fact: Fact) -> None:
    """The whole sum, to whoever paid it: what is not handled is not charged for."""
    if not course.fee_paid_on:
        raise Refused(f"{fact.day} 登记退还费用，此前却没有缴清费用的登记；请核对日期。")
    if course.fee_refunded_on:
        raise Refused(f"费用已于 {course.fee_refunded_on} 退还；写错的请作废后另记。")
    checks.said(fact, "reason", "退还的原因")
    course.fee_refunded_on = fact.day
    settled = {again.PAID_TOO_LATE, "fee-after-withdrawal", "fee-published"}
    course.own_notes = [note for note in course.own_notes if note.code not in settled]


def _consultation(fact: Fact) -> tuple[str, str]:
    return fact.kind.split(".")[0], fact.ref


STEPS: dict[str, Callable[[Course, Fact], None]] = {
    "searched": _searched,
    "reminded": _reminded,
    "reminder.handled": _reminder_handled,
    "reason.asked": _reason_asked,
    "reason.received": _reason_received,
    "delayed": _delayed,
    "correction.asked": _correction_asked,
    "correction.served": _correction_served,
    "correction.received": _correction_received,
    "third_party.asked": _asked,
    "third_party.served": _asked_served,
    "third_party.told": _told_third,
    "third_party.answered": _answered,
    "agency.asked": _asked,
    "agency.served": _asked_served,
    "agency.answered": _answered,
    "extended": _extended,
    "fee.decided": _fee_decided,
    "fee.served": _fee_served,
    "fee.paid": _fee_paid,
    "fee.refunded": _fee_refunded,
}
