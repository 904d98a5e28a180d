"""What is done every night about the files of the office? Bytes that belong to nothing go."""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.files import store
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("30 3 * * *")
@task(atomic=False)
def sweep() -> int:
    """Takes away what was written for an act that was then undone; how many."""
    return store.sweep(timezone.now())
