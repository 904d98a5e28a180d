"""A worker in the test's own process, and a clock that stands where the test puts it."""

from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from gongkai_web.tasks import actions
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.run import run
from gongkai_web.tasks.stop import Stop
from gongkai_web.tasks.task import registry


def work_off(stop: Stop | None = None, moment: datetime | None = None) -> list[int]:
    """Runs every job that is due; their keys in the table."""
    ran = []
    while job := actions.claim(worker="here:1", now=moment or now()):
        run(job, None, stop or Stop())
        ran.append(job.pk)
    return ran


CHINA = ZoneInfo("Asia/Shanghai")


@contextmanager
def forgotten(task):
    """As if no `jobs.py` had brought the task."""
    registry.pop(task.name)
    try:
        yield
    finally:
        registry[task.name] = task


def china(*given: int) -> datetime:
    """A moment in the zone of the law."""
    return datetime(*given, tzinfo=CHINA)
