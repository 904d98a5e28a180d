"""Who sees what the checks found? Everybody who may see a number of the whole site."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from gongkai_web.accessibility.models import PageCheck
from gongkai_web.agencies.models import Person


def visible(_person: Person | AnonymousUser, _day: date) -> QuerySet[PageCheck]:
    """All of them: they speak of pages that everybody opens."""
    return PageCheck.objects.all()
