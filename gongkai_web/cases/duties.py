"""What must be done next in a case, by when, and who is being waited for?

One act a case: what the work list shows as its row. Pure like the rest of the state: today decides only how
the day is coloured.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.due import Due
from gongkai.workdays import calendar, days
from gongkai_web.cases import checks
from gongkai_web.cases.course import Course
from gongkai_web.cases.facts import RECEIVED_AT_ONCE, Channel, Status, WaitsFor

# Keeping the register in order: no term of the law runs on these.
HOUSEKEEPING = frozenset({"serve", "close", "archive"})
# 第三十一条第（三）项: both sides confirm.
_CONFIRMED_BOTH_WAYS = frozenset({Channel.WEB, Channel.EMAIL, Channel.FAX})

_PLAIN = {
    Status.RECEIVED: "reply",
    Status.IN_PROCESS: "reply",
    Status.WITHDRAWN: "reply",
    Status.REPLIED: "dispatch",
    Status.DISPATCHED: "serve",
    Status.SERVED: "close",
    Status.CLOSED: "archive",
}


@dataclass(frozen=True, slots=True)
class Duty:
    """The next act by its key in `procedure.yaml`; `on` its last day, where there is one."""

    act: str = ""
    on: date | None = None
    waits_for: str = ""


def next_duty(course: Course, status: Status, due: Due | None) -> Duty:
    """The next act of a case that stands at `status`."""
    for appeal in course.appeals.values():
        if appeal["received_on"] and not appeal["answered_on"] and "result" not in appeal:
            return Duty("answer_appeal", appeal["answer_until"])
    if course.replied_again_on and not course.again:
        return Duty("dispatch")
    match status:
        case Status.WITHDRAWN if course.received_on is None:
            return Duty()
        case Status.SUBMITTED:
            return Duty("confirm_receipt", _confirm_until(course))
        case Status.WAITING_CORRECTION:
            return _for_correction(course, due)
        case Status.WAITING_FEE:
            return Duty("reply", due.applicant_until if due else None, WaitsFor.APPLICANT)
        case Status.CONSULTING:
            return _for_opinion(course, due)
        case Status.ARCHIVED:
            return Duty("reassess", course.reassess_on) if course.reassess_on else Duty()
    act = _PLAIN.get(status, "")
    return Duty(act, due.due if due and act in {"reply", "dispatch"} else None)


def _confirm_until(course: Course) -> date | None:
    """When the receipt must be confirmed: the same day; a working day later where both sides must (约定1)."""
    if course.submitted_on is None:
        return None
    if course.channel in RECEIVED_AT_ONCE:
        return course.submitted_on
    if course.channel in _CONFIRMED_BOTH_WAYS:
        return checks.term_end_or_none("online_confirmation", course.submitted_on)
    return checks.term_end_or_none("ordinary_mail_confirmation", course.submitted_on)


def _for_correction(course: Course, due: Due | None) -> Duty:
    if not course.correction.get("served"):
        return Duty("serve_correction", None, WaitsFor.APPLICANT)
    return Duty("reply", due.applicant_until if due else None, WaitsFor.APPLICANT)


def _for_opinion(course: Course, due: Due | None) -> Duty:
    """An opinion is waited for until its term ends; then the agency decides (第三十二条、第三十四条)."""
    (kind, _), found = min(course.open_consultations.items(), key=lambda one: one[1]["asked"] or date.max)
    waits = WaitsFor.THIRD_PARTY if kind == "third_party" else WaitsFor.AGENCY
    start = found["served"] or found["asked"]
    term = "third_party_opinion" if kind == "third_party" else "co_producer_opinion"
    until = checks.term_end_or_none(term, start) if start else None
    if not found["served"]:
        return Duty("third_party_served" if kind == "third_party" else "agency_served", until, waits)
    return Duty("reply", _earliest(until, due.due if due else None), waits)


def _earliest(*found: date | None) -> date | None:
    return min((day for day in found if day), default=None)


def days_used(due: Due | None, replied_on: date | None) -> int | None:
    """Working days that the agency took: those of the clock up to the reply, and all after the due day.

    None while unanswered. The applicant's days and those of consultations are not among them.
    """
    if due is None or replied_on is None:
        return None
    within = sum(step.counted for step in due.steps if step.day <= replied_on)
    last = due.steps[-1].day
    if due.due is None or replied_on <= last:
        return within
    known = calendar()
    return within + sum(known.day(day).working for day in days(last, replied_on))
