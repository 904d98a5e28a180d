"""What does the audit trail say of recommended results, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.portal.search.actions import fields_of
from gongkai_web.search.models import Recommendation


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[line.subject.partition(":")[2]] = line.detail["fields"]


def _kept() -> Iterator[tuple[str, dict[str, Any]]]:
    for row in Recommendation.objects.order_by("pk").iterator():
        yield str(row.pk), fields_of(row)


LEDGERS = (Ledger("推荐的检索结果", "search.", _tell, _kept),)
