"""What lines of the audit trail say of major decisions and their events, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from gongkai.errors import GongkaiError
from gongkai_web.audit.registry import Ledger, Told, read_once
from gongkai_web.holidays.queries import reckoned
from gongkai_web.publishing.decisions import stored
from gongkai_web.publishing.decisions.models import DecisionEvent, MajorDecision

_OPENED = ("title", "unit", "summary")
# What is owed moves with the calendar.
_LASTING = tuple(column for column in stored.COLUMNS if column != "next_on")


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    if line.act == "decisions.open":
        given = {name: line.detail[name] for name in _OPENED}
        told[line.subject.partition(":")[2]] = given | {"agency": line.agency_id, "columns": []}


def _decisions() -> Iterator[tuple[str, dict[str, Any]]]:
    found = MajorDecision.objects.order_by("pk").prefetch_related("events")
    for one in found.iterator(chunk_size=500):
        given = {name: getattr(one, name) for name in _OPENED}
        yield str(one.pk), given | {"agency": one.agency_id, "columns": _other_columns(one)}


def _other_columns(decision: MajorDecision) -> list[str]:
    """Which columns the events do not give."""
    try:
        with reckoned(decision.agency_id):
            right = stored.columns_of(decision.events.all())
    except GongkaiError:
        return ["events"]  # they cannot be read; nobody could have entered them
    return [name for name in _LASTING if getattr(decision, name) != right[name]]


def _tell_event(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[str(line.detail["event"])] = {
        # Older lines do not tell the position.
        **{name: line.detail[name] for name in ("kind", "day", "data", "position") if name in line.detail},
        "decision": line.subject.partition(":")[2],
        "person_id": line.actor_id,
        "person_name": line.actor_name,
    }


def _events() -> Iterator[tuple[str, dict[str, Any]]]:
    rows = DecisionEvent.objects.order_by("pk").annotate(text=Cast("data", TextField()))
    names = ("kind", "day", "position", "person_id", "person_name")
    for row in rows.values("pk", "decision_id", "text", *names).iterator():
        kept = {name: row[name] for name in names}
        yield (
            str(row["pk"]),
            {**kept, "decision": str(row["decision_id"]), "data": read_once(row["text"])},
        )


LEDGERS = (
    Ledger("重大行政决策", frozenset({"decisions.open"}), _tell, _decisions),
    Ledger(
        "决策经过", frozenset({"decisions.enter", "decisions.void", "decisions.stop"}), _tell_event, _events
    ),
)
