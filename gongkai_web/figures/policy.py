"""By which policy is a period counted? The one place of the office that asks `law/counting.yaml`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date

from gongkai.counting import Reign, counting_book, reigns
from gongkai.lawbook import Lawbook, lawbook
from gongkai_web.figures.period import Period


def policy(rule: str, period: Period) -> str:
    """The policy of that rule: the one that the period was given, else the law's at the end of the period."""
    return reigns_until(rule, period.last, period)[-1].policy


def reigns_until(rule: str, day: date, period: Period) -> tuple[Reign, ...]:
    """The policies that have counted until that day: the one that the period was given, else the law's."""
    given = period.policies.get(rule)
    return (Reign(given, day),) if given else reigns(rule, day)


def policies_until(period: Period) -> tuple[tuple[Reign, ...], ...]:
    """The policies of every rule that have counted until the end of the period."""
    if period.policies:
        return tuple(reigns_until(rule, period.last, period) for rule in counting_book())
    return _of_law(lawbook(), reigns, period.last)


@functools.lru_cache(maxsize=64)
def _of_law(
    _law: Lawbook, told: Callable[[str, date], tuple[Reign, ...]], day: date
) -> tuple[tuple[Reign, ...], ...]:
    """The law's own, asked dozens of times for a page of numbers: the same as long as the law folder is."""
    return tuple(told(rule, day) for rule in counting_book())


def allowed(rule: str) -> tuple[str, ...]:
    """The policies among which one may choose."""
    return counting_book()[rule].values[-1].value.allowed
