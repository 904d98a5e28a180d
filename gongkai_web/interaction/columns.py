"""Which columns of a message repeat its events, and what of its events does no line of the trail repeat?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gongkai_web.interaction.draft import numbered
from gongkai_web.interaction.facts import Happened, State
from gongkai_web.interaction.models import Message, words_of

COLUMNS = (
    "agency_id", "status", "received_on", "due_on", "handler_id", "author_id", "answered_on", "late",
    "rounds", "end", "first_id", "visible_on", "changed_on", "answer", "public_title", "public_question",
    "public", "satisfied",
)  # fmt: skip
_OF_STATE = (
    "status",
    "received_on",
    "due_on",
    "answered_on",
    "late",
    "changed_on",
    "rounds",
    "public",
    "satisfied",
)


def columns_of(message: Message, state: State) -> dict[str, Any]:
    """The columns as the events give them."""
    answer: Mapping[str, Any] = state.answer.data if state.answer else {}
    first = numbered(answer["first"]) if "first" in answer else None
    seen = answer.get("visible_on")
    return {
        **{name: getattr(state, name) for name in _OF_STATE},
        "agency_id": state.agency or message.came_to_id,
        "handler_id": state.handler,
        "author_id": state.author,
        "end": answer.get("end", ""),
        "first_id": first.pk if first else None,
        "visible_on": date.fromisoformat(seen) if seen else None,
        "answer": answer.get("answer", ""),
        "public_title": answer.get("public_title", ""),
        "public_question": answer.get("public_question", ""),
    }


def told_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a line of the trail tells of an event: not the words of whoever wrote, which may be personal."""
    return {name: one for name, one in data.items() if name != "words"}


def written(message: Message, events: Iterable[Happened]) -> list[object]:
    """All that whoever wrote has written, at first and afterwards."""
    later = [event.data["words"] for event in events if "words" in event.data]
    return [*words_of(message), *later]
