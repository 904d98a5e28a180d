"""What lines of the audit trail say of clean-ups and their verdicts, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.publishing.documents.models import CleanUp


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    key, detail = line.subject.partition(":")[2], line.detail
    match line.act:
        case "documents.begin":
            rows = {str(one): "" for one in detail["documents"]}
            named = {name: detail[name] for name in ("title", "as_of")}
            told[key] = {**named, "agency": line.agency_id, "item": None, "verdicts": rows}
        case "documents.judge":
            told[key]["verdicts"] |= {str(document): verdict for document, verdict in detail["verdicts"]}
        case "documents.result":
            told[key]["item"] = detail["item"]


def _clean_ups() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in CleanUp.objects.order_by("pk").prefetch_related("rows"):
        rows = {str(row.document_id): row.verdict for row in one.rows.all()}
        named = {"title": one.title, "as_of": one.as_of}
        yield str(one.pk), {**named, "agency": one.agency_id, "item": one.item_id, "verdicts": rows}


LEDGERS = (Ledger("规范性文件清理", "documents.", _tell, _clean_ups),)
