"""Who goes on reading when a request has ended and files still wait, and who sends a reminder?

A job in steps of one file each. While others read, it looks again after seconds: what they give back is
read at once; what one was reading when it was killed, once it must be lost (`limits.SECONDS_STALE`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage

from gongkai_web import vault
from gongkai_web.agencies.models import Person
from gongkai_web.annual.campaign import actions, limits, queries
from gongkai_web.annual.campaign.collecting import mailing
from gongkai_web.annual.campaign.collecting.models import Reminder
from gongkai_web.annual.campaign.models import Batch
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.queries import calls
from gongkai_web.tasks.task import task

_SECONDS_A_STEP = 5.0  # between two looks whether to stop


@task(atomic=False, takes_context=True)
def read_batch(context: TaskContext, by: int, batch: int, day: str) -> int:
    """Reads whatever waits, in the name of whoever asked; how many files."""
    person = Person.objects.filter(pk=by).first()
    found = Batch.objects.select_related("agency").filter(pk=batch).first()
    if person is None or found is None:  # nobody waits for it any more
        return 0
    asked_on, done = date.fromisoformat(day), 0
    while read := actions.read_next(by=person, batch=found, day=asked_on, seconds=_SECONDS_A_STEP):
        done += read
        context.go_on()
    if queries.being_read(found):
        later = now() + timedelta(seconds=limits.SECONDS_A_LOOK)
        read_batch.using(run_after=later).enqueue(by, batch, day)
    return done


@task(atomic=False, takes_context=True)
def send_reminder(context: TaskContext, reminder: int) -> bool:
    """Sends the mail of a reminder; whether there was still a server and a unit to send it to."""
    found = Reminder.objects.select_related("unit__campaign__agency", "unit__parent__agency").get(pk=reminder)
    if found.unit.removed or not mailing.can_send():
        return False
    subject, body = mailing.message_of(found)
    own = vault.digest(settings.SECRET_KEY, "campaign", "message-id", context.key)[:32]
    headers = {"Message-ID": f"<{own}@{settings.GONGKAI_SITE['domain'] or 'localhost'}>"}
    EmailMessage(subject, body, to=[found.to], headers=headers).send()
    return True


def read_soon(*, by: Person, batch: Batch, day: date) -> None:
    """What was just handed in is read behind the page that answers; nobody has to ask for it."""
    if queries.waiting(batch).exists():
        read_batch.enqueue(by.pk, batch.pk, day.isoformat())


@contextmanager
def read_on(*, by: Person, batch: Batch, day: date) -> Iterator[None]:
    """Goes on where the request, which reads in this block, will have stopped; at once where it broke off."""
    read_batch.using(run_after=_soon()).enqueue(by.pk, batch.pk, day.isoformat())
    try:
        yield
    except BaseException:  # also where the server ends the request: what it was reading waits again
        read_batch.enqueue(by.pk, batch.pk, day.isoformat())
        raise


def queued(batch: Batch) -> bool:
    """Whether somebody reads the batch, or is about to."""
    return any(args[1] == batch.pk for args in calls(read_batch.name, _soon()))


def _soon() -> datetime:
    return now() + timedelta(seconds=limits.SECONDS_A_CLICK)
