"""Who sees points, tasks and goals? The office that set them and who supervises it; a unit its own tasks."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.asking import Who
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What
from gongkai_web.agencies.queries import scope
from gongkai_web.oversight.workplan.models import Goal, Point, Task

Anyone = Person | AnonymousUser
STANDING = Q(dropped="")


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


def late_at(who: Who) -> QuerySet[Task]:
    """Tasks whose term has passed: for the unit, for the office that set them, and for who supervises it."""
    keeps = who.at(What.KEEP_OVERSIGHT)
    watched = who.watched()
    theirs = Q(unit__in=keeps) | Q(agency__in=keeps) | Q(unit__in=watched) | Q(agency__in=watched)
    return Task.objects.filter(theirs, STANDING, closed_on=None, due_on__lt=who.day())
