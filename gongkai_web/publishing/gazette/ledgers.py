"""What lines of the audit trail say of the gazette and its contents, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.publishing.actions.entry import hashed
from gongkai_web.publishing.gazette.apps import ENTRY
from gongkai_web.publishing.gazette.models import Entry, Issue, State
from gongkai_web.publishing.items.retold import retold_in

_OPENED = ("year", "number", "total", "issued_on")
_PLACED = ("item", "position")


def _tell_issue(told: dict[str, dict[str, Any]], line: Told) -> None:
    key = line.subject.partition(":")[2]
    if line.act == "gazette.open":
        given = {name: line.detail[name] for name in _OPENED}
        told[key] = {**given, "agency": line.agency_id, "state": State.PREPARING.value}
    elif key in told:
        told[key]["state"] = line.detail["state"]


def _issues() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Issue.objects.order_by("pk"):
        given = {name: getattr(one, name) for name in _OPENED}
        yield str(one.pk), {**given, "agency": one.agency_id, "state": one.state}


def _tell_entry(told: dict[str, dict[str, Any]], line: Told) -> None:
    if line.act == "items.end":
        for after in retold_in(line.detail, ENTRY):
            told[after.key] |= {"section": after.digests["section"]}
        return
    key = str(line.detail["entry"])
    if line.act == "gazette.remove":
        told.pop(key, None)
        return
    detail = line.detail
    # Older lines tell the section itself.
    section = detail["section_hash"] if "section_hash" in detail else hashed(detail["section"])
    placed = {"section": section, **{name: detail[name] for name in _PLACED}}
    told[key] = {**placed, "issue": line.subject.partition(":")[2]}


def _entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Entry.objects.order_by("pk").iterator(chunk_size=500):
        placed = {"item": one.item_id, "section": hashed(one.section), "position": one.position}
        yield str(one.pk), {**placed, "issue": str(one.issue_id)}


LEDGERS = (
    Ledger(
        "政府公报",
        frozenset({"gazette.open", "gazette.bring_out", "gazette.take_back"}),
        _tell_issue,
        _issues,
    ),
    Ledger(
        "公报目录",
        frozenset({"gazette.place", "gazette.remove", "items.end"}),
        _tell_entry,
        _entries,
    ),
)
