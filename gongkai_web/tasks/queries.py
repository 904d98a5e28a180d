"""Which jobs wait, which have failed, and which schedules are due?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from gongkai_web.tasks.models import LIVE, Job, Schedule, State


def claimable(now: datetime) -> bool:
    """Whether a worker would get something: asked without a lock, before it claims."""
    due = Q(state=State.READY, run_at__lte=now)
    lost = Q(state=State.RUNNING, lease_until__lt=now)
    return Job.objects.filter(due | lost).exists()


def lost(now: datetime) -> QuerySet[Job]:
    """Jobs whose last allowed attempt lost its worker."""
    return Job.objects.filter(state=State.RUNNING, lease_until__lt=now, attempts__gte=F("most_attempts"))


def calls(name: str, before: datetime) -> list[list[Any]]:
    """With what that task is being called, or will be before that moment: the arguments by position."""
    due = Q(state=State.READY, run_at__lte=before) | Q(state=State.RUNNING)
    found = Job.objects.filter(due, name=name).values_list("arguments", flat=True)
    return [one["args"] for one in found]


def open_jobs() -> QuerySet[Job]:
    """What waits, runs or has failed, the failed first: for whoever runs the site."""
    return Job.objects.filter(state__in=[*LIVE, State.FAILED]).order_by("state", "run_at", "pk")


def due_schedules(now: datetime, names: Collection[str]) -> list[Schedule]:
    """The schedules of these names whose hour has come."""
    return [row for row in Schedule.objects.filter(next_at__lte=now) if row.name in names]


def schedules() -> QuerySet[Schedule]:
    """Every periodic job and its next tick."""
    return Schedule.objects.order_by("name")
