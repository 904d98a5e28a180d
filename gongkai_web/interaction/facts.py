"""留言: what can happen to a message, and where does it stand?

Its state is a pure function of its events, like that of a case; the columns of the row are a cache of it.
It is never over by its age: only an answer ends it, and whoever wrote it can say that nothing is solved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import models

from gongkai_web.errors import Refused


class Kind(models.TextChoices):
    """What happens to a message."""

    RECEIVED = "received", "收到"
    ASSIGNED = "assigned", "接收、分派"
    TRANSFERRED = "transferred", "转其他机关"
    DRAFTED = "drafted", "拟答复、送审"
    RETURNED = "returned", "退回修改"
    ANSWERED = "answered", "审核通过，答复"
    CHANGED = "changed", "答应的改动完成"
    REOPENED = "reopened", "没有解决，再次提出"
    RATED = "rated", "评价"
    WITHDRAWN = "withdrawn", "撤下公开的答复"
    VOIDED = "voided", "作废"


class Status(models.TextChoices):
    """Where it stands."""

    NEW = "new", "待接收"
    OPEN = "open", "办理中"
    REVIEW = "review", "答复待审核"
    ANSWERED = "answered", "已答复"
    VOID = "void", "已作废"


class Satisfied(models.TextChoices):
    """What whoever wrote says of the answer."""

    YES = "yes", "满意"
    PARTLY = "partly", "基本满意"
    NO = "no", "不满意"


class Channel(models.TextChoices):
    """How it came (来源)."""

    SITE = "site", "本网站"
    NATIONAL = "national", "国家平台转办"
    PHONE = "phone", "电话"
    COUNTER = "counter", "当面"
    POST = "post", "来信"
    EMAIL = "email", "电子邮件"


# What is never declared void, and why.
_WRITERS_OWN = "是留言人自己登记的，不能作废；请照常办理。"
STAYS: Mapping[str, str] = {
    Kind.REOPENED: _WRITERS_OWN,
    Kind.RATED: _WRITERS_OWN,
    Kind.WITHDRAWN: "不能作废：撤下的不能用作废恢复公开；要再公开的，留言再次提出以后重新拟答复、送审。",
}
UNDER_WAY = (Status.NEW, Status.OPEN, Status.REVIEW)
# Which status an event asks for.
_FROM: Mapping[str, tuple[str, ...]] = {
    Kind.ASSIGNED: (Status.NEW, Status.OPEN),
    Kind.TRANSFERRED: (Status.NEW, Status.OPEN),
    Kind.DRAFTED: (Status.NEW, Status.OPEN),
    Kind.RETURNED: (Status.REVIEW,),
    Kind.ANSWERED: (Status.REVIEW,),
    Kind.CHANGED: (Status.ANSWERED,),
    Kind.REOPENED: (Status.ANSWERED,),
    Kind.RATED: (Status.ANSWERED,),
    Kind.WITHDRAWN: tuple(Status.values),
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
    """Where a message stands by its events. `agency`: who has it now; `started_on`: from when its term runs.

    `draft`: what waits for its review; `answer`: the last one that was given; `late`: one was given after its
    last day; `changed_on`: when what it promised was done; `public`: the answer is to be read by everybody.
    """

    status: str = Status.VOID
    agency: int | None = None
    received_on: date | None = None
    started_on: date | None = None
    due_on: date | None = None
    handler: int | None = None
    author: int | None = None
    draft: Happened | None = None
    answer: Happened | None = None
    answered_on: date | None = None
    late: bool = False
    changed_on: date | None = None
    rounds: int = 0
    satisfied: str = ""
    public: bool = False


def standing(events: Iterable[Happened]) -> list[Happened]:
    """Those that were not declared void."""
    known = list(events)
    void = {event.data["event"] for event in known if event.kind == Kind.VOIDED}
    return [event for event in known if event.kind != Kind.VOIDED and event.id not in void]


# The last day of a term that starts on a day.
Due = Callable[[date], date | None]


def of(events: Iterable[Happened], due: Due) -> State:
    """The state of the message that has these events. Raises Refused where they cannot have happened so."""
    state, last = State(), None
    for event in standing(events):
        if last is not None and event.day < last.day:
            raise Refused(
                f"「{Kind(event.kind).label}」登记在 {event.day}，早于前一项「{Kind(last.kind).label}」的 "
                f"{last.day}；请核对日期。"
            )
        state, last = _after(state, event, due), event
    return state


def _after(state: State, event: Happened, due: Due) -> State:
    _check(state, event)
    match event.kind:
        case Kind.RECEIVED:
            begun = State(status=Status.NEW, agency=event.data.get("agency"), received_on=event.day, rounds=1)
            return replace(begun, started_on=event.day, due_on=due(event.day))
        case Kind.ASSIGNED:
            return replace(state, status=Status.OPEN, handler=event.data.get("handler"))
        case Kind.TRANSFERRED:
            # What the former agency answered must not be read as an answer of this one.
            moved = replace(state, status=Status.NEW, agency=event.data["agency"], handler=None)
            return replace(moved, public=False)
        case Kind.DRAFTED:
            return replace(state, status=Status.REVIEW, draft=event, author=event.data.get("author"))
        case Kind.RETURNED:
            return replace(state, status=Status.OPEN, draft=None)
        case Kind.ANSWERED:
            return _answered(state, event)
        case Kind.CHANGED:
            return replace(state, changed_on=event.day)
        case Kind.REOPENED:
            again = replace(state, status=Status.OPEN, answered_on=None, rounds=state.rounds + 1)
            again = replace(again, changed_on=None)
            return replace(again, started_on=event.day, due_on=due(event.day))
        case Kind.RATED:
            return replace(state, satisfied=str(event.data["satisfied"]))
    return replace(state, public=False)


def _answered(state: State, event: Happened) -> State:
    late = state.late or (state.due_on is not None and event.day > state.due_on)
    public = bool(state.draft and state.draft.data.get("publish"))
    return replace(
        state, status=Status.ANSWERED, answer=state.draft, draft=None, answered_on=event.day, late=late,
        public=public,
    )  # fmt: skip


def _check(state: State, event: Happened) -> None:
    label = Kind(event.kind).label
    if event.kind == Kind.RECEIVED:
        if state.rounds:
            raise Refused("这件留言已经登记过收到；请刷新页面。")
        return
    if state.status not in _FROM[event.kind]:
        raise Refused(
            f"这件留言现在是“{Status(state.status).label}”，不能登记「{label}」；请刷新页面，看现在的状态。"
        )
    if event.kind == Kind.RATED and state.satisfied:
        raise Refused("这件留言已经评价过；评价只有一次。")
    if event.kind == Kind.CHANGED:
        _check_promised(state)
    if event.kind == Kind.WITHDRAWN and not state.public:
        raise Refused("这件留言没有公开的答复，没有可以撤下的。")


def _check_promised(state: State) -> None:
    if not state.answer or not state.answer.data.get("visible_on"):
        raise Refused("这件留言的答复没有写改动哪天起看得到，没有要登记完成的改动。")
    if state.changed_on:
        raise Refused(f"这件留言答应的改动已经登记在 {state.changed_on} 完成；登记错的请先作废那一条。")
