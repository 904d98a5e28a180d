"""What is counted of the year's work: points fulfilled, tasks in time and late, goals met?"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F, Q, QuerySet

from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject
from gongkai_web.figures.period import Period
from gongkai_web.oversight.workplan import queries
from gongkai_web.oversight.workplan.models import Goal, Point, Result, Task

AGENCY = Dimension("agency", "机关", "agency")


def _units_of(rows: QuerySet[Task] | QuerySet[Goal]) -> Mapping[str, str]:
    names = rows.order_by().values_list("unit_name", flat=True).distinct()
    return {name: name for name in sorted(names)}


UNIT = Dimension(
    "unit",
    "责任单位",
    "unit_name",
    lambda: _units_of(Task.objects.all()),
    lambda person, day: _units_of(queries.tasks(person, day)),
)
GOAL_UNIT = Dimension(
    "unit",
    "责任单位",
    "unit_name",
    lambda: _units_of(Goal.objects.all()),
    lambda person, day: _units_of(queries.goals(person, day)),
)
QUARTER = Dimension("quarter", "季度", "quarter", lambda: {str(one): f"第{one}季度" for one in range(1, 5)})

POINTS = Subject(
    model=Point,
    agency="agency",
    visible=queries.points,
    counted=queries.STANDING,
    listing=Listing(
        caption="所计工作要点",
        columns=(
            Column("要点", lambda point: point.title),
            Column("序号", lambda point: point.number),
            Column("落实", lambda point: point.fulfilled_on),
        ),
        order=("year", "pk"),
    ),
)
TASKS = Subject(
    model=Task,
    agency="agency",
    visible=queries.tasks,
    counted=queries.STANDING,
    listing=Listing(
        caption="所计任务",
        columns=(
            Column("任务", lambda task: task.title),
            Column("责任单位", lambda task: task.unit_name),
            Column("时限", lambda task: task.due_on),
            Column("销号", lambda task: task.closed_on),
        ),
        order=("due_on", "pk"),
    ),
)
GOALS = Subject(
    model=Goal,
    agency="agency",
    visible=queries.goals,
    counted=queries.STANDING,
    listing=Listing(
        caption="所计季度目标",
        columns=(
            Column("目标", lambda goal: goal.title),
            Column("季度", lambda goal: goal.quarter),
            Column("责任单位", lambda goal: goal.unit_name),
            Column("评价", lambda goal: goal.get_result_display()),
        ),
        order=("year", "quarter", "pk"),
    ),
)


def _years(name: str, period: Period) -> Q:
    return Q(**{f"{name}__range": (period.first.year, period.last.year)})


def _late(period: Period) -> Q:
    """Closed after its term, or still open behind it."""
    return Q(closed_on__gt=F("due_on")) | Q(closed_on=None, due_on__lt=period.now)


ALL_POINTS = Figure(
    "workplan.points",
    "工作要点",
    "条",
    "工作要点的登记：本年度的；取消的不计",
    POINTS,
    lambda period: _years("year", period),
    (AGENCY,),
)
FULFILLED = Figure(
    "workplan.points_fulfilled",
    "落实的工作要点",
    "条",
    "各项任务都已销号的；与工作要点相除为落实率",
    POINTS,
    lambda period: Q(fulfilled_on__lte=period.now),
    (AGENCY,),
    part_of=ALL_POINTS,
    standing=True,
)
ALL_TASKS = Figure(
    "workplan.tasks",
    "分解的任务",
    "项",
    "工作要点的分解：本年度要点的；取消的不计",
    TASKS,
    lambda period: _years("point__year", period),
    (AGENCY, UNIT),
)
CLOSED = Figure(
    "workplan.tasks_closed",
    "销号的任务",
    "项",
    "已经销号的；与分解的任务相除为完成率",
    TASKS,
    lambda period: Q(closed_on__lte=period.now),
    (AGENCY, UNIT),
    part_of=ALL_TASKS,
    standing=True,
)
IN_TIME = Figure(
    "workplan.tasks_in_time",
    "按期销号的任务",
    "项",
    "销号日期不晚于完成时限",
    TASKS,
    lambda _: Q(closed_on__lte=F("due_on")),
    (AGENCY, UNIT),
    part_of=CLOSED,
    standing=True,
)
LATE = Figure(
    "workplan.tasks_late",
    "超期的任务",
    "项",
    "销号日期晚于完成时限，或者时限已过还没有销号",
    TASKS,
    _late,
    (AGENCY, UNIT),
    part_of=ALL_TASKS,
    standing=True,
)
ALL_GOALS = Figure(
    "workplan.goals",
    "季度目标",
    "个",
    "季度目标的登记：季度的最后一天在本期的；取消的不计",
    GOALS,
    lambda period: Q(last_day__range=period.days),
    (AGENCY, QUARTER, GOAL_UNIT),
    day=lambda _: "last_day",
)
GOALS_MET = Figure(
    "workplan.goals_met",
    "完成的季度目标",
    "个",
    "评价为完成的；与季度目标相除为完成率",
    GOALS,
    lambda _: Q(result=Result.MET),
    (AGENCY, QUARTER, GOAL_UNIT),
    part_of=ALL_GOALS,
    day=lambda _: "last_day",
)

FIGURES = (ALL_POINTS, FULFILLED, ALL_TASKS, CLOSED, IN_TIME, LATE, ALL_GOALS, GOALS_MET)
