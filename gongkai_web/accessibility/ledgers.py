"""What lines of the audit trail say of a run of the checks, held against its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max, Q

from gongkai_web.accessibility.models import PageCheck
from gongkai_web.audit.registry import Ledger, Told


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[line.subject.partition(":")[2]] = dict(line.detail)


def _runs() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each run with how many pages it has, and how many of them passed."""
    rows = PageCheck.objects.order_by("run").values_list("run")
    passed = Count("pk", filter=Q(passed=True))
    for run, *said in rows.annotate(Max("day"), Max("release"), Count("pk"), of_them=passed):
        yield run, dict(zip(("day", "release", "pages", "passed"), said, strict=True))


LEDGERS = (Ledger("无障碍检查", frozenset({"accessibility.note_checks"}), _tell, _runs),)
