"""How old is an open fault, and what happened to one in the last seven days?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Q

from gongkai_web.oversight.rectification.facts import UNDER_WAY, Status

# By days since it was found; how the office looks at it, no rule of law.
AGES: Mapping[str, str] = {"week": "发现 7 天以内", "month": "发现 8 至 30 天", "old": "发现 30 天以上"}
WEEK: Mapping[str, str] = {"found": "七天来发现", "sent": "七天来通知", "mended": "七天来整改"}
_SHORT, _LONG = timedelta(days=7), timedelta(days=30)
_COLUMNS = {"found": "found_on", "sent": "notified_on", "mended": "closed_on"}


def in_age(age: str, day: date) -> Q:
    """Those under way of that age on the day."""
    until, since = {"week": (day, day - _SHORT), "month": (day - _SHORT, day - _LONG)}.get(
        age, (day - _LONG, None)
    )
    younger = Q(found_on__lte=until) if age == "week" else Q(found_on__lt=until)
    older = Q(found_on__gte=since) if since else Q()
    return Q(status__in=UNDER_WAY) & younger & older


def in_week(what: str, day: date) -> Q:
    """Those to which it happened within seven days; what was declared void is not told."""
    within = Q(**{f"{_COLUMNS[what]}__range": (day - _SHORT, day)})
    told = Q(status=Status.MENDED) if what == "mended" else ~Q(status=Status.VOID)
    return within & told
