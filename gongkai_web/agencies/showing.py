"""May everybody read what is said of an agency? A room above knows how words are checked, unknown here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:  # read when the site starts: before the models
    from gongkai_web.agencies.models import Agency

_known: list[str] = []


def checked_by(name: str) -> None:
    """Says by its dotted name which function refuses words that must not be read."""
    _known[:] = [name]


def require_showable(agency: Agency, day: date, words: Mapping[str, str]) -> None:
    """Raises Refused for words that must not be read; `words`: by what they are called on the page."""
    if _known:
        asked: Callable[[Agency, date, Mapping[str, str]], None] = import_string(_known[0])
        asked(agency, day, words)
