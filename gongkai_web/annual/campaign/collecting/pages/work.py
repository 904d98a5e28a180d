"""How does the work of the campaigns become rows of a work list, and lines of the morning mail?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from gongkai_web.annual.campaign.collecting.work import Task, Todo
from gongkai_web.annual.queries import government_name
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Link, WorkRow

# By task: the button, what is said of it, and where a list leads.
_SAID = {
    Task.OPEN: ("发起", "{agency}还没有发起", ""),
    Task.LIST: ("列名单", "还没有列单位", "units/"),
    Task.CHECK_AGAIN: ("重新核对", "{count} 份按旧规则核对", "?show=stale"),
    Task.ENTER_PUBLISHED: ("登记公布", "{count} 份已通过，还没有登记公布", "?show=accepted"),
    Task.TAKE_BACK: (
        "撤回通过",
        "{count} 个单位有更正的一版，通过的还是原来的一版；撤回以后由单位重新提交",
        "?show=overtaken",
    ),
    Task.ADD_UP: ("汇总", "{count} 个单位已齐，等汇总定稿", ""),
    Task.GOVERNMENT: ("汇总公布", "{government}的本级政府年报还没有公布", ""),
    Task.PUBLISH: (
        "公布",
        "{government}的本级政府年报第 {count} 版已经定稿，等公开机构负责人公布",
        "",
    ),
    Task.DECIDE: ("审核", "{count} 份待审核", "?show=submitted"),
    Task.DECIDE_AGAIN: ("重新审核", "{count} 份撤回了通过，等重新审核", "?show=taken_back"),
    Task.ANSWERED: ("看答复", "{count} 条批注有了答复", "?show=answered"),
    Task.REMIND: ("催报", "{count} 个单位逾期没有交", "reminders/"),
    Task.APPROVE_LEVEL: ("通过本级", "{unit}：下级已齐", ""),
    Task.ACCEPT_LEVEL: ("通过下级汇总", "{unit}：本级已通过", ""),
    Task.HAND_IN: ("报送", "{unit}：还没有提交", ""),
    Task.CORRECT: ("改正再交", "{unit}：已退回", ""),
    Task.HAND_IN_ANEW: ("提交更正", "{unit}：主管部门撤回了通过，等提交更正的一版", ""),
}

_CORRECTED = (Mark("waiting", "更正的一版"),)  # no law says by when a correction is handed in again
_AFTERWARDS = (Mark("waiting", "补录"),)
_ANSWERED = (Mark("open", "有答复"),)


def work_rows(found: Iterable[Todo], day: date) -> list[WorkRow]:
    """A row for each."""
    return [_row(one, day) for one in found]


def line(one: Todo) -> str:
    """The same as a line of a mail."""
    due = f"（{one.due} 以前，含当日）" if one.due else ""
    return f"{one.campaign.title}：{_about(one)}{due}"


def _row(one: Todo, day: date) -> WorkRow:
    label, _, query = _SAID[one.task]
    board, page = _pages(one, query)
    undated = _AFTERWARDS if one.campaign.afterwards else _CORRECTED
    if one.task == Task.ANSWERED:
        undated = _ANSWERED
    marks = due_marks(one.due, day, calendar_of(one.campaign.agency_id)) if one.due else undated
    return WorkRow(
        title=one.campaign.title,
        href=board,
        marks=marks,
        due_on=one.due,
        about=_about(one),
        act=Link(label, page),
        pressing=any(mark.state in {"late", "soon"} for mark in marks),
    )


def _pages(one: Todo, query: str) -> tuple[str, str]:
    """Where the campaign stands, and where the act is done."""
    if one.campaign.pk is None:
        new = reverse("collecting:new")
        wanted = {"agency": one.campaign.agency_id, "year": one.campaign.year, "kind": one.campaign.kind}
        return new, f"{new}?{urlencode(wanted)}"
    board = reverse("collecting:board", args=[one.campaign.pk])
    if one.frozen is not None:
        return board, reverse("aggregation:frozen", args=[one.frozen])
    if one.task in {Task.ADD_UP, Task.GOVERNMENT}:
        return board, reverse("aggregation:sum", args=[one.campaign.pk, 0])
    return board, reverse("collecting:unit", args=[one.unit.pk]) if one.unit else board + query


def _about(one: Todo) -> str:
    said, unit, agency = _SAID[one.task][1], one.unit.name if one.unit else "", one.campaign.agency
    names = {"agency": agency.name, "government": government_name(agency)}
    return said.format(count=one.count, unit=unit, **names)
