"""Which major decisions are public, which does a person see, and which are waiting for an act?"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.publishing.decisions.models import MajorDecision


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[MajorDecision]:
    """What is public by that day: the list (第三条) and what opinions are asked on (第十五条).

    The staff besides sees what its agencies are preparing.
    """
    public = Q(listed_on__lte=day) | Q(opinions_from__lte=day)
    return MajorDecision.objects.filter(public | Q(agency__in=scope(person, day))).select_related("agency")


def kept(person: Person | AnonymousUser, day: date) -> QuerySet[MajorDecision]:
    """Those of the agencies in the person's scope."""
    return MajorDecision.objects.filter(agency__in=scope(person, day)).select_related("agency")


def public(day: date) -> QuerySet[MajorDecision]:
    """What anybody may read, signed in or not."""
    return visible(AnonymousUser(), day)
