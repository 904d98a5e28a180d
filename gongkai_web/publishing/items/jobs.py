"""What is done at its hour? What was set for a time goes out; whoever comes late says so."""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.publishing.items.actions.publishing import publish_due
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("*/5 * * * *")
@task(atomic=False)
def publish_scheduled() -> int:
    """Publishes what is due, each by itself; how many."""
    return len(publish_due(timezone.now()))
