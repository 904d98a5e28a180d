"""Which feeds are read, which of them fail, and what do they say of how long an account has been silent?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from gongkai_web.agencies.asking import Who
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.publishing.channels.models import ACCOUNT, Outlet
from gongkai_web.publishing.feeds.models import Feed
from gongkai_web.publishing.registers.declared import ARTICLES

_FRESH = timedelta(days=2)  # what was read before says nothing of today


def accounts(person: Person, day: date) -> QuerySet[Outlet]:
    """The accounts of the person's agencies, closed ones too: that they had a feed stays in sight."""
    found = Outlet.objects.filter(agency__in=scope(person, day), medium=ACCOUNT, opened_on__lte=day)
    return found.select_related("agency")


def read_now() -> QuerySet[Feed]:
    """Those that are read."""
    return Feed.objects.filter(stopped=False, outlet__closed_on=None).select_related("outlet__agency")


def failing_at(who: Who) -> QuerySet[Feed]:
    """Those that could not be read since an earlier day, where whoever asks enters the articles."""
    there = {"outlet__agency__in": who.at(ARTICLES.kept_by), "outlet__closed_on": None}
    return Feed.objects.filter(**there, stopped=False, failing_since__lt=who.day())


@dataclass(frozen=True, slots=True)
class Newest:
    """The day of the newest article that a feed names, and on which it was read."""

    newest: date
    read_on: date


def newest(accounts: Collection[int], day: date) -> dict[int, Newest]:
    """Of accounts whose feed was read these days."""
    found = read_now().filter(outlet__in=accounts, trouble="", read_at__date__gte=day - _FRESH)
    told = found.exclude(newest=None).values_list("outlet", "newest", "read_at__date")
    return {outlet: Newest(newest, read_on) for outlet, newest, read_on in told if newest}
