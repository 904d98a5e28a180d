"""作废与更正: how is a wrong entry put right? It stays in sight, void, with a reason; counts follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.procedure import checks
from gongkai.procedure.facts import Fact, Status
from gongkai_web.agencies.models import Person
from gongkai_web.cases.actions.entry import next_fact, prepare, require_approver, write
from gongkai_web.cases.models import Case, Event
from gongkai_web.errors import Refused, require_reason


@dataclass(frozen=True, slots=True)
class Replacement:
    """What an event should have said: another `day`, or other particulars (the rest stays)."""

    event: Event
    day: date | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def void_event(
    *, case: Case, by: Person, day: date, event: Event, reason: str, on_paper: bool = False
) -> Event:
    """Declares an event void on `day`. What remains must be possible: later events that need it go first."""
    require_reason(reason, "作废")
    known = prepare(case, by=by, latest=day, today=day, kinds=["voided"])
    wrong = _standing(case, known, event)
    _check_parts(case, wrong)
    fact = _void(known, wrong, day, reason, replaced=False)
    return write(case, known, [fact], act="void_event", by=by, reason=reason, on_paper=on_paper)[0]


@transaction.atomic
def replace_events(
    *,
    case: Case,
    by: Person,
    day: date,
    changes: Sequence[Replacement],
    reason: str,
    on_paper: bool = False,
) -> list[Event]:
    """Voids events and enters what they should have said, in one act; returns the replacements.

    `day` is the day of the correction. Several at once, so that days that depend on each other move together.
    """
    require_reason(reason, "更正")
    kinds = {change.event.kind for change in changes}
    known = prepare(case, by=by, latest=day, today=day, kinds=kinds)
    fresh: list[Fact] = []
    for change in changes:
        wrong = _standing(case, known, change.event)
        if wrong.kind == "split":
            raise Refused("拆分不能更正；请先作废拆分出的各件，再作废拆分。")
        if wrong.kind == "extended":
            _check_approver(case, wrong, change)
        fresh.append(_void([*known, *fresh], wrong, day, reason, replaced=True))
        fresh.append(_replacement([*known, *fresh], wrong, change, day))
    if not fresh:
        raise Refused("没有要更正的事项。")
    events = write(case, known, fresh, act="replace_events", by=by, reason=reason, on_paper=on_paper)
    return events[1::2]


def replace_event(
    *,
    case: Case,
    by: Person,
    day: date,
    event: Event,
    reason: str,
    new_day: date | None = None,
    data: Mapping[str, Any] | None = None,
    on_paper: bool = False,
) -> Event:
    """`replace_events` for one event."""
    changes = [Replacement(event, new_day, data or {})]
    return replace_events(case=case, by=by, day=day, changes=changes, reason=reason, on_paper=on_paper)[0]


def _standing(case: Case, known: list[Fact], event: Event) -> Fact:
    found = next((fact for fact in known if fact.id == event.pk), None)
    if event.case_id != case.pk or found is None or found.kind == "voided":
        raise Refused("要作废的事项不在本件的办理记录里。")
    if any(fact.kind == "voided" and fact.data["event"] == found.id for fact in known):
        raise Refused(f"「{found.label}」（{found.day}）已经作废，不能再次作废。")
    return found


def _void(known: list[Fact], wrong: Fact, day: date, reason: str, *, replaced: bool) -> Fact:
    return next_fact(known, "voided", day, {"event": wrong.id, "reason": reason, "replaced": replaced})


def _replacement(known: list[Fact], wrong: Fact, change: Replacement, today: date) -> Fact:
    day = change.day or wrong.day
    if day > today:
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")
    data = {**wrong.data, **change.data}
    if wrong.kind == "fee.decided" and data["amount"] == checks.fee_amount(wrong.data, wrong.day):
        data["amount"] = checks.fee_amount(data, day)
    return next_fact(known, wrong.kind, day, data, place=wrong.place)


def _check_approver(case: Case, wrong: Fact, change: Replacement) -> None:
    approver = Person.objects.get(pk=change.data.get("approved_by", wrong.data["approved_by"]))
    require_approver(approver, case, change.day or wrong.day)


def _check_parts(case: Case, wrong: Fact) -> None:
    """A split can be undone only when none of its parts counts any more."""
    if wrong.kind == "split" and case.parts.exclude(status=Status.VOIDED).exists():
        raise Refused("拆分出的各件仍在办理；请先逐件作废，再作废拆分。")
