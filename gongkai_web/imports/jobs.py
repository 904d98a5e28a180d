"""What is done every hour about registers? Those that somebody left lying go."""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.imports import held
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("40 * * * *")
@task(atomic=False)
def purge() -> None:
    """Takes away whatever has been held for a day."""
    held.clear(timezone.now())
