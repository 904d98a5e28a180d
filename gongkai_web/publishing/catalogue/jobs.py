"""What is done every day? What is said to be public in a column that is empty since counts no more."""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.publishing.catalogue.actions import note_all_emptied
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("25 0 * * *")
@task(atomic=False)
def note_emptied_columns() -> int:
    """Notes what counts no more, beside what the acts noted that emptied a column; how much."""
    return note_all_emptied(timezone.localdate())
