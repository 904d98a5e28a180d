"""Where does a case stand, by its events?

`of` is pure: the standing events, the law in force and the calendar give the state, for ever the same.
`refresh` writes it into the columns of the case, which are a cache of it and are written nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from gongkai import clock
from gongkai_web.cases import duties
from gongkai_web.cases.course import Course, walk
from gongkai_web.cases.facts import Fact, Flag, Status, standing
from gongkai_web.cases.models import Appeal, Case

READ_EVENTS = (
    "SELECT kind, day, data, id, position, place FROM cases_event WHERE case_id = %s ORDER BY position"
)


@dataclass(frozen=True, slots=True)
class AppealState:
    """One reconsideration or lawsuit. `concluded_on` and `result` are empty while it is pending."""

    ref: str
    kind: str
    filed_on: date
    concluded_on: date | None = None
    result: str = ""
    organ: str = ""
    procedure: str = ""
    received_on: date | None = None
    answer_until: date | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class OpenConsultation:
    """An opinion sought and not yet given. `kind`: third_party or agency.

    `co_producer`: of an agency, whether it made the information too, so that its silence is consent.
    """

    kind: str
    ref: str
    asked: date
    served: date | None
    co_producer: bool = True


@dataclass(frozen=True, slots=True)
class Correction:
    """The correction notice: when asked, until when, when served, when answered."""

    asked: date
    until: date | None
    served: date | None
    received: date | None


@dataclass(frozen=True, slots=True)
class State:
    """A case as its events make it.

    `due_on` is None before the receipt and while the applicant must act (`waiting_for`: correction or fee,
    `applicant_until`: to when). After the reply it is the day by which that reply was due. `concluded_on` is
    the date of the letter. `flags` are rules that were broken, `notes` what the officer should know; `due`
    is the full answer of the clock with every day (None before the receipt). `days_used`: working days from
    receipt to reply without those that do not count. `next_act` and `next_on`: see `duties`.
    """

    status: str
    applicant_kind: str
    applicant_name: str
    channel: str
    title: str
    description: str
    earlier_number: str
    submitted_on: date | None
    received_on: date | None
    due_on: date | None
    provisional: bool
    waiting_for: str
    applicant_until: date | None
    extended_by: int
    outcome: str
    reason: str
    article: str
    letter_number: str
    concluded_on: date | None
    dispatched_on: date | None
    served_on: date | None
    revoked_on: date | None
    replied_again_on: date | None
    outcome_again: str
    again_dispatched_on: date | None
    again_served_on: date | None
    split: bool
    fee_noticed_on: date | None
    fee_amount: int
    fee_served_on: date | None
    fee_paid_on: date | None
    medium: str
    way: str
    handler_id: int | None
    stand_in_id: int | None
    searched: bool
    reason_asked_on: date | None
    reason_received_on: date | None
    reasonable: bool | None
    delayed_until: date | None
    days_used: int | None
    reminded_on: date | None
    reassess_on: date | None
    closed_on: date | None
    archived_on: date | None
    open_consultations: tuple[OpenConsultation, ...]
    correction: Correction | None
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


IDENTITY = ("applicant_kind", "applicant_name", "channel", "title", "description", "earlier_number")
# The columns of Case that repeat the state; `flags` is kept as a list of codes besides.
COLUMNS = (
    "status",
    *IDENTITY,
    "submitted_on",
    "received_on",
    "due_on",
    "provisional",
    "waiting_for",
    "applicant_until",
    "extended_by",
    "outcome",
    "concluded_on",
    "dispatched_on",
    "served_on",
    "split",
    "fee_noticed_on",
    "fee_amount",
    "fee_paid_on",
    "handler_id",
    "stand_in_id",
    "delayed_until",
    "days_used",
    "reminded_on",
    "reassess_on",
    "closed_on",
    "archived_on",
    "next_act",
    "next_on",
    "waits_for",
)


def of(facts: Iterable[Fact]) -> State:
    """The state of the case that has these events. Raises Refused where they cannot have happened so."""
    course = walk(standing(facts))
    due = course.due()
    status = _status(course, due)
    duty = duties.next_duty(course, status, due)
    return State(
        status=status,
        applicant_kind=course.applicant_kind,
        applicant_name=course.applicant_name,
        channel=course.channel,
        title=course.title,
        description=course.description,
        earlier_number=course.earlier_number,
        submitted_on=course.submitted_on,
        received_on=course.received_on,
        due_on=due.due if due and not course.split else None,
        provisional=bool(due and due.provisional and not course.replied_on),
        waiting_for=(due.waiting_for or "") if due and not course.finished else "",
        applicant_until=due.applicant_until if due and not course.finished else None,
        extended_by=due.extended_by if due else 0,
        outcome=course.outcome,
        reason=course.reason,
        article=course.article,
        letter_number=course.letter_number,
        concluded_on=course.replied_on,
        dispatched_on=course.dispatched_on,
        served_on=course.served_on,
        revoked_on=course.revoked_on,
        replied_again_on=course.replied_again_on,
        outcome_again=course.outcome_again,
        again_dispatched_on=course.again.get("dispatched") or course.again.get("served"),
        again_served_on=course.again.get("served"),
        split=course.split,
        fee_noticed_on=course.fee_noticed_on,
        fee_amount=course.fee_amount,
        fee_served_on=course.fee_served_on,
        fee_paid_on=course.fee_paid_on,
        medium=course.medium,
        way=course.way,
        handler_id=course.handler,
        stand_in_id=course.stand_in,
        searched=course.searched,
        reason_asked_on=course.reason_asked_on,
        reason_received_on=course.reason_received_on,
        reasonable=course.reasonable,
        delayed_until=course.delayed_until,
        days_used=duties.days_used(due, course.replied_on),
        reminded_on=course.reminded_on,
        reassess_on=course.reassess_on,
        closed_on=course.closed_on,
        archived_on=course.archived_on,
        open_consultations=tuple(
            OpenConsultation(kind, ref, found["asked"], found["served"], ref not in course.no_co_producers)
            for (kind, ref), found in course.open_consultations.items()
        ),
        correction=Correction(**course.correction) if course.correction else None,
        next_act=duty.act,
        next_on=duty.on,
        waits_for=duty.waits_for,
        appeals=tuple(AppealState(**appeal) for appeal in course.appeals.values()),
        flags=course.flags(due),
        notes=course.notes(due),
        due=due,
    )


def _status(course: Course, due: clock.Due | None) -> Status:
    if not course.submitted_on:
        return Status.VOIDED
    if course.split:
        return Status.SPLIT
    if course.archived_on or course.closed_on:
        return Status.ARCHIVED if course.archived_on else Status.CLOSED
    if course.replied_on:
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
    if course.open_consultations:
        return Status.CONSULTING
    return Status.IN_PROCESS if course.handled else Status.RECEIVED


def facts_of(case: Case) -> list[Fact]:
    """All events of the case, void ones included; one query, plain because every act begins with it."""
    with connection.cursor() as cursor:
        cursor.execute(READ_EVENTS, [case.pk])
        rows = cursor.fetchall()
    return [
        Fact(kind, day, json.loads(data), pk, position, place)
        for kind, day, data, pk, position, place in rows
    ]


def current(case: Case) -> State:
    """The state by the events in the database, with every day of the clock; for pages."""
    return of(facts_of(case))


def refresh(case: Case, facts: Iterable[Fact] | None = None, state: State | None = None) -> State:
    """Rewrites the cached columns and the appeals of the case from its events, and returns the state.

    Callers that have just read the events and computed the state pass both; nobody else writes these columns.
    """
    facts = facts_of(case) if facts is None else facts
    state = state or of(facts)
    # A void case still shows whose request it was taken for.
    columns = [name for name in COLUMNS if state.submitted_on or name not in IDENTITY]
    for column in columns:
        setattr(case, column, getattr(state, column))
    case.flags = [flag.code for flag in state.flags]
    case.save(update_fields=[*columns, "flags"])
    if any(fact.kind.startswith("appeal.") for fact in facts):
        _rewrite_appeals(case, state)
    return state


def _rewrite_appeals(case: Case, state: State) -> None:
    Appeal.objects.filter(case=case).delete()
    Appeal.objects.bulk_create(
        Appeal(
            case=case,
            ref=appeal.ref,
            kind=appeal.kind,
            filed_on=appeal.filed_on,
            concluded_on=appeal.concluded_on,
            result=appeal.result,
            organ=appeal.organ,
            procedure=appeal.procedure,
            received_on=appeal.received_on,
            answer_until=appeal.answer_until,
            answered_on=appeal.answered_on,
        )
        for appeal in state.appeals
    )
