"""What lines of the audit trail say of requests for correction and their events, held against what is there?

What was asked is personal: no line repeats it, each vouches for it by a keyed digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from gongkai.errors import GongkaiError
from gongkai_web import identity
from gongkai_web.audit import vouched
from gongkai_web.audit.registry import Ledger, Told, read_once
from gongkai_web.audit.revouched import Vouching
from gongkai_web.corrections import facts
from gongkai_web.corrections.facts import Happened
from gongkai_web.corrections.models import CorrectionEvent, RecordCorrection, words_of

_ACTS = frozenset(
    f"records.{act}"
    for act in ("register_correction", "decide_correction", "tell_correction", "void_correction_event")
)
_VOUCHED = ("words",)
REQUESTS = Vouching(
    "records.RecordCorrection", frozenset({"records.register_correction"}), "records.vouch_again", _VOUCHED
)
CORRECTIONS = "更正申请"
# The last day to answer moves with the calendar.
_LASTING = ("status", "received_on", "decided_on", "decision", "told_on")


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    """The line that opens it says its number; `columns` and `id_cipher` as in cases: nothing is wrong."""
    if line.act == REQUESTS.again:
        REQUESTS.tell(told, line.detail)
    if line.act == "records.register_correction":
        opened = {"agency": line.agency_id, "number": line.detail["number"]}
        words = {name: line.detail[name] for name in _VOUCHED if name in line.detail}  # 0.1 told none
        told[line.subject.partition(":")[2]] = opened | {"columns": [], "id_cipher": True} | words


def _corrections() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in RecordCorrection.objects.order_by("pk").prefetch_related("events").iterator(chunk_size=500):
        yield (
            str(one.pk),
            {
                "agency": one.agency_id,
                "number": one.registry_number,
                "columns": _other_columns(one),
                "words": words_of(one),
                "id_cipher": identity.holds(one.id_cipher, one.id_kind, one.id_digest),
            },
        )


def _other_columns(correction: RecordCorrection) -> list[str]:
    """Which columns the events do not give."""
    rows = correction.events.all()
    try:
        state = facts.of(Happened(row.kind, row.day, row.data, row.pk, row.position) for row in rows)
    except GongkaiError:
        return ["events"]  # they cannot be read; nobody could have entered them
    return [name for name in _LASTING if getattr(correction, name) != getattr(state, name)]


def _tell_event(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[str(line.detail["event"])] = {
        **{name: line.detail[name] for name in ("kind", "day", "data")},
        "correction": line.subject.partition(":")[2],
        "person_id": line.actor_id,
        "person_name": line.actor_name,
    }


def _events() -> Iterator[tuple[str, dict[str, Any]]]:
    rows = CorrectionEvent.objects.order_by("pk").annotate(text=Cast("data", TextField()))
    names = ("kind", "day", "person_id", "person_name")
    for row in rows.values("pk", "correction_id", "text", *names).iterator():
        kept = {name: row[name] for name in names}
        yield (
            str(row["pk"]),
            {**kept, "correction": str(row["correction_id"]), "data": read_once(row["text"])},
        )


LEDGERS = (
    Ledger(CORRECTIONS, _ACTS | {REQUESTS.again}, _tell, _corrections, vouched.sealed(*_VOUCHED)),
    Ledger("更正办理事项", _ACTS, _tell_event, _events),
)
