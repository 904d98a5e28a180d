"""Which pages has the year's work: its points, one point, one task, the goals of the quarters?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, agencies_where, may, require, required_somewhere
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Link, TimelineEntry, WorkRow
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, number_in, signed_in
from gongkai_web.oversight.workplan import actions, queries
from gongkai_web.oversight.workplan.forms import (
    CloseForm,
    DropForm,
    GoalForm,
    JudgeForm,
    MoveForm,
    PointForm,
    ProgressForm,
    ReopenForm,
    TaskForm,
)
from gongkai_web.oversight.workplan.models import Goal, Point, StepKind, Task
from gongkai_web.oversight.workplan.rows import marks_of, task_row

_POINTS = Section("工作要点", "workplan:points")
_GOALS = Section("季度目标", "workplan:goals")
_NEEDED = What.KEEP_OVERSIGHT
_YEARS = 5


@dataclass(frozen=True, slots=True)
class _Act:
    """An act on a task: its words, its form, what it calls."""

    title: str
    form: Callable[..., Form]
    does: Callable[..., object]
    done: str
    days: bool = True  # its form asks for the day


_ACTS = {
    "progress": _Act("登记进展", ProgressForm, actions.report_progress, "已登记。"),
    "close": _Act("销号", CloseForm, actions.close_task, "已销号。"),
    "reopen": _Act("退回", ReopenForm, actions.reopen_task, "已退回。"),
    "move": _Act("调整时限", MoveForm, actions.move_task, "已调整。"),
    "drop": _Act("取消任务", DropForm, actions.drop_task, "已取消，不再计数。", days=False),
}


@signed_in
@require_GET
def points(request: OfficeRequest) -> HttpResponse:
    """The points of a year, each with how many of its tasks are closed."""
    year = _year(request)
    found = queries.points(request.user, today()).filter(queries.STANDING, year=year)
    live = Q(tasks__dropped="")
    counted = found.annotate(
        total=Count("tasks", filter=live),
        closed=Count("tasks", filter=live & Q(tasks__closed_on__isnull=False)),
        late=Count("tasks", filter=live & Q(tasks__closed_on=None, tasks__due_on__lt=today())),
    ).order_by("agency__name", "pk")
    context = {
        "year": year,
        "years": _years(),
        "rows": [_point_row(one) for one in counted],
        "may_enter": agencies_where(request.user, _NEEDED, today()).exists(),
    }
    return _POINTS.page(request, "workplan/points.html", context)


@keeps_typed
def new_point(request: OfficeRequest) -> HttpResponse:
    """登记要点."""
    form = PointForm(sent(request), agencies=_own(request), today=today())
    if carried_out(
        request, form, lambda given: actions.add_point(by=request.user, today=today(), **given), "已登记。"
    ):
        return redirect("workplan:points")
    return _form(request, _POINTS, form, "登记工作要点", reverse("workplan:points"))


@signed_in
@require_GET
def point(request: OfficeRequest, pk: int) -> HttpResponse:
    """A point with its tasks."""
    found = get_object_or_404(queries.points(request.user, today()), pk=pk)
    tasks = queries.tasks(request.user, today()).filter(point=found)
    context = {
        "point": found,
        "agency": found.agency,
        "elements": [
            Element("机关", found.agency.name),
            Element("年度和序号", f"{found.year} 年 第 {found.number} 项"),
            Element("依据", found.source),
            Element("落实", str(found.fulfilled_on or "")),
            *([Element("取消", found.dropped, mark=Mark("void"))] if found.dropped else []),
        ],
        "rows": [task_row(one, today()) for one in tasks],
        "may_keep": may(request.user, found.agency, _NEEDED, today()) and not found.dropped,
    }
    return _POINTS.page(request, "workplan/point.html", context, Link(str(found)))


@keeps_typed
def new_task(request: OfficeRequest, pk: int) -> HttpResponse:
    """分解任务."""
    found = _own_point(request, pk)
    units = Agency.objects.filter(closed_on=None).order_by("name")
    form = TaskForm(sent(request), units=units)
    if carried_out(
        request,
        form,
        lambda given: actions.add_task(by=request.user, point=found, today=today(), **given),
        "已登记。",
    ):
        return redirect("workplan:point", pk)
    return _form(request, _POINTS, form, "分解任务", reverse("workplan:point", args=[pk]), about=str(found))


@keeps_typed
def drop_point(request: OfficeRequest, pk: int) -> HttpResponse:
    """取消要点."""
    found = _own_point(request, pk)
    form = DropForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.drop_point(by=request.user, point=found, today=today(), **given),
        "已取消，不再计数。",
    ):
        return redirect("workplan:point", pk)
    return _form(request, _POINTS, form, "取消要点", reverse("workplan:point", args=[pk]), about=str(found))


@signed_in
@require_GET
def task(request: OfficeRequest, pk: int) -> HttpResponse:
    """A task with what happened to it, and what may be done next."""
    found = get_object_or_404(queries.tasks(request.user, today()), pk=pk)
    kept = may(request.user, found.agency, _NEEDED, today())
    unit = found.unit is not None and may(request.user, found.unit, _NEEDED, today())
    context = {
        "task": found,
        "agency": found.agency,
        "elements": [
            Element("要点", str(found.point), reverse("workplan:point", args=[found.point_id])),
            Element("责任单位", found.unit_name),
            Element("牵头人", found.lead),
            Element("配合单位", found.assisting),
            Element("完成时限", str(found.due_on)),
            *([Element("取消", found.dropped, mark=Mark("void"))] if found.dropped else []),
        ],
        "marks": marks_of(found, today()),
        "steps": [
            TimelineEntry(one.day, StepKind(one.kind).label, one.person.display_name, one.said)
            for one in found.steps.select_related("person")
        ],
        "acts": [(name, _ACTS[name].title) for name in _offered(found, kept=kept, unit=unit)],
    }
    above = Link(str(found.point), reverse("workplan:point", args=[found.point_id]))
    return _POINTS.page(request, "workplan/task.html", context, above, Link(found.title))


@keeps_typed
def act(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """One act on a task."""
    meant = _ACTS.get(act)
    if meant is None:
        raise Http404
    found = get_object_or_404(queries.tasks(request.user, today()), pk=pk)
    if act != "progress" or found.unit is None or not may(request.user, found.unit, _NEEDED, today()):
        require(request.user, found.agency, _NEEDED, today(), meant.title)
    form = meant.form(sent(request), today=today()) if meant.days else meant.form(sent(request))
    if carried_out(
        request,
        form,
        lambda given: meant.does(by=request.user, task=found, today=today(), **given),
        meant.done,
    ):
        return redirect("workplan:task", pk)
    return _form(request, _POINTS, form, meant.title, reverse("workplan:task", args=[pk]), about=found.title)


@signed_in
@require_GET
def goals(request: OfficeRequest) -> HttpResponse:
    """The goals of a year, by quarter."""
    year = _year(request)
    found = queries.goals(request.user, today()).filter(queries.STANDING, year=year)
    own = set(agencies_where(request.user, _NEEDED, today()).values_list("pk", flat=True))
    context = {
        "year": year,
        "years": _years(),
        "rows": [(one, _goal_mark(one), one.agency_id in own) for one in found],
        "may_enter": bool(own),
    }
    return _GOALS.page(request, "workplan/goals.html", context)


@keeps_typed
def new_goal(request: OfficeRequest) -> HttpResponse:
    """登记季度目标."""
    form = GoalForm(sent(request), agencies=_own(request), today=today())
    if carried_out(
        request, form, lambda given: actions.set_goal(by=request.user, today=today(), **given), "已登记。"
    ):
        return redirect("workplan:goals")
    return _form(request, _GOALS, form, "登记季度目标", reverse("workplan:goals"))


@keeps_typed
def judge(request: OfficeRequest, pk: int) -> HttpResponse:
    """评价."""
    found = _own_goal(request, pk)
    form = JudgeForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.judge_goal(by=request.user, goal=found, today=today(), **given),
        "已评价。",
    ):
        return redirect("workplan:goals")
    return _form(request, _GOALS, form, "评价季度目标", reverse("workplan:goals"), about=found.title)


@keeps_typed
def drop_goal(request: OfficeRequest, pk: int) -> HttpResponse:
    """取消季度目标."""
    found = _own_goal(request, pk)
    form = DropForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.drop_goal(by=request.user, goal=found, today=today(), **given),
        "已取消，不再计数。",
    ):
        return redirect("workplan:goals")
    return _form(request, _GOALS, form, "取消季度目标", reverse("workplan:goals"), about=found.title)


def _offered(found: Task, *, kept: bool, unit: bool) -> list[str]:
    """What the person may do with the task as it stands."""
    if found.dropped:
        return []
    if found.closed_on:
        return ["reopen"] if kept else []
    if kept:
        return ["progress", "close", "move", "drop"]
    return ["progress"] if unit else []


def _point_row(one: Any) -> WorkRow:
    """A point as the list shows it; `one` carries the counts of its tasks."""
    if one.late:
        marks: tuple[Mark, ...] = (Mark("late", f"{one.late} 项超期"),)
    elif one.fulfilled_on:
        marks = (Mark("done", "已落实"),)
    else:
        marks = (Mark("open"),) if one.total else (Mark("note", "还没有分解"),)
    about = f"{one.agency.name} · 任务 {one.total} 项，销号 {one.closed} 项"
    return WorkRow(str(one), reverse("workplan:point", args=[one.pk]), marks, about=about)


def _goal_mark(one: Goal) -> Mark:
    if one.result:
        state = {"met": "done", "partly": "warning", "missed": "late"}[one.result]
        return Mark(state, one.get_result_display())
    return Mark("late", "没有评价") if one.last_day < today() else Mark("open")


def _own(request: OfficeRequest) -> Any:
    """The agencies for which the person keeps the plan; 403 where there is none."""
    return required_somewhere(request.user, _NEEDED, today(), "维护工作要点")


def _own_point(request: OfficeRequest, pk: int) -> Point:
    found = get_object_or_404(queries.points(request.user, today()), pk=pk)
    require(request.user, found.agency, _NEEDED, today(), "维护工作要点")
    return found


def _own_goal(request: OfficeRequest, pk: int) -> Goal:
    found = get_object_or_404(queries.goals(request.user, today()), pk=pk)
    require(request.user, found.agency, _NEEDED, today(), "维护季度目标")
    return found


def _years() -> list[int]:
    return [today().year + 1 - back for back in range(_YEARS + 1)]


def _year(request: OfficeRequest) -> int:
    asked = number_in(request.GET, "year")
    return asked if asked in _years() else today().year


def _form(
    request: OfficeRequest, section: Section, form: Form, title: str, back: str, *, about: str = ""
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": title, "cancel_url": back, "about": about}
    crumbs = [Link(about, back)] if about and section is _POINTS else []
    return section.page(request, "office/act.html", context, *crumbs, Link(title), status=status)
