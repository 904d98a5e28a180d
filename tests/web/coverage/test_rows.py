"""功能清单, row by row: a record is planted, and the figure or the list of each row that it belongs to moves.

What a record is for which rows, and by how much, is data (`rows.yaml`); how it comes about is a function of
the same name. The rows of the registers of supervision are tried by `tests/web/oversight/test_rows.py`.
"""

import inspect
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai_web.agencies.queries import particulars_of
from gongkai_web.annual.models import Problem
from gongkai_web.cases.models import Event
from gongkai_web.figures.counting import Asked, count, split
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.figures.registry import registry
from gongkai_web.publishing.items.history_models import Publication
from gongkai_web.publishing.items.models import ReviewSteps
from tests.web.coverage import plants_asked, plants_kept, plants_published
from tests.web.coverage.setting import TODAY
from tests.web.items.written import DAY
from tests.written import read_yaml

PLANTS = {
    name: made
    for module in (plants_asked, plants_kept, plants_published)
    for name, made in inspect.getmembers(module, inspect.isgeneratorfunction)
    if not name.startswith("_")
}
ROWS = read_yaml(Path(__file__).with_name("rows.yaml"))["plants"]
COUNTED = re.compile(r"(?P<figure>[\w.-]+)(\[(?P<by>[\w-]+)=(?P<value>\w+)\])?(@(?P<year>\d{4}))?")
LISTS: dict[str, Callable] = {
    "表：谁发布": lambda office: Publication.objects.filter(person_name="李强").count(),
    "表：沟通记录": lambda office: Event.objects.filter(kind="talked").count(),
    "表：签发前的环节": lambda office: len(particulars_of(office.district).steps),
    "表：审查的环节": lambda office: ReviewSteps.objects.filter(agency=office.district).count(),
    "表：问题和改进": lambda office: Problem.objects.filter(agency=office.district, dropped="").count(),
}


def number(name: str, office) -> Decimal:
    """The figure, or a part of it, or how long the list is."""
    if name in LISTS:
        return Decimal(LISTS[name](office))
    asked = COUNTED.fullmatch(name)
    figure = registry().named(asked["figure"])
    one = Asked.on(TODAY, figure, Period.of_year(int(asked["year"] or DAY.year)))
    if not asked["by"]:
        return Decimal(str(count(one.figure, EVERYWHERE, one.period)))
    chosen = next(by for by in figure.by if by.id == asked["by"])
    groups = split({"n": one}, EVERYWHERE, (chosen,))
    return Decimal(str(groups.get((asked["value"],), {"n": 0})["n"]))


@pytest.mark.parametrize("one", ROWS, ids=lambda one: one["plant"])
def test_a_record_moves_the_figures_of_its_rows(office, one):
    wanted = {(row, name): Decimal(by) for row, moves in one["moves"].items() for name, by in moves.items()}
    planting = PLANTS[one["plant"]](office)
    next(planting)
    before = {name: number(name, office) for _, name in wanted}
    next(planting, None)
    assert {key: number(key[1], office) - before[key[1]] for key in wanted} == wanted


def test_each_plant_is_for_some_row():
    assert {one["plant"] for one in ROWS} == set(PLANTS)
