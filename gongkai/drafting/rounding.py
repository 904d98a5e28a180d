"""How is a number said roughly, and never above what was counted?

“100余条” is more than a hundred and less than two hundred; “约1200条” keeps two figures and leaves the rest
out (handbook 00 §七: a rough number must not be above the exact one, and one rule rounds all). What is
round itself, or too small to be rough, is said exactly.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

Number = int | Decimal
_TENTH = Decimal("0.1")
_SMALL = 10  # below it a rough number says less than the exact one and saves nothing


def exactly(number: Number) -> str:
    """The number in full: no separators, no zeros behind the point."""
    return f"{number.normalize():f}" if isinstance(number, Decimal) else str(number)


def over(number: Number) -> str:
    """余: the round number with one leading figure below it, “2000余” of 2034; exactly where it is round."""
    floor = _floor(number, 1)
    return f"{floor}余" if _SMALL <= floor < number else exactly(number)


def about(number: Number) -> str:
    """约: its first two figures, “约7400” of 7474; exactly where nothing is left out."""
    floor = _floor(number, 2)
    return f"约{floor}" if _SMALL <= floor < number else exactly(number)


def share(part: Number, whole: Number) -> Decimal | None:
    """A percentage to one place behind the point, cut off and not rounded; None where there is no whole."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(_TENTH, ROUND_DOWN) if whole else None


def percent(part: Number, whole: Number) -> str:
    """The same in print; empty where there is no whole."""
    found = share(part, whole)
    return "" if found is None else f"{exactly(found)}%"


def _floor(number: Number, figures: int) -> int:
    """The number with only its first `figures` figures, the rest zeros."""
    whole = int(number)
    unit: int = 10 ** max(len(str(whole)) - figures, 0)
    return whole // unit * unit
