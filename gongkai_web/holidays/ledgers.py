"""What lines of the audit trail say of notices of days off, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.holidays.models import HolidayNotice

_TOLD = ("year", "number", "spans", "work", "amends")


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    """Version 0.1 did not tell whether a notice amends another."""
    given = {name: line.detail[name] for name in _TOLD if name in line.detail}
    who = {"agency": line.agency_id, "person_id": line.actor_id, "person_name": line.actor_name}
    told[line.subject.partition(":")[2]] = given | who


def _notices() -> Iterator[tuple[str, dict[str, Any]]]:
    names = ("pk", *_TOLD, "agency", "person_id", "person_name")
    for row in HolidayNotice.objects.order_by("pk").values(*names).iterator():
        yield str(row.pop("pk")), row


LEDGERS = (Ledger("放假通知", frozenset({"holidays.enter_notice"}), _tell, _notices),)
