"""How is a unit taken off the list that should never have stood there, or said to add up others only?

What was handed in is never taken off: whoever is not waited for any more is excused, merged or split up
(手册02 §6). The row stays for the trail; `Unit.objects` knows those of the list alone.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual.campaign.collecting import queries, resting
from gongkai_web.annual.campaign.collecting.actions.changing import reasoned
from gongkai_web.annual.campaign.collecting.actions.levels import void_above
from gongkai_web.annual.campaign.collecting.actions.lines import locked, told
from gongkai_web.annual.campaign.collecting.models import Unit
from gongkai_web.errors import Refused


@transaction.atomic
def remove_unit(*, by: Person, unit: Unit, reason: str, day: date) -> Unit:
    """Takes a unit off the list on which it was entered wrongly; its links open nothing any more."""
    unit = locked(unit)
    require(by, unit.campaign.agency, What.CHECK_REPORTS, day, "移出名单")
    _require_nothing_of_it(unit)
    _require_nothing_hangs_on_it(unit)
    reason = reasoned(reason)
    for key in unit.keys.filter(revoked_on=None):
        key.revoked_on = day
        key.save(update_fields=["revoked_on"])
        told(by, unit.campaign, "revoke_key", key, {"unit": unit.pk, "revoked_on": day}, reason=reason)
    unit.removed = reason
    unit.save(update_fields=["removed"])
    told(by, unit.campaign, "remove_unit", unit, {"name": unit.name, "removed": reason}, reason=reason)
    return unit


@transaction.atomic
def change_reporting(*, by: Person, unit: Unit, reports: bool, reason: str, day: date) -> Unit:
    """Says that a unit only adds up others (`reports` False), or has a report of its own after all."""
    unit = locked(unit)
    require(by, unit.campaign.agency, What.CHECK_REPORTS, day, "更改单位报不报年报")
    if unit.reports == reports:
        raise Refused(f"「{unit.name}」已经是{'自己报年报' if reports else '只汇总'}的单位；请刷新页面。")
    if not reports:
        _require_only_others(unit)
    reason = reasoned(reason)
    unit.reports = reports
    unit.save(update_fields=["reports"])
    told(by, unit.campaign, "change_reporting", unit, {"after": reports}, reason=reason)
    if reports:
        void_above(by, unit, reason=f"「{unit.name}」要报自己的年报", day=day)
    return unit


def _require_nothing_of_it(unit: Unit) -> None:
    """Refused where a report of it is here, accepted, returned or only read."""
    if unit.submissions.exists():
        raise Refused(
            f"「{unit.name}」已经交过年报，不能移出名单；不再等它的，写缺报的说明，并入、拆走的登记合并、拆分。"
        )
    waits = queries.incoming_of(unit)
    if waits is not None:
        raise Refused(f"「{unit.name}」上传的《{waits.name}》等着确认，不能移出名单；请先移除那份文件。")


def _require_nothing_hangs_on_it(unit: Unit) -> None:
    """Refused where other units are added up by it, were merged into it or took over from it."""
    below = unit.below.first()
    if below is not None:
        raise Refused(f"「{unit.name}」汇总着「{below.name}」，不能移出名单；它自己不报年报的，改为只汇总。")
    if any(room.added_up(unit.campaign, unit) for room in resting.above()):
        raise Refused(f"「{unit.name}」一级已经有汇总定稿，不能移出名单；不再等它的，写缺报的说明。")
    merged = unit.merged.first()
    if merged is not None:
        raise Refused(f"「{merged.name}」登记为并入「{unit.name}」；请先撤销合并，再移出名单。")
    if unit.successors.exists() or unit.split_from_id is not None:
        raise Refused(f"「{unit.name}」登记了拆分；请先撤销拆分，再移出名单。")


def _require_only_others(unit: Unit) -> None:
    """Refused where a report of its own is here, or where it would have nothing at all to tell of."""
    if unit.submissions.filter(practice=unit.campaign.practice).exists():
        raise Refused(f"「{unit.name}」已经交过年报，不能改为只汇总；不再等它的，写缺报的说明。")
    if unit.merged.exists() or unit.split_from_id is not None:
        raise Refused(
            f"「{unit.name}」承接了别的单位的工作，要写进自己的年报；登记错了的，先撤销合并、拆分。"
        )
    if not unit.below.exists():
        raise Refused(f"「{unit.name}」下面没有单位，没有可汇总的；不应列入的，移出名单。")
