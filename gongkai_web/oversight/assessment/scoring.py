"""What does each unit get, and from which rows does each point come?

While an assessment is prepared this is asked of the records each time; what units were told and what was
issued is kept as it was. Points are texts: they go into JSON and are compared as they are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from gongkai import assessing
from gongkai.drafting.references import counted_of
from gongkai.drafting.rounding import exactly
from gongkai.pages.scoring import Score
from gongkai_web.agencies.models import Agency
from gongkai_web.figures.counting import Asked
from gongkai_web.figures.named import only_of
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import registry
from gongkai_web.oversight.assessment import queries
from gongkai_web.oversight.assessment.models import Assessment, Indicator, Judgement, Rule
from gongkai_web.oversight.inspection import queries as inspections
from gongkai_web.oversight.inspection.models import Run, RunState


class Line(TypedDict):
    """One indicator of one unit. `points` None: not told yet; `counted`: what its rows are opened by."""

    indicator: int
    title: str
    most: str
    points: str | None
    said: str
    counted: str
    run: int | None


class Scored(TypedDict):
    """A unit with all its points, its place and its grade; place 0 while points are missing anywhere."""

    agency: int
    name: str
    slug: str
    lines: list[Line]
    total: str
    place: int
    grade: str


@dataclass(frozen=True, slots=True)
class _Got:
    """What an indicator gives a unit, and how that came about."""

    points: Decimal | None
    said: str
    run: int | None = None


# What each unit gets for an indicator, by the key of the unit.
_Giving = Callable[[int], _Got]


def shown(assessment: Assessment, day: date) -> list[Scored]:
    """What was issued, else what units were told, else what the records say today."""
    kept: list[Scored] | None = assessment.frozen or assessment.announced
    return kept if kept is not None else scored(assessment, day)


def scored(assessment: Assessment, day: date) -> list[Scored]:
    """By the records of that day."""
    units = queries.units(assessment.agency, day)
    used = list(queries.indicators(assessment))
    keys = tuple(one.pk for one in units)
    judged = _judged(used)
    giving = [(one, _giving(one, assessment.year, keys, day)) for one in used]
    found = [
        _unit(unit, [_line(one, judged.get((one.pk, unit.pk)) or give(unit.pk)) for one, give in giving])
        for unit in units
    ]
    return ranked(found, assessment)


def ranked(found: Sequence[Scored], assessment: Assessment) -> list[Scored]:
    """With totals, places and grades by their lines, the best first; no places before all is told."""
    if untold(found):
        return [{**one, "total": exactly(_total(one["lines"]))} for one in found]
    totals = {one["agency"]: _total(one["lines"]) for one in found}
    places = assessing.places(totals)
    bands = [(Decimal(least), label) for least, label in assessment.bands]
    told: list[Scored] = [
        {
            **one,
            "total": exactly(totals[one["agency"]]),
            "place": places[one["agency"]],
            "grade": assessing.grade(totals[one["agency"]], bands),
        }
        for one in found
    ]
    return sorted(told, key=lambda one: (one["place"], one["name"]))


def untold(found: Sequence[Scored]) -> list[tuple[str, str]]:
    """Units and indicators of which nothing could be told and nobody has judged."""
    return [(one["name"], line["title"]) for one in found for line in one["lines"] if line["points"] is None]


def _unit(unit: Agency, lines: list[Line]) -> Scored:
    return {
        "agency": unit.pk,
        "name": unit.name,
        "slug": unit.slug,
        "lines": lines,
        "total": "0",
        "place": 0,
        "grade": "",
    }


def _total(lines: Sequence[Line]) -> Decimal:
    return sum((Decimal(one["points"]) for one in lines if one["points"] is not None), Decimal(0))


def _line(indicator: Indicator, got: _Got) -> Line:
    return {
        "indicator": indicator.pk,
        "title": indicator.title,
        "most": exactly(indicator.points),
        "points": None if got.points is None else exactly(got.points),
        "said": got.said,
        "counted": indicator.counted,
        "run": got.run,
    }


def _judged(used: Sequence[Indicator]) -> dict[tuple[int, int], _Got]:
    """What people gave; the last one of each stands."""
    rows = Judgement.objects.filter(indicator__in=used).select_related("person").order_by("pk")
    return {
        (row.indicator_id, row.agency_id): _Got(
            row.points, f"{row.person.display_name} {row.day} 评分：{row.evidence}"
        )
        for row in rows
    }


def _giving(one: Indicator, year: int, keys: tuple[int, ...], day: date) -> _Giving:
    match one.rule:
        case Rule.SCORE:
            return _by_inspection(one, year, keys)
        case Rule.ENTERED:
            return lambda _: _Got(None, "还没有评分")
    return _by_number(one, year, keys, day)


def _by_number(one: Indicator, year: int, keys: tuple[int, ...], day: date) -> _Giving:
    numbers = by_unit(one.counted, year, keys, day)
    wholes = by_unit(one.whole, year, keys, day) if one.whole else {}
    figure = registry().named(counted_of(one.counted).figure)
    unit, period = figure.unit, Asked.on(day, figure, Period.of_year(year)).period
    per = one.per or Decimal(1)

    def give(key: int) -> _Got:
        number = Decimal(numbers.get(key, 0))
        nought = figure.nought(number, Scope((key,)), period)
        if nought.untold:
            return _Got(None, nought.said)
        said = f"{exactly(number)} {unit}"
        if one.rule == Rule.SHARE:
            whole = Decimal(wholes.get(key, 0))
            points = assessing.shared(one.points, number, whole)
            return _Got(points, f"{said}，共 {exactly(whole)} {unit}" if whole else "没有可以计算的")
        if one.rule == Rule.REACH:
            return _Got(assessing.reached(one.points, number, per), f"{said}，目标 {exactly(per)} {unit}")
        return _Got(assessing.deducted(one.points, number, per), f"{said}，每{unit}扣 {exactly(per)} 分")

    return give


def by_unit(named: str, year: int, keys: tuple[int, ...], day: date) -> Mapping[int, int | Decimal]:
    """The number of each unit, as its page counts it: one query."""
    counted = counted_of(named)
    figure = registry().named(counted.figure)
    asked = Asked.on(day, figure, Period.of_year(year))
    rows = figure.records(Scope(keys), asked.period, only_of(counted)).order_by()
    whose = figure.subject.agency
    return {key: number or 0 for key, number in rows.values_list(whose).annotate(n=figure.measure())}


def _by_inspection(one: Indicator, year: int, keys: tuple[int, ...]) -> _Giving:
    """By the worst of the last inspections of the year of the unit's sites."""
    period = Period.of_year(year)
    runs = Run.objects.filter(outlet__agency__in=keys, state=RunState.DONE, day__range=period.days)
    last = {run.outlet_id: run for run in runs.select_related("outlet").order_by("pk")}
    results: dict[int, list[tuple[Run, Score]]] = defaultdict(list)
    for run, found in inspections.results(list(last.values())):
        results[run.outlet.agency_id].append((run, found))

    def give(key: int) -> _Got:
        if key not in results:
            return _Got(None, "本年没有查完的网站检查")
        run, found = min(results[key], key=lambda result: result[1].points or Decimal(0))
        points = assessing.of_hundred(one.points, found.points or Decimal(0))
        told = "" if found.points is None else f"，{exactly(found.points)} 分"
        return _Got(points, f"{run.outlet.name} {run.day}：{found.label}{told}", run.pk)

    return give
