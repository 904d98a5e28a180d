"""Who goes on reading when a request has ended and files still wait?

A job in steps of one file each. What a worker was reading when it was killed waits again after a while
(`limits.SECONDS_STALE`): the job then comes back for it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from gongkai_web.agencies.models import Person
from gongkai_web.annual.campaign import actions, limits, queries
from gongkai_web.annual.campaign.models import Batch
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.queries import calls
from gongkai_web.tasks.task import task

_SECONDS_A_STEP = 5.0  # between two looks whether to stop


@task(atomic=False, takes_context=True)
def read_batch(context: TaskContext, by: int, batch: int, day: str) -> int:
    """Reads whatever waits, in the name of whoever asked; how many files."""
    person, found = Person.objects.get(pk=by), Batch.objects.select_related("agency").get(pk=batch)
    asked_on, done = date.fromisoformat(day), 0
    while read := actions.read_next(by=person, batch=found, day=asked_on, seconds=_SECONDS_A_STEP):
        done += read
        context.go_on()
    if queries.being_read(found):
        later = now() + timedelta(seconds=limits.SECONDS_STALE)
        read_batch.using(run_after=later).enqueue(by, batch, day)
    return done


def read_on(*, by: Person, batch: Batch, day: date) -> None:
    """Goes on where the request will have stopped reading, or broken off."""
    read_batch.using(run_after=_soon()).enqueue(by.pk, batch.pk, day.isoformat())


def queued(batch: Batch) -> bool:
    """Whether somebody reads the batch, or is about to."""
    return any(args[1] == batch.pk for args in calls(read_batch.name, _soon()))


def _soon() -> datetime:
    return now() + timedelta(seconds=limits.SECONDS_A_CLICK)
