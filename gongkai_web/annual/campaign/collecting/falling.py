"""What falls with an approval that is taken back below: levels of this campaign, sums handed in above it?

A sum that was handed in above is the report of a unit there. It does not hold any more once one of the
reports or levels in it was taken back, and with it falls what was approved above that unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai_web.annual.campaign.collecting import queries
from gongkai_web.annual.campaign.collecting.models import Submission, Unit
from gongkai_web.annual.campaign.collecting.words import State

_STANDS = frozenset({State.SUBMITTED, State.ACCEPTED, State.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Falling:
    """What is void when the unit's approval goes: `levels`, and `sums` that were handed in above."""

    levels: tuple[Unit, ...]
    sums: tuple[Submission, ...]


def falling(unit: Unit, today: date, submission: Submission | None = None) -> Falling:
    """All of it, through every campaign above. `submission`: the one report that is taken back."""
    levels, sums = list(queries.voided_by(unit, today)), list(sums_holding(unit, submission))
    for one in list(sums):
        above = falling(one.unit, today, one)
        levels += above.levels
        sums += above.sums
    return Falling(tuple(levels), tuple(sums))


def sums_holding(unit: Unit, submission: Submission | None = None) -> Iterator[Submission]:
    """The sums handed in above that hold the unit, or that one report of it, and still stand there."""
    found = Submission.objects.filter(of_sum__sum__campaign=unit.campaign_id, practice=False)
    found = found.filter(Q(of_sum__sum__level=None) | Q(of_sum__sum__level__in=_upwards(unit)))
    about = found.select_related("unit__campaign__agency", "unit__agency", "unit__parent__agency")
    for one in about.select_related("of_sum__sum").defer("document", "of_sum__sum__document").order_by("pk"):
        if _stands(one) and (submission is None or _holds(one, submission)):
            yield one


def _stands(handed: Submission) -> bool:
    last = queries.last_submission(handed.unit)
    newest = last is not None and last.pk == handed.pk
    return newest and queries.state_of_submission(handed) in _STANDS


def _holds(handed: Submission, submission: Submission) -> bool:
    """Whether the report is one of those that were added up, as the sum itself names them."""
    return any(key == submission.pk for _, _, _, key, _ in handed.of_sum.sum.members)


def _upwards(unit: Unit) -> list[int]:
    """The unit and those above it."""
    found: list[int] = []
    level: Unit | None = unit
    while level is not None:
        found.append(level.pk)
        level = level.parent
    return found
