"""Which particulars must an event bring, and what must have happened before a reply of this kind?

The conditions of the law that stand by themselves; `course.py` asks them on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai import tariff
from gongkai.deadlines import terms
from gongkai.errors import GongkaiError
from gongkai.lawbook import DatedList
from gongkai.outcomes import Outcome, applicant_kinds, outcomes
from gongkai.procedure.facts import (
    RECEIVED_AT_ONCE,
    AppealKind,
    Channel,
    CourtPaper,
    Fact,
    Instance,
    Procedure,
)
from gongkai.procedure.known import AppealState, Correction
from gongkai.procedure.refusals import Refused
from gongkai.procedure.words import Words
from gongkai.workdays import calendar

if TYPE_CHECKING:
    from gongkai.procedure.course.known import Course

_APPEALABLE = {
    CourtPaper.JUDGMENT.value: "appeal_of_judgment",
    CourtPaper.RULING.value: "appeal_of_ruling",
}
# 第三十一条第（三）项: both sides confirm.
_CONFIRMED_BOTH_WAYS = frozenset({Channel.WEB, Channel.EMAIL, Channel.FAX})


def outcome(fact: Fact) -> Outcome:
    """One of the outcomes, as the law of the day has it.

    One that was not in force is refused before it is written (`in_force`); what was once accepted is read.
    """
    known, code = outcomes(), fact.data.get("outcome") or ""
    if code not in known:
        raise Refused(f"不认识的办理结果「{code}」；可用：{'、'.join(known.on(fact.day))}。")
    return known.at(code, fact.day) if known.words[code].holds(fact.day) else known[code]


def unreasoned(fact: Fact, found: Outcome) -> str:
    """The reason and the article that the outcome needs and the letter did not give; empty where it did.

    Such a letter breaks the law (第三十六条) and can have gone out all the same.
    """
    wanted = (("reason", "理由", found.reason), ("article", "依据的条款", found.article))
    missing = [
        label for name, label, needed in wanted if needed and not str(fact.data.get(name) or "").strip()
    ]
    return f"办理结果「{found.short}」须写明{'、'.join(missing)}{found.source.cited}。" if missing else ""


def in_force(fact: Fact) -> None:
    """What an entry chooses from the lists of the law must be in force on its day, on paper too.

    Raises Refused with the days and their source.
    """
    lists: tuple[tuple[str, DatedList[Any]], ...] = (
        ("outcome", outcomes()),
        ("applicant_kind", applicant_kinds()),
    )
    for name, known in lists:
        code = str(fact.data.get(name))
        if code in known and not known.words[code].holds(fact.day):
            try:
                known.at(code, fact.day)
            except GongkaiError as error:
                raise Refused(str(error)) from error


def said(fact: Fact, name: str, label: str) -> None:
    """A particular without which the entry says nothing."""
    if not str(fact.data.get(name) or "").strip():
        raise Refused(f"「{fact.label}」须写明{label}。")


def chosen(choices: type[Words], value: Any, label: str) -> None:
    """One of the words on offer, or none."""
    if value and value not in choices.values:
        raise Refused(f"不认识的{label}「{value}」；可用：{'、'.join(choices.values)}。")


def confirm_until(channel: str, submitted: date) -> date | None:
    """When the receipt must be confirmed: the same day; a working day later where both sides must (约定1)."""
    if channel in RECEIVED_AT_ONCE:
        return submitted
    both_ways = channel in _CONFIRMED_BOTH_WAYS
    return term_end_or_none("online_confirmation" if both_ways else "ordinary_mail_confirmation", submitted)


def receipt_late_after(channel: str, submitted: date | None) -> date | None:
    """The last day on which the receipt of what has arrived needs no reason (约定4)."""
    watched = channel in _CONFIRMED_BOTH_WAYS or channel == Channel.REGISTERED_POST
    return term_end_or_none("late_receipt", submitted) if watched and submitted else None


def unmet(course: Course, found: Outcome, day: date) -> str:
    """What must have happened before this outcome and has not; empty where all has.

    The letter can have gone out all the same: that is recorded, with this sentence.
    """
    match found.requires:
        case "correction_received" if not course.corrected:
            return f"「{found.short}」须先告知补正并收到补正{found.source.cited}；本件没有收到补正的登记。"
        case "correction_lapsed":
            return _correction_lapsed(course.correction, course.correction_until(), day)
        case "fee_lapsed":
            return _fee_lapsed(None if course.fee_paid_on else course.fee_served_on, day)
    return ""


def _correction_lapsed(correction: Correction | None, until: date | None, day: date) -> str:
    """逾期不补正 needs the notice, its service and the lapse (第三十条)."""
    if not correction or correction.received:
        return "「逾期不补正」须有补正告知书且没有收到补正；本件不是这样。"
    served = correction.served
    if not served:
        return "「逾期不补正」须先登记申请人收到补正告知书的日期；没有送达，补正期限不起算。"
    if until and served > until:
        return f"补正告知书 {served} 才送达，已在补正期限 {until} 之后；不能按逾期不补正处理。"
    if until and day <= until:
        return f"补正期限到 {until} 才届满，{day} 还不能按逾期不补正处理。"
    return ""


def _fee_lapsed(unpaid_since: date | None, day: date) -> str:
    """逾期未缴费 needs the notice, its service and the lapse (《信息处理费管理办法》第六条)."""
    if not unpaid_since:
        return "「逾期未缴费」须有送达的收费通知且没有缴清；本件不是这样。"
    until = term_end("fee_payment", unpaid_since)
    return f"缴费期限到 {until} 才届满，{day} 还不能按逾期未缴费处理。" if day <= until else ""


def fee_amount(data: Mapping[str, Any], day: date) -> int:
    """Yuan for `count` `pages` of this request, or (`items`) for the `count`-th request in the month."""
    basis, count = data.get("basis"), data.get("count")
    if not isinstance(count, int) or count < 1:
        raise Refused(f"计费数量「{count}」应为大于零的整数。")
    try:
        if basis == "items":
            return tariff.item_fee(count, day)
        return tariff.fee(str(basis), count, day).total
    except GongkaiError as error:
        raise Refused(str(error)) from error


def answer_until(data: Mapping[str, Any], received: date | None) -> date | None:
    """By when answer and evidence must be handed in: the day that the organ set, else the law's."""
    stated = day_in(data.get("answer_until"))
    if stated or not received:
        return stated
    key = evidence_term(str(data.get("kind")), str(data.get("procedure") or ""), received)
    return term_end_or_none(key, received) if key else None


def evidence_term(kind: str, procedure: str, received: date | None) -> str | None:
    """Which term binds the answer: that of lawsuits, else that of the procedure and the law of the day."""
    if kind != AppealKind.RECONSIDERATION:
        return "evidence_litigation"
    summary = procedure == Procedure.SUMMARY
    found = ("evidence_summary" if summary else "evidence_ordinary", "evidence_former")
    return next((key for key in found if received and terms()[key].dated.holds(received)), None)


def evidence_term_of(appeal: AppealState) -> str | None:
    """The same of an appeal as it stands; none at a higher instance, of which no law on file says a term."""
    if appeal.instance != Instance.FIRST:
        return None
    return evidence_term(appeal.kind, appeal.procedure, appeal.received_on)


def appealable_until(data: Mapping[str, Any], decided: date) -> date | None:
    """Until when what a court of first instance gave can be appealed; before, it has no effect.

    As it was entered, else by the kind of its paper from its receipt, or from the day of the decision.
    """
    stated = day_in(data.get("effective_on"))
    term = _APPEALABLE.get(str(data.get("paper") or ""))
    if stated or not term:
        return stated
    return term_end_or_none(term, day_in(data.get("decision_received_on")) or decided)


def decide_until(data: Mapping[str, Any], filed: date) -> date | None:
    """By when a reconsideration must be decided: the day entered, else the law's from its acceptance.

    Where the acceptance was not entered, from the filing.
    """
    stated = day_in(data.get("decide_until"))
    if stated or data.get("kind") != AppealKind.RECONSIDERATION:
        return stated
    summary = data.get("procedure") == Procedure.SUMMARY
    key = "reconsideration_decision_summary" if summary else "reconsideration_decision"
    return term_end_or_none(key, day_in(data.get("accepted_on")) or filed)


def term_end_or_none(key: str, start: date) -> date | None:
    """The last day of a term, or None where no law of that day is on file."""
    try:
        return terms()[key].end(calendar(), start)
    except GongkaiError:
        return None


def term_said(key: str, start: date) -> str:
    """How long a term of the law folder is that starts on that day: 20 个工作日."""
    return terms()[key].dated.on(start).value.said


def term_end(key: str, start: date) -> date:
    """The last day of a term of the law folder."""
    try:
        return terms()[key].end(calendar(), start)
    except GongkaiError as error:
        raise Refused(str(error)) from error


def day_in(value: Any) -> date | None:
    """A day among an event's particulars, which are JSON."""
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Refused(f"「{value}」不是日期；应写成 2024-01-31 的样子。") from None
