"""Which sites and accounts are there on a day? That they exist is public."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.tree import SUPERVISOR, below
from gongkai_web.publishing.channels.models import SITE, Outlet


def visible(day: date) -> QuerySet[Outlet]:
    """Every site and account, from the day of its opening; closed ones stay in sight."""
    return Outlet.objects.filter(opened_on__lte=day)


def standing(agency: Agency, day: date) -> QuerySet[Outlet]:
    """Those that the agency keeps on that day; on the day of its closing one is closed."""
    return visible(day).filter(agency=agency).filter(Q(closed_on=None) | Q(closed_on__gt=day))


def standing_below(agency: Agency, day: date) -> QuerySet[Outlet]:
    """The same with those of the agencies that it supervises, directly or through others."""
    kept_by = below({agency.pk}, SUPERVISOR)
    return visible(day).filter(agency__in=kept_by).filter(Q(closed_on=None) | Q(closed_on__gt=day))


def sites_of(agency: Agency, day: date) -> QuerySet[Outlet]:
    """The sites on which the agency may publish that day: its own, and those of the agencies above it."""
    hosts, above = [agency.pk], agency.parent
    while above is not None and above.pk not in hosts:
        hosts.append(above.pk)
        above = above.parent
    found = visible(day).filter(Q(closed_on=None) | Q(closed_on__gt=day), agency__in=hosts, medium=SITE)
    return found.order_by("name", "pk")
