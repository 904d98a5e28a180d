"""What lines of the audit trail say of messages and their events, held against what is there?

What somebody wrote is personal: no line repeats it, each vouches for it by a keyed digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from gongkai.errors import GongkaiError
from gongkai_web.audit import vouched
from gongkai_web.audit.registry import Ledger, Told, read_once
from gongkai_web.audit.revouched import Vouching
from gongkai_web.interaction import queries
from gongkai_web.interaction.columns import COLUMNS, columns_of, told_words, written
from gongkai_web.interaction.facts import Happened
from gongkai_web.interaction.models import Message, MessageEvent

ACTS = frozenset(
    f"interaction.{act}"
    for act in (
        "submit_message", "register_message", "assign_message", "transfer_message", "draft_answer",
        "answer_message", "return_answer", "withdraw_answer", "reopen_message", "rate_message",
        "note_changed", "void_message_event",
    )
)  # fmt: skip
_OPENED = frozenset({"interaction.submit_message", "interaction.register_message"})
_VOUCHED = ("words",)
VOUCHING = Vouching("interaction.Message", ACTS, "interaction.vouch_again", _VOUCHED)
MESSAGES = "留言"
_MOVING = frozenset({"due_on", "late"})  # they move with the calendar


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    """The line that opens it says its number; each with words of whoever wrote vouches for all of them."""
    if line.act == VOUCHING.again:
        VOUCHING.tell(told, line.detail)
        return
    key = line.subject.partition(":")[2]
    if line.act in _OPENED:
        told[key] = {"agency": line.agency_id, "number": line.detail["number"], "columns": []}
    if "words" in line.detail and key in told:
        told[key]["words"] = line.detail["words"]


def _messages() -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = Message.objects.order_by("pk").prefetch_related("events")
    for one in rows.iterator(chunk_size=500):
        events = queries.read(one.events.all())
        yield (
            str(one.pk),
            {
                "agency": one.came_to_id,
                "number": one.registry_number,
                "columns": _other_columns(one, events),
                "words": written(one, events),
            },
        )


def _other_columns(message: Message, events: list[Happened]) -> list[str]:
    """Which columns the events do not give."""
    try:
        given = columns_of(message, queries.state_of(message, events))
    except GongkaiError:
        return ["events"]  # they cannot be read; nobody could have entered them
    return [name for name in COLUMNS if name not in _MOVING and getattr(message, name) != given[name]]


def _tell_event(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[str(line.detail["event"])] = {
        **{name: line.detail[name] for name in ("kind", "day", "data")},
        "message": line.subject.partition(":")[2],
        "person_id": line.actor_id,
    }


def _events() -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = MessageEvent.objects.order_by("pk").annotate(plain=Cast("data", TextField()))
    for row in rows.values("pk", "message_id", "plain", "kind", "day", "person_id").iterator():
        kept = {name: row[name] for name in ("kind", "day", "person_id")}
        yield (
            str(row["pk"]),
            {**kept, "message": str(row["message_id"]), "data": told_words(read_once(row["plain"]))},
        )


LEDGERS = (
    Ledger(MESSAGES, ACTS | {VOUCHING.again}, _tell, _messages, vouched.sealed(*_VOUCHED)),
    Ledger("留言办理事项", ACTS, _tell_event, _events),
)
