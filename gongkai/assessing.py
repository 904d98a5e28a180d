"""考核: how many points does a number come to, who stands where, and in which grade?

What cannot be told is no nought: it has no points until a person has said something. Those with the same
points share their place, and the next place is as much further on (1、2、2、4).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
NOUGHT = Decimal(0)
_CENT = Decimal("0.01")
# Points from which a grade begins, with its word; the highest first.
Bands = Sequence[tuple[Decimal, str]]


def deducted(points: Decimal, number: Decimal, per: Decimal) -> Decimal:
    """All points, less `per` for each record; never below nought."""
    return max(NOUGHT, _round(points - number * per))


def shared(points: Decimal, part: Decimal, whole: Decimal) -> Decimal | None:
    """The part of the points that the number is of the whole; None where there is no whole."""
    return _round(points * min(part, whole) / whole) if whole else None


def reached(points: Decimal, number: Decimal, target: Decimal) -> Decimal:
    """All points where the target is reached, else as much of them."""
    return _round(points * min(number, target) / target)


def of_hundred(points: Decimal, score: Decimal) -> Decimal:
    """A result between 0 and 100; what is above it counts as 100."""
    return shared(points, max(NOUGHT, score), Decimal(100)) or NOUGHT


def places(totals: Mapping[K, Decimal]) -> dict[K, int]:
    """The place of each by its points; the same points, the same place."""
    ordered = sorted(totals.values(), reverse=True)
    return {key: ordered.index(total) + 1 for key, total in totals.items()}


def grade(total: Decimal, bands: Bands) -> str:
    """The word of the highest band that the points reach; none below the last."""
    return next((word for least, word in sorted(bands, reverse=True) if total >= least), "")


def _round(points: Decimal) -> Decimal:
    return points.quantize(_CENT, ROUND_HALF_UP)
