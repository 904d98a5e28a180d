"""What did people find of a site in a quarter, as it goes into its score?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol

from gongkai.deadlines import add_months
from gongkai.pages.facts import Verdict
from gongkai.pages.scoring import Judged
from gongkai_web.oversight.registers.declared.running import EXEMPT

_MONTHS = 3  # of a quarter


class Sheet(Protocol):
    """An entry of 人工检查的指标; an upgrade reads it as the table was then."""

    outlet_id: int
    indicator: str
    result: str
    points: Decimal | None
    said: str
    link: str
    day: date


def quarter_of(day: date) -> tuple[date, date]:
    """The first day of its quarter, and that of the next one."""
    first = date(day.year, (day.month - 1) // _MONTHS * _MONTHS + 1, 1)
    return first, add_months(first, _MONTHS)


def as_judged(entries: Iterable[Sheet]) -> dict[int, list[Judged]]:
    """By site or account; of each indicator the last of the entries, which come in their order."""
    last = {(one.outlet_id, one.indicator): one for one in entries}
    told: dict[int, list[Judged]] = {}
    for one in last.values():
        said = f"{one.day}，{one.said}{f'（{one.link}）' if one.link else ''}"
        points, exempt = one.points or Decimal(0), one.result == EXEMPT
        verdict = Verdict.FINE if exempt else Verdict(one.result)
        told.setdefault(one.outlet_id, []).append(Judged(one.indicator, verdict, points, said, exempt))
    return told
