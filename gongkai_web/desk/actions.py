"""What does the desk write? Only that a list left the house: who took it, by which filter, how many rows."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import AuditLine


@transaction.atomic
def record_export(
    *, by: Person, agency: Agency | None, what: str, narrows: Mapping[str, str], count: int
) -> AuditLine:
    """Notes an export of personal data. `narrows`: the filter by field; `agency`: the one asked for."""
    return record(
        actor=by,
        agency=agency,
        act=f"desk.export_{what}",
        subject="cases.Case:list",
        detail={"filter": dict(narrows), "count": count},
    )
