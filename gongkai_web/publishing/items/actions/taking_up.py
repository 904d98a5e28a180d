"""How does an old text come back? In one act: it is under review again, and no old decision counts."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items import queries, review
from gongkai_web.publishing.items.actions.attaching import require_files_fit
from gongkai_web.publishing.items.actions.contacting import with_contacts
from gongkai_web.publishing.items.actions.drafting import begin_from
from gongkai_web.publishing.items.actions.entry import (
    line,
    locked,
    require_free,
    require_open,
    require_writer,
)
from gongkai_web.publishing.items.actions.reviewing import freeze, hand_in, require_reviewers, told
from gongkai_web.publishing.items.checks import require_ready
from gongkai_web.publishing.items.models import Snapshot


@transaction.atomic
def take_up(
    *, snapshot: Snapshot, by: Person, day: date, reason: str, looked: str = "", change_note: str = ""
) -> Snapshot:
    """Hands the text of an old snapshot in again, as another snapshot of a new edition.

    `change_note`: what everybody reads of it in the record of changes; what was said there of the text when
    it was new is not said again.
    """
    if snapshot.item is None:
        raise Refused("批次的清单不能重新启用；请对其中的信息办理。")
    item = locked(snapshot.item)
    require_writer(by, item, day, "重新启用旧的内容")
    require_reason(reason, "重新启用旧的内容")
    require_open(item)
    require_free(item)
    whole = {**text.completed(queries.kept_text(snapshot)), "varied_on": "", "published_on": ""}
    whole = with_contacts(item.agency, text.written(whole, "heading", {"change_note": change_note}))
    updates = item.published_on is not None
    require_ready(whole, item.agency, day, looked=looked, updates=updates, item=item)
    edition = begin_from(item, by, day, whole, snapshot)
    require_files_fit(edition, day)
    steps = review.steps_of(item.agency)
    require_reviewers(steps, item.agency, edition.writers, day)
    fresh = freeze(edition, by, day, steps, looked=looked)
    hand_in(edition, fresh, day)
    line(by, item, "take_up", {**told(fresh), "from": snapshot.pk}, reason.strip())
    return fresh
