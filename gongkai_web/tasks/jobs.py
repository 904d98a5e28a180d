"""What does this room do at its hour? It forgets what was done long ago."""

from __future__ import annotations

from datetime import timedelta

from gongkai_web.tasks import actions
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task

DAYS_KEPT = 30


@periodic("20 3 * * *")
@task
def forget_done() -> int:
    """Takes away jobs that were done more than thirty days ago; how many."""
    return actions.forget(before=now() - timedelta(days=DAYS_KEPT))
