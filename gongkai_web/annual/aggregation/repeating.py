"""Whose prose repeats last year's, or another unit's: worked out once for the same reports, and kept.

Seconds of a processor for thousands of units: so the texts themselves say, by their digest, whether what was
worked out for a level is still what it comes to. Few are compared on the spot.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.aggregation import Aggregation, Unit, repetition
from gongkai.lawbook import law_digest
from gongkai.report import Report
from gongkai_web.annual.aggregation.models import Repeated
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.approval import standing

FEW = 100  # units that are compared while somebody waits
_MOST_PASSAGES = 10

# Title, and of each unit that repeats: the sentence, its longest passages side by side, how many there are.
Found = list[list[object]]


def key_of(level: Level, total: Aggregation) -> str:
    """What was compared: the texts with their names, and the rules by which."""
    texts = [[one.key, one.name, _text(one.report), _text(one.previous)] for one in total.leaves]
    return standing.digest([level.campaign.year, law_digest(), texts])


def kept(level: Level, key: str) -> Found | None:
    """What was worked out for these very texts; None where nobody has yet."""
    row = Repeated.objects.filter(campaign=level.campaign, level=level.unit, key=key).first()
    return row.found if row else None


def compared(level: Level, total: Aggregation) -> Found:
    """Worked out now."""
    year = level.campaign.year
    return [
        ["与上年相同", _told(repetition.with_last_year(total.leaves, year))],
        ["与别的单位相同", _told(repetition.among(total.leaves, year))],
    ]


def few(units: Sequence[Unit]) -> bool:
    """Whether nobody has to wait for it."""
    return len(units) <= FEW


def _told(found: Sequence[repetition.Repetition]) -> list[list[object]]:
    return [
        [
            one.message,
            [[pair.own, pair.other] for pair in one.passages[:_MOST_PASSAGES]],
            len(one.passages),
        ]
        for one in found
    ]


def _text(report: Report | None) -> list[str]:
    return [section.text for section in report.sections] if report else []
