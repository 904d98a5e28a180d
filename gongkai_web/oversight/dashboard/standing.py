"""How do the units stand today: open faults by age, what is overdue, the last points, what the week changed?

Each number is counted over the same rows that the address beside it shows; few questions, however many units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import own_agencies
from gongkai_web.agencies.tree import known
from gongkai_web.look.parts import Figure, Link
from gongkai_web.oversight.assessment.models import Assessment, Status
from gongkai_web.oversight.bulletins.queries import unsigned
from gongkai_web.oversight.rectification import queries as ledger
from gongkai_web.oversight.rectification.facts import Status as Finding
from gongkai_web.oversight.rectification.spans import AGES, WEEK, in_age, in_week
from gongkai_web.oversight.workplan import queries as workplan
from gongkai_web.oversight.workplan.models import Task

MOST_TASKS = 20


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit: its last points with where they stand, then a number for each age, and what is overdue."""

    name: str
    points: Link
    numbers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page shows."""

    week: tuple[Figure, ...]
    today: tuple[Figure, ...]
    units: tuple[UnitRow, ...]
    tasks: tuple[Task, ...]
    late_tasks: int


def standing(person: Person, day: date) -> Standing:
    """As the person sees it."""
    numbers = _by_unit(person, day)
    points = _points(person, day)
    keys = set(numbers) | set(points)
    late = workplan.tasks(person, day).filter(workplan.STANDING, closed_on=None, due_on__lt=day)
    tasks = tuple(late.order_by("due_on", "pk")[: MOST_TASKS + 1])
    more = len(tasks) > MOST_TASKS
    return Standing(
        _week(person, day),
        _today(person, day, numbers),
        tuple(sorted(
            (_row(one.pk, one.name, one.slug, numbers, points) for one in known(keys)), key=_worst
        )),
        tasks[:MOST_TASKS],
        late.count() if more else len(tasks),
    )  # fmt: skip


def _by_unit(person: Person, day: date) -> dict[int, dict[str, int]]:
    """Open faults of each unit by age, and the overdue ones: one question."""
    asked = {age: Count("pk", filter=in_age(age, day)) for age in AGES}
    asked["late"] = Count("pk", filter=Q(status=Finding.OPEN, due_on__lt=day))
    found = ledger.visible(person, day).select_related(None).order_by().values("agency").annotate(**asked)
    rows = {
        key: dict(zip(asked, numbers, strict=True)) for key, *numbers in found.values_list("agency", *asked)
    }
    return {key: row for key, row in rows.items() if any(row.values())}


def _week(person: Person, day: date) -> tuple[Figure, ...]:
    asked = {name: Count("pk", filter=in_week(name, day)) for name in WEEK}
    found: Mapping[str, int] = ledger.visible(person, day).select_related(None).order_by().aggregate(**asked)
    return tuple(
        Figure(str(found[name]), label, _findings(show="every", week=name)) for name, label in WEEK.items()
    )


def _today(person: Person, day: date, numbers: Mapping[int, Mapping[str, int]]) -> tuple[Figure, ...]:
    overdue = sum(row["late"] for row in numbers.values())
    replied = ledger.visible(person, day).filter(status=Finding.REPLIED).count()
    return (
        Figure(str(overdue), "逾期没有回复的问题", _findings(show="late")),
        Figure(str(replied), "回复了待复核的问题", _findings(show="replied")),
        Figure(str(unsigned(person, day).count()), "没有签收的通报", reverse("bulletins:bulletins")),
    )


def _points(person: Person, day: date) -> dict[int, Link]:
    """The last points that each unit was told, of the assessments that the person's house makes."""
    from_house = Assessment.objects.exclude(status=Status.PREPARING).filter(
        agency__in=own_agencies(person, day)
    )
    last = from_house.order_by("-year", "-pk").first()
    if last is None:
        return {}
    rows: list[Any] = last.frozen or last.announced or []
    return {
        one["agency"]: Link(
            f"{last.year} 年 {one['total']} 分，第 {one['place']} 名",
            reverse("assessment:unit", args=[last.pk, one["slug"]]),
        )
        for one in rows
    }


def _row(
    key: int, name: str, slug: str, numbers: Mapping[int, Mapping[str, int]], points: Mapping[int, Link]
) -> UnitRow:
    row = numbers.get(key, {})
    ages = tuple(Link(str(row.get(age, 0)), _findings(agency=slug, age=age)) for age in AGES)
    late = Link(str(row.get("late", 0)), _findings(show="late", agency=slug))
    return UnitRow(name, points.get(key, Link("—")), (*ages, late))


def _worst(row: UnitRow) -> tuple[int, int, str]:
    """The most overdue first, then the most that is open."""
    *ages, late = (int(one.label) for one in row.numbers)
    return -late, -sum(ages), row.name


def _findings(**asked: str) -> str:
    return f"{reverse('rectification:findings')}?{urlencode(asked)}"
