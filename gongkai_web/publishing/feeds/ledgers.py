"""What does the audit trail say of feeds, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.publishing.feeds.actions import KEPT
from gongkai_web.publishing.feeds.models import Feed


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    key = line.subject.partition(":")[2]
    kept_by = {"kept_by": line.actor_id} if line.act == "feeds.keep" else {}
    told[key] = {**told.get(key, {}), **kept_by, **line.detail}


def _kept() -> Iterator[tuple[str, dict[str, Any]]]:
    for row in Feed.objects.order_by("pk").values("pk", "kept_by", *KEPT).iterator():
        yield str(row.pop("pk")), row


LEDGERS = (Ledger("订阅源", "feeds.", _tell, _kept),)
