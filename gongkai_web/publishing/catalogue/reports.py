"""Which reports of the 公开日程 are made on this site, and when did they come out?

The rooms that keep the reports say so once: what they list as work is not listed a second time, and what they
published need not be noted by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from django.utils.module_loading import import_string

from gongkai_web.agencies.models import Agency

# The agency, the year that the report is about, the day of asking, and the terms of publication asked
# about; by its term the day on which the report came out, None where it is still made.
Reports = Callable[[Agency, int, date, Collection[str]], dict[str, date | None]]
# Where the functions stand: they are loaded when they are needed, not when the site starts.
_TOLD: list[str] = []


def tell(reports: str) -> None:
    """Called once by each room that keeps reports. `reports`: the name of a `Reports`."""
    if reports not in _TOLD:
        _TOLD.append(reports)


def reports_of(agency: Agency, year: int, day: date, terms: Collection[str]) -> dict[str, date | None]:
    """The reports of the agency about that year that are made here, by the term of their publication, of
    these terms; where there are none nobody is asked.
    """
    found: dict[str, date | None] = {}
    if not terms:
        return found
    for name in _TOLD:
        told: Reports = import_string(name)
        found |= told(agency, year, day, terms)
    return found
