"""登记: how does a request come in, when is it received, and how does one become several?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import F

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.cases import state
from gongkai_web.cases.actions.entry import (
    enter,
    next_fact,
    prepare,
    require_handler,
    require_reason,
    write,
)
from gongkai_web.cases.errors import Refused
from gongkai_web.cases.facts import Fact, standing
from gongkai_web.cases.models import Case, Counter, Event


@dataclass(frozen=True, slots=True)
class Part:
    """One of the cases into which a request is split: what it wants."""

    title: str
    description: str = ""


@transaction.atomic
def register_case(
    *,
    by: Person,
    agency: Agency,
    day: date,
    channel: str,
    applicant_kind: str,
    applicant_name: str,
    title: str,
    description: str = "",
    submitted_on: date | None = None,
    today: date | None = None,
) -> Case:
    """Registers a request on `day` under the next number of the agency's year. `submitted_on`: default `day`.

    It is not yet received: no term runs, nothing counts (《条例》第三十一条) until `confirm_receipt`.
    """
    submitted = submitted_on or day
    if submitted > day or day > (today or day):
        raise Refused(f"提交日期 {submitted}、登记日期 {day} 的先后不对，或还没有到；请核对。")
    require_handler(by, agency, today or day)
    if not agency.open_on(day):
        raise Refused(f"{agency.name}在 {day} 尚未设立或已经撤销，不能登记申请。")
    data = {
        "applicant_kind": applicant_kind,
        "applicant_name": applicant_name.strip(),
        "channel": channel,
        "title": title.strip(),
        "description": description,
    }
    return _open_case(agency, by, day, [next_fact([], "submitted", submitted, data)], act="register_case")


@transaction.atomic
def confirm_receipt(*, case: Case, by: Person, day: date, today: date | None = None) -> Event:
    """Sets the day of receipt (收到申请之日), from which all terms run (《条例》第三十一条)."""
    return enter(case, act="confirm_receipt", by=by, kind="confirmed", day=day, today=today)


@transaction.atomic
def split_case(
    *, case: Case, by: Person, day: date, parts: Sequence[Part], reason: str, today: date | None = None
) -> list[Case]:
    """Splits a request into cases of their own (一事一申请); it is itself no longer counted.

    Each part takes over applicant, receipt and all that has happened so far, and its own number.
    """
    require_reason(reason, "拆分办理")
    known = prepare(case, by=by, latest=day, today=today)
    if len(parts) < 2:
        raise Refused("拆分办理至少要拆成两件。")
    _check_split(known, day)
    children = [
        _open_case(case.agency, by, day, _inherited(known, part), act="split_off", parent=case)
        for part in parts
    ]
    data = {"cases": [child.pk for child in children], "reason": reason}
    write(case, known, [next_fact(known, "split", day, data)], act="split_case", by=by, reason=reason)
    return children


def _check_split(known: list[Fact], day: date) -> None:
    """Refuses before anything is written; the numbers of the parts are not known yet."""
    state.of([*known, next_fact(known, "split", day, {"cases": [0, 0], "reason": ""})])


def _inherited(known: list[Fact], part: Part) -> list[Fact]:
    """What has happened so far, as the beginning of a part."""
    facts = []
    for position, fact in enumerate(standing(known), start=1):
        data = dict(fact.data)
        if fact.kind == "submitted":
            data = {**data, "title": part.title.strip(), "description": part.description}
        facts.append(replace(fact, id=0, position=position, place=position, data=data))
    return facts


def _open_case(
    agency: Agency, by: Person, day: date, facts: list[Fact], *, act: str, parent: Case | None = None
) -> Case:
    case = Case(agency=agency, year=day.year, number=_next_number(agency, day.year), parent=parent)
    case.save()
    detail = {"number": case.registry_number, "parent": parent.pk if parent else None}
    write(case, [], facts, act=act, by=by, detail=detail, on_paper=True)
    return case


def _next_number(agency: Agency, year: int) -> int:
    """The next number; the counter's row is locked until the case is written, so that none is missing."""
    taken = Counter.objects.filter(agency=agency, year=year).update(last=F("last") + 1)
    if not taken:
        Counter.objects.create(agency=agency, year=year, last=1)
        return 1
    return Counter.objects.values_list("last", flat=True).get(agency=agency, year=year)
