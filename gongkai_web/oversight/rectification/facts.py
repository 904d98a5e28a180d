"""整改: what can happen to a finding, and where does it stand?

Its state is a pure function of its events; the columns of the row are a cache of it. Nothing closes by its
age or by a reply alone: somebody, or the inspection, has looked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import models

from gongkai.rectification import Pause, due_after
from gongkai.workdays import Calendar
from gongkai_web.errors import Refused


class Kind(models.TextChoices):
    """What happens to a finding."""

    FOUND = "found", "发现"
    SEEN_AGAIN = "seen_again", "再次发现"
    NOTIFIED = "notified", "通知整改"
    MOVED = "moved", "改由其他单位整改"
    PROLONGED = "prolonged", "改定期限"
    PAUSED = "paused", "暂停计算期限"
    RESUMED = "resumed", "恢复计算期限"
    REPLIED = "replied", "回复整改情况"
    RECHECKED = "rechecked", "复核"
    MERGED = "merged", "并入另一条"
    VOIDED = "voided", "作废"


class Status(models.TextChoices):
    """Where it stands."""

    NEW = "new", "待通知"
    OPEN = "open", "待整改"
    PAUSED = "paused", "暂停计时"
    REPLIED = "replied", "待复核"
    MENDED = "mended", "已整改"
    UNFOUNDED = "unfounded", "不是问题"
    MERGED = "merged", "已并入"
    VOID = "void", "已作废"


class Result(models.TextChoices):
    """What was seen when somebody looked again. What could not be told closes nothing."""

    MENDED = "mended", "已经整改"
    REMAINS = "remains", "没有整改，退回"
    UNCLEAR = "unclear", "看不出，另行复核"
    UNFOUNDED = "unfounded", "不是问题"


class Source(models.TextChoices):
    """By whom it was found."""

    MACHINE = "machine", "自动巡查"
    INSPECTION = "inspection", "人工检查"
    OWN = "own", "自查"
    EVALUATION = "evaluation", "第三方评估"
    COMPLAINT = "complaint", "投诉举报"
    FAULT = "fault", "网站找错"
    SUPERIOR = "superior", "上级通报"
    REPORT = "report", "年报核对"


UNDER_WAY = (Status.NEW, Status.OPEN, Status.PAUSED, Status.REPLIED)
CLOSED = (Status.MENDED, Status.UNFOUNDED)
# Whom the unit that answers for it has been told of.
_FROM: Mapping[str, tuple[str, ...]] = {
    Kind.SEEN_AGAIN: UNDER_WAY,
    Kind.NOTIFIED: (Status.NEW,),
    Kind.MOVED: (Status.NEW, Status.OPEN, Status.PAUSED),
    Kind.PROLONGED: (Status.OPEN,),
    Kind.PAUSED: (Status.OPEN,),
    Kind.RESUMED: (Status.PAUSED,),
    Kind.REPLIED: (Status.OPEN, Status.PAUSED),
    Kind.RECHECKED: UNDER_WAY,
    Kind.MERGED: UNDER_WAY,
}


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
    """Where a finding stands. `set_due`: the last day as it was set; `due_on`: with what pauses gave back.

    `rounds`: how often its mending was sent back; `late`: it was mended, or is still being mended, after its
    last day; `times`: how often it was seen.
    """

    status: str = Status.VOID
    agency: int | None = None
    found_on: date | None = None
    notified_on: date | None = None
    set_due: date | None = None
    due_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    replied_on: date | None = None
    closed_on: date | None = None
    late: bool = False
    rounds: int = 0
    times: int = 0
    into: int | None = None


def standing(events: Iterable[Happened]) -> list[Happened]:
    """Those that were not declared void."""
    known = list(events)
    void = {event.data["event"] for event in known if event.kind == Kind.VOIDED}
    return [event for event in known if event.kind != Kind.VOIDED and event.id not in void]


def of(events: Iterable[Happened], calendar: Calendar) -> State:
    """The state of the finding that has these events. Raises Refused where they cannot have happened so."""
    state, last = State(), None
    for event in standing(events):
        if last is not None and event.day < last.day:
            raise Refused(
                f"「{Kind(event.kind).label}」登记在 {event.day}，早于前一项「{Kind(last.kind).label}」的 "
                f"{last.day}；请核对日期。"
            )
        state, last = _after(state, event, calendar), event
    return state


def _after(state: State, event: Happened, calendar: Calendar) -> State:
    _check(state, event)
    match event.kind:
        case Kind.FOUND:
            return State(status=Status.NEW, agency=event.data["agency"], found_on=event.day, times=1)
        case Kind.SEEN_AGAIN:
            return replace(state, times=state.times + 1)
        case Kind.NOTIFIED:
            told = replace(state, status=Status.OPEN, notified_on=event.day)
            return _due(replace(told, set_due=date.fromisoformat(event.data["due"])), calendar)
        case Kind.MOVED:
            # Whoever gets it has a term of their own, from a notice of their own.
            return State(
                status=Status.NEW, agency=event.data["agency"], found_on=state.found_on, times=state.times
            )
        case Kind.PROLONGED:
            return _due(replace(state, set_due=date.fromisoformat(event.data["due"]), pauses=()), calendar)
        case Kind.PAUSED:
            held = replace(state, status=Status.PAUSED, pauses=(*state.pauses, Pause(event.day)))
            return _due(held, calendar)
        case Kind.RESUMED:
            return _due(replace(_resumed(state, event.day), status=Status.OPEN), calendar)
        case Kind.REPLIED:
            return _replied(state, event.day, calendar)
        case Kind.RECHECKED:
            return _rechecked(state, event, calendar)
    return replace(state, status=Status.MERGED, closed_on=event.day, into=event.data["into"])


def _resumed(state: State, day: date) -> State:
    *before, last = state.pauses
    return replace(state, pauses=(*before, Pause(last.since, day)))


def _due(state: State, calendar: Calendar) -> State:
    if state.notified_on is None or state.set_due is None:
        return replace(state, due_on=None)
    return replace(state, due_on=due_after(state.notified_on, state.set_due, state.pauses, calendar))


def _replied(state: State, day: date, calendar: Calendar) -> State:
    if state.status == Status.PAUSED:
        state = _due(_resumed(state, day), calendar)
    late = state.late or (state.due_on is not None and day > state.due_on)
    return replace(state, status=Status.REPLIED, replied_on=day, late=late)


def _rechecked(state: State, event: Happened, calendar: Calendar) -> State:
    match event.data["result"]:
        case Result.MENDED:
            if state.status == Status.PAUSED:
                state = _due(_resumed(state, event.day), calendar)
            unasked = state.status != Status.REPLIED and state.due_on is not None
            late = state.late or (unasked and state.due_on is not None and event.day > state.due_on)
            return replace(state, status=Status.MENDED, closed_on=event.day, late=late)
        case Result.UNFOUNDED:
            return replace(state, status=Status.UNFOUNDED, closed_on=event.day, late=False)
        case Result.REMAINS if state.status == Status.REPLIED:
            back = replace(state, status=Status.OPEN, replied_on=None, rounds=state.rounds + 1)
            due = date.fromisoformat(event.data["due"])
            return replace(back, set_due=due, due_on=due, pauses=())
    return state


def _check(state: State, event: Happened) -> None:
    label = Kind(event.kind).label
    if event.kind == Kind.FOUND:
        if state.found_on:
            raise Refused("这条问题已经登记过；请刷新页面。")
        return
    if state.status not in _FROM[event.kind]:
        raise Refused(
            f"这条问题现在是“{Status(state.status).label}”，不能登记「{label}」；请刷新页面，看现在的状态。"
        )
