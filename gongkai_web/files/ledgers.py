"""What lines of the audit trail say of the files of cases and letters, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.files.models import StoredFile

STORED, PUBLISHED, WITHDRAWN = "files.store_file", "files.publish_file", "files.withdraw_file"


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    key = line.subject.partition(":")[2]
    if line.act == STORED:
        told[key] = {**line.detail, "agency": line.agency_id, "public": False, "withdrawn": False}
    elif key in told:
        told[key]["public"] = line.act == PUBLISHED
        told[key]["withdrawn"] = line.act == WITHDRAWN


def _files() -> Iterator[tuple[str, dict[str, Any]]]:
    names = ("agency", "owner", "purpose", "name", "sha256", "size", "public", "withdrawn")
    for row in StoredFile.objects.order_by("pk").values("pk", *names).iterator():
        yield str(row.pop("pk")), row


LEDGERS = (Ledger("文件", frozenset({STORED, PUBLISHED, WITHDRAWN}), _tell, _files),)
