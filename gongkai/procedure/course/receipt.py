"""来件: how does a request come, who sees to it, and when is it none of ours any more?"""

from __future__ import annotations

from collections.abc import Callable

from gongkai.outcomes import applicant_kinds
from gongkai.procedure import checks
from gongkai.procedure.course.known import Course
from gongkai.procedure.facts import (
    RECEIVED_AT_ONCE,
    Channel,
    Fact,
    Medium,
    Way,
)
from gongkai.procedure.refusals import Refused

# – submission and receipt (第二十九条、第三十一条)


def _submitted(course: Course, fact: Fact) -> None:
    if course.submitted_on:
        raise Refused("本件已有提交申请的登记；写错的请作废后另记。")
    given = fact.data
    if given.get("applicant_kind") not in applicant_kinds():
        raise Refused(
            f"不认识的申请人类型「{given.get('applicant_kind')}」；"
            f"可用：{'、'.join(applicant_kinds().on(fact.day))}。"
        )
    if given.get("channel") not in Channel.values:
        raise Refused(f"不认识的提交方式「{given.get('channel')}」；可用：{'、'.join(Channel.values)}。")
    for name, label in (
        ("applicant_name", "申请人姓名或者名称"),
        ("title", "所需政府信息的名称或特征描述"),
    ):
        if not str(given.get(name) or "").strip():
            raise Refused(f"缺少{label}（《条例》第二十九条）；请填写。")
    course.submitted_on = fact.day
    course.applicant_kind, course.applicant_name = given["applicant_kind"], given["applicant_name"]
    course.channel, course.title = given["channel"], given["title"]
    course.description = given.get("description") or ""
    course.content = course.title
    course.earlier_number = given.get("earlier_number") or ""
    checks.chosen(Medium, given.get("medium"), "获取信息的方式")
    checks.chosen(Way, given.get("way"), "获取信息的途径")
    course.medium, course.way = given.get("medium") or "", given.get("way") or ""


def _confirmed(course: Course, fact: Fact) -> None:
    if course.received_on:
        raise Refused(f"本件已于 {course.received_on} 确认收到；写错的请作废后另记。")
    if course.channel in RECEIVED_AT_ONCE and fact.day != course.submitted_on:
        raise Refused(
            f"{Channel(course.channel).label}的申请以提交之日为收到之日（《条例》第三十一条第（一）项），"
            f"应为 {course.submitted_on}，不是 {fact.day}。"
        )
    course.received_on = fact.day
    _note_confirmation(course, fact)
    _flag_late_receipt(course, fact)


def _note_confirmation(course: Course, fact: Fact) -> None:
    """A later receipt moves every term; whether it was one is for the officer to say."""
    until = checks.confirm_until(course.channel, course.submitted_on) if course.submitted_on else None
    if until is None or fact.day <= until:
        return
    if course.channel == Channel.REGISTERED_POST:
        said = (
            f"需签收的邮寄以签收之日为收到之日（《条例》第三十一条第（二）项）；提交日期登记为 "
            f"{course.submitted_on}，收到之日登记为 {fact.day}，请核对签收的日期。"
        )
    else:
        said = (
            f"{Channel(course.channel).label}的应在 {until} 前与申请人确认，实际 {fact.day} 才确认；"
            "确认之日为收到之日（《条例》第三十一条）。"
        )
    course.note("confirmed-late", said)


def _flag_late_receipt(course: Course, fact: Fact) -> None:
    """What lies about before its receipt has a longer term than the law gives: for the supervisor to see."""
    until = checks.receipt_late_after(course.channel, course.submitted_on)
    if until and fact.day > until:
        said = str(fact.data.get("reason") or "").strip()
        course.flag(
            "receipt-late",
            f"申请 {course.submitted_on} 到达，{fact.day} 才登记收到，晚于 {until}"
            f"{f'；原因：{said}' if said else '，没有写明原因'}。",
        )


def _withdrawn(course: Course, fact: Fact) -> None:
    course.withdrawn_on = fact.day


# – what is noted about the handling


def _assigned(course: Course, fact: Fact) -> None:
    if not isinstance(fact.data.get("person"), int):
        raise Refused("分派须写明经办人。")
    course.handler_id, course.stand_in_id = fact.data["person"], fact.data.get("stand_in")


def _talked(_course: Course, fact: Fact) -> None:
    checks.said(fact, "content", "沟通的内容")


# – split


def _split(course: Course, fact: Fact) -> None:
    if len(fact.data.get("cases") or ()) < 2:
        raise Refused("拆分办理至少要拆成两件。")
    if course.fee_noticed_on or course.disputes:
        raise Refused("本件已发出收费通知或已有复议、诉讼，不能再拆分。")
    course.split = True


STEPS: dict[str, Callable[[Course, Fact], None]] = {
    "submitted": _submitted,
    "confirmed": _confirmed,
    "assigned": _assigned,
    "talked": _talked,
    "split": _split,
    "withdrawn": _withdrawn,
}
