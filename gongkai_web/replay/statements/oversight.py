"""How does everything come to be that a report states of oversight: entries of registers, tasks, noughts?

Each by the act that staff use. What an entry says stands in `entries.yaml`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from gongkai.lawfile import Node, load
from gongkai.workdays import calendar
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.oversight.registers.models import EvaluationResult
from gongkai_web.oversight.workplan import actions as workplan
from gongkai_web.publishing.channels.actions import open_outlet
from gongkai_web.publishing.channels.models import SITE, Outlet
from gongkai_web.publishing.channels.queries import standing
from gongkai_web.registers.actions import enter, report_none
from gongkai_web.registers.declared import registers
from gongkai_web.replay.statements.crew import account_of
from gongkai_web.replay.statements.planning import Records

FILE = Path(__file__).parent / "entries.yaml"
Work = tuple[Callable[[], None], int]  # what to do, and its weight
_TASKS, _POINTS, _GOALS = "workplan.tasks", "workplan.points_fulfilled", "workplan.goals"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is entered for a figure. `parts`: which blank a part of the figure fills in; `by`: for all."""

    figure: str
    register: str
    given: Mapping[str, str]
    days: Mapping[str, int]
    by: str
    parts: Mapping[str, str]

    def blank_of(self, part: str) -> str:
        """The blank which that part fills in."""
        return self.parts.get(part, self.by)


@dataclass(frozen=True, slots=True)
class Keeper:
    """For whom, for which year and in whose name entries are made."""

    agency: Agency
    year: int
    officer: Person


@functools.cache
def kept() -> tuple[Kept, ...]:
    """Every entry that is known, in the order in which they are made."""
    node = load(FILE, FILE.parent)
    found = tuple(_kept(one) for one in node.children("entries"))
    node.done()
    return found


def _kept(node: Node) -> Kept:
    given, days, parts = (node.child(name) if name in node else None for name in ("given", "days", "parts"))
    found = Kept(
        node.text("figure"),
        node.text("register"),
        {name: given.text(name) for name in given} if given else {},
        {name: days.integer(name) for name in days} if days else {},
        node.text("by", default=""),
        {name: parts.text(name) for name in parts} if parts else {},
    )
    node.done()
    return found


def parts_of(records: Records, agency: Agency, year: int, officer: Person) -> Iterator[Work]:
    """What is to be done, in one order."""
    if records.wanted("outlets.accounts"):
        yield partial(_have_account, agency, year, officer), 1
    for one in kept():
        whole = records.wanted(one.figure)
        wanted = {"": whole} if whole else {}
        for part, count in {**wanted, **records.parts(one.figure)}.items():
            yield partial(_enter, one, part, count, Keeper(agency, year, officer)), count
    for register in records.parts("zero-reports.stated"):
        yield partial(_state, register, agency, year, officer), 1
    tasks = max(records.wanted(_TASKS), records.wanted(_POINTS))
    if tasks:
        yield partial(_plan, tasks, agency, year, officer), 2
    for number in range(records.wanted(_GOALS)):
        yield partial(_aim, number, agency, year, officer), 1


def _enter(one: Kept, part: str, count: int, keeper: Keeper) -> None:
    for number in range(count):
        day = calendar().next_workday(date(keeper.year, 1, 10) + timedelta(days=number * 330 // count))
        given: dict[str, Any] = {
            name: _filled(value, number + 1, keeper) for name, value in one.given.items()
        }
        if part:
            given[one.blank_of(part)] = part
        given |= {name: day + timedelta(days=after) for name, after in one.days.items()}
        enter(
            register=registers()[one.register],
            by=keeper.officer,
            agency=keeper.agency,
            day=day,
            given=given,
            today=day + timedelta(days=max(one.days.values(), default=0)),
        )


def _filled(value: str, number: int, keeper: Keeper) -> Any:
    """The value with what hangs on the year or on the agency."""
    if value == "{account}":
        return _account(keeper.agency, keeper.year, keeper.officer)
    if value == "{site}":
        return _site(keeper.agency, keeper.year, keeper.officer)
    if value == "{evaluation}":
        return EvaluationResult.objects.filter(agency=keeper.agency, voided=False).latest("pk")
    return value.replace("{n}", str(number)).replace("{year}", str(keeper.year))


def _have_account(agency: Agency, year: int, officer: Person) -> None:
    _account(agency, year, officer)


def _account(agency: Agency, year: int, officer: Person) -> Outlet:
    return account_of(agency, officer, date(year - 1, 12, 1), date(year, 1, 2))


def _site(agency: Agency, year: int, officer: Person) -> Outlet:
    since = date(year - 1, 12, 1)
    found = standing(agency, date(year, 1, 2)).filter(medium=SITE).order_by("pk").first()
    if found:
        return found
    return open_outlet(by=officer, agency=agency, day=since, channel="website", name=f"{agency.name}网站")


def _state(register: str, agency: Agency, year: int, officer: Person) -> None:
    """零报告: of the whole year, on its last day."""
    report_none(
        register=registers()[register], by=officer, agency=agency, year=year, today=date(year, 12, 31)
    )


def _plan(tasks: int, agency: Agency, year: int, officer: Person) -> None:
    """A point of the year for each task, which is done in autumn."""
    begun, done = date(year, 3, 10), calendar().next_workday(date(year, 10, 20))
    for number in range(1, tasks + 1):
        point = workplan.add_point(
            by=officer,
            agency=agency,
            today=begun,
            year=year,
            number=str(number),
            title="推进重点领域信息公开",
            source=f"{year}年政务公开工作要点",
        )
        task = workplan.add_task(
            by=officer,
            point=point,
            today=begun,
            title="补齐重点领域的栏目和信息",
            due_on=date(year, 10, 31),
            unit_name="有关单位",
        )
        workplan.report_progress(by=officer, task=task, day=date(year, 6, 20), said="栏目已经补齐")
        workplan.close_task(by=officer, task=task, day=done, said="逐栏看过")


def _aim(number: int, agency: Agency, year: int, officer: Person) -> None:
    """A goal of a quarter, met."""
    quarter = number % 4 + 1
    goal = workplan.set_goal(
        by=officer,
        agency=agency,
        today=date(year, 1, 5),
        year=year,
        quarter=quarter,
        title="栏目按期更新",
        unit_name="各单位",
    )
    after = workplan.last_day(year, quarter)
    workplan.judge_goal(by=officer, goal=goal, today=after, result="met", said="查看栏目更新情况")
