"""Which sums are to be added up anew, or corrected in public, since an approval in them was taken back?

A row of a work list for the office whose sum it is; nothing once it is mended. `lists` is read with the lists
of other rooms in one query.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from gongkai_web.agencies.asking import Asking, Rare, Who
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.annual.aggregation import queries
from gongkai_web.annual.aggregation.models import Sum, SumFall
from gongkai_web.annual.campaign.collecting.models import Campaign
from gongkai_web.annual.campaign.collecting.words import TERMS, Kind
from gongkai_web.annual.models import Release
from gongkai_web.prepared import Prepared, any_of, slots

MOST = 20


@dataclass(frozen=True, slots=True)
class Fallen:
    """A sum that has lost what it stood on. `published`: the public has it, so that it is corrected.

    `corrected`: the version that is frozen since and waits to be published, for whoever may do that.
    """

    fall: SumFall
    published: bool
    corrected: Sum | None = None


def lists(person: Person, day: date) -> tuple[Rare]:
    """The question behind `work`, to be read together with others."""
    return (Rare(Asking(person, day), _fallen_at, lambda: fallen(person, day), MOST),)


def fallen(person: Person, day: date) -> QuerySet[SumFall]:
    """What fell at the person's offices and has no later version; of what is public, none that is."""
    rows = _fallen_at(Asking(person, day)).select_related("sum__campaign__agency", "sum__level__agency")
    rows = rows.select_related("sum__agency").order_by("pk")
    return rows.defer("sum__document", "sum__middles", "sum__told", "sum__sheet")


def _fallen_at(who: Who) -> QuerySet[SumFall]:
    """A sum of the whole campaign has no level: their places are compared with 0 for it."""
    later = Sum.objects.annotate(place=Coalesce("level_id", 0)).filter(
        campaign=OuterRef("sum__campaign"), place=OuterRef("place"), pk__gt=OuterRef("sum")
    )
    void = Q(sum__release=None) & ~Exists(later)
    marked = Q(sum__release__isnull=False) & ~Exists(later.filter(release__isnull=False))
    found = SumFall.objects.annotate(place=Coalesce("sum__level_id", 0))
    return found.filter(void | marked, sum__agency__in=who.at(What.CHECK_REPORTS))


def work(person: Person, day: date, found: Sequence[tuple[Any, ...]]) -> list[Fallen]:
    """What the person mends next. `found`: what `lists` came to."""
    (rows,) = found
    heads = {one.pk for one in listed_where(person, What.SETTLE_REPORT, day)} if rows else set()
    return [one for fall in rows if (one := _of(fall, heads)) is not None]


def scheduled_reports(agency: Agency, year: int, day: date, terms: Collection[str]) -> dict[str, date | None]:
    """The report of the government about that year by the term of its publication, where the office adds it
    up here: the day on which it came out first, None as long as it does not.
    """
    if TERMS[Kind.GOVERNMENT] not in terms:
        return {}
    if not _any_collected().asked_by((agency.pk, year)).rows():
        return {}
    collected = _collected(agency.pk, year)
    out = Release.objects.filter(filing__of_sum__sum__campaign__in=collected, released_on__lte=day)
    days = out.filter(filing__of_sum__sum__agency=agency).order_by("released_on")
    return {TERMS[Kind.GOVERNMENT]: days.values_list("released_on", flat=True).first()}


def _collected(agency: Any, year: Any) -> QuerySet[Campaign]:
    """What the office of a government collected of its units' reports about that year."""
    return Campaign.objects.filter(agency=agency, year=year, kind=Kind.AGENCY, practice=False)


@functools.cache
def _any_collected() -> Prepared:
    """The question whether there is any, of an agency and a year: of most there is none."""
    return any_of(_collected(*slots(2)))


def _of(fall: SumFall, heads: set[int]) -> Fallen | None:
    """None where nothing is to be mended any more, or it is another's turn."""
    if queries.release_of(fall.sum) is None:
        return Fallen(fall, published=False)
    if not queries.to_correct(fall.sum):
        return None
    corrected = queries.later(fall.sum)
    if corrected is None:
        return Fallen(fall, published=True)
    if queries.fall_of(corrected) is not None:  # that has a row of its own
        return None
    return Fallen(fall, True, corrected) if fall.sum.agency_id in heads else None
