"""How does the list tell that units were merged or split during the year, and how is a wrong entry undone?

A merged unit is told of in the report of the one that took it over; of a unit that was split up each of its
successors reports for itself (手册02 §6). Carry-over is compared between all of them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual.campaign.collecting import queries
from gongkai_web.annual.campaign.collecting.actions.levels import void_above
from gongkai_web.annual.campaign.collecting.actions.lines import locked, told
from gongkai_web.annual.campaign.collecting.models import Unit
from gongkai_web.annual.campaign.collecting.words import COUNTS
from gongkai_web.errors import Refused

_LONGEST = 500


@transaction.atomic
def merge_unit(*, by: Person, unit: Unit, into: Unit, reason: str, day: date) -> Unit:
    """Says that the unit was merged into another one, whose report tells of both (手册02 §6)."""
    unit = _kept(by, unit, day, "登记单位合并")
    into = Unit.objects.get(pk=into.pk)
    gone = into.merged_into_id is not None or into.ended
    if into.campaign_id != unit.campaign_id or into.pk == unit.pk or gone:
        raise Refused(f"「{unit.name}」不能并入「{into.name}」：应并入同一名单上现有的另一个单位。")
    _require_reports(into)
    if unit.below.exists():
        raise Refused(f"「{unit.name}」下面还有单位，不能并入别的单位；请先把下级改由别的单位汇总。")
    reason = reasoned(reason)
    _require_uncounted(unit, "并入")
    unit.merged_into = into
    unit.save(update_fields=["merged_into"])
    told(by, unit.campaign, "merge_unit", unit, {"into": into.pk, "name": into.name}, reason=reason)
    return unit


@transaction.atomic
def unmerge_unit(*, by: Person, unit: Unit, reason: str, day: date) -> Unit:
    """Undoes a merger that was entered wrongly: the unit reports for itself again, and is waited for."""
    unit = _kept(by, unit, day, "撤销单位合并")
    if unit.merged_into is None:
        raise Refused(f"「{unit.name}」没有并入别的单位，不用撤销；请刷新页面。")
    reason, into = reasoned(reason), unit.merged_into
    unit.merged_into = None
    unit.save(update_fields=["merged_into"])
    detail = {"into": None, "before": into.pk, "name": into.name}
    told(by, unit.campaign, "unmerge_unit", unit, detail, reason=reason)
    void_above(by, unit, reason=f"撤销「{unit.name}」的合并", day=day)
    return unit


@transaction.atomic
def split_unit(
    *, by: Person, unit: Unit, successors: Sequence[Unit], reason: str, day: date, ends: bool = False
) -> Unit:
    """Says which units of the list took over work of this one. `ends`: it gave all of it away.

    Where an earlier entry ended it and this one does not, the unit is waited for again.
    """
    unit = _kept(by, unit, day, "登记单位拆分")
    if unit.merged_into is not None:
        raise Refused(
            f"「{unit.name}」已经并入「{unit.merged_into.name}」，不能再拆分；合并登记错了的，先撤销合并。"
        )
    if not successors:
        raise Refused("请选承接的单位；名单上还没有的，先增列。")
    taken = list(Unit.objects.filter(pk__in=[one.pk for one in successors]).order_by("pk"))
    for one in taken:
        _require_successor(unit, one)
    reason = reasoned(reason)
    if ends and unit.below.exists():
        raise Refused(f"「{unit.name}」下面还有单位，不能不再报送；请先把下级改由别的单位汇总。")
    if ends:
        _require_uncounted(unit, "拆分")
    was = unit.ended
    _took_over(unit, taken, ends=ends)
    detail = {"successors": [one.pk for one in taken], "names": [one.name for one in taken], "ended": ends}
    told(by, unit.campaign, "split_unit", unit, detail, reason=reason)
    if was and not ends:
        void_above(by, unit, reason=f"「{unit.name}」拆分以后仍然报送", day=day)
    return unit


@transaction.atomic
def unsplit_unit(*, by: Person, unit: Unit, reason: str, day: date) -> Unit:
    """Undoes a split that was entered wrongly: nobody took over, and the unit is waited for again."""
    unit = _kept(by, unit, day, "撤销单位拆分")
    successors = list(unit.successors.order_by("pk"))
    if not successors:
        raise Refused(f"「{unit.name}」没有登记拆分，不用撤销；请刷新页面。")
    reason, ended = reasoned(reason), unit.ended
    unit.ended = False
    unit.save(update_fields=["ended"])
    for one in successors:
        one.split_from = None
        one.save(update_fields=["split_from"])
    detail = {"successors": [one.pk for one in successors], "before": ended}
    told(by, unit.campaign, "unsplit_unit", unit, detail, reason=reason)
    if ended:
        void_above(by, unit, reason=f"撤销「{unit.name}」的拆分", day=day)
    return unit


def _kept(by: Person, unit: Unit, day: date, doing: str) -> Unit:
    unit = locked(unit)
    require(by, unit.campaign.agency, What.CHECK_REPORTS, day, doing)
    return unit


def _took_over(unit: Unit, successors: Sequence[Unit], *, ends: bool) -> None:
    unit.ended = ends
    unit.save(update_fields=["ended"])
    for one in successors:
        one.split_from = unit
        one.save(update_fields=["split_from"])


def _require_successor(unit: Unit, one: Unit) -> None:
    gone = one.merged_into_id is not None or one.ended
    if one.campaign_id != unit.campaign_id or one.pk == unit.pk or gone:
        raise Refused(f"「{one.name}」不能承接「{unit.name}」：应是同一名单上现有的另一个单位。")
    _require_reports(one)
    if one.split_from_id not in {None, unit.pk}:
        raise Refused(f"「{one.name}」已经登记由别的单位拆出；登记错了的，先撤销那一次拆分。")
    if unit.split_from_id == one.pk:
        raise Refused(f"「{unit.name}」由「{one.name}」拆出，不能反过来；请核对。")


def _require_reports(one: Unit) -> None:
    """Refused where a unit has no report of its own: what it took over would be told of nowhere."""
    if not one.reports:
        raise Refused(
            f"「{one.name}」只汇总，不报自己的年报，接过来的工作没有地方写；请选报年报的单位，或者先改为自己报。"
        )


def _require_uncounted(unit: Unit, doing: str) -> None:
    """Refused where its report counts already: the same would be added twice."""
    last = queries.last_submission(unit)
    if last is not None and queries.state_of_submission(last) in COUNTS:
        raise Refused(
            f"「{unit.name}」的年报已经通过，{doing}以后会重复计算；"
            f"请先由{queries.office_of(unit).name}撤回通过。"
        )


def reasoned(reason: str) -> str:
    """The reason without blanks around it. Raises Refused where there is none or it is too long."""
    if not reason.strip():
        raise Refused("请写明理由。")
    if len(reason.strip()) > _LONGEST:
        raise Refused(f"理由有 {len(reason.strip())} 字，最多 {_LONGEST} 字；请缩短。")
    return reason.strip()
