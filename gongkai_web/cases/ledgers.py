"""What lines of the audit trail say of cases, those who ask and events, held against what is there?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from gongkai.errors import GongkaiError
from gongkai_web import identity
from gongkai_web.audit.registry import Ledger, Told, read_once, same
from gongkai_web.cases import particulars, stored
from gongkai_web.cases.actions.reencrypt import RESEALED
from gongkai_web.cases.models import Applicant, Case, Event

CASES = "申请件"
_LASTING = ("submitted_on", "received_on", "outcome", "concluded_on", "dispatched_on", "served_on", "split")


def _tell_case(told: dict[str, dict[str, Any]], line: Told) -> None:
    """The line that opens it says its number; version 0.1 did not vouch for who asks.

    `columns`: which cached columns say something else than the events: none. `id_cipher`: at which places the
    encrypted number is not the one of the digest beside it, for which the line vouches: none.
    """
    key, detail = line.subject.partition(":")[2], line.detail
    if line.act == RESEALED:
        for case, seal in detail["applicants"].items():
            if case in told:
                told[case]["applicants"] = seal
        return
    if "number" in detail and "parent" in detail:
        told[key] = {"agency": line.agency_id, "number": detail["number"], "parent": detail["parent"]}
        told[key] |= {"columns": [], "id_cipher": []}
    if "applicants" in detail and key in told:
        told[key]["applicants"] = detail["applicants"]


def _cases() -> Iterator[tuple[str, dict[str, Any]]]:
    people: dict[int, list[Applicant]] = defaultdict(list)
    for one in Applicant.objects.order_by("case_id").iterator():
        people[one.case_id].append(one)
    for case in Case.objects.order_by("pk").iterator():
        asking = people.pop(case.pk, [])
        yield (
            str(case.pk),
            {
                "agency": case.agency_id,
                "number": case.registry_number,
                "parent": case.parent_id,
                "applicants": particulars.text(asking),
                "columns": _other_columns(case),
                "id_cipher": [
                    one.position
                    for one in asking
                    if not identity.holds(one.id_cipher, one.id_kind, one.id_digest)
                ],
            },
        )


def _other_columns(case: Case) -> list[str]:
    """Of those that neither the calendar nor a new rule moves, which the events do not give."""
    try:
        state = stored.current(case)
    except GongkaiError:
        return ["events"]  # they cannot be read; nobody could have entered them
    names = (*(stored.IDENTITY if state.submitted_on else ()), *_LASTING)
    return [name for name in names if getattr(case, name) != getattr(state, name)]


def _same_case(name: str, told: Any, kept: Any) -> bool:
    return particulars.fits(told, kept) if name == "applicants" else same(name, told, kept)


def _tell_events(told: dict[str, dict[str, Any]], line: Told) -> None:
    for one in line.detail.get("events", ()):
        told[str(one["event"])] = {
            **{name: value for name, value in one.items() if name != "event"},
            "case": line.subject.partition(":")[2],
            "agency": line.agency_id,
            "person": line.actor_id,
            "person_name": line.actor_name,
        }


def _events() -> Iterator[tuple[str, dict[str, Any]]]:
    rows = Event.objects.order_by("pk").annotate(text=Cast("data", TextField()))
    names = ("pk", "kind", "day", "position", "place", "case_id", "case__agency_id", "text")
    for row in rows.values(*names, "person_id", "person_name").iterator():
        yield (
            str(row["pk"]),
            {
                "kind": row["kind"],
                "day": str(row["day"]),
                "data": read_once(row["text"]),
                "position": row["position"],
                "place": row["place"],
                "case": str(row["case_id"]),
                "agency": row["case__agency_id"],
                "person": row["person_id"],
                "person_name": row["person_name"],
            },
        )


LEDGERS = (
    Ledger(CASES, "cases.", _tell_case, _cases, _same_case),
    Ledger("办理事项", "cases.", _tell_events, _events),
)
