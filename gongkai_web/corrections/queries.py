"""Which requests for correction may this person see, and which wait for them?"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from gongkai_web.agencies.asking import Asking, Who
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What
from gongkai_web.agencies.queries import scope
from gongkai_web.corrections.facts import Happened, Status
from gongkai_web.corrections.models import CorrectionEvent, RecordCorrection

MOST_TASKS = 100


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[RecordCorrection]:
    """The requests for correction that the person may see: those of the agencies in their scope."""
    return RecordCorrection.objects.filter(agency__in=scope(person, day)).select_related("agency")


def open_at(who: Who) -> QuerySet[RecordCorrection]:
    """To decide or to tell where whoever asks handles them."""
    return RecordCorrection.objects.filter(
        agency__in=who.at(What.HANDLE), status__in=(Status.OPEN, Status.DECIDED)
    )


def waiting(person: Person | AnonymousUser, today: date) -> QuerySet[RecordCorrection]:
    """To decide or to tell at the person's own agencies, by due day."""
    if not isinstance(person, Person):
        return RecordCorrection.objects.none()
    found = visible(person, today).filter(pk__in=open_at(Asking(person, today)).values("pk"))
    return found.order_by("due_on", "pk")


def tasks(person: Person | AnonymousUser, today: date) -> tuple[RecordCorrection, ...]:
    """Those that wait for the person: at most MOST_TASKS."""
    return tuple(waiting(person, today)[:MOST_TASKS])


def happened(correction: RecordCorrection) -> list[Happened]:
    """All events of a request for correction in order of entry, void ones included."""
    rows = CorrectionEvent.objects.filter(correction=correction).order_by("position")
    return [Happened(row.kind, row.day, row.data, row.pk, row.position) for row in rows]
