"""Which assessments wait for this person today: objections to answer, points to look at, results to issue?"""

from __future__ import annotations

from datetime import date

from gongkai_web.agencies.asking import Asking, Rare
from gongkai_web.agencies.models import Person
from gongkai_web.oversight.assessment import queries
from gongkai_web.oversight.assessment.queries import MOST_TASKS


def lists(person: Person, day: date) -> tuple[Rare, Rare, Rare]:
    """The questions behind them, to be read together with others."""
    who = Asking(person, day)
    return (
        Rare(who, queries.unanswered_at, lambda: queries.to_answer(person, day), MOST_TASKS),
        Rare(who, queries.running_at, lambda: queries.to_object(person, day), MOST_TASKS),
        Rare(who, queries.settled_at, lambda: queries.to_issue(person, day), MOST_TASKS),
    )
