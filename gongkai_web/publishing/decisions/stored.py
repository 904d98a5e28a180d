"""What do the events of a decision say, and which of its columns repeat that?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.publication.decisions import ADOPTION, DECISION, DRAFT, LISTED, Happened, Standing, decision_on
from gongkai_web.publishing.decisions.models import STOPPED, VOIDED, DecisionEvent

LATER = date.max
# What is entered with the stage at which the opinions were answered; the parts add up to the first.
OPINIONS = ("received", "adopted", "partly", "refused")
COLUMNS = (
    "stage",
    "listed_on",
    "opinions_from",
    "opinions_until",
    "adoption_on",
    "decided_on",
    "next_on",
    *(f"opinions_{one}" for one in OPINIONS),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it stands: void or not."""

    event: DecisionEvent
    void: bool


def entries(events: Iterable[DecisionEvent]) -> list[Entry]:
    """The events in the order in which they were entered; those taken back are void."""
    known = list(events)
    void = {event.data["event"] for event in known if event.kind == VOIDED}
    return [Entry(event, event.pk in void or event.kind == VOIDED) for event in known]


def happened(events: Iterable[DecisionEvent]) -> list[Happened]:
    """What stands of the events, as the law takes it."""
    return _happened([one.event for one in entries(events) if not one.void])


def standing(events: Iterable[DecisionEvent], day: date) -> Standing:
    """Where it stands on that day. Raises the errors of `decision_on`."""
    return decision_on(happened(events), day)


def columns_of(events: Iterable[DecisionEvent]) -> dict[str, object]:
    """What the columns of a decision with these events hold; raises where they cannot have happened so."""
    known = [one.event for one in entries(events) if not one.void]
    state = decision_on(_happened(known), LATER)
    stopped = _stopped(known)
    first: dict[str, DecisionEvent] = {}
    for event in sorted(known, key=lambda one: (one.day, one.position)):
        first.setdefault(event.kind, event)
    lasting = [event for event in known if event.pk not in stopped]
    last = {event.kind: event for event in sorted(lasting, key=lambda one: (one.day, one.position))}
    days = [one.last for one in state.owed if one.last]
    asked, told = last.get(DRAFT), last.get(ADOPTION)
    return {
        "stage": _stage_of(state, is_asked=asked is not None),
        "listed_on": _day(first, LISTED),
        "opinions_from": _day(first, DRAFT),
        "opinions_until": date.fromisoformat(asked.data["until"]) if asked else None,
        "adoption_on": _day(first, ADOPTION),
        "decided_on": _day(first, DECISION),
        "next_on": min(days, default=None),
        **{f"opinions_{one}": int(told.data.get(one, 0)) if told else 0 for one in OPINIONS},
    }


def _day(first: dict[str, DecisionEvent], kind: str) -> date | None:
    return first[kind].day if kind in first else None


def _stage_of(state: Standing, *, is_asked: bool) -> str:
    """What it passed last; where that is a draft on which nobody is asked any more, that."""
    if state.last is None:
        return ""
    return STOPPED if state.last.code == DRAFT and not is_asked else state.last.code


def _stopped(known: Iterable[DecisionEvent]) -> dict[int, date]:
    """By draft, when asking for opinions on it was stopped."""
    stops = [event for event in known if event.kind == STOPPED]
    return {key: event.day for event in stops for key in event.data["events"]}


def _happened(known: Iterable[DecisionEvent]) -> list[Happened]:
    known = list(known)
    stopped = _stopped(known)
    return [_as_happened(event, stopped.get(event.pk)) for event in known if event.kind != STOPPED]


def _as_happened(event: DecisionEvent, stopped: date | None) -> Happened:
    given = {name: date.fromisoformat(event.data[name]) for name in ("until", "since") if name in event.data}
    reason = event.data.get("reason", "")
    return Happened(event.kind, event.day, reason=reason, stopped=stopped, **given)
