"""Which reports of the 公开日程 are made on this site, and when did they come out?

The rooms that keep the reports say so once: what they list as work is not listed a second time, and what they
published need not be noted by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.module_loading import import_string

from gongkai_web.agencies.models import Agency

# The agency, the year that the report is about and the day of asking; by the term of its publication the day
# on which it came out, None where it is still made.
Reports = Callable[[Agency, int, date], dict[str, date | None]]
# Where the functions stand: they are loaded when they are needed, not when the site starts.
_TOLD: list[str] = []


def tell(reports: str) -> None:
    """Called once by each room that keeps reports. `reports`: the name of a `Reports`."""
    if reports not in _TOLD:
        _TOLD.append(reports)


def reports_of(agency: Agency, year: int, day: date) -> dict[str, date | None]:
    """The reports of the agency about that year that are made here, by the term of their publication."""
    found: dict[str, date | None] = {}
    for name in _TOLD:
        told: Reports = import_string(name)
        found |= told(agency, year, day)
    return found
