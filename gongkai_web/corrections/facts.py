"""更正本人记录: what can happen to such a request, and where does it stand (《条例》第四十一条)?

A business of its own: no case, no row of table 三. Its state is a pure function of its events, like that of a
case; the columns of the row are a cache of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from gongkai.deadlines import terms
from gongkai.errors import GongkaiError
from gongkai.lawbook import Source
from gongkai.workdays import calendar
from gongkai_web.errors import Refused

TERM = "record_correction"


class Kind(models.TextChoices):
    """What happens to a request for correction."""

    RECEIVED = "received", "收到更正申请"
    DECIDED = "decided", "作出处理"
    TOLD = "told", "告知申请人"
    VOIDED = "voided", "作废"


class Decision(models.TextChoices):
    """How it is decided: the four ways of 第四十一条."""

    CORRECTED = "corrected", "属实，予以更正"
    PASSED_ON = "passed_on", "不属本机关职能，转送有权机关"
    TOLD_WHERE = "told_where", "不属本机关职能，告知向有权机关提出"
    REFUSED = "refused", "不属实，不予更正"


ELSEWHERE = frozenset({Decision.PASSED_ON, Decision.TOLD_WHERE})


class Status(models.TextChoices):
    """Where it stands."""

    OPEN = "open", "办理中"
    DECIDED = "decided", "待告知"
    TOLD = "told", "已告知"
    VOID = "void", "已作废"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as the computation sees it."""

    kind: str
    day: date
    data: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """Where a request stands by its events. `due_on`: of the decision and of telling it."""

    status: str
    received_on: date | None
    due_on: date | None
    decided_on: date | None
    decision: str
    told_on: date | None


def of(events: Iterable[Happened]) -> State:
    """The state of the request that has these events. Raises Refused where they cannot have happened so."""
    known = list(events)
    void = {event.data["event"] for event in known if event.kind == Kind.VOIDED}
    standing = [event for event in known if event.kind != Kind.VOIDED and event.id not in void]
    seen: dict[str, Happened] = {}
    for event in sorted(standing, key=lambda one: (one.day, _ORDER[one.kind], one.position)):
        _check(seen, event)
        seen[event.kind] = event
    received, decided, told = (seen.get(kind) for kind in (Kind.RECEIVED, Kind.DECIDED, Kind.TOLD))
    status = Status.TOLD if told else Status.DECIDED if decided else Status.OPEN if received else Status.VOID
    return State(
        status,
        received.day if received else None,
        due_day(received.day) if received else None,
        decided.day if decided else None,
        str(decided.data.get("decision", "")) if decided else "",
        told.day if told else None,
    )


_ORDER: Mapping[str, int] = {Kind.RECEIVED: 0, Kind.DECIDED: 1, Kind.TOLD: 2}
_BEFORE: Mapping[str, Kind] = {Kind.DECIDED: Kind.RECEIVED, Kind.TOLD: Kind.DECIDED}


def _check(seen: Mapping[str, Happened], event: Happened) -> None:
    label = Kind(event.kind).label
    if event.kind in seen:
        raise Refused(f"「{label}」已登记在 {seen[event.kind].day}；写错的请先作废原来的登记。")
    before = _BEFORE.get(event.kind)
    if before and before not in seen:
        raise Refused(f"「{label}」登记在 {event.day}，此前没有「{before.label}」的登记；请核对日期。")
    if event.kind == Kind.DECIDED:
        _check_decision(event.data)


def _check_decision(data: Mapping[str, Any]) -> None:
    """第四十一条: what each way must say."""
    if data.get("decision") not in Decision.values:
        raise Refused(f"不认识的处理「{data.get('decision')}」；可用：{'、'.join(Decision.labels)}。")
    decision = Decision(data["decision"])
    if not str(data.get("detail") or "").strip():
        what = {Decision.CORRECTED: "更正成什么", Decision.REFUSED: "不予更正的理由"}.get(decision, "说明")
        raise Refused(f"「{decision.label}」须写明{what}（《条例》第四十一条）。")
    if decision in ELSEWHERE and not str(data.get("agency_named") or "").strip():
        raise Refused(f"「{decision.label}」须写明有权更正的机关（《条例》第四十一条）。")


def due_day(received_on: date) -> date | None:
    """The last working day; None where no rule of that day is on file."""
    try:
        return terms()[TERM].end(calendar(), received_on)
    except GongkaiError:
        return None


def due_source(received_on: date) -> tuple[int, Source] | None:
    """How many working days and by what: the law sets none, the house does (实现约定)."""
    try:
        found = terms()[TERM].dated.on(received_on)
    except GongkaiError:
        return None
    return found.value.count, found.source
