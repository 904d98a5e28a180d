"""What do all acts on a letter share: the lock, who may, and the line in the trail?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai_web.agencies.models import Person
from gongkai_web.audit.actions import record
from gongkai_web.cases.actions import Citizen
from gongkai_web.errors import Refused
from gongkai_web.letters.models import Letter, Status


def locked(letter: Letter) -> Letter:
    """The row as it stands now, held until the act is done."""
    return (
        Letter.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency", "case__agency", "prepared_by")
        .get(pk=letter.pk)
    )


def require_status(letter: Letter, what: str, *allowed: Status) -> None:
    """Raises Refused where the letter does not stand there."""
    if letter.status not in allowed:
        raise Refused(
            f"这份文书现在是「{letter.get_status_display()}」，不能{what}；请刷新页面，看现在的状态。"
        )


def line(by: Person | Citizen, letter: Letter, act: str, detail: Mapping[str, Any], reason: str = "") -> None:
    """The audit line of an act on a letter."""
    record(
        actor=by,
        agency=letter.agency,
        act=f"letters.{act}",
        subject=f"letters.Letter:{letter.pk}",
        detail={"case": letter.case_id, "kind": letter.kind, **detail},
        reason=reason,
    )
