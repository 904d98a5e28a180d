"""重新计算: what moves when the calendar learns a new notice, or the rules are read anew after an upgrade?

The due day is a function of the events, the law and the calendar; its column is a cache. Letters that were
sent stay as they are: they are frozen with the day that they named.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Person
from gongkai_web.audit.actions import record
from gongkai_web.cases import stored
from gongkai_web.cases.models import Case, DueMove
from gongkai_web.errors import Refused
from gongkai_web.turns import give_way

_log = logging.getLogger("gongkai.cases")
WATCHED = ("due_on", "provisional", "applicant_until", "next_on", "reassess_on")
_BATCH = 50


@dataclass(frozen=True, slots=True)
class Moved:
    """A case whose days moved: column → (before, after)."""

    case: Case
    changes: dict[str, tuple[date | bool | None, date | bool | None]]


def recompute_open(*, by: Person | None, day: date, reason: str) -> list[Moved]:
    """Recomputes every case that still has a day to keep; logs what moved, for its officers to see.

    Each batch is a transaction of its own, so that nobody waits for a lock of all cases.
    """
    waiting = _counting().filter(Q(concluded_on=None) | ~Q(next_on=None) | ~Q(reassess_on=None))
    return _recompute(waiting, by, day, reason)


def recompute_all(*, by: Person | None, day: date, reason: str) -> list[Moved]:
    """Recomputes every case: after an upgrade the same events may say something else."""
    return _recompute(_counting(), by, day, reason)


def _counting() -> QuerySet[Case]:
    return Case.objects.exclude(status__in=("voided", "split"))


def _recompute(cases: QuerySet[Case], by: Person | None, day: date, reason: str) -> list[Moved]:
    moved: list[Moved] = []
    for keys in _batches(cases.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            # All held before the first line of the trail: whoever acts on one of them holds it, then waits
            # for the trail, and nothing is written over what they enter meanwhile.
            held = Case.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
            # By agency: two who recompute take the ends of their chains in the same order.
            found = held.select_related("agency").order_by("agency_id", "pk")
            moved += [one for case in found if (one := _recomputed(case, by, day, reason))]
        give_way()
    return moved


def _recomputed(case: Case, by: Person | None, day: date, reason: str) -> Moved | None:
    before = {name: getattr(case, name) for name in WATCHED}
    try:
        stored.refresh(case)
    except Refused as refused:
        # One case that cannot be read keeps no other from its new day; its page says the same sentence.
        _log.warning("%s %s: %s", case.agency.name, case.registry_number, refused)
        return None
    changes = {name: (old, getattr(case, name)) for name, old in before.items() if old != getattr(case, name)}
    if not changes:
        return None
    DueMove(case=case, day=day, before=before["due_on"], after=case.due_on, reason=reason).save()
    record(
        actor=by,
        agency=case.agency,
        act="cases.recompute",
        subject=f"cases.Case:{case.pk}",
        detail={name: [old, new] for name, (old, new) in changes.items()},
        reason=reason,
    )
    return Moved(case, changes)


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    found = list(keys)
    for start in range(0, len(found), _BATCH):
        yield found[start : start + _BATCH]
