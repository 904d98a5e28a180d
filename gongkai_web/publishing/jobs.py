"""What is done every day? Documents whose term is over are written down as lapsed."""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.publishing.actions import expire_due
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("10 0 * * *")
@task(atomic=False)
def expire_documents() -> int:
    """Writes down what has lapsed by itself; how many."""
    return len(expire_due(timezone.localdate()))
