"""How is a lease prolonged, and by whose clock?

Without models: the process that only prolongs (`heart`) loads nothing of the office.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

TABLE = "tasks_job"
_PROLONG = f"UPDATE {TABLE} SET lease_until = %s WHERE id = %s AND lease = %s AND state = 'RUNNING'"  # noqa: S608


def length() -> timedelta:
    """For how long a worker has a job without a sign of life."""
    return timedelta(seconds=settings.GONGKAI_TASK_LEASE)


def now() -> datetime:
    """The moment by the clock that all workers share: the server's; with SQLite they share the host."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


def prolong(job: int, lease: str) -> bool:
    """The lease runs from now; False where it is another's, or the job has ended."""
    until = connection.ops.adapt_datetimefield_value(now() + length())
    with connection.cursor() as cursor:
        cursor.execute(_PROLONG, [until, job, lease])
        prolonged: bool = cursor.rowcount == 1
    return prolonged
