"""Who sees points, tasks and goals? The office that set them and who supervises it; a unit its own tasks."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.asking import Who
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What
from gongkai_web.agencies.queries import scope
from gongkai_web.oversight.workplan.models import Goal, Point, Task

Anyone = Person | AnonymousUser
STANDING = Q(dropped="")
AHEAD = timedelta(days=7)  # so long before its last day a unit is reminded of a task


def points(person: Anyone, day: date) -> QuerySet[Point]:
    """The points of the agencies in scope, and those of which a unit in scope has a task."""
    seen = scope(person, day)
    own = Task.objects.filter(unit__in=seen).values("point")
    return Point.objects.filter(Q(agency__in=seen) | Q(pk__in=own)).select_related("agency")


def tasks(person: Anyone, day: date) -> QuerySet[Task]:
    """The tasks of the agencies in scope, and those of the units in scope."""
    seen = scope(person, day)
    found = Task.objects.filter(Q(agency__in=seen) | Q(unit__in=seen))
    return found.select_related("agency", "point", "unit")


def goals(person: Anyone, day: date) -> QuerySet[Goal]:
    """The goals of the agencies in scope."""
    return Goal.objects.filter(agency__in=scope(person, day)).select_related("agency")


def pressing_at(who: Who) -> QuerySet[Task]:
    """Tasks that end within a week, for the unit; whose term has passed, for the office that set them and
    for who supervises it, too.
    """
    keeps = who.at(What.KEEP_OVERSIGHT)
    watched = who.watched()
    above = Q(agency__in=keeps) | Q(unit__in=watched) | Q(agency__in=watched)
    ends = Q(unit__in=keeps, due_on__lte=who.day(AHEAD)) | Q(above, due_on__lt=who.day())
    return Task.objects.filter(ends, STANDING, closed_on=None)


def unjudged_at(who: Who) -> QuerySet[Goal]:
    """Goals whose quarter is over and of which nobody has said how they came out, for whoever set them."""
    return Goal.objects.filter(
        STANDING, agency__in=who.at(What.KEEP_OVERSIGHT), result="", last_day__lt=who.day()
    )
