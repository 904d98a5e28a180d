"""What lines of the audit trail say of rules and normative documents, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch

from gongkai.publication.validity import ended
from gongkai_web.audit.registry import Ledger, Told, same
from gongkai_web.publishing.actions.entry import hashed
from gongkai_web.publishing.actions.issuing import WORDS
from gongkai_web.publishing.actions.sealing import SEALED
from gongkai_web.publishing.models import DocumentChange, Ending, NormativeDocument

_ISSUED = ("kind", "issued_on", "effective_from", "expires_on")
_LATER = ("ended_on", "ending", "voided", "void_reason", "waits", "entered_by_id")
_CHANGED = {"amend_document", "end_document", "extend_document"}


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    """Version 0.1 did not tell the title, nor what came to be kept later."""
    key, detail, act = line.subject.partition(":")[2], line.detail, line.act.partition(".")[2]
    if act == "issue_document":
        nothing = {"voided": False, "void_reason": "", "changes": [], "causes": {}}
        by = line.actor_id if detail.get("waits") else None
        told[key] = nothing | {"agency": line.agency_id, "entered_by_id": by}
    if key not in told:
        return
    row = told[key]
    if act in {"issue_document", "correct_document"}:
        row |= {name: detail[name] for name in _ISSUED if name in detail}
        row |= _words(detail) | {"waits": detail.get("waits", False)}
    elif act in _CHANGED:
        kind = {"amend_document": "amended", "extend_document": "extended"}.get(act) or detail["ending"]
        row["changes"] = [*row["changes"], [kind, detail["day"], detail.get("until"), False]]
        if "basis_hash" in detail:
            row["causes"] |= {str(detail["change"]): [detail["by_document"], detail["basis_hash"]]}
    elif act == "forget_basis":
        for number, basis in detail["changes"].items():
            if number in row["causes"]:
                row["causes"][number] = [row["causes"][number][0], basis]
    elif act == "confirm_document":
        row["waits"] = False
    elif act == "void_change":
        number = detail["change"] - 1
        row["changes"] = [[*one[:3], one[3] or at == number] for at, one in enumerate(row["changes"])]
    elif act == "seal_document":
        row |= {"voided": True, "void_reason": SEALED, **dict.fromkeys(WORDS, hashed(""))}
    elif act == "void_document":
        row["voided"] = True
        row.pop("void_reason")  # it stands beside the detail, as the reason of the line
    row["ended_on"], row["ending"] = _ended(row)


def _words(detail: Mapping[str, Any]) -> dict[str, str]:
    """Title and numbers by their digest; older lines tell the words themselves, the first no title."""
    plain = {name: hashed(detail[name]) for name in WORDS if name in detail}
    return plain | {name: detail[f"{name}_hash"] for name in WORDS if f"{name}_hash" in detail}


def _ended(row: dict[str, Any]) -> tuple[str | None, str]:
    """When and how it ended, counted anew from what was told."""
    standing = [one for one in row["changes"] if not one[3]]
    endings = [(_day(day), kind) for kind, day, _, _ in standing if kind in Ending.values]
    extended = [until for kind, _, until, _ in standing if kind == "extended"]
    last = (extended[-1:] or [row.get("expires_on")])[0]
    day, ending = ended(endings, _day(last) if last else None)
    return (day.isoformat() if day else None), ending


def _day(told: Any) -> date:
    return date.fromisoformat(str(told))


def _documents() -> Iterator[tuple[str, dict[str, Any]]]:
    changes = Prefetch("changes", DocumentChange.objects.order_by("number"))
    for one in NormativeDocument.objects.order_by("pk").prefetch_related(changes).iterator(chunk_size=500):
        row = {name: getattr(one, name) for name in (*_ISSUED, *_LATER)}
        row |= {name: hashed(getattr(one, name)) for name in WORDS}
        made = [[each.kind, each.day, each.until, each.voided] for each in one.changes.all()]
        causes = {str(each.number): [each.by_document_id, hashed(each.basis)] for each in one.changes.all()}
        yield str(one.pk), row | {"agency": one.agency_id, "changes": made, "causes": causes}


def _same(name: str, told: Any, kept: Any) -> bool:
    """By what a document was changed is compared where it was told: older lines did not."""
    if name == "causes":
        return all(kept.get(number) == cause for number, cause in told.items())
    return same(name, told, kept)


LEDGERS = (Ledger("规章和规范性文件", "publishing.", _tell, _documents, _same),)
