"""Where does a case stand, by its events?

Pure: the standing events, the law in force and the calendar give the state, for ever the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import FrozenInstanceError, dataclass, fields
from datetime import date

from gongkai import clock
from gongkai.procedure import duties, telling
from gongkai.procedure.course import Course, walk
from gongkai.procedure.facts import Fact, Flag, Status, standing
from gongkai.procedure.known import AppealState, Known, OpenConsultation, Untold


@dataclass(kw_only=True)
class State(Known):
    """A case as its events make it: what they say (`Known`), and what follows from it. Never changed.

    `due_on` is None before the receipt and while the applicant must act (`waiting_for`: correction or fee,
    `applicant_until`: to when); `unserved_consultations` are open or answered, their arrival is not
    entered; `untold`: third parties that were asked and not told of a decision, `reply_awaits`: those of
    them before whom no reply leaves; `unsent`: a reply was made and none has left; `late`: it was made or
    left after its day. After the reply
    `due_on` is the day by which that reply was due. `reply_by` is `due_on`, or the later day that an organ or
    a court ordered when it was over.
    `flags` are rules that were broken, `notes` what the officer should know; `due` is the full answer of the
    clock with every day (None before the receipt). `days_used`: working days from receipt to
    reply without those that do not count. `next_act`, `next_on` and `waits_for`: see `duties`.
    """

    status: str
    due_on: date | None
    reply_by: date | None
    provisional: bool
    waiting_for: str
    applicant_until: date | None
    extended_by: int
    days_used: int | None
    unsent: bool
    late: bool
    again_dispatched_on: date | None
    again_served_on: date | None
    open_consultations: tuple[OpenConsultation, ...]
    unserved_consultations: tuple[OpenConsultation, ...]
    untold: tuple[Untold, ...]
    reply_awaits: tuple[Untold, ...]
    next_act: str
    next_on: date | None
    waits_for: str
    appeals: tuple[AppealState, ...]
    flags: tuple[Flag, ...]
    notes: tuple[Flag, ...]
    due: clock.Due | None

    @property
    def open(self) -> bool:
        """Received and neither answered nor split: somebody has to do something."""
        return self.received_on is not None and self.concluded_on is None and not self.split

    def overdue(self, today: date) -> bool:
        """Whether none has left the house in time; a reply kept back is none (第三十三条、第五十一条)."""
        return (self.open or self.unsent) and self.due_on is not None and self.due_on < today

    def __setattr__(self, name: str, value: object) -> None:
        """Frozen from its last field on: the half that the walk fills in could not be."""
        if "due" in self.__dict__:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super().__setattr__(name, value)


def of(facts: Iterable[Fact], letter: duties.Underway | None = None) -> State:
    """The state of the case that has these events. Raises Refused where they cannot have happened so.

    `letter`: one that is being made and has not left; it changes nothing but what comes next.
    """
    course = walk(standing(facts))
    due = course.due()
    status = _status(course, due)
    duty = duties.next_duty(course, status, due, letter)
    awaited = None if course.finished else due
    return State(
        **{one.name: getattr(course, one.name) for one in fields(Known)},
        status=status,
        due_on=due.due if due and not course.split else None,
        reply_by=None if course.split else duties.reply_by(course, due),
        provisional=bool(due and due.provisional and not course.concluded_on),
        waiting_for=(awaited.waiting_for or "") if awaited else "",
        applicant_until=awaited.applicant_until if awaited else None,
        extended_by=due.extended_by if due else 0,
        days_used=duties.days_used(due, course.concluded_on),
        unsent=course.unsent,
        late=_late(course),
        again_dispatched_on=course.again.get("dispatched") or course.again.get("served"),
        again_served_on=course.again.get("served"),
        open_consultations=tuple(course.consultations.values()),
        unserved_consultations=(
            *(one for one in course.consultations.values() if not one.served),
            *course.answered_unserved.values(),
        ),
        untold=telling.untold(course),
        reply_awaits=telling.awaited(course),
        next_act=duty.act,
        next_on=duty.on,
        waits_for=duty.waits_for,
        appeals=tuple(course.disputes.values()),
        flags=course.flags(due),
        notes=course.notes(due),
        due=due,
    )


def _late(course: Course) -> bool:
    """By the letter's date and the day on which it left (手册01 T06; 国办公开办函〔2016〕235号).

    Within the term that an organ ordered when its own was over it is late all the same, and no new fault.
    """
    flagged = course.has_flag("reply-late") or course.has_flag("dispatch-late")
    return flagged or course.noted("reply-ordered")


def _status(course: Course, due: clock.Due | None) -> Status:
    if not course.submitted_on:
        return Status.VOIDED
    if course.split:
        return Status.SPLIT
    if course.archived_on or course.closed_on:
        return Status.ARCHIVED if course.archived_on else Status.CLOSED
    if course.concluded_on:
        # A second reply stands in for a first one that never left.
        if course.served_on or course.again.get("served"):
            return Status.SERVED
        return Status.DISPATCHED if course.dispatched_on or course.again else Status.REPLIED
    if course.withdrawn_on:
        return Status.WITHDRAWN
    if not due:
        return Status.SUBMITTED
    if due.waiting_for:
        return Status.WAITING_CORRECTION if due.waiting_for == "correction" else Status.WAITING_FEE
    if course.consultations:
        return Status.CONSULTING
    return Status.IN_PROCESS if course.handled else Status.RECEIVED
