"""答复: may the case end like this, and how does the letter travel?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gongkai import clock
from gongkai.deadlines import terms
from gongkai.outcomes import Outcome, outcomes
from gongkai.procedure import checks, telling
from gongkai.procedure.course import again
from gongkai.procedure.course.known import Course
from gongkai.procedure.course.terms import workdays_between
from gongkai.procedure.facts import HANDED_OVER, Fact
from gongkai.procedure.refusals import Refused

# – reply (第三十六至三十九条)


def _replied(course: Course, fact: Fact) -> None:
    due = course.due()
    found = checks.outcome(fact)
    _check_waiting(course, due, found)
    _check_in_time(course, due, fact.day)
    weigh(course, fact, found)
    course.concluded_on, course.outcome, course.reply_due = fact.day, fact.data["outcome"], due
    course.reason, course.article = fact.data.get("reason") or "", fact.data.get("article") or ""
    course.letter_number = fact.data.get("letter_number") or ""
    if course.denies:
        course.reassess_on = checks.term_end_or_none("reassessment", fact.day)
    if found.requires == "correction_lapsed":
        again.correction_came(course)
    if found.requires == "fee_lapsed":
        again.payment_came(course)


def _check_in_time(course: Course, due: clock.Due | None, day: date) -> None:
    """By the term of the law; once that is over, by the day that a decision or a judgment ordered."""
    ordered, lawful = course.reply_until, due.due if due else None
    course.reply_by = ordered or lawful
    if course.reply_by and day > course.reply_by:
        what = "责令的答复" if ordered else "答复"
        course.flag("reply-late", f"{what}应于 {course.reply_by} 前作出，实际为 {day}，已经逾期。")
    elif course.owed and ordered and lawful and day > lawful:
        course.note(
            "reply-ordered",
            f"答复期限 {lawful} 届满以后，案号「{course.owed.ordered_by}」责令于 {ordered} 前答复；"
            f"{day} 作出的答复没有超过这一期限。",
        )


def weigh(course: Course, fact: Fact, found: Outcome) -> None:
    """What binds every decision, the first as well as one that replaces it."""
    if unmet := checks.unmet(course, found, fact.day):
        course.flag("required-before", unmet)
    if unreasoned := checks.unreasoned(fact, found):
        course.flag("reply-unreasoned", unreasoned)
    if found.requires == "correction_lapsed":
        _check_answered(course, fact)
    course.denies = course.denies or found.denies != "none"
    course.discloses, course.withholds = found.discloses, found.denies == "part"
    course.spares_third = found.rests_on_third_party(str(fact.data.get("article") or ""))
    _check_consultations(course, fact, found)
    _check_ground(course, fact, found)


def _check_answered(course: Course, fact: Fact) -> None:
    """Who had a reasonable time and answered no notice has given up, nobody else (第三十条)."""
    notice = course.correction
    if notice and notice.served and notice.until:
        least = terms()["correction_by_applicant"].dated.on(fact.day).value.least or 0
        length = workdays_between(notice.served, notice.until)
        if length < least and not course.noted("term-agreed"):
            course.flag(
                "correction-too-short",
                f"补正告知书 {notice.served} 送达，期限到 {notice.until}，申请人只有 {length} 个工作日，"
                f"短于 {least} 个工作日；补正期限应当合理（《条例》第三十条）。",
            )
    if course.corrected and not (notice and notice.received):
        course.flag(
            "lapsed-though-corrected",
            "申请人已经补正过；补正只能一次性告知（《条例》第三十条），"
            "不能因为第二次告知没有答复而按逾期不补正处理。",
        )


def _check_ground(course: Course, fact: Fact, found: Outcome) -> None:
    """What the records say against the outcome, or leave unproven for whoever has to defend it."""
    if found.proof == "reasons" and course.reasonable:
        course.flag(
            "excessive-reasonable",
            "申请人说明的理由已认定合理，不能以无正当理由大量反复申请不予处理（《条例》第三十五条）。",
        )
    elif found.proof == "reasons" and _reasons_awaited(course, fact.day):
        course.flag(
            "reasons-not-awaited",
            f"要求申请人说明理由的期限到 {course.reason_until} 才届满，还没有收到说明就不予处理。",
        )
    elif found.proof == "reasons" and not course.reason_asked_on:
        course.note(
            "excessive-unasked",
            "没有要求申请人说明理由的登记；认定理由不合理应先要求说明（《条例》第三十五条）。",
        )
    not_ours = fact.data.get("agency_named") or found.not_ours.meant_by(str(fact.data.get("article") or ""))
    if found.proof == "search" and not not_ours and not course.searched:
        course.note(
            "not-searched",
            "没有检索记录；以信息不存在答复的，应能证明已尽检索义务（《条例》第三十六条第（四）项），请补记检索。",
        )
    if course.fee_by_pages and found.published.meant_by(str(fact.data.get("article") or "")):
        course.note(
            "fee-published",
            "本件按量收过信息处理费，答复却是告知已经主动公开的信息；已经主动公开、只告知获取方式和途径的，"
            "不适用按量计收（《信息处理费管理办法》第五条），请核对是否退还。",
        )
    if found.discloses and any(one.objects for one in telling.untold(course)):
        course.note(
            "objection-overridden",
            "第三方不同意而决定公开的，应将公开的内容和理由书面告知第三方（《条例》第三十二条）。",
        )


def _reasons_awaited(course: Course, day: date) -> bool:
    until = course.reason_until
    return course.reason_received_on is None and until is not None and day <= until


def _check_waiting(course: Course, due: clock.Due | None, found: Outcome) -> None:
    barred = _barred(course, due, found)
    if barred:
        course.flag(*barred)


def _barred(course: Course, due: clock.Due | None, found: Outcome) -> tuple[str, str] | None:
    """What the case waits for, or that it was withdrawn, where it cannot end so: code and sentence."""
    if course.withdrawn_on:
        if found.after_withdrawal:
            return None
        ends = "、".join(one.label for one in outcomes().values() if one.after_withdrawal)
        return "replied-after-withdrawal", f"申请人已撤回申请，只能作出终止办理的答复（其他处理 {ends}）。"
    if due and due.waiting_for == "correction" and _may_not_wait(found):
        return (
            "replied-while-waiting",
            "本件在等待申请人补正，此间可以提供信息，不能作出别的答复；请先登记收到补正，"
            "逾期不补正的选「逾期不补正」。",
        )
    if due and due.waiting_for == "fee" and found.requires != "fee_lapsed":
        return (
            "fee-unpaid",
            "已发出收费通知，申请人没有缴费就作出了答复；逾期未缴的应选「逾期未缴费」。",
        )
    return None


def fits(course: Course, found: Outcome, day: date, *, again: bool) -> bool:
    """Whether the case, as it stands, can be answered so on that day; `again`: after its first reply."""
    if checks.unmet(course, found, day):
        return False
    return again or _barred(course, course.due(), found) is None


def _may_not_wait(found: Outcome) -> bool:
    """Whoever has found what was asked for may give it; only the lapse ends the waiting otherwise."""
    return not found.discloses and found.requires != "correction_lapsed"


def _check_consultations(course: Course, fact: Fact, found: Outcome) -> None:
    """Deciding about what a third party may still speak on breaks 第三十二条."""
    withheld = found.rests_on_third_party(str(fact.data.get("article") or ""))
    if withheld:
        _check_asked(course)
    if not found.discloses and not withheld:
        return
    what = "决定公开" if found.discloses else "以第三方合法权益不予公开"
    for (kind, ref), asked in course.consultations.items():
        if kind != "third_party":
            continue
        if asked.served is None:
            course.flag(
                "third-party-unserved",
                f"没有第三方（{ref}）收到征求意见书的登记就{what}；"
                f"{checks.term_said('third_party_opinion', asked.asked)}自收到之日起算"
                "（《条例》第三十二条），没有送达，不能按逾期未提出意见处理；已经送达的请先登记送达。",
            )
        elif fact.day <= checks.term_end("third_party_opinion", asked.served):
            course.flag(
                "consultation-open", f"第三方（{ref}）的意见期限尚未届满就{what}（《条例》第三十二条）。"
            )


def _check_asked(course: Course) -> None:
    """Whoever withholds for a third party has asked it, and not been told that it consents (第十五条)."""
    if not course.asked_third:
        course.flag(
            "third-party-unasked",
            "没有书面征求第三方意见的登记，就以第三方合法权益不予公开（《条例》第三十二条）。",
        )
    elif course.asked_third <= course.consenting:
        course.flag(
            "denied-against-consent",
            "第三方同意公开，却以第三方合法权益不予公开；第三方同意公开的，予以公开（《条例》第十五条）。",
        )


def _refuse_taken_back(course: Course) -> None:
    """What was revoked before it left stays inside; what had left may still arrive."""
    left = course.again if course.replied_again_on else course.dispatched_on
    if course.revoked_on and not left:
        raise Refused(f"原答复已于 {course.revoked_on} 撤销，不再发出；请发出重新作出的答复。")


def _dispatched(course: Course, fact: Fact) -> None:
    _refuse_taken_back(course)
    letter = _letter(course, "dispatched", fact)
    if letter is not None:
        letter["dispatched"] = fact.day
        _check_told(course, fact)
        course.handed_over = fact.data.get("way") in HANDED_OVER
        if not course.handed_over:
            again.check_left(course, fact.day)
        return
    if course.served_on or course.dispatched_on:
        raise Refused(f"答复已于 {course.dispatched_on or course.served_on} 发出；写错的请作废后另记。")
    course.dispatched_on = fact.day
    again.check_overtaken(course, fact.day)
    _check_told(course, fact)
    course.handed_over = fact.data.get("way") in HANDED_OVER
    _check_dispatch(course, fact.day)


def _served(course: Course, fact: Fact) -> None:
    _refuse_taken_back(course)
    letter = _letter(course, "served", fact)
    if letter is not None:
        if "dispatched" not in letter:
            _check_told(course, fact)
        letter["served"] = fact.day
        if "dispatched" not in letter or course.handed_over:
            again.check_left(course, fact.day)
        return
    if course.served_on:
        raise Refused(f"答复已于 {course.served_on} 送达；写错的请作废后另记。")
    course.served_on = fact.day
    if not course.dispatched_on:
        course.dispatched_on = fact.day
        again.check_overtaken(course, fact.day)
        _check_told(course, fact)
        _check_dispatch(course, fact.day)
    elif course.handed_over:
        _check_dispatch(course, fact.day)


def _letter(course: Course, what: str, fact: Fact) -> dict[str, date] | None:
    """The letter that is on its way: the re-reply where there is one (its days change no column)."""
    if not course.concluded_on:
        raise Refused(f"{fact.day} 登记「{fact.label}」，此前却没有作出答复；请核对日期。")
    if not course.replied_again_on:
        return None
    if what == "dispatched" and "served" in course.again:
        raise Refused(f"重新答复已于 {course.again['served']} 送达；写错的请作废后另记。")
    if what in course.again:
        raise Refused(f"重新答复的「{fact.label}」已登记在 {course.again[what]}；写错的请作废后另记。")
    return course.again


def _check_told(course: Course, fact: Fact) -> None:
    """What was given away cannot be taken back: whoever objected learns of it first (第三十二条)."""
    waiting = telling.awaited(course)
    if waiting:
        said = "、".join(f"（{one.ref}）" for one in waiting)
        course.flag(
            "disclosed-untold",
            f"{fact.day} 登记「{fact.label}」，此前没有将决定公开的内容和理由书面告知第三方{said}的登记"
            "（《条例》第三十二条）；已经告知的请补登。",
        )


def _check_dispatch(course: Course, day: date) -> None:
    """The day of posting or service tells whether the agency is late (国办公开办函〔2016〕235号)."""
    due, replied = course.reply_by, course.concluded_on
    if due and replied and replied <= due < day and not course.has_flag("dispatch-late"):
        what = "签收" if course.handed_over else "发出"
        course.flag("dispatch-late", f"答复应于 {due} 前发出，实际 {day} 才{what}，已经逾期。")


STEPS: dict[str, Callable[[Course, Fact], None]] = {
    "replied": _replied,
    "dispatched": _dispatched,
    "served": _served,
}
