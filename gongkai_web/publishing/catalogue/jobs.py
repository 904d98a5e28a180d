"""What is done every day? Items of standard catalogues whose column is empty since count no more."""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.publishing.catalogue.actions import empty_standards
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("25 0 * * *")
@task(atomic=False)
def empty_standard_items() -> int:
    """Notes what is implemented no more, beside what the acts noted that emptied a column; how many."""
    return empty_standards(timezone.localdate())
