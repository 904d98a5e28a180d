"""Which tasks of the year's plan are late, or soon due, for this person today?"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai_web.agencies.asking import Asking, Rare
from gongkai_web.agencies.models import Person
from gongkai_web.oversight.workplan import queries
from gongkai_web.oversight.workplan.models import Task

MOST_TASKS = 100


def lists(person: Person, day: date) -> tuple[Rare]:
    """The question behind it, to be read together with others: the longest overdue first."""
    who = Asking(person, day)

    def pressing() -> QuerySet[Task]:
        found = queries.tasks(person, day).filter(pk__in=queries.pressing_at(who).values("pk"))
        return found.order_by("due_on", "pk")

    return (Rare(who, queries.pressing_at, pressing, MOST_TASKS),)
