"""Which issues of the gazette wait for this person today: not out, and their day has come or is near?"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai_web.agencies.asking import Asking, Rare, Who
from gongkai_web.agencies.models import Office, Person
from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.publishing.gazette.models import Entry, Issue, State

# No more are read.
MOST = 20
# Three working days are never further away than this, whatever the holidays.
_AHEAD = timedelta(days=14)


def lists(person: Person, day: date) -> tuple[Rare]:
    """The question behind them, to be read together with others."""
    who = Asking(person, day)
    return (Rare(who, waiting, lambda: _with_what_stands_in_it(waiting(who)), MOST),)


def waiting(who: Who) -> QuerySet[Issue]:
    """What is still being put together near or after its day: for whoever entered it; for all who write there
    where that one has left, or who are to bring it out.
    """
    found = Issue.objects.filter(state=State.PREPARING, issued_on__lte=who.day(_AHEAD))
    found = found.filter(agency__in=who.at(What.WRITE_ITEM))
    still = Office.objects.filter(
        Q(until=None) | Q(until__gte=who.day()),
        agency=OuterRef("agency"),
        person=OuterRef("opened_by"),
        role__in=TABLE[What.WRITE_ITEM].roles,
        since__lte=who.day(),
        person__is_active=True,
    )
    headed = Entry.objects.filter(issue=OuterRef("pk"), placed_by__isnull=False).exclude(section="")
    # Whose heading it is does not bring it out: on its day it is everybody else's, too.
    by_another = Q(Exists(headed), ~Exists(headed.filter(placed_by=who.person())), issued_on__lte=who.day())
    return found.filter(Q(opened_by=who.person()) | ~Exists(still) | by_another).order_by("issued_on", "pk")


def _with_what_stands_in_it(found: QuerySet[Issue]) -> QuerySet[Issue]:
    return found.select_related("agency", "opened_by").prefetch_related("entries")
