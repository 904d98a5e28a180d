"""Whose session is this? Every page of who has signed in asks: the question is written once.

All else is as Django keeps sessions in the database.
"""

from __future__ import annotations

import functools

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.models import Session
from django.utils import timezone

from gongkai_web.prepared import PreparedRecords, slots


class SessionStore(InDatabase):
    """Sessions in their table; one that is over, or was never there, is none."""

    def _get_session_from_db(self) -> Session | None:
        found = _asked().told((self.session_key, timezone.now()))
        if not found:
            self._session_key = None
            return None
        return found[0]


@functools.cache
def _asked() -> PreparedRecords[Session]:
    """Of a key and a moment."""
    key, now = slots(2)
    return PreparedRecords.of(Session.objects.filter(session_key=key, expire_date__gt=now).order_by())
