"""What must be done next in a case, by when, and who is being waited for?

One act a case: what the work list shows as its row. Pure like the rest of the state, and stored with it; what
a day changes of it – who was waited for in vain – `on_day` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from gongkai.due import Due
from gongkai.outcomes import outcomes
from gongkai.procedure import checks, telling
from gongkai.procedure.course import Course
from gongkai.procedure.facts import LetterStage, Status, WaitsFor
from gongkai.workdays import calendar, days

# Keeping the register in order: no term of the law runs on these.
HOUSEKEEPING = ("serve", "close", "archive")
ENDS = frozenset({"close", "archive"})
# Entering that a letter arrived, from which the term of somebody else runs.
ARRIVALS = frozenset({"serve_correction", "serve_fee_notice", "third_party_served", "agency_served"})
# Entering what somebody else owes. Once their day has passed, the agency decides without it.
AWAITED = frozenset(
    {"receive_correction", "answer_third_party", "answer_agency", "receive_reason", "pay_fee"}
)
# What has happened where the applicant did not do it: the case ends in the outcome that requires it.
_LAPSES = {"receive_correction": "correction_lapsed", "pay_fee": "fee_lapsed"}
# By the day on which the reply is due.
_BY_DUE = frozenset({"reply", "dispatch", "tell_third_party"})
# Acts of the case itself with a day of their own, which an appeal does not push aside.
_PRESSING = _BY_DUE | {"reply_again"}

# To tell a third party of the disclosure that was decided: before the reply leaves.
TELL = "tell_third_party"
# A letter for one of these acts does not go out while that is the next act of the case.
_REPLACED = {TELL: frozenset({"reply", "reply_again"}), "reply_again": frozenset({"reply"})}

# What puts a reply right that was given (手册04 L24).
_PUTS_RIGHT = frozenset({"revoke_reply", "reply_again"})

# The next act where a letter is being made: its stage under this prefix, e.g. `letter_unsealed`.
_LETTER = "letter_"
# Somebody else than whoever handles the case has to decide on the letter.
_DECIDED_BY_OTHERS = frozenset({LetterStage.IN_REVIEW, LetterStage.SIGNING})

# The reply has left, and nobody has closed the case.
_GONE = frozenset({Status.DISPATCHED, Status.SERVED})
# Nothing is left to be told: money without a ground goes back before anybody puts the case away.
_TOLD = frozenset({Status.SERVED, Status.CLOSED, Status.ARCHIVED})

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
    """The next act by its key in `procedure.yaml`; `on` its last day, where there is one.

    `outcome`: what the reply says, where the applicant let a term lapse.
    """

    act: str = ""
    on: date | None = None
    waits_for: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Underway:
    """A letter of the case that has not left the house: the act for which it is made, and its stage.

    `since`: when it was begun, where that is known.
    """

    act: str
    stage: str
    since: date | None = None


def letter_acts() -> dict[str, str]:
    """The words for the next act of a case whose letter is being made, by key."""
    return {f"{_LETTER}{stage}": LetterStage(stage).label for stage in LetterStage.values}


def called_alike(act: str) -> tuple[str, ...]:
    """The acts that go by the name of this one: whoever looks for 待签发 means all letters to be signed."""
    words = letter_acts()
    return tuple(key for key, label in words.items() if label == words.get(act)) or (act,)


class Standing(Protocol):
    """Whatever repeats the duty of a case: its row, or its state."""

    @property
    def next_act(self) -> str: ...
    @property
    def next_on(self) -> date | None: ...
    @property
    def waits_for(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...


def on_day(found: Standing, today: date) -> Duty:
    """The duty on that day: who was waited for until yesterday in vain is waited for no longer.

    Then the agency replies: without the opinion (第三十二条、第三十四条), or that the request was given up
    (第三十条; 信息处理费). `queries.doing` asks the same of the database.
    """
    if found.next_act in AWAITED and found.next_on and found.next_on < today:
        return Duty("reply", found.due_on, outcome=_lapsed(found.next_act, today))
    if found.next_act in ENDS and found.next_on and found.next_on < today:
        return Duty(found.next_act)  # the judgment has effect: to tidy up binds nobody to a day
    return Duty(found.next_act, found.next_on, found.waits_for)


def _lapsed(awaited: str, today: date) -> str:
    """The outcome of a case whose applicant was waited for in vain; empty where somebody else was."""
    lapse = _LAPSES.get(awaited)
    return next((one.code for one in outcomes().on(today).values() if lapse == one.requires), "")


def next_duty(course: Course, status: Status, due: Due | None, letter: Underway | None = None) -> Duty:
    """The next act of a case that stands at `status`; of an appeal and the case, the more pressing one.

    A letter that is being made is the next act of its case until it has left; a reply that waits until a
    third party is told is not, nor one in whose place another is owed.
    """
    own, appeal = _of_case(course, status, due), _of_appeals(course)
    overtaken = bool(letter and letter.act in _REPLACED.get(own.act, ()))
    if letter and not overtaken:
        own = _of_letter(course, own, due, letter)
    if appeal is None:
        return _until_decided(course, own)
    pressing = letter or own.act in _PRESSING
    if pressing and own.on and own.on <= (appeal.on or date.max):
        return own
    return appeal


def _until_decided(course: Course, own: Duty) -> Duty:
    """Nobody closes or archives a case about which an organ or a court has still to decide.

    Nor while a judgment can be appealed: until then nothing is decided (手册04 §6).
    """
    if own.act not in ENDS:
        return own
    if any(appeal.pending for appeal in course.disputes.values()):
        return Duty("conclude_appeal", waits_for=WaitsFor.DECISION)
    effects = [appeal.effective_on for appeal in course.disputes.values() if appeal.effective_on]
    return Duty(own.act, max(effects), WaitsFor.DECISION) if effects else own


def _of_letter(course: Course, own: Duty, due: Due | None, letter: Underway) -> Duty:
    """By the day on which the letter has to be out; a day that only others have to keep binds nobody here."""
    waits = WaitsFor.REVIEW if letter.stage in _DECIDED_BY_OTHERS else ""
    return Duty(f"{_LETTER}{letter.stage}", _letter_until(course, own, due, letter), waits)


def _letter_until(course: Course, own: Duty, due: Due | None, letter: Underway) -> date | None:
    if letter.act == "ask_correction" and course.received_on and not course.concluded_on:
        return checks.term_end_or_none("correction_notice", course.received_on)
    if course.concluded_on is None and (day := reply_by(course, due)):
        return day
    if letter.act in _PUTS_RIGHT and not course.redo and letter.since:
        # Nobody ordered it: the letter itself begins the term (实现约定).
        return checks.term_end_or_none("own_correction", letter.since)
    return None if own.waits_for else own.on


def _of_appeals(course: Course) -> Duty | None:
    """Answer and evidence, in the appeal whose day comes first; a higher court may not have set one yet."""
    waiting = [
        appeal.answer_until
        for appeal in course.disputes.values()
        if appeal.received_on and not appeal.answered_on and appeal.pending
    ]
    if not waiting:
        return None
    return Duty("answer_appeal", _earliest(*waiting))


def _of_case(course: Course, status: Status, due: Due | None) -> Duty:
    if first := _of_replies(course, status):
        return first
    match status:
        case Status.WITHDRAWN if course.received_on is None:
            return Duty()
        case Status.SUBMITTED if course.submitted_on:
            return Duty("confirm_receipt", checks.confirm_until(course.channel, course.submitted_on))
        case Status.WAITING_CORRECTION:
            if course.correction and not course.correction.served:
                return _to_serve("serve_correction", course.correction.asked)
            return Duty("receive_correction", due.applicant_until if due else None, WaitsFor.APPLICANT)
        case Status.WAITING_FEE:
            if not course.fee_served_on:
                return _to_serve("serve_fee_notice", course.fee_noticed_on)
            return Duty("pay_fee", due.applicant_until if due else None, WaitsFor.APPLICANT)
        case Status.REPLIED if telling.to_tell(course):
            return Duty(TELL, reply_by(course, due))
        case Status.CONSULTING:
            return _for_opinion(course, due)
        case Status.RECEIVED | Status.IN_PROCESS if course.reason_until and not course.reason_received_on:
            # The agency's own term runs meanwhile (手册01 T11).
            until = _earliest(course.reason_until, reply_by(course, due))
            return Duty("receive_reason", until, WaitsFor.APPLICANT)
        case Status.ARCHIVED:
            return Duty("reassess", course.reassess_on) if course.reassess_on else Duty()
    act = _PLAIN.get(status, "")
    return Duty(act, reply_by(course, due) if act in _BY_DUE else None)


def reply_by(course: Course, due: Due | None) -> date | None:
    """The last day of the first reply: that of the law, or the one that was ordered once it was over."""
    if course.concluded_on:
        return course.reply_by
    return course.reply_until or (due.due if due else None)


def _of_replies(course: Course, status: Status) -> Duty | None:
    """What the replies that were given leave to do before the course goes on."""
    if course.redo:
        return Duty("reply_again", course.reply_until)
    if course.replied_again_on and not course.again:
        return Duty(TELL if telling.to_tell(course) else "dispatch", course.reply_until)
    if status in _GONE and telling.to_tell(course):
        # It left untold: still to be told, and without a day, for that of the reply has passed.
        return Duty(TELL)
    if course.replied_again_on and "served" not in course.again:
        return Duty("serve")
    return Duty("refund_fee") if status in _TOLD and course.to_refund else None


def _to_serve(act: str, sent: date | None) -> Duty:
    """Their term runs from the service; were that never entered, the clock would rest for ever."""
    return Duty(act, checks.term_end_or_none("service_entry", sent) if sent else None, WaitsFor.APPLICANT)


def _for_opinion(course: Course, due: Due | None) -> Duty:
    """Opinions are waited for until the last of their terms ends; first each service is entered."""
    waiting = [(_opinion_until(course, *key), *key) for key in course.consultations]
    unserved = [one for one in waiting if not course.consultations[one[1:]].served]
    until, kind, _ = min(unserved) if unserved else max(waiting)
    waits = WaitsFor.THIRD_PARTY if kind == "third_party" else WaitsFor.AGENCY
    if unserved:
        return Duty(f"{kind}_served", until, waits)
    return Duty(f"answer_{kind}", _earliest(until, due.due if due else None), waits)


def _opinion_until(course: Course, kind: str, ref: str) -> date:
    """The last day of an opinion; that of the asking stands in for the service until it is known."""
    found = course.consultations[kind, ref]
    if kind == "agency" and not found.co_producer:
        return found.until or date.max
    term = "third_party_opinion" if kind == "third_party" else "co_producer_opinion"
    return checks.term_end(term, found.served or found.asked)


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
