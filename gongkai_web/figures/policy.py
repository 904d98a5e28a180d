"""By which policy is a period counted? The one place of the office that asks `law/counting.yaml`."""

from __future__ import annotations

from gongkai.counting import counting_rules
from gongkai_web.figures.period import Period


def policy(rule: str, period: Period) -> str:
    """The policy of that rule: the one that the period was given, else the law's."""
    return period.policies.get(rule) or counting_rules()[rule].policy


def allowed(rule: str, period: Period) -> tuple[str, ...]:  # noqa: ARG001 – the law may change by the year
    """The policies among which one may choose."""
    return counting_rules()[rule].allowed
