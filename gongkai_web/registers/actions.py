"""How does something come onto a register, get what came later, and leave it when it was entered wrongly?

One way for all registers: lock, who, rule, row, audit line – in one transaction. What stands is never
changed: a wrong entry is void with its reason, and another one is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused, require_reason
from gongkai_web.registers.declared import Register, Values
from gongkai_web.registers.models import Entry


@transaction.atomic
def enter(
    *,
    register: Register,
    by: Person,
    agency: Agency,
    day: date,
    given: Mapping[str, Any],
    today: date | None = None,
) -> Entry:
    """Enters what happened on `day`. `given`: by the names of the blanks; words by code or label."""
    today = today or day
    require(by, agency, register.kept_by, today, f"登记{register.label}")
    if day > today:
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")
    values = _read(register, given, agency, day, today)
    entry = register.model(agency=agency, day=day, entered_by=by, entered_on=today, **values)
    entry.save()
    _line(register, entry, by, "enter", {"day": day, "entered_on": today, **told(values)})
    return entry


def standing_same(
    *, register: Register, agency: Agency, day: date, given: Mapping[str, Any], today: date
) -> Entry | None:
    """The entry that says the very same, where one stands; what is void does not."""
    values = _read(register, given, agency, day, today)
    found = register.model._default_manager.filter(agency=agency, day=day, voided=False, **values)
    same: Entry | None = found.order_by("pk").first()
    return same


@transaction.atomic
def fill(*, register: Register, entry: Entry, by: Person, today: date, given: Mapping[str, Any]) -> Entry:
    """Fills in what came later. What was filled in before stays."""
    entry = _locked(register, entry, by, today)
    if entry.voided:
        raise Refused(f"这条{register.label}已经作废，不能再填。")
    still = {one.name: one for one in register.open_of(entry)}
    named = {name: value for name, value in given.items() if value not in ("", None)}
    if not named:
        raise Refused("没有填写；请填好再登记。")
    for name in named:
        if name not in still:
            raise Refused(f"「{register.blank(name).label}」已经填过；写错的请作废这条，另登记一条。")
    values = {name: still[name].read(value, entry.agency, entry.day) for name, value in named.items()}
    _require_past(register, values, today)
    register.require_sound({**_values(register, entry), **values, "day": entry.day})
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(values))
    _line(register, entry, by, "fill", told(values))
    return entry


@transaction.atomic
def void(*, register: Register, entry: Entry, by: Person, day: date, reason: str) -> Entry:
    """Declares a wrong entry void."""
    require_reason(reason, "作废登记")
    entry = _locked(register, entry, by, day)
    if entry.voided:
        raise Refused(f"这条{register.label}已经作废。")
    entry.voided, entry.void_reason = True, reason.strip()
    entry.save(update_fields=["voided", "void_reason"])
    _line(register, entry, by, "void", {"void_reason": entry.void_reason}, reason=reason)
    return entry


def told(values: Values) -> dict[str, Any]:
    """The values as a line of the trail has them: of another row its key."""
    return {name: value.pk if isinstance(value, Model) else value for name, value in values.items()}


def _read(
    register: Register, given: Mapping[str, Any], agency: Agency, day: date, today: date
) -> dict[str, Any]:
    for name in given:
        register.blank(name)
    values = {one.name: one.read(given.get(one.name), agency, day) for one in register.blanks}
    _require_past(register, values, today)
    register.require_sound({**values, "day": day})
    return values


def _require_past(register: Register, values: Values, today: date) -> None:
    for name, value in values.items():
        if isinstance(value, date) and value > today:
            label = register.blank(name).label
            raise Refused(f"「{label}」{value} 还没有到（今天是 {today}）；请核对日期。")


def _values(register: Register, entry: Entry) -> dict[str, Any]:
    return {one.name: getattr(entry, one.name) for one in register.blanks}


def _locked(register: Register, entry: Entry, by: Person, day: date) -> Entry:
    rows = register.model._default_manager.select_for_update(of=("self",)).select_related("agency")
    held: Entry = rows.get(pk=entry.pk)
    require(by, held.agency, register.kept_by, day, f"登记{register.label}")
    return held


def _line(
    register: Register, entry: Entry, by: Person, act: str, detail: Mapping[str, Any], *, reason: str = ""
) -> None:
    record(
        actor=by,
        agency=entry.agency,
        act=f"registers.{register.code}.{act}",
        subject=f"{register.model._meta.label}:{entry.pk}",
        detail=detail,
        reason=reason,
    )
