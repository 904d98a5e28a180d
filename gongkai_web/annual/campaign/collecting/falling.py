"""What falls with an approval that is taken back below: levels of this campaign, sums that hold the report?

A sum that was handed in above is the report of a unit there. It does not hold any more once one of the
reports or levels in it was taken back, and with it falls what was approved above that unit. A sum that was
only frozen is void; what is published cannot vanish, it stays with a mark until it is corrected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai_web.annual.campaign.collecting import queries, resting
from gongkai_web.annual.campaign.collecting.models import Submission, Unit
from gongkai_web.annual.campaign.collecting.words import OUT


@dataclass(frozen=True, slots=True)
class Falling:
    """What is void when the unit's approval goes: `levels`, `sums` that were handed in above, and `frozen`.

    `published`: the sums that the public has; they stay, marked.
    """

    levels: tuple[Unit, ...]
    sums: tuple[Submission, ...]
    frozen: tuple[str, ...] = ()
    published: tuple[str, ...] = ()


def falling(unit: Unit, today: date, submission: Submission | None = None) -> Falling:
    """All of it, through every campaign above. `submission`: the one report that is taken back."""
    levels, sums = list(queries.voided_by(unit, today)), list(sums_holding(unit, submission))
    kept = [one for room in resting.above() for one in room.resting(unit, submission)]
    frozen = [one.name for one in kept if not one.published]
    published = [one.name for one in kept if one.published]
    for one in list(sums):
        above = falling(one.unit, today, one)
        levels += above.levels
        sums += above.sums
        frozen += above.frozen
        published += above.published
    return Falling(tuple(levels), tuple(sums), tuple(frozen), tuple(published))


def sums_holding(unit: Unit, submission: Submission | None = None) -> Iterator[Submission]:
    """The sums handed in above that hold the unit, or that one report of it, and still stand there."""
    for room in resting.above():
        yield from (one for one in room.handed_in(unit, submission) if stands(one))


def stands(handed: Submission) -> bool:
    """Whether it is the last one of its unit and was not given back."""
    last = queries.last_submission(handed.unit)
    newest = last is not None and last.pk == handed.pk
    return newest and queries.state_of_submission(handed) in OUT
