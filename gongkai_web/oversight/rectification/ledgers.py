"""What do lines of the audit trail say of findings and their events, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from gongkai.errors import GongkaiError
from gongkai_web.audit.registry import Ledger, Told, read_once
from gongkai_web.oversight.rectification import queries
from gongkai_web.oversight.rectification.columns import COLUMNS, columns_of
from gongkai_web.oversight.rectification.facts import Happened
from gongkai_web.oversight.rectification.models import (
    SAID,
    WORDS,
    Evidence,
    Finding,
    FindingEvent,
    Notice,
)

ACTS = frozenset(
    f"rectification.{act}"
    for act in (
        "register_finding", "add_evidence", "notify", "move_finding", "prolong_finding", "pause_finding",
        "resume_finding", "reply_to_finding", "recheck_finding", "merge_finding", "void_finding_event",
    )
)  # fmt: skip
_MOVING = frozenset({"due_on", "late"})  # they move with the calendar


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    if "words" in line.detail:
        key = line.subject.partition(":")[2]
        told[key] = {"number": line.detail["number"], "words": line.detail["words"], "columns": []}


def _kept() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for row in Finding.objects.order_by("pk").prefetch_related("events").iterator(chunk_size=500):
        events = queries.read(row.events.all())
        yield (
            str(row.pk),
            {
                "number": row.registry_number,
                "words": [getattr(row, name) for name in WORDS],
                "columns": _other_columns(row, events),
            },
        )


def _other_columns(finding: Finding, events: list[Happened]) -> list[str]:
    """Which columns the events do not give."""
    try:
        given = columns_of(finding, queries.state_of(finding, events))
    except GongkaiError:
        return ["events"]  # they cannot be read; nobody could have entered them
    return [name for name in COLUMNS if name not in _MOVING and getattr(finding, name) != given[name]]


def _tell_notice(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[line.subject.partition(":")[2]] = dict(line.detail)


def _notices() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for row in Notice.objects.order_by("pk").iterator():
        yield str(row.pk), {name: getattr(row, name) for name in SAID}


def _tell_evidence(told: dict[str, dict[str, Any]], line: Told) -> None:
    if "evidence" in line.detail:
        told[str(line.detail["evidence"]["key"])] = {"digest": line.detail["evidence"]["digest"]}


def _evidence() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for row in Evidence.objects.order_by("pk").iterator():
        yield str(row.pk), {"digest": row.digest}


def _tell_event(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[str(line.detail["event"])] = {
        **{name: line.detail[name] for name in ("kind", "day", "data")},
        "finding": line.subject.partition(":")[2],
        "person_id": line.actor_id,
    }


def _events() -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = FindingEvent.objects.order_by("pk").annotate(plain=Cast("data", TextField()))
    for row in rows.values("pk", "finding_id", "plain", "kind", "day", "person_id").iterator():
        kept = {name: row[name] for name in ("kind", "day", "person_id")}
        yield (
            str(row["pk"]),
            {**kept, "finding": str(row["finding_id"]), "data": read_once(row["plain"])},
        )


LEDGERS = (
    Ledger("问题", ACTS, _tell, _kept),
    Ledger("问题整改事项", ACTS, _tell_event, _events),
    Ledger("问题的证据", ACTS, _tell_evidence, _evidence),
    Ledger("整改通知", frozenset({"rectification.send_notice"}), _tell_notice, _notices),
)
