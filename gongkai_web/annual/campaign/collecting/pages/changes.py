"""What was changed about a list and its units, by whom and why? As the trail tells it.

Acts about what was handed in have rows of their own (`rows.history`); a change of the list has a line of the
trail alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from gongkai_web.annual.campaign.collecting.models import Campaign, Unit
from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.queries import about
from gongkai_web.look.parts import TimelineEntry

MOST = 200  # of a campaign, the last ones
_FEW = 5  # units that are named where a list was added
_DAY = "campaign.set_internal_day"
Dated = tuple[datetime, TimelineEntry]


def _of_excuse(detail: Mapping[str, Any]) -> tuple[str, str]:
    return ("缺报的说明", "") if detail["after"] else ("重新等它的年报", f"原来的说明：{detail['before']}")


def _of_names(label: str) -> Callable[[Mapping[str, Any]], tuple[str, str]]:
    return lambda detail: (label, "、".join(detail["names"]))


# By act: how it is called, and what of its detail is said.
_SAID: Mapping[str, Callable[[Mapping[str, Any]], tuple[str, str]]] = {
    "campaign.excuse_unit": _of_excuse,
    "campaign.rename_unit": lambda detail: ("更改名称", f"{detail['before']}改为{detail['after']}"),
    "campaign.merge_unit": lambda detail: ("登记合并", f"并入{detail['name']}"),
    "campaign.unmerge_unit": lambda detail: ("撤销合并", f"原来并入{detail['name']}"),
    "campaign.split_unit": _of_names("登记拆分"),
    "campaign.unsplit_unit": lambda _: ("撤销拆分", ""),
    "campaign.remove_unit": lambda _: ("移出名单", ""),
    "campaign.change_reporting": lambda detail: (
        "改为自己报年报" if detail["after"] else "改为只汇总",
        "",
    ),
}


def of_unit(unit: Unit) -> list[Dated]:
    """What was changed of the unit, each with its moment."""
    return [_dated(line) for line in about(f"campaign.Unit:{unit.pk}").filter(act__in=_SAID)]


def of_campaign(campaign: Campaign) -> list[TimelineEntry]:
    """How the list and its days came about: opened, units added, changed and taken off, days set."""
    lines = about(f"campaign.Campaign:{campaign.pk}").filter(act__in=("campaign.open", "campaign.add_units"))
    found = [_of_list(line) for line in lines]
    found += _of_units(campaign)
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])[-MOST:]]


def _of_units(campaign: Campaign) -> Iterator[Dated]:
    """The last changes of units of this list and of their days, with their names."""
    names = dict(Unit.every.filter(campaign=campaign).values_list("pk", "name"))
    lines = AuditLine.objects.filter(agency_id=campaign.agency_id, at__date__gte=campaign.opened_on)
    for line in lines.filter(act__in=(*_SAID, _DAY)).order_by("-position")[:MOST]:
        if line.act == _DAY:
            if line.detail["campaign"] == campaign.pk:
                yield _of_day(line, names.get(line.detail["unit"]))
        elif (name := names.get(int(line.subject.partition(":")[2]))) is not None:
            yield _dated(line, name)


def _dated(line: AuditLine, name: str = "") -> Dated:
    title, said = _SAID[line.act](line.detail)
    note = "；".join(filter(None, (said, line.reason)))
    return line.at, TimelineEntry(_day(line), f"{title}：{name}" if name else title, line.actor_name, note)


def _of_list(line: AuditLine) -> Dated:
    if line.act == "campaign.open":
        return line.at, TimelineEntry(_day(line), "发起", line.actor_name)
    units = [str(one[1]) for one in line.detail["units"]]
    few = "、".join(units[:_FEW]) + ("等" if len(units) > _FEW else "")
    return line.at, TimelineEntry(_day(line), f"列入 {len(units)} 个单位", line.actor_name, few)


def _of_day(line: AuditLine, unit: str | None) -> Dated:
    whose = f"{unit}和它汇总的单位" if unit else "全部单位"
    said = f"{whose}：{line.detail['day']}{'，过后锁定' if line.detail['locks'] else ''}"
    note = "；".join(filter(None, (said, line.reason)))
    return line.at, TimelineEntry(_day(line), "内部期限", line.actor_name, note)


def _day(line: AuditLine) -> date:
    return timezone.localdate(line.at)
