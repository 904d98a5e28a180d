"""Which findings wait for this person today?"""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q, QuerySet

from gongkai_web.agencies.asking import Asking, Rare
from gongkai_web.agencies.models import Person
from gongkai_web.oversight.inspection.models import Run
from gongkai_web.oversight.rectification import queries
from gongkai_web.oversight.rectification.models import Finding


def waiting(person: Person, day: date) -> QuerySet[Finding]:
    """To send, to mend, to look at again: by the last day; what is to be sent has none, and stands after."""
    found = queries.visible(person, day).filter(pk__in=queries.open_at(Asking(person, day)).values("pk"))
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def untaken(person: Person, day: date) -> QuerySet[Run]:
    """Inspections whose faults are still to be taken into the ledger, with how many (`faults`)."""
    found = queries.untaken_at(Asking(person, day)).select_related("outlet__agency")
    return found.annotate(faults=Count("findings", filter=Q(findings__is_refuted=False))).order_by(
        "day", "pk"
    )


def lists(person: Person, day: date) -> tuple[Rare, Rare]:
    """The questions behind them, to be read together with others."""
    who = Asking(person, day)
    return (
        Rare(who, queries.open_at, lambda: waiting(person, day), queries.MOST_TASKS),
        Rare(who, queries.untaken_at, lambda: untaken(person, day), queries.MOST_TASKS),
    )
