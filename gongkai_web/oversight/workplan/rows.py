"""How does a task of the plan become a line of a list?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.urls import reverse

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Link, WorkRow
from gongkai_web.oversight.workplan.models import Goal, Task


def marks_of(one: Task, today: date) -> tuple[Mark, ...]:
    """How it stands."""
    if one.dropped:
        return (Mark("void", "已取消"),)
    return due_marks(one.due_on, today, calendar_of(one.agency_id), done=one.closed_on)


def task_row(one: Task, today: date) -> WorkRow:
    """A task as the list of its point shows it."""
    about = " · ".join(filter(None, (one.lead, f"配合：{one.assisting}" if one.assisting else "")))
    url = reverse("workplan:task", args=[one.pk])
    return WorkRow(one.title, url, marks_of(one, today), one.due_on, about, one.unit_name)


def work_rows(person: Person, tasks: Iterable[Task], today: date) -> list[WorkRow]:
    """What is late or soon due, with what this person does next; rights are asked for once."""
    listed = list(tasks)
    own = {agency.pk for agency in listed_where(person, What.KEEP_OVERSIGHT, today)} if listed else set()
    return [
        replace(task_row(one, today), about=f"要点 {one.point} · {one.agency.name}", act=_next_act(one, own))
        for one in listed
    ]


def _next_act(one: Task, own: set[int]) -> Link:
    """Who set it closes it or moves its day, its unit tells how far it is; who supervises looks."""
    if one.agency_id in own:
        return Link("销号", reverse("workplan:act", args=[one.pk, "close"]))
    if one.unit_id in own:
        return Link("登记进展", reverse("workplan:act", args=[one.pk, "progress"]))
    return Link("查看", reverse("workplan:task", args=[one.pk]))


def goal_rows(goals: Iterable[Goal]) -> list[WorkRow]:
    """Goals whose quarter is over, to be judged (`work.lists`)."""
    return [
        WorkRow(
            title=one.title,
            href=reverse("workplan:goals"),
            marks=(Mark("open", "没有评价"),),
            about=f"{one.year} 年第 {one.quarter} 季度的目标，{one.last_day} 已经过完 · {one.agency.name}",
            who=one.unit_name,
            act=Link("评价", reverse("workplan:judge", args=[one.pk])),
        )
        for one in goals
    ]
