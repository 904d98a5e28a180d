"""“X 正在编辑”: how does one person learn that another has the same form open?

A lease that lapses: the page takes it when it opens, its script renews it while it stays open; without script
it holds a little longer from the opening. It is a hint. What decides is the version when it is saved.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.publishing.items.models import Edition
from gongkai_web.publishing.items.writing_models import Editing

# The script renews it each minute; who opened the page and has no script is believed for a while.
RENEWED, OPENED = timedelta(minutes=3), timedelta(minutes=15)


@transaction.atomic
def hold(*, edition: Edition, by: Person, group: str, now: datetime, opened: bool = False) -> Editing:
    """Says that the person is at this group from now on. `opened`: the page was opened just now."""
    until = now + (OPENED if opened else RENEWED)
    mine = Editing.objects.filter(edition=edition, group=group, person=by).first()
    since = mine.since if mine and mine.until >= now else now
    made, _ = Editing.objects.update_or_create(
        edition=edition, group=group, person=by, defaults={"since": since, "until": until}
    )
    return made


@transaction.atomic
def let_go(*, edition: Edition, by: Person, group: str) -> None:
    """Says that the person is not at it any more."""
    Editing.objects.filter(edition=edition, group=group, person=by).delete()
