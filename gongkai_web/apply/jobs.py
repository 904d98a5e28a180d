"""What is done every night about applying online? Expired drafts go, and uploads that belong to none."""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.apply import store
from gongkai_web.apply.actions import forget_counts, purge_drafts
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("10 3 * * *")
@task(atomic=False, takes_context=True)
def purge(context: TaskContext) -> int:
    """Takes away all drafts that have expired, some at a time; how many. Old counts go with them."""
    day, gone = timezone.localdate(), 0
    forget_counts(now=timezone.now())
    while taken := purge_drafts(day=day):
        gone += taken
        context.go_on()
    return gone


@periodic("15 3 * * *")
@task(atomic=False)
def sweep() -> int:
    """Takes away uploads whose draft was not kept after all; how many."""
    return store.sweep(timezone.now())
