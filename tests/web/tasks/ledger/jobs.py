"""Jobs that leave a line in the ledger once and, where they tell the outside, do so with their key."""

import ctypes
import os
import random
import signal
import time
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task
from tests.web.tasks.ledger.models import Entry

MANY = 1000  # a job may lose its worker as often as the tests like
LONG = 0.1
HOUR = "时"


def tell(key: str, meaning: str) -> None:
    """An effect outside, as a mail would be: not undone where the transaction is."""
    handle = os.open(Path(settings.DATA) / "told", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, f"{key}\t{meaning}\n".encode())
    os.close(handle)


def dawdle() -> None:
    time.sleep(random.uniform(0, LONG))


@task(takes_context=True, most_attempts=MANY)
def write(context, text: str) -> None:
    """A row, word to the outside, another row."""
    Entry(text=f"{text}·一").save()
    tell(context.key, text)
    dawdle()
    Entry(text=f"{text}·二").save()


@task(takes_context=True, most_attempts=MANY)
def write_and_die(context, text: str) -> None:
    """Killed in the moment when its rows are there: that they are there must be known."""
    Entry(text=text).save()
    if context.attempt == 1:
        transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))


@task(takes_context=True, atomic=False, most_attempts=MANY)
def write_in_steps(context, text: str, steps: int) -> None:
    """Begins again where it was cut off."""
    for number in range(Entry.objects.filter(text__startswith=f"{text}·").count(), steps):
        dawdle()
        with context.step():
            Entry(text=f"{text}·{number}").save()


@task(takes_context=True, atomic=False, most_attempts=MANY)
def write_slowly(context, text: str) -> None:
    """Long enough to be frozen in the middle; the row belongs to whoever holds the lease at its end."""
    tell(context.key, text)
    time.sleep(1)
    with context.step():
        Entry(text=text).save()


@task(takes_context=True, most_attempts=MANY)
def write_whole(context, text: str) -> None:
    """As long, and in one transaction."""
    tell(context.key, text)
    time.sleep(1)
    Entry(text=text).save()


@task(most_attempts=MANY)
def write_chain(text: str, left: int) -> None:
    """Puts down the next link together with its own row."""
    Entry(text=f"{text}·{left}").save()
    if left:
        write_chain.enqueue(text, left - 1)


@task(takes_context=True, atomic=False)
def compute_in_c(context, text: str, seconds: int) -> None:
    """A call into C that lets no other thread of the process run."""
    ctypes.PyDLL(None).sleep(seconds)
    with context.step():
        Entry(text=f"{text}·{context.attempt}").save()


@task(takes_context=True, atomic=False, most_seconds=1, most_attempts=1)
def never_end(context) -> None:
    """Runs for longer than it may."""
    time.sleep(600)


@periodic("*/5 * * * * *")
@task(takes_context=True)
def tick(context) -> None:
    """Each of its hours once."""
    Entry(text=f"{HOUR}{context.due_at.isoformat()}").save()
