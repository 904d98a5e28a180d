"""What is done at its hour, or behind a page? What is due goes out, what is over is taken down."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from gongkai_web.agencies.models import Person
from gongkai_web.publishing.items.actions.ending import take_down_lists
from gongkai_web.publishing.items.actions.publishing import publish_due
from gongkai_web.publishing.items.actions.stock import publish_batch
from gongkai_web.publishing.items.models import Batch
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("*/5 * * * *")
@task(atomic=False)
def publish_scheduled() -> int:
    """Publishes what is due, each by itself; how many."""
    return len(publish_due(timezone.now()))


@task(atomic=False)
def publish_stock(by: int, batch: int, day: str) -> int:
    """Publishes an approved batch behind the page, in the name of whoever asked; how many."""
    person = Person.objects.filter(pk=by).first()
    found = Batch.objects.select_related("agency").filter(pk=batch).first()
    if person is None or found is None:
        return 0
    return publish_batch(batch=found, by=person, day=date.fromisoformat(day))


@periodic("*/5 * * * *")
@task(atomic=False)
def take_down_expired_lists() -> int:
    """Takes down what may be shown no longer, each by itself; how many."""
    return len(take_down_lists(timezone.localdate()))
