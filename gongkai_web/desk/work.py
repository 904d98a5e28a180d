"""What is work, and whose? The sections of the work list as conditions; lists and filters ask the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from gongkai.procedure import machine
from gongkai.procedure.duties import HOUSEKEEPING, letter_acts
from gongkai.procedure.facts import Status, WaitsFor
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.cases import queries
from gongkai_web.letters.models import Letter
from gongkai_web.look.marks import SOON

# Of each part of the work list no more are counted.
MOST = 100
SECTIONS = ("late", "soon", "mine", "waiting", "undated")
WAITS = tuple(WaitsFor.values)
UNDER_WAY = (
    Status.SUBMITTED,
    Status.RECEIVED,
    Status.WAITING_CORRECTION,
    Status.IN_PROCESS,
    Status.CONSULTING,
    Status.WAITING_FEE,
    Status.WITHDRAWN,
)
ACTIVE = (
    *(key for key in machine.acts() if key not in HOUSEKEEPING and key != "reassess"),
    *letter_acts(),
)
# No term of the law is longer: what is due later than this (a re-assessment) is no work of today.
AHEAD = timedelta(days=120)


def whose(person: Person, handled: Iterable[Agency]) -> tuple[Q, Q, Q]:
    """The person's own: theirs, those that they stand in for, and at their agencies those that are nobody's.

    A bureau with one clerk assigns nothing; where there are several, each sees what still wants somebody.
    """
    return Q(handler=person), Q(stand_in=person), Q(handler=None, agency__in=[one.pk for one in handled])


def for_others(decided: Iterable[Letter]) -> Q:
    """The cases whose letter, where one is being made, does not wait for the person itself."""
    keys = [letter.pk for letter in decided]
    return ~Q(letter_key__in=keys) if keys else Q()


def work_conditions(
    person: Person, today: date, handled: Iterable[Agency], decided: Iterable[Letter] = ()
) -> dict[str, Q]:
    """The sections of the work list; a case is in one of them at most.

    Who was waited for in vain (`waits_for` and a day that has passed) is late where the reply itself is, else
    it is time to decide. `decided`: the letters that wait for this person: their cases wait for nobody else.
    """
    near, beyond = queries.due_near(today, SOON)
    past, reply_late = Q(next_on__lt=today), Q(due_on__lt=today)
    free, waited = Q(waits_for=""), Q(waits_for__in=WAITS)
    # Once a judgment has effect nobody waits for it, and nobody is late: the case is to be closed.
    passed = past & ~Q(waits_for=WaitsFor.DECISION)
    ahead = free & beyond & Q(next_on__lte=today + AHEAD) & ~Q(next_act="reassess")
    theirs, stood_in, nobodys = whose(person, handled)
    return {
        # All values are named, so that the index of (agency, waits_for, next_on) is asked.
        "late": Q(waits_for__in=("", *WAITS)) & passed & (free | reply_late),
        "soon": free & near | waited & passed & (Q(due_on=None) | Q(due_on__gte=today)),
        "mine": ahead & (theirs | stood_in | nobodys),
        "waiting": waited & (Q(next_on=None) | Q(next_on__gte=today)) & for_others(decided),
        # `waits_for` is asked the other way round, so that the index of the acts is taken.
        "undated": Q(next_act__in=ACTIVE, next_on=None) & ~Q(waits_for__in=WAITS),
    }
