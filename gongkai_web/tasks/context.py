"""What may a job know of itself while it runs, and how does it work in steps?

The outside world gets `key`: a mail or a file that bears it is the same one when the job is tried again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from gongkai_web.tasks import lease
from gongkai_web.tasks.errors import LeaseLost, Stopping
from gongkai_web.tasks.models import Job
from gongkai_web.tasks.stop import Stop


@dataclass(frozen=True, slots=True)
class TaskContext:
    """The first argument of a function that is declared with `takes_context`."""

    job: Job
    stop: Stop

    @property
    def key(self) -> str:
        """The idempotency key, the same at every attempt and never another job's."""
        return self.job.key

    @property
    def attempt(self) -> int:
        """The number of this attempt, from 1."""
        return self.job.attempts

    @property
    def due_at(self) -> datetime | None:
        """For a job of the schedule: the hour at which it should have run."""
        return self.job.due_at

    @property
    def late_by(self) -> timedelta | None:
        """For a job of the schedule: how late it began; None where it was in time."""
        return self.job.late_by

    def go_on(self) -> None:
        """Between two steps. Raises Stopping where the worker is to stop, LeaseLost where it is overtaken."""
        if self.stop.asked:
            raise Stopping
        self._prolong()

    @contextmanager
    def step(self) -> Iterator[None]:
        """One step of a job that is not atomic: it counts whole, and only while the lease is held."""
        if self.stop.asked:
            raise Stopping
        with transaction.atomic():
            yield
            self._prolong()

    def _prolong(self) -> None:
        if not lease.prolong(self.job.pk, self.job.lease):
            raise LeaseLost(f"任务 {self.job} 的租约已经不在这里")
