"""Which procedures of sites and accounts, which sites that rest, and which feeds wait for this person?"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from gongkai_web.agencies.asking import Asking, Rare, Who
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What
from gongkai_web.oversight.registers.models import OutletProcedure
from gongkai_web.publishing.channels.grounds import days
from gongkai_web.publishing.channels.models import SITE, Change, Outlet, State
from gongkai_web.publishing.feeds.models import Feed
from gongkai_web.publishing.feeds.queries import failing_at

MOST_TASKS = 100
CLOSE = "close"


def open_at(who: Who) -> QuerySet[OutletProcedure]:
    """Procedures that are not done, where whoever asks keeps them; not while the notice of a closing runs."""
    found = OutletProcedure.objects.filter(agency__in=who.at(What.KEEP_OVERSIGHT), voided=False, done_on=None)
    usual = who.day(timedelta(1 - days().notice))
    runs = Q(notice_until__gte=who.day()) | Q(notice_until=None, notice_from__gt=usual)
    return found.exclude(runs, kind=CLOSE, approved_on__isnull=False, notice_from__isnull=False)


def resting_at(who: Who) -> QuerySet[Outlet]:
    """Sites that went off line once so long ago, and are; `resting` says which are all the time."""
    since = who.day(timedelta(-days().rest))
    gone = Q(changes__kind=Change.SUSPENDED, changes__day__lte=since)
    return Outlet.objects.filter(
        gone, agency__in=who.at(What.KEEP_OVERSIGHT), medium=SITE, state=State.SUSPENDED
    )


def procedures(person: Person, day: date) -> QuerySet[OutletProcedure]:
    """`open_at`, the oldest first."""
    return open_at(Asking(person, day)).select_related("agency").order_by("day", "pk")


def resting(person: Person, day: date) -> QuerySet[Outlet]:
    """Sites that rest for longer than they may, with the day since when (`since`)."""
    gone = Max("changes__day", filter=Q(changes__kind=Change.SUSPENDED))
    keys = resting_at(Asking(person, day)).values("pk")
    found = Outlet.objects.filter(pk__in=keys).annotate(since=gone)
    over = found.filter(since__lte=day - timedelta(days().rest))
    return over.select_related("agency").order_by("since", "pk")


def feeds(person: Person, day: date) -> QuerySet[Feed]:
    """Feeds that cannot be read, the longest first."""
    found = failing_at(Asking(person, day)).select_related("outlet__agency", "kept_by")
    return found.order_by("failing_since", "pk")


def lists(person: Person, day: date) -> tuple[Rare, Rare, Rare]:
    """The questions behind them, to be read together with others."""
    who = Asking(person, day)
    return (
        Rare(who, open_at, lambda: procedures(person, day), MOST_TASKS),
        Rare(who, resting_at, lambda: resting(person, day), MOST_TASKS),
        Rare(who, failing_at, lambda: feeds(person, day), MOST_TASKS),
    )
