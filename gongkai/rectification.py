"""整改: until when must a fault be mended, and when are two findings the same fault?

A fault found on a site or in the work is given to the unit that answers for it, with a last day. While the
term is paused (a contractor's site is rebuilt, a superior decides) its days are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.deadlines import terms
from gongkai.errors import GongkaiError
from gongkai.workdays import Calendar

TERM = "rectification"
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)
_END = re.compile(r"(?:/index\.html?|/+)?(?:#.*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that are not counted: from `since` on, up to the day before `until`; None while it lasts."""

    since: date
    until: date | None = None

    @property
    def days(self) -> frozenset[date]:
        """All days of a pause that is over."""
        if self.until is None:
            return frozenset()
        return frozenset(self.since + timedelta(days=one) for one in range((self.until - self.since).days))


def usual_due(notified: date, calendar: Calendar) -> date | None:
    """The last day where a notice sets no other; None where no rule of that day is on file."""
    try:
        return terms()[TERM].end(calendar, notified)
    except GongkaiError:
        return None


def due_after(notified: date, due: date, pauses: Iterable[Pause], calendar: Calendar) -> date | None:
    """The last day of a term that was set to end on `due`; None while it is paused.

    The working days that a pause took are given back; without a pause the day stays as it was set.
    """
    known = list(pauses)
    if any(one.until is None for one in known):
        return None
    out = frozenset[date]().union(*(one.days for one in known))
    if not out:
        return due
    # A day that was set on a Sunday is not drawn forward by a pause.
    return max(due, calendar.add(notified, calendar.count(notified, due), excluded=out))


def place_of(text: str) -> str:
    """A place as it is compared: an address without scheme, anchor and last slash; words without spaces."""
    plain = _SCHEME.sub("", text.strip())
    if plain != text.strip() or "/" in plain:
        return _END.sub("", plain, count=1).lower()
    return "".join(plain.split()).lower()
