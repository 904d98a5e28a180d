"""How does the work of the campaigns become rows of a work list, and lines of the morning mail?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from gongkai_web.annual.campaign.collecting.work import Task, Todo
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import due_marks
from gongkai_web.look.parts import Link, WorkRow

# By task: the button, what is said of it, and where a list leads.
_SAID = {
    Task.DECIDE: ("审核", "{count} 份待审核", "?show=submitted"),
    Task.REMIND: ("催报", "{count} 个单位逾期没有交", "?show=late"),
    Task.APPROVE_LEVEL: ("通过本级", "{unit}：下级已齐", ""),
    Task.ACCEPT_LEVEL: ("通过下级汇总", "{unit}：本级已通过", ""),
    Task.HAND_IN: ("报送", "{unit}：还没有提交", ""),
    Task.CORRECT: ("改正再交", "{unit}：已退回", ""),
}


def work_rows(found: Iterable[Todo], day: date) -> list[WorkRow]:
    """A row for each."""
    return [_row(one, day) for one in found]


def line(one: Todo) -> str:
    """The same as a line of a mail."""
    return f"{one.campaign.title}：{_about(one)}（{one.due} 以前，含当日）"


def _row(one: Todo, day: date) -> WorkRow:
    label, _, query = _SAID[one.task]
    board = reverse("collecting:board", args=[one.campaign.pk])
    page = reverse("collecting:unit", args=[one.unit.pk]) if one.unit else board + query
    marks = due_marks(one.due, day, calendar_of(one.campaign.agency_id))
    return WorkRow(
        title=one.campaign.title,
        href=board,
        marks=marks,
        due_on=one.due,
        about=_about(one),
        act=Link(label, page),
        pressing=any(mark.state in {"late", "soon"} for mark in marks),
    )


def _about(one: Todo) -> str:
    said = _SAID[one.task][1]
    return said.format(count=one.count, unit=one.unit.name if one.unit else "")
