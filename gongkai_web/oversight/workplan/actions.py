"""How does a point of the year become tasks, how do they go on, and when is one closed?

The office that set a task closes it, never the unit that did it; what was closed too early is given back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model

from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused, require_reason
from gongkai_web.oversight.workplan.models import Goal, Point, Result, StepKind, Task, TaskStep

_NEEDED = What.KEEP_OVERSIGHT
_FIRST_YEAR = 2008  # 《条例》施行


@transaction.atomic
def add_point(
    *, by: Person, agency: Agency, today: date, year: int, number: str, title: str, source: str = ""
) -> Point:
    """Enters one point of a year's plan."""
    require(by, agency, _NEEDED, today, "登记工作要点")
    _require_year(year, today)
    stand_in_line(agency)
    number, title = _filled(number, "序号"), _filled(title, "要点")
    if Point.objects.filter(agency=agency, year=year, number=number, dropped="").exists():
        raise Refused(f"{year} 年的要点里已经有序号 {number}；请核对序号。")
    made = Point(agency=agency, year=year, number=number, title=title, source=source.strip())
    made.entered_by, made.entered_on = by, today
    made.save()
    _line(by, made, "add_point", {"year": year, "number": number, "title": title, "source": made.source})
    return made


@transaction.atomic
def add_task(
    *,
    by: Person,
    point: Point,
    today: date,
    title: str,
    due_on: date,
    unit: Agency | None = None,
    unit_name: str = "",
    lead: str = "",
    assisting: str = "",
) -> Task:
    """Breaks a point down: what which unit does for it, until when."""
    point = _locked_point(point)
    require(by, point.agency, _NEEDED, today, "分解任务")
    _require_standing(point)
    if unit and unit_name.strip() not in {"", unit.name}:
        raise Refused(
            f"责任单位选了{unit.name}，又填了「{unit_name.strip()}」：一项任务由一个单位负责，请只留一个；"
            "另一个写在配合单位，或者另分解一项。"
        )
    name = unit.name if unit else _filled(unit_name, "责任单位")
    if due_on.year < point.year:
        raise Refused(f"完成时限 {due_on} 早于 {point.year} 年；请核对日期。")
    made = Task(agency=point.agency, point=point, title=_filled(title, "任务"), unit=unit, unit_name=name)
    made.lead, made.assisting, made.due_on = lead.strip(), assisting.strip(), due_on
    made.save()
    told = {"point": point.pk, "title": made.title, "unit": unit.pk if unit else None, "unit_name": name}
    _line(by, made, "add_task", {**told, "due_on": due_on, "closed_on": None})
    _settle(by, point)
    return made


@transaction.atomic
def report_progress(*, by: Person, task: Task, day: date, said: str, today: date | None = None) -> TaskStep:
    """进展: by the office that set it, or by the unit that does it."""
    task = _locked(task)
    today = _require_past(day, today)
    if not (task.unit and may(by, task.unit, _NEEDED, today)):
        require(by, task.agency, _NEEDED, today, "登记任务的进展")
    _require_open(task)
    step = _step(by, task, StepKind.PROGRESS, day, _filled(said, "进展"))
    _line(by, task, "report_progress", {})
    return step


@transaction.atomic
def close_task(*, by: Person, task: Task, day: date, said: str, today: date | None = None) -> Task:
    """销号: the office that set it finds it done."""
    task = _locked(task)
    require(by, task.agency, _NEEDED, _require_past(day, today), "任务销号")
    _require_open(task)
    if day < task.point.entered_on and day.year < task.point.year:
        raise Refused(f"销号日期 {day} 早于 {task.point.year} 年；请核对日期。")
    if not task.steps.filter(kind=StepKind.PROGRESS).exists():
        raise Refused("还没有登记过进展；请先登记做了什么，再销号。")
    task.closed_on = day
    task.save(update_fields=["closed_on"])
    _step(by, task, StepKind.CLOSED, day, _filled(said, "核实情况"))
    _line(by, task, "close_task", {"closed_on": day})
    _settle(by, task.point)
    return task


@transaction.atomic
def reopen_task(*, by: Person, task: Task, day: date, reason: str, today: date | None = None) -> Task:
    """退回: it was closed, and is not done."""
    require_reason(reason, "退回任务")
    task = _locked(task)
    require(by, task.agency, _NEEDED, _require_past(day, today), "退回任务")
    if task.closed_on is None:
        raise Refused("这项任务还没有销号；要退回的是已经销号的。")
    if day < task.closed_on:
        raise Refused(f"退回日期 {day} 早于销号日期 {task.closed_on}；请核对日期。")
    task.closed_on = None
    task.save(update_fields=["closed_on"])
    _step(by, task, StepKind.REOPENED, day, reason.strip())
    _line(by, task, "reopen_task", {"closed_on": None}, reason=reason)
    _settle(by, task.point)
    return task


@transaction.atomic
def move_task(
    *, by: Person, task: Task, day: date, due_on: date, reason: str, today: date | None = None
) -> Task:
    """调整时限, with why."""
    require_reason(reason, "调整时限")
    task = _locked(task)
    require(by, task.agency, _NEEDED, _require_past(day, today), "调整任务的时限")
    _require_open(task)
    if due_on == task.due_on:
        raise Refused(f"完成时限就是 {due_on}，没有变动。")
    before, task.due_on = task.due_on, due_on
    task.save(update_fields=["due_on"])
    _step(by, task, StepKind.MOVED, day, f"{before} → {due_on}：{reason.strip()}")
    _line(by, task, "move_task", {"due_on": due_on}, reason=reason)
    return task


@transaction.atomic
def drop_task(*, by: Person, task: Task, today: date, reason: str) -> Task:
    """取消: entered wrongly, or not wanted any more; it is counted nowhere."""
    require_reason(reason, "取消任务")
    task = _locked(task)
    require(by, task.agency, _NEEDED, today, "取消任务")
    if task.dropped:
        raise Refused("这项任务已经取消。")
    task.dropped = reason.strip()
    task.save(update_fields=["dropped"])
    _line(by, task, "drop_task", {"dropped": task.dropped}, reason=reason)
    _settle(by, task.point)
    return task


@transaction.atomic
def drop_point(*, by: Person, point: Point, today: date, reason: str) -> Point:
    """取消 a point of which no task is left."""
    require_reason(reason, "取消要点")
    point = _locked_point(point)
    require(by, point.agency, _NEEDED, today, "取消要点")
    _require_standing(point)
    if point.tasks.filter(dropped="").exists():
        raise Refused("这条要点还有任务；请先取消它的任务。")
    point.dropped = reason.strip()
    point.save(update_fields=["dropped"])
    _line(by, point, "drop_point", {"dropped": point.dropped}, reason=reason)
    return point


@transaction.atomic
def set_goal(
    *, by: Person, agency: Agency, today: date, year: int, quarter: int, title: str, unit_name: str
) -> Goal:
    """季度目标."""
    require(by, agency, _NEEDED, today, "登记季度目标")
    _require_year(year, today)
    if quarter not in {1, 2, 3, 4}:
        raise Refused(f"没有第 {quarter} 季度；请填 1 至 4。")
    same = {"title": _filled(title, "目标"), "unit_name": _filled(unit_name, "责任单位")}
    stand_in_line(agency)
    if Goal.objects.filter(agency=agency, year=year, quarter=quarter, dropped="", **same).exists():
        raise Refused(f"{year} 年第 {quarter} 季度已经登记了{same['unit_name']}的这个目标，不能再登记一次。")
    made = Goal(agency=agency, year=year, quarter=quarter, title=same["title"])
    made.unit_name, made.entered_by, made.entered_on = _filled(unit_name, "责任单位"), by, today
    made.last_day = last_day(year, quarter)
    made.save()
    told = {"year": year, "quarter": quarter, "title": made.title, "unit_name": made.unit_name}
    _line(by, made, "set_goal", {**told, "result": ""})
    return made


@transaction.atomic
def judge_goal(*, by: Person, goal: Goal, today: date, result: str, said: str) -> Goal:
    """评价, once the quarter is over; another one takes the place of the first, which the trail keeps."""
    goal = Goal.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=goal.pk)
    require(by, goal.agency, _NEEDED, today, "评价季度目标")
    if goal.dropped:
        raise Refused("这个目标已经取消。")
    if result not in Result.values:
        raise Refused(f"不认识的评价「{result}」；可用：{'、'.join(Result.labels)}。")
    if today < goal.last_day and result != Result.MET:
        raise Refused(f"第 {goal.quarter} 季度到 {goal.last_day} 才完；在那以前只能评价为完成。")
    goal.result, goal.judged_on, goal.judged_said = result, today, _filled(said, "评价说明")
    goal.save(update_fields=["result", "judged_on", "judged_said"])
    _line(by, goal, "judge_goal", {"result": result, "judged_on": today, "judged_said": goal.judged_said})
    return goal


@transaction.atomic
def drop_goal(*, by: Person, goal: Goal, today: date, reason: str) -> Goal:
    """取消 a goal that was entered wrongly."""
    require_reason(reason, "取消目标")
    goal = Goal.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=goal.pk)
    require(by, goal.agency, _NEEDED, today, "取消季度目标")
    if goal.dropped:
        raise Refused("这个目标已经取消。")
    goal.dropped = reason.strip()
    goal.save(update_fields=["dropped"])
    _line(by, goal, "drop_goal", {"dropped": goal.dropped}, reason=reason)
    return goal


def last_day(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    return date(year + quarter // 4, quarter * 3 % 12 + 1, 1) - timedelta(days=1)


def _settle(by: Person, point: Point) -> None:
    """Writes anew when the point was fulfilled: with the last of its tasks."""
    closed = list(point.tasks.filter(dropped="").values_list("closed_on", flat=True))
    days = [day for day in closed if day is not None]
    fulfilled = max(days) if days and len(days) == len(closed) else None
    if fulfilled != point.fulfilled_on:
        point.fulfilled_on = fulfilled
        point.save(update_fields=["fulfilled_on"])
        _line(by, point, "settle_point", {"fulfilled_on": fulfilled})


def _step(by: Person, task: Task, kind: StepKind, day: date, said: str) -> TaskStep:
    step = TaskStep(task=task, kind=kind, day=day, said=said, person=by)
    step.save()
    return step


def _filled(text: str, label: str) -> str:
    if not text.strip():
        raise Refused(f"「{label}」没有填写；请补上。")
    return text.strip()


def _require_year(year: int, today: date) -> None:
    if not _FIRST_YEAR <= year <= today.year + 1:
        raise Refused(f"{year} 年不能登记（今天是 {today}）；请核对年度。")


def _require_past(day: date, today: date | None) -> date:
    """Today; what is entered has happened by then."""
    if today and day > today:
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")
    return today or day


def _require_standing(point: Point) -> None:
    if point.dropped:
        raise Refused("这条要点已经取消。")


def _require_open(task: Task) -> None:
    if task.dropped:
        raise Refused("这项任务已经取消。")
    if task.closed_on:
        raise Refused(f"这项任务已于 {task.closed_on} 销号；没有做完的请先退回。")


def _locked(task: Task) -> Task:
    """The task, and its point before it: two tasks of one point are closed one after the other."""
    point = _locked_point(task.point)
    rows = Task.objects.select_for_update(of=("self",), no_key=True).select_related("agency", "unit")
    held = rows.get(pk=task.pk)
    held.point = point
    return held


def _locked_point(point: Point) -> Point:
    return (
        Point.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=point.pk)
    )


def _line(
    by: Person,
    subject: Point | Task | Goal,
    act: str,
    detail: Mapping[str, Any],
    *,
    reason: str = "",
) -> None:
    row: Model = subject
    record(
        actor=by,
        agency=subject.agency,
        act=f"workplan.{act}",
        subject=f"{row._meta.label}:{row.pk}",
        detail=detail,
        reason=reason,
    )
