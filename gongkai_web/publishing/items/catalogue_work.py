"""Which columns are late to be updated, and which entries of the 公开日程 are overdue or near?

For whoever keeps the catalogue of an agency. The columns of all their agencies are read in one query.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from gongkai.publication.columns import overdue_since
from gongkai.publication.schedule import Entry, Punctuality
from gongkai_web.agencies.asking import ANYBODY, Asking
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import due_marks
from gongkai_web.prepared import Prepared
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.catalogue.reports import reports_of
from gongkai_web.publishing.items.models import Item


@dataclass(frozen=True, slots=True)
class OverdueColumns:
    """The columns of an agency that were not updated in their cycle. `since`: the first of them."""

    agency: Agency
    names: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An entry of an agency's 公开日程 that is overdue or near."""

    agency: Agency
    entry: Entry


def of_catalogues(person: Person, day: date) -> tuple[tuple[OverdueColumns, ...], tuple[Scheduled, ...]]:
    """What is due in the catalogues that the person keeps; an agency without one has nothing due there."""
    keepers = {one.pk: one for one in listed_where(person, What.KEEP_CATALOGUE, day)}
    columns = _columns(person, day) if keepers else []
    agencies = [keepers[pk] for pk in dict.fromkeys(column.agency_id for column in columns)]
    overdue = (
        _overdue(agency, [one for one in columns if one.agency_id == agency.pk], day) for agency in agencies
    )
    near = tuple(Scheduled(agency, entry) for agency in agencies for entry in _near(agency, day))
    return tuple(one for one in overdue if one), near


class _Column(NamedTuple):
    """What is asked of a column. `last`: the day on which something in it was published or changed last."""

    pk: int
    agency_id: int
    merged_into_id: int | None
    name: str
    kind: str
    cycle: str
    opened_on: date
    closed_on: date | None
    last: date | None


def _columns(person: Person, day: date) -> list[_Column]:
    """The columns of the agencies whose catalogue the person keeps, in their order."""
    return [_Column(*row) for row in _columns_asked().asked_by(Asking(person, day)).rows()]


@functools.cache
def _columns_asked() -> Prepared:
    items = Item.objects.filter(
        agency=OuterRef("agency"), column_code=OuterRef("code"), live__isnull=False, sealed=False
    )
    last = items.order_by("-changed_on").values("changed_on")[:1]
    kept = catalogue.visible(ANYBODY.day()).filter(agency__in=ANYBODY.at(What.KEEP_CATALOGUE))
    found = kept.order_by("position", "pk").annotate(last=Subquery(last))
    return Prepared.of(found.values(*_Column._fields))


def _overdue(agency: Agency, columns: Sequence[_Column], day: date) -> OverdueColumns | None:
    """Those of an agency, with what stands in a column under the codes of those merged into it."""
    last: dict[int, date] = {}
    for one in columns:
        into = one.merged_into_id or one.pk
        last[into] = max(filter(None, (last.get(into), one.last)), default=date.min)
    found = [
        (one.name, since)
        for one in columns
        if (one.closed_on is None or one.closed_on > day) and one.kind in catalogue.FILLED
        if (since := overdue_since(one.cycle, max(one.opened_on, last[one.pk]), day))
    ]
    return (
        OverdueColumns(agency, tuple(name for name, _ in found), min(on for _, on in found))
        if found
        else None
    )


def _near(agency: Agency, day: date) -> Iterator[Entry]:
    """What is to be published now or was; a report that is made here has a row of its own."""
    near = [one for one in catalogue.noted_schedule(agency, day.year, day) if _is_near(agency, one, day)]
    made_here = reports_of(agency, day.year - 1, day, {one.deadline for one in near if one.deadline})
    yield from (one for one in near if one.deadline not in made_here)


def _is_near(agency: Agency, entry: Entry, day: date) -> bool:
    if entry.punctuality == Punctuality.WAITING and entry.last:
        return any(mark.state == "soon" for mark in due_marks(entry.last, day, calendar_of(agency.pk)))
    return entry.punctuality == Punctuality.OVERDUE
