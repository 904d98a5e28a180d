"""Which sites and accounts are there on a day? That they exist is public."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.publishing.channels.models import Outlet


def visible(day: date) -> QuerySet[Outlet]:
    """Every site and account, from the day of its opening; closed ones stay in sight."""
    return Outlet.objects.filter(opened_on__lte=day)


def standing(agency: Agency, day: date) -> QuerySet[Outlet]:
    """Those that the agency keeps on that day; on the day of its closing one is closed."""
    return visible(day).filter(agency=agency).filter(Q(closed_on=None) | Q(closed_on__gt=day))
