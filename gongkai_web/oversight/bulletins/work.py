"""Which bulletins wait for this person today: to decide, to go on with, to sign for?"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai_web.agencies.asking import Asking, Rare
from gongkai_web.agencies.models import Person
from gongkai_web.oversight.bulletins import queries
from gongkai_web.oversight.bulletins.content import moved
from gongkai_web.oversight.bulletins.models import Bulletin
from gongkai_web.oversight.bulletins.queries import MOST_TASKS


def waiting(person: Person, day: date) -> QuerySet[Bulletin]:
    """`queries.waiting`, by what the records say today."""
    return queries.waiting(person, day, moved(queries.sent(person, day), day))


def lists(person: Person, day: date) -> tuple[Rare, Rare]:
    """The questions behind them, to be read together with others."""
    who = Asking(person, day)
    return (
        Rare(who, queries.waiting_at, lambda: waiting(person, day), MOST_TASKS),
        Rare(who, queries.unsigned_at, lambda: queries.to_sign(person, day), MOST_TASKS),
    )
