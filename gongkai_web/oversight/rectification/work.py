"""Which findings wait for this person today?"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai_web.agencies.asking import Asking, Rare
from gongkai_web.agencies.models import Person
from gongkai_web.oversight.rectification import queries
from gongkai_web.oversight.rectification.models import Finding


def waiting(person: Person, day: date) -> QuerySet[Finding]:
    """To send, to mend, to look at again: by the last day, what has none first of all to be sent."""
    found = queries.visible(person, day).filter(pk__in=queries.open_at(Asking(person, day)).values("pk"))
    return found.order_by("due_on", "pk")


def lists(person: Person, day: date) -> tuple[Rare]:
    """The question behind it, to be read together with others."""
    return (Rare(Asking(person, day), queries.open_at, lambda: waiting(person, day), queries.MOST_TASKS),)
