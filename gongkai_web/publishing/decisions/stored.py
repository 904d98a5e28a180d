"""What do the events of a decision say, and which of its columns repeat that?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.publication.decisions import ADOPTION, DECISION, DRAFT, LISTED, Happened, Standing, decision_on
from gongkai_web.publishing.decisions.models import VOIDED, DecisionEvent

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
    return [_happened(one.event) for one in entries(events) if not one.void]


def standing(events: Iterable[DecisionEvent], day: date) -> Standing:
    """Where it stands on that day. Raises the errors of `decision_on`."""
    return decision_on(happened(events), day)


def columns_of(events: Iterable[DecisionEvent]) -> dict[str, object]:
    """What the columns of a decision with these events hold; raises where they cannot have happened so."""
    known = [one.event for one in entries(events) if not one.void]
    state = decision_on([_happened(event) for event in known], LATER)
    first: dict[str, DecisionEvent] = {}
    for event in sorted(known, key=lambda one: (one.day, one.position)):
        first.setdefault(event.kind, event)
    last = {event.kind: event for event in sorted(known, key=lambda one: (one.day, one.position))}
    days = [one.last for one in state.owed if one.last]
    asked, told = last.get(DRAFT), last.get(ADOPTION)
    return {
        "stage": state.last.code if state.last else "",
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


def _happened(event: DecisionEvent) -> Happened:
    given = {name: date.fromisoformat(event.data[name]) for name in ("until", "since") if name in event.data}
    return Happened(event.kind, event.day, reason=event.data.get("reason", ""), **given)
