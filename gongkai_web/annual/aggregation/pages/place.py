"""Which level or which frozen sum is this page about, and how does one get here?"""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.form import form
from gongkai_web.annual.aggregation import queries
from gongkai_web.annual.aggregation.models import Sum
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.campaign.collecting.models import Unit
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.frame import Section
from gongkai_web.office.request import OfficeRequest

SECTION = Section("年报汇总", "aggregation:sums")
WHOLE = 0  # in an address: no unit, the campaign whole


def level_or_404(request: OfficeRequest, campaign: int, unit: int) -> Level:
    """The level, where the person's office adds it up; else no such page."""
    for one in queries.levels(request.user, today()):
        if one.campaign.pk == campaign and (one.unit.pk if one.unit else WHOLE) == unit:
            return one
    raise Http404


def sum_or_404(request: OfficeRequest, pk: int) -> Sum:
    """The frozen sum, where the person may see it; else no such page."""
    return get_object_or_404(queries.visible(request.user, today()), pk=pk)


def cell_or_404(key: str, cell: str) -> str:
    """The name of a cell of that form; else no such page."""
    layout = form(key)
    if cell not in layout.cells:
        raise Http404
    return layout.name(cell)


def address(level: Level) -> str:
    """Where the sum of the level stands."""
    return reverse("aggregation:sum", args=args_of(level))


def cell_address(level: Level, cell: str) -> str:
    """Where the units behind a cell of it stand."""
    return reverse("aggregation:cell", args=[*args_of(level), cell])


def unit_address(unit: Unit | None) -> str:
    """Where a unit is asked again, excused or merged; empty where a problem is of none alone."""
    return reverse("collecting:unit", args=[unit.pk]) if unit else ""


def args_of(level: Level) -> tuple[int, int]:
    """What names the level in an address."""
    return level.campaign.pk, level.unit.pk if level.unit else WHOLE


def way_to_frozen(one: Sum) -> Link:
    """The way back to the page of a frozen sum."""
    return Link(str(one), reverse("aggregation:frozen", args=[one.pk]))


def title_of(level: Level) -> str:
    """What is added up, in words."""
    below = f"：{level.unit.name}" if level.unit else ""
    return f"{level.campaign.title}{below}"


def way_to(level: Level) -> Link:
    """The way back to the page of the level."""
    return Link(title_of(level), address(level))
