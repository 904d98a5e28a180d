"""How is an event entered? The one way that all actions take.

Lock, who, the events read once, the rule (the new state must be possible and break nothing that was not
admitted), row, audit line, refresh – in one transaction.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from gongkai.procedure import checks, machine, state
from gongkai.procedure.facts import EVENT_KINDS, Fact, Flag, standing
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require, require_role
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import canonical
from gongkai_web.cases import stored
from gongkai_web.cases.actions import parts
from gongkai_web.cases.models import Case, Event
from gongkai_web.errors import NotAllowed, OnPaperOnly, Refused


@dataclass(frozen=True, slots=True)
class Citizen:
    """The applicant, acting on the public site: no user of the office, and in the trail without a key."""

    pk: None = None
    display_name: str = "申请人（网上）"


CITIZEN = Citizen()


def enter(
    case: Case,
    *,
    act: str,
    by: Person | Citizen,
    kind: str,
    day: date,
    data: Mapping[str, Any] | None = None,
    reason: str = "",
    today: date | None = None,
    on_paper: bool = False,
    supervising: bool = False,
) -> Event:
    """Enters one event of today's or an earlier day. Must run in a transaction; see `write`.

    `supervising`: an act of the office that supervises the agency, not of the agency itself.
    """
    known = prepare(case, by=by, latest=day, today=today, kinds=[kind], supervising=supervising)
    fact = next_fact(known, kind, day, data or {})
    how: dict[str, Any] = {"act": act, "by": by, "reason": reason, "on_paper": on_paper}
    try:
        return write(case, known, [fact], **how)[0]
    except OnPaperOnly:
        raise
    except Refused:
        placed = _earlier_that_day(case.agency_id, known, fact)
        if placed is None:
            raise
    return write(case, known, [placed], **how)[0]


def _earlier_that_day(agency: int, known: list[Fact], fact: Fact) -> Fact | None:
    """The event between two others of its day, where it can have happened; as late as possible.

    Events of one day stand in the order in which they were entered; what is entered late happened before.
    """
    places = sorted({one.place for one in standing(known) if one.day == fact.day}, reverse=True)
    for place in (*places[1:], *(max(first - 1, 0) for first in places[-1:])):
        placed = replace(fact, place=place)
        with contextlib.suppress(Refused):
            stored.state_of(agency, [*known, placed])
            return placed
    return None


def prepare(
    case: Case,
    *,
    by: Person | Citizen,
    latest: date,
    today: date | None,
    kinds: Iterable[str],
    supervising: bool = False,
) -> list[Fact]:
    """Locks the case, checks who and when, and reads its events. `today` None takes `latest` for today.

    `kinds`: of the events that are to be entered.
    """
    today = today or latest
    if latest > today:
        raise Refused(f"{latest} 还没有到（今天是 {today}），不能登记；请核对日期。")
    if isinstance(by, Person):
        require(by, case.agency, What.SUPERVISE if supervising else What.HANDLE, today)
        _check_roles(case, by, kinds, today)
    if connection.features.has_select_for_update:
        # SQLite begins every transaction with its only write lock and needs no lock of a row.
        Case.objects.select_for_update(no_key=True).values_list("pk").get(pk=case.pk)
    return stored.facts_of(case)


def _check_roles(case: Case, by: Person, kinds: Iterable[str], today: date) -> None:
    """Whoever may not do an act by `procedure.yaml` may not enter its event; some kinds have no act."""
    for kind in kinds:
        if roles := machine.entered_by(kind):
            require_role(by, case.agency, roles, today, f"登记「{EVENT_KINDS[kind].label}」")


def next_fact(
    known: list[Fact], kind: str, day: date, data: Mapping[str, Any], place: int | None = None
) -> Fact:
    """The event that follows those known; only the particulars of its kind are kept, as plain JSON."""
    unknown = set(data) - set(EVENT_KINDS[kind].particulars)
    if unknown:
        raise Refused(f"「{EVENT_KINDS[kind].label}」没有名为「{sorted(unknown)[0]}」的内容。")
    position = max((fact.position for fact in known), default=0) + 1
    plain = json.loads(canonical({name: value for name, value in data.items() if value is not None}))
    return Fact(kind, day, plain, 0, position, position if place is None else place)


def write(
    case: Case,
    known: list[Fact],
    fresh: Iterable[Fact],
    *,
    act: str,
    by: Person | Citizen,
    reason: str = "",
    on_paper: bool = False,
    detail: Mapping[str, Any] | None = None,
) -> list[Event]:
    """Checks the new state, writes rows and audit line, refreshes the case.

    Raises Refused for the impossible, OnPaperOnly for a rule newly broken where `on_paper` is not said.
    """
    fresh = list(fresh)
    for fact in fresh:
        checks.in_force(fact)
    facts = [*known, *fresh]
    after = stored.state_of(case.agency_id, facts)
    parts.check(case, after)
    broken = _newly_broken(case.agency_id, known, after)
    if broken and not on_paper:
        raise OnPaperOnly(broken)
    events = [_row(case, fact, by) for fact in fresh]
    entered = [_told(event) for event in events]
    record(
        actor=by,
        agency=case.agency,
        act=f"cases.{act}",
        subject=f"cases.Case:{case.pk}",
        detail={**(detail or {}), "events": entered, "flags": [flag.code for flag in broken]},
        reason=reason,
    )
    stored.refresh(case, facts, after)
    return events


def would_break(
    agency: int, known: list[Fact], kind: str, day: date, data: Mapping[str, Any]
) -> tuple[Flag, ...]:
    """The rules that this event would newly break, entered on that day; nothing is written.

    Raises Refused for the impossible. Particulars of another kind are left out.
    """
    own = {name: value for name, value in data.items() if name in EVENT_KINDS[kind].particulars}
    fact = next_fact(known, kind, day, own)
    checks.in_force(fact)
    return _newly_broken(agency, known, stored.state_of(agency, [*known, fact]))


def _told(event: Event) -> dict[str, Any]:
    """What the line says of the event; the ledger of events holds the rows against it."""
    names = ("kind", "day", "position", "place", "data")
    return {"event": event.pk, **{name: getattr(event, name) for name in names}}


def _newly_broken(agency: int, known: list[Fact], after: state.State) -> tuple[Flag, ...]:
    if not after.flags:
        return ()
    before = Counter(flag.code for flag in stored.state_of(agency, known).flags) if known else Counter()
    broken = []
    for flag in after.flags:
        # By how often, not by the words: a day in them may move though nothing else is broken.
        if before[flag.code]:
            before[flag.code] -= 1
        else:
            broken.append(flag)
    return tuple(broken)


def _row(case: Case, fact: Fact, by: Person | Citizen) -> Event:
    event = Event(
        case=case,
        position=fact.position,
        place=fact.place,
        kind=fact.kind,
        day=fact.day,
        data=dict(fact.data),
        person_id=by.pk,
        person_name=by.display_name,
    )
    event.save()
    return event


def require_approver(named: Person, case: Case, day: date) -> None:
    """Raises Refused where the head who is named was none then: who acts may, and names another."""
    try:
        require(named, case.agency, What.APPROVE_EXTENSION, day)
    except NotAllowed as said:
        raise Refused(str(said)) from None
