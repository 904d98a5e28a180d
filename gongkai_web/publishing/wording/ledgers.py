"""What does the audit trail say of the words of an agency, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.publishing.wording.actions import fields_of
from gongkai_web.publishing.wording.models import OwnWord


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[line.subject.partition(":")[2]] = line.detail["fields"]


def _kept() -> Iterator[tuple[str, dict[str, Any]]]:
    for row in OwnWord.objects.order_by("pk").iterator():
        yield str(row.pk), fields_of(row)


LEDGERS = (Ledger("本机关的词表", "wording.", _tell, _kept),)
