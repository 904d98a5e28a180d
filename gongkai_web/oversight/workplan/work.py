"""Which tasks of the year's plan are late, or soon due, and which goals are to be judged today?"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai_web.agencies.asking import Asking, Rare
from gongkai_web.agencies.models import Person
from gongkai_web.oversight.workplan import queries
from gongkai_web.oversight.workplan.models import Goal, Task

MOST_TASKS = 100


def lists(person: Person, day: date) -> tuple[Rare, Rare]:
    """The questions behind them, to be read together with others: the longest overdue first."""
    who = Asking(person, day)

    def pressing() -> QuerySet[Task]:
        found = queries.tasks(person, day).filter(pk__in=queries.pressing_at(who).values("pk"))
        return found.order_by("due_on", "pk")

    def unjudged() -> QuerySet[Goal]:
        return queries.unjudged_at(who).select_related("agency").order_by("last_day", "pk")

    return (
        Rare(who, queries.pressing_at, pressing, MOST_TASKS),
        Rare(who, queries.unjudged_at, unjudged, MOST_TASKS),
    )
