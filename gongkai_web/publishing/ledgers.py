"""What lines of the audit trail say of rules and normative documents, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.publishing.models import NormativeDocument

_ISSUED = ("kind", "title", "number", "issued_on", "effective_from")
_LATER = {"ended_on": None, "ending": "", "voided": False, "void_reason": ""}


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    """Version 0.1 did not tell the title."""
    key, detail = line.subject.partition(":")[2], line.detail
    match line.act:
        case "publishing.issue_document":
            given = {name: detail[name] for name in _ISSUED if name in detail}
            told[key] = given | _LATER | {"agency": line.agency_id}
        case "publishing.end_document" if key in told:
            told[key] |= {"ended_on": detail["day"], "ending": detail["ending"]}
        case "publishing.void_document" if key in told:
            told[key] |= {"voided": True}
            told[key].pop("void_reason")  # it stands beside the detail, as the reason of the line


def _documents() -> Iterator[tuple[str, dict[str, Any]]]:
    rows = NormativeDocument.objects.order_by("pk").values("pk", *_ISSUED, *_LATER, "agency")
    for row in rows.iterator():
        yield str(row.pop("pk")), row


LEDGERS = (Ledger("规章和规范性文件", "publishing.", _tell, _documents),)
