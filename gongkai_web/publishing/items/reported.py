"""Of which years has an agency published its report already? The room that keeps the reports says so once.

Past stock that is dated into such a year changes what was reported (《条例》第五十条): whoever reviews it and
whoever supervises the agency is told.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.module_loading import import_string

from gongkai_web.agencies.models import Agency

# The agency and the day of asking; the years.
Years = Callable[[Agency, date], frozenset[int]]
# Where the function stands: it is loaded when it is needed, not when the site starts.
_TOLD: list[str] = []


def tell(years: str) -> None:
    """Called once by the room that keeps the reports. `years`: the name of a `Years`."""
    _TOLD[:] = [years]


def reported_years(agency: Agency, day: date) -> frozenset[int]:
    """The years whose report was public on that day."""
    found: frozenset[int] = frozenset()
    for name in _TOLD:
        told: Years = import_string(name)
        found |= told(agency, day)
    return found
