"""How does an act on a call begin and end? Locked, allowed, free to change; and told to the trail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.opinions.models import Answer, Call, Opinion
from gongkai_web.publishing.items.kinds import Stage
from gongkai_web.publishing.items.queries import under_way


def check_day(day: date, today: date | None) -> None:
    """Raises Refused for a day that is still to come."""
    if day > (today or day):
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")


def locked(call: Call) -> Call:
    """The call, held until the act is done: two acts on one stand in line here."""
    found = Call.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("agency", "item", "snapshot__text", "decision", "results").get(pk=call.pk)


def handled(call: Call, by: Person, day: date, doing: str, what: What = What.HANDLE) -> Call:
    """The same for an act of whoever handles opinions at its agency; refused once its draft is sealed."""
    held = locked(call)
    require(by, held.agency, what, day, doing=doing)
    if held.item.sealed:
        raise Refused("这份草案已经封存，不能再办理它的意见。")
    return held


def require_unsettled(call: Call, doing: str) -> None:
    """Raises Refused once the results are public, or on their way: they would say something else."""
    if call.results_on is not None:
        raise Refused(f"采纳情况已于 {call.results_on} 公布，不能{doing}；说错了的请更正那一条信息。")
    edition = under_way(call.results) if call.results else None
    if edition is not None and edition.stage != Stage.DRAFTING:
        raise Refused(
            f"采纳情况正在“{edition.get_stage_display()}”，现在不能{doing}；要改的请先退回那一条信息。"
        )


def line(
    by: Person | None,
    call: Call,
    act: str,
    detail: Mapping[str, Any],
    *,
    of: Opinion | Answer | None = None,
    reason: str = "",
) -> None:
    """The line of an act, about the call, or about what is `of` it."""
    one: Model = of or call
    record(
        actor=by,
        agency=call.agency,
        act=f"opinions.{act}",
        subject=f"{one._meta.label}:{one.pk}",
        detail=detail,
        reason=reason,
    )
