"""What do lines of the audit trail say of bulletins and their receipts, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.oversight.bulletins.models import SAID, Bulletin, Recipient

ACTS = frozenset(
    f"bulletins.{act}" for act in ("draft", "revise", "submit", "approve", "return", "issue", "drop")
)
_SIGNED = ("bulletin_id", "received_on", "received_by_id")


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[line.subject.partition(":")[2]] = {**line.detail, "agency_id": line.agency_id}


def _kept() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for row in Bulletin.objects.order_by("pk").iterator():
        yield str(row.pk), {name: getattr(row, name) for name in SAID}


def _tell_signed(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[line.subject.partition(":")[2]] = dict(line.detail)


def _signed() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for row in Recipient.objects.exclude(received_on=None).order_by("pk").iterator():
        yield str(row.pk), {name: getattr(row, name) for name in _SIGNED}


LEDGERS = (
    Ledger("通报", ACTS, _tell, _kept),
    Ledger("通报的签收", frozenset({"bulletins.receive"}), _tell_signed, _signed),
)
