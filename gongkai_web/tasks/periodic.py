"""What is done at its hour, and what if nobody was there at that hour?

A cron expression in the zone of the law. Whoever comes late runs the job once, however many ticks were
missed: the row of the schedule says how late, and the job knows it (`TaskContext.late_by`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cronsim import CronSim
from django.utils import timezone

from gongkai_web.tasks import actions, queries
from gongkai_web.tasks.models import Job
from gongkai_web.tasks.task import P, R, Task


@dataclass(frozen=True, slots=True)
class Periodic:
    """A task without arguments, and its hours."""

    task: Task[..., Any]
    cron: str


registry: dict[str, Periodic] = {}


def periodic(cron: str) -> Callable[[Task[P, R]], Task[P, R]]:
    """The task runs at these hours: minute, hour, day, month, weekday. Raises CronSimError for none such."""
    CronSim(cron, timezone.now())

    def declare(task: Task[P, R]) -> Task[P, R]:
        registry[task.name] = Periodic(task, cron)
        return task

    return declare


def next_after(cron: str, moment: datetime) -> datetime:
    """The first tick after the moment, in the zone of the law."""
    found: datetime = next(CronSim(cron, moment.astimezone(timezone.get_default_timezone())))
    return found


def last_until(cron: str, moment: datetime) -> datetime:
    """The last tick up to the moment."""
    here = moment.astimezone(timezone.get_default_timezone()) + timedelta(microseconds=1)
    found: datetime = next(CronSim(cron, here, reverse=True))
    return found


def keep(now: datetime) -> None:
    """The rows of all periodic tasks that this program knows; a new one first ticks at its next hour."""
    for name, one in registry.items():
        actions.keep_schedule(name=name, cron=one.cron, next_at=next_after(one.cron, now))


def tick(now: datetime) -> list[Job]:
    """Puts down the jobs whose hour has come; each tick once, whoever asks."""
    made = []
    for row in queries.due_schedules(now, registry):
        one = registry[row.name]
        job = actions.tick(
            row=row,
            due_at=max(row.next_at, last_until(one.cron, now)),
            next_at=next_after(one.cron, now),
            now=now,
            most_attempts=one.task.most_attempts,
            priority=one.task.priority,
        )
        made += [job] if job else []
    return made
