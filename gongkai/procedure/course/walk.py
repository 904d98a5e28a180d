"""Can this have happened next, and what does it change?

The walk through the standing events of one case, in order of their days. The impossible is refused with a
sentence; the unlawful that can have happened is taken and flagged. Pure: no database, no today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gongkai import clock
from gongkai.procedure import checks
from gongkai.procedure.course import after, appeals, procedure, receipt, reply
from gongkai.procedure.course.known import Course
from gongkai.procedure.facts import Fact
from gongkai.procedure.refusals import Refused

# Notes about the handling that say nothing of where the case stands: at any time after it came.
ASIDE = frozenset({"assigned", "talked"})
BEFORE_RECEIPT = frozenset({"submitted", "confirmed", "withdrawn"}) | ASIDE
AFTER_REPLY = ASIDE | frozenset(
    {
        "searched",
        # What had left before may arrive, or be known to have arrived, at any time.
        "correction.served",
        "third_party.served",
        "agency.served",
        "fee.served",
        "fee.paid",
        "fee.refunded",
        "third_party.answered",
        "third_party.told",
        "agency.answered",
        "dispatched",
        "served",
        "reminded",
        "reminder.handled",
        "appeal.filed",
        "appeal.instance",
        "appeal.answered",
        "appeal.concluded",
        "revoked",
        "replied_again",
        "reassessed",
        "closed",
        "archived",
    }
)
# What comes after the reply, and can show that its ground was none.
OVERTAKING = frozenset({"correction.received", "reason.received"})
AGENCY = frozenset({"agency.asked", "agency.served", "agency.answered"})
STEPS: dict[str, Callable[[Course, Fact], None]] = {
    **receipt.STEPS,
    **procedure.STEPS,
    **reply.STEPS,
    **appeals.STEPS,
    **after.STEPS,
}


def walk(facts: Iterable[Fact]) -> Course:
    """Takes the facts in order. Raises Refused at the first that cannot have happened there."""
    course = Course()
    for fact in facts:
        _take(course, fact)
    return course


def _take(course: Course, fact: Fact) -> None:
    _in_time(course, fact)
    overtaken = _overtaken(course, fact)
    STEPS[fact.kind](course, fact)
    ended = course.concluded_on or (fact.kind == "fee.paid" and course.withdrawn_on)
    if fact.kind in clock.EVENT_LABELS and not ended and not overtaken:
        course.ticks.append(_tick(course, fact))
    if fact.kind not in BEFORE_RECEIPT | {"reminded"}:
        course.handled = True


def _overtaken(course: Course, fact: Fact) -> bool:
    """Whether a letter arrives whose answer came before it: no term begins with that."""
    if fact.kind == "correction.served":
        return bool(course.correction and course.correction.received)
    return fact.kind.endswith(".served") and (fact.kind.split(".")[0], fact.ref) in course.answered_unserved


def _tick(course: Course, fact: Fact) -> clock.Event:
    """The event as the clock knows it: another agency that is no co-producer is one of a kind of its own."""
    name = f"other_{fact.kind}" if fact.kind in AGENCY and fact.ref in course.no_co_producers else fact.kind
    until = checks.day_in(fact.data.get("until")) if name == "other_agency.asked" else None
    posted = checks.day_in(fact.data.get("posted_on"))
    return clock.Event(name, fact.day, fact.ref, until, posted)


def _in_time(course: Course, fact: Fact) -> None:
    if fact.kind not in STEPS:
        raise Refused(f"不认识的办理事项「{fact.kind}」。")
    what = f"「{fact.label}」登记在 {fact.day}"
    if fact.kind != "submitted" and course.submitted_on is None:
        raise Refused(f"{what}，此前没有提交申请的登记；请核对日期。")
    if fact.kind not in BEFORE_RECEIPT and course.received_on is None:
        raise Refused(f"{what}，此前申请尚未确认收到；请先确认收到，或核对日期。")
    if course.split and fact.kind not in ASIDE:
        raise Refused(f"{what}，但本件已拆分办理；请登记到拆分出的各件上。")
    if course.concluded_on and fact.kind in OVERTAKING:
        return
    if course.concluded_on and fact.kind not in AFTER_REPLY:
        raise Refused(
            f"{what}，但本件已于 {course.concluded_on} 答复；请核对日期，答复登记有误的请作废后另记。"
        )
    if course.withdrawn_on and fact.kind not in AFTER_REPLY | {"replied"}:
        raise Refused(
            f"{what}，但申请人已于 {course.withdrawn_on} 撤回申请；请作出终止办理的答复（其他处理）。"
        )
