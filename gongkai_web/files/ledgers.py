"""What lines of the audit trail say of the files of cases and letters, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.files.actions.keeping import named
from gongkai_web.files.models import StoredFile

STORED, PUBLISHED, WITHDRAWN = "files.store_file", "files.publish_file", "files.withdraw_file"
SEALED = "files.seal_file"
# What a line tells beside them – what a photo was before it was converted – stands in no column.
_STATES = ("agency", "public", "withdrawn", "sealed")
_TOLD = ("owner", "purpose", "sha256", "size")


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    key = line.subject.partition(":")[2]
    if line.act == STORED:
        kept = {name: line.detail[name] for name in _TOLD}
        # Older lines tell the name itself.
        kept["name"] = line.detail.get("name_hash") or named(line.detail["name"])
        told[key] = {**kept, "agency": line.agency_id, "public": False, "withdrawn": False, "sealed": False}
    elif key in told:
        told[key]["public"] = line.act == PUBLISHED
        told[key]["withdrawn"] = line.act in (WITHDRAWN, SEALED)
        told[key]["sealed"] = line.act == SEALED
        if line.act == SEALED:
            told[key]["name"] = named("")


def _files() -> Iterator[tuple[str, dict[str, Any]]]:
    rows = StoredFile.objects.order_by("pk").values("pk", "name", *_TOLD, *_STATES)
    for row in rows.iterator():
        yield str(row.pop("pk")), {**row, "name": named(row["name"])}


LEDGERS = (Ledger("文件", frozenset({STORED, PUBLISHED, WITHDRAWN, SEALED}), _tell, _files),)
