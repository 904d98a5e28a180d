"""What lines of the audit trail say of clean-ups and their verdicts, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.publishing.actions.entry import hashed
from gongkai_web.publishing.documents.apps import CLEANED, RESULT
from gongkai_web.publishing.documents.models import CleanUp
from gongkai_web.publishing.items.retold import retold_in


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    key, detail = line.subject.partition(":")[2], line.detail
    match line.act:
        case "documents.begin":
            rows = {str(one): "" for one in detail["documents"]}
            # Older lines tell the title itself.
            title = detail["title_hash"] if "title_hash" in detail else hashed(detail["title"])
            named = {"title": title, "as_of": detail["as_of"]}
            named |= {"reason": detail["reason_hash"]} if "reason_hash" in detail else {}
            told[key] = {**named, "agency": line.agency_id, "item": None, "verdicts": rows}
        case "documents.judge":
            told[key]["verdicts"] |= {str(document): verdict for document, verdict in detail["verdicts"]}
        case "documents.result":
            told[key]["item"] = detail["item"]
        case "items.end":
            for after in retold_in(detail, RESULT, CLEANED):
                told[after.key] |= {
                    name: one for name, one in after.digests.items() if name in told[after.key]
                }


def _clean_ups() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in CleanUp.objects.order_by("pk").prefetch_related("rows"):
        rows = {str(row.document_id): row.verdict for row in one.rows.all()}
        named = {"title": hashed(one.title), "reason": hashed(one.reason), "as_of": one.as_of}
        yield str(one.pk), {**named, "agency": one.agency_id, "item": one.item_id, "verdicts": rows}


_ACTS = frozenset({"documents.begin", "documents.judge", "documents.result", "items.end"})
LEDGERS = (Ledger("规范性文件清理", _ACTS, _tell, _clean_ups),)
