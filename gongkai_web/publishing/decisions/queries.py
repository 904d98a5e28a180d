"""Which major decisions are public, which does a person see, and which are waiting for an act?"""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.asking import Asking, Who
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What
from gongkai_web.agencies.queries import scope
from gongkai_web.publishing.decisions.models import MajorDecision

MOST_TASKS = 100
AHEAD = timedelta(days=15)  # so long before its last day what is owed stands among what is to be done


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


def open_at(who: Who) -> QuerySet[MajorDecision]:
    """Where something is owed soon, or was owed, at the agencies where whoever asks writes of it."""
    return MajorDecision.objects.filter(agency__in=who.at(What.WRITE_ITEM), next_on__lte=who.day(AHEAD))


def waiting(person: Person | AnonymousUser, today: date) -> QuerySet[MajorDecision]:
    """The same for the person, what is due first before."""
    if not isinstance(person, Person):
        return MajorDecision.objects.none()
    return (
        kept(person, today)
        .filter(pk__in=open_at(Asking(person, today)).values("pk"))
        .order_by("next_on", "pk")
    )
