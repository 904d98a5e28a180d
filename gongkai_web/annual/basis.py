"""By which rules and which calendar was a report frozen, so that it can be explained when both have changed?

The rules as they read on that day, by the keys of `law/counting.yaml`, and every day of the year that was
off or worked besides the week: the terms by which a reply was late were counted with them. It is kept with
the filing; the digest of the law folder beside it says which version of everything else it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.counting import counting_rules, key_of, rule_of
from gongkai.workdays import Why, days
from gongkai_web.agencies.models import Agency
from gongkai_web.holidays.queries import calendar_of

# Replies of a year may be due in the next one: that many days of it are kept.
_INTO_NEXT_YEAR = (3, 31)


@dataclass(frozen=True, slots=True)
class Rule:
    """A counting rule as it is read: the question, the answer, and where it stands."""

    question: str
    sentence: str
    source: str


def basis(agency: Agency, year: int) -> dict[str, Any]:
    """What is kept with a filing of that year."""
    kept = {
        key: {"question": one.question, "sentence": one.sentence, "source": str(one.source)}
        for key, one in counting_rules(year).items()
    }
    return {"rules": kept, "calendar": _calendar(agency, year)}


def rule(cell: str, year: int, kept: Mapping[str, Any]) -> Rule:
    """The rule by which the cell was counted: as kept, of a filing that keeps none as it reads today."""
    rules = kept.get("rules")
    if rules:
        return Rule(**rules[key_of(cell, rules)])
    now = rule_of(cell, year)
    return Rule(now.question, now.sentence, str(now.source))


def special_days(kept: Mapping[str, Any]) -> list[tuple[date, str]]:
    """The days off and the weekends worked that a filing keeps, in order, each with what it was."""
    return [(date.fromisoformat(day), said) for day, said in kept.get("calendar", {}).items()]


def _calendar(agency: Agency, year: int) -> dict[str, str]:
    reckoned = calendar_of(agency.pk)
    span = days(date(year - 1, 12, 31), date(year + 1, *_INTO_NEXT_YEAR))
    known = (reckoned.day(day) for day in span)
    said = {Why.HOLIDAY: "放假", Why.MAKE_UP: "上班"}
    return {
        str(one.day): f"{said[one.why]}（{one.name}；{one.source}）" if one.name else said[one.why]
        for one in known
        if one.why in said
    }
