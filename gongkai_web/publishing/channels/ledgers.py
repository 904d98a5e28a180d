"""What does the audit trail say of sites and accounts, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.publishing.channels.actions import KEPT
from gongkai_web.publishing.channels.models import Outlet


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    key = line.subject.partition(":")[2]
    told[key] = {**told.get(key, {}), **line.detail["fields"]}


def _kept() -> Iterator[tuple[str, dict[str, Any]]]:
    for row in Outlet.objects.order_by("pk").values("pk", *KEPT).iterator():
        yield str(row.pop("pk")), row


LEDGERS = (Ledger("网站和政务新媒体", "channels.", _tell, _kept),)
