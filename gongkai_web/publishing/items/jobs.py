"""What is done at its hour, or behind a page? What is due goes out, what is over is taken down."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from gongkai_web.agencies.models import Person
from gongkai_web.fetching.fetch import Fetcher, Limits
from gongkai_web.fetching.pace import Pace
from gongkai_web.publishing.items.actions.ending import take_down_lists
from gongkai_web.publishing.items.actions.placing import count_anew
from gongkai_web.publishing.items.actions.publishing import publish_due
from gongkai_web.publishing.items.actions.stock import publish_batch
from gongkai_web.publishing.items.link_round import Round, run
from gongkai_web.publishing.items.models import Batch
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task

_LIMITS = Limits(most_bytes=0)  # whether it answers is told by the head of the answer


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


@periodic("25 3 * * *")
@task(atomic=False)
def count_places_anew() -> int:
    """Compares what the rows of channels, fields and sites say with their items; of how many it was wrong."""
    return count_anew()


@periodic("7-59/10 * * * *")
@task(atomic=False, takes_context=True, priority=-1)
def check_links(context: TaskContext) -> int:
    """Asks for the links of drafts and of what is public, some each time; how many."""
    if not settings.LINK_CHECKS:
        return 0
    fetcher = Fetcher(Pace(settings.LINK_SECONDS), _LIMITS, named=settings.FETCH_NAMED)
    return run(Round(fetcher, timezone.now()), context.go_on, timedelta(days=settings.LINK_DAYS))
