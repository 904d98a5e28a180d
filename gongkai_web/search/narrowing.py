"""To what can hits be narrowed, and by which conditions are they in the database?

A facet takes the code of one of its values; that nothing is said of it is a value too. Days are inclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

FACETS = ("group", "column", "agency", "year", "validity")
NOT_STATED = "not_stated"
IN_FORCE, NOT_YET, OVER = "in_force", "not_yet", "over"
VALIDITY: Mapping[str, str] = {
    IN_FORCE: "有效",
    NOT_YET: "尚未施行",
    OVER: "已失效",
    NOT_STATED: "未注明",
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """To what the hits are narrowed; None and empty for everything.

    `agency`, `year`: a number, or that none is stated; `code`, `of_year`, `serial`: the parts of the
    document number; `first`, `last`: the days between which it is dated, both with.
    """

    group: str = ""
    column: str = ""
    agency: str = ""
    year: str = ""
    validity: str = ""
    code: str = ""
    of_year: int | None = None
    serial: int | None = None
    first: date | None = None
    last: date | None = None

    def value(self, facet: str) -> str:
        """What is chosen of a facet."""
        chosen: Mapping[str, str] = {
            "group": self.group,
            "column": self.column,
            "agency": self.agency,
            "year": self.year,
            "validity": self.validity,
        }
        return chosen[facet]

    def without(self, facet: str) -> Narrowing:
        """The same with that facet left open: what its choices are counted under."""
        match facet:
            case "group":
                return replace(self, group="")
            case "column":
                return replace(self, column="")
            case "agency":
                return replace(self, agency="")
            case "year":
                return replace(self, year="")
        return replace(self, validity="")

    @property
    def names_a_number(self) -> bool:
        """Whether a part of a document number is asked for: then no word is needed."""
        return bool(self.code) or self.of_year is not None or self.serial is not None


def condition(to: Narrowing, day: date) -> Q:
    """The same as a condition for entries, on that day."""
    found = _number(to) & _days(to)
    if to.group:
        found &= Q(group=to.group)
    if to.column:
        found &= Q(column="" if to.column == NOT_STATED else to.column)
    if to.agency:
        found &= Q(agency=_stated(to.agency))
    if to.year:
        found &= Q(day=None) if to.year == NOT_STATED else Q(day__year=int(to.year))
    if to.validity:
        found &= of_validity(to.validity, day)
    return found


def _number(to: Narrowing) -> Q:
    found = Q(number_code=to.code) if to.code else Q()
    if to.of_year is not None:
        found &= Q(number_year=to.of_year)
    if to.serial is not None:
        found &= Q(number_serial=to.serial)
    return found


def _days(to: Narrowing) -> Q:
    found = Q(day__gte=to.first) if to.first else Q()
    return found & Q(day__lte=to.last) if to.last else found


def _stated(value: str) -> int | None:
    return None if value == NOT_STATED else int(value)


def of_validity(code: str, day: date) -> Q:
    """In force on that day, not yet, no more, or nothing is said of it."""
    begun = Q(holds_from=None) | Q(holds_from__lte=day)
    lasts = Q(holds_until=None) | Q(holds_until__gte=day)
    conditions: Mapping[str, Q] = {
        IN_FORCE: Q(has_validity=True) & begun & lasts,
        NOT_YET: Q(has_validity=True, holds_from__gt=day) & lasts,
        OVER: Q(has_validity=True, holds_until__lt=day),
        NOT_STATED: Q(has_validity=False),
    }
    return conditions[code]
