"""Which words does an agency look for besides? A room knows them that stands beside this one, unknown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:  # read when the site starts: before the models, and without what reads texts
    from gongkai.proofing.checklist import Habits
    from gongkai_web.agencies.models import Agency

_known: list[str] = []


def habits_from(name: str) -> None:
    """Says by its dotted name which function knows what an agency looks for besides."""
    _known[:] = [name]


def habits_of(agency: Agency, day: date, otherwise: Habits) -> Habits:
    """The agency's own words on that day; `otherwise` where no room keeps any."""
    if not _known:
        return otherwise
    asked: Callable[[Agency, date], Habits] = import_string(_known[0])
    return asked(agency, day)
