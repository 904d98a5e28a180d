"""Who reads on when a sweep is longer than a page waits?"""

from __future__ import annotations

from datetime import date

from gongkai_web.publishing.sweeps.actions import read_on
from gongkai_web.publishing.sweeps.models import Sweep
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.task import task
from gongkai_web.turns import give_way


@task(atomic=False, takes_context=True)
def read_sweep(context: TaskContext, sweep: int, day: str) -> int:
    """Reads to the end, some at a time; how many items."""
    found = Sweep.objects.get(pk=sweep)
    while read_on(sweep=found, day=date.fromisoformat(day)):
        context.go_on()
        give_way()
    found.refresh_from_db()
    return found.examined
