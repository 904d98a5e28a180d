"""What do the registers say of a year, group by group, and which of them say nothing yet?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import QuerySet
from django.urls import reverse

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import scope
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element
from gongkai_web.office.request import OfficeRequest, number_in
from gongkai_web.registers import queries
from gongkai_web.registers.declared import Register

_FIRST_GROUP = "主动公开"  # of the registers that name no group
_YEARS = 5


@dataclass(frozen=True, slots=True)
class Group:
    """The registers under one head."""

    label: str
    rows: list[Element]


@dataclass(frozen=True, slots=True)
class Overview:
    """The groups of one year. `agency`: whose, where one is meant.

    `missing`: how many registers do not speak of all of it.
    """

    year: int
    years: list[int]
    agencies: list[Agency]
    agency: Agency | None
    groups: list[Group] = field(default_factory=list)
    missing: int = 0


def overview_of(request: OfficeRequest, registers: Iterable[Register], today: date) -> Overview:
    """The registers as the person sees them: of one agency (`?agency=`), or of all together; `?year=`."""
    seen = scope(request.user, today).order_by("name")
    agency = _chosen(request, seen, today)
    years = [today.year - back for back in range(_YEARS)]
    asked = number_in(request.GET, "year")
    year = asked if asked in years else today.year
    kept = list(registers)
    ids = [agency.pk] if agency else list(seen.values_list("pk", flat=True))
    said = queries.years_of(kept, ids, year)
    silent = {one.code for one in kept if agency and said[one.code].silent(today) and not one.until}
    mark = Mark("note" if year == today.year else "warning", "未报")
    groups = [
        Group(label, [_row(one, said[one.code], mark if one.code in silent else None) for one in some])
        for label, some in groupby(kept, key=lambda one: one.group or _FIRST_GROUP)
    ]
    return Overview(year, years, list(seen), agency, groups, len(silent))


def _row(register: Register, said: queries.OfYear, mark: Mark | None) -> Element:
    shown = said.said or ("登记" if mark else "0 条")  # a link is never without words
    return Element(register.label, shown, reverse("registers:register", args=[register.code]), mark)


def _chosen(request: OfficeRequest, seen: QuerySet[Agency], today: date) -> Agency | None:
    """The agency that the address names; without one, the person's own."""
    if "agency" in request.GET:
        return seen.filter(slug=request.GET["agency"]).first()
    return _own(request.user, seen, today)


def _own(person: Person, seen: QuerySet[Agency], today: date) -> Agency | None:
    """Where the person works."""
    ended = person.offices.filter(since__lte=today).exclude(until__lt=today)
    return seen.filter(pk__in=ended.values("agency")).first()
