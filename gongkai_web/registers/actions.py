"""How does something come onto a register, get what came later, and leave it when it was entered wrongly?

One way for all registers: lock, who, rule, row, audit line – in one transaction. What stands is never
changed: a wrong entry is void with its reason, and another one is made. That there was nothing in a year is
said by a person (零报告): a register without entries says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model

from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused, require_reason
from gongkai_web.registers import queries
from gongkai_web.registers.declared import Register, Values
from gongkai_web.registers.models import Entry, ZeroReport


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
    _contradict(register, entry, by)
    register.follows(entry, by, today)
    return entry


def standing_same(
    *, register: Register, agency: Agency, day: date, given: Mapping[str, Any], today: date
) -> Entry | None:
    """The entry that was made with the very same, where one stands; what is void does not.

    What came later may be filled in on one side alone. Raises Refused where it is another on each: nobody
    but the one who writes can tell one thing from two there.
    """
    values = _read(register, given, agency, day, today)
    made = {one.name: values[one.name] for one in register.at_once}
    rows = register.model._default_manager.filter(agency=agency, day=day, voided=False, **made)
    found: list[Entry] = list(rows.order_by("pk"))
    other = [(one, _told_otherwise(register, one, values)) for one in found]
    same = next((one for one, names in other if not names), None)
    if same is None and found:
        raise Refused(
            f"{day} 已有一条，只有「{'、'.join(other[0][1])}」写的不同，分不出是不是同一件；"
            "是同一件、原来写错的，先作废原来的；另有一件的，请在台账上登记。"
        )
    return same


def _told_otherwise(register: Register, entry: Entry, values: Values) -> list[str]:
    """The later blanks, by label, in which the entry says something else than the values do."""
    found = [(one, getattr(entry, one.name), values[one.name]) for one in register.later]
    return [one.label for one, kept, given in found if one.empty not in (kept, given) and kept != given]


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
    register.follows(entry, by, today)
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
    register.follows(entry, by, day)
    return entry


@transaction.atomic
def report_none(*, register: Register, by: Person, agency: Agency, year: int, today: date) -> ZeroReport:
    """零报告: says that nothing happened in the year, to its end or – in the same year – to today."""
    require(by, agency, register.kept_by, today, f"说明{register.label}没有发生")
    if register.until:
        raise Refused(f"「{register.label}」按在任、在用的计，不用说明没有。")
    if year > today.year:
        raise Refused(f"{year} 年还没有到（今天是 {today}）；请核对年度。")
    stand_in_line(agency)
    count = queries.of_year(register, year).filter(agency=agency).count()
    if count:
        raise Refused(f"{year} 年已经登记了 {count} 条{register.label}，不能说明没有；登记错了的，先作废。")
    until = min(today, date(year, 12, 31))
    before = queries.zero_reports(register, year).filter(agency=agency).first()
    if before is not None:
        if before.until >= until:
            raise Refused(f"已经说明过：{before.sentence}。")
        _withdraw(before, by, f"{today} 重新说明")
    made = ZeroReport(agency=agency, register=register.code, year=year, until=until)
    made.said_by, made.said_on = by, today
    made.save()
    _zero_line(made, by, "report", {"register": register.code, "year": year, "until": until})
    return made


@transaction.atomic
def withdraw_none(
    *, register: Register, by: Person, agency: Agency, year: int, today: date, reason: str
) -> ZeroReport:
    """Takes back what somebody said wrongly."""
    require_reason(reason, "收回说明")
    require(by, agency, register.kept_by, today, f"收回{register.label}的说明")
    stand_in_line(agency)
    found = queries.zero_reports(register, year).filter(agency=agency).first()
    if found is None:
        raise Refused(f"{agency.name} {year} 年没有说明过{register.label}没有发生；请核对年度。")
    return _withdraw(found, by, reason.strip())


def _contradict(register: Register, entry: Entry, by: Person) -> None:
    """Something was entered: who said that there was nothing has spoken too early."""
    said = queries.zero_reports(register, entry.day.year).filter(agency=entry.agency, until__gte=entry.day)
    for one in said:
        _withdraw(one, by, f"登记了 {entry.day} 的一条")


def _withdraw(found: ZeroReport, by: Person, reason: str) -> ZeroReport:
    found.withdrawn, found.withdrawn_reason = True, reason
    found.save(update_fields=["withdrawn", "withdrawn_reason"])
    _zero_line(found, by, "withdraw", {"withdrawn_reason": reason}, reason=reason)
    return found


def _zero_line(
    found: ZeroReport, by: Person, act: str, detail: Mapping[str, Any], *, reason: str = ""
) -> None:
    record(
        actor=by,
        agency=found.agency,
        act=f"zero_reports.{act}",
        subject=f"{ZeroReport._meta.label}:{found.pk}",
        detail=detail,
        reason=reason,
    )


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
        blank = register.blank(name)
        if isinstance(value, date) and value > today and not blank.ahead:
            raise Refused(f"「{blank.label}」{value} 还没有到（今天是 {today}）；请核对日期。")


def _values(register: Register, entry: Entry) -> dict[str, Any]:
    return {one.name: getattr(entry, one.name) for one in register.blanks}


def _locked(register: Register, entry: Entry, by: Person, day: date) -> Entry:
    rows = register.model._default_manager.select_for_update(of=("self",), no_key=True).select_related(
        "agency"
    )
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
