"""Which yearly tables of sites are still to be published by this person today?

From the first day of the year, until somebody enters where the public reads it: that of the work for every
agency with a site, that of the supervision for an office that nobody supervises and that supervises others.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from gongkai_web.agencies.asking import Asking, Rare, Who
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What
from gongkai_web.oversight.registers.models import TablePublication
from gongkai_web.publishing.channels.models import SITE, Outlet

MOST_TASKS = 100
WORK, SUPERVISION = "work", "supervision"
_REMINDED = 2  # months: below the provinces nobody must publish the table of the supervision


def unpublished_at(who: Who) -> QuerySet[Agency]:
    """Agencies whose site was there before the year began, without the table of their last year's work."""
    begun = who.of(lambda one: date(one.today.year, 1, 1))
    site = Outlet.objects.filter(agency=OuterRef("pk"), medium=SITE, closed_on=None, opened_on__lt=begun)
    return _without(who, WORK).filter(Exists(site))


def unsupervised_at(who: Who) -> QuerySet[Agency]:
    """Those at the head of others, without the table of their supervision."""
    below = Agency.objects.filter(supervisor=OuterRef("pk"), closed_on=None)
    site = Outlet.objects.filter(agency__supervisor=OuterRef("pk"), medium=SITE, closed_on=None)
    return _without(who, SUPERVISION).filter(Exists(below), Exists(site), supervisor=None)


def _without(who: Who, table: str) -> QuerySet[Agency]:
    year = who.of(lambda one: one.today.year - 1)
    told = TablePublication.objects.filter(agency=OuterRef("pk"), table=table, year=year, voided=False)
    return Agency.objects.filter(~Exists(told), pk__in=who.at(What.KEEP_OVERSIGHT))


def lists(person: Person, day: date) -> tuple[Rare, Rare]:
    """The questions behind them, to be read together with others."""
    who = Asking(person, day)

    def supervising() -> QuerySet[Agency]:
        found = unsupervised_at(who).order_by("name")
        return found if day.month <= _REMINDED else found.none()

    return (
        Rare(who, unpublished_at, lambda: unpublished_at(who).order_by("name"), MOST_TASKS),
        Rare(who, unsupervised_at, supervising, MOST_TASKS),
    )
