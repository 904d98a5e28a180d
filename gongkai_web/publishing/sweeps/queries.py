"""Who sees which sweep, and what stands in the items that it hit?"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.publishing.sweeps.models import Hit, HitState, Sweep


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Sweep]:
    """Those of the agencies where the person works or that they supervise, with their counts."""
    found = Sweep.objects.filter(agency__in=scope(person, day)).select_related("agency", "begun_by")
    return found.annotate(
        hit_count=Count("hits"),
        open_count=Count("hits", filter=Q(hits__state=HitState.OPEN)),
        mended_count=Count("hits", filter=Q(hits__state=HitState.MENDED)),
    )


def hits(person: Person | AnonymousUser, day: date) -> QuerySet[Hit]:
    """The hits of those sweeps; what was sealed since is not named any more."""
    found = Hit.objects.filter(sweep__agency__in=scope(person, day))
    return found.select_related("sweep__agency", "item__live__text", "item__agency", "settled_by")
