"""索取无障碍版本: how does anybody ask for an attachment in a form that they can use, and how is it answered?

Nothing that a stranger writes is kept – a choice of a list, once for each attachment, and how often – so that
nobody can fill the lists of the office, nor the trail.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.errors import Refused
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.accessible_models import AccessibleRequest, Need, Outcome
from gongkai_web.publishing.items.actions.attaching import GROUP
from gongkai_web.publishing.items.actions.entry import line, locked
from gongkai_web.publishing.items.models import Item


@transaction.atomic
def ask_accessible(*, item: Item, day: date, sha256: str, need: str) -> AccessibleRequest:
    """Notes that an attachment of what is public now is wanted in another form. By anybody."""
    if need not in Need.values:
        raise Refused(f"没有「{need}」这一种；可选：{'、'.join(Need.labels)}。")
    item = locked(item)
    rows = queries.text_of(item.live)[GROUP] if item.live is not None and not item.sealed else []
    if all(one["sha256"] != sha256 for one in rows):
        raise Refused("这份附件已经不在公开的信息里；请刷新页面，看现在的附件。")
    found = AccessibleRequest.objects.filter(item=item, sha256=sha256, need=need, answered_on=None).first()
    if found is not None:
        AccessibleRequest.objects.filter(pk=found.pk).update(times=F("times") + 1)
        return found
    made = AccessibleRequest(item=item, sha256=sha256, need=need, asked_on=day)
    made.save()
    line(None, item, "ask_accessible", {"request": made.pk, "sha256": sha256, "need": need, "day": day})
    return made


@transaction.atomic
def answer_accessible(
    *, request: AccessibleRequest, by: Person, day: date, outcome: str
) -> AccessibleRequest:
    """Says what came of it; everybody reads it on the page of the item."""
    item = locked(request.item)
    require(by, item.agency, What.WRITE_ITEM, day, "处理无障碍版本的索取")
    found = AccessibleRequest.objects.get(pk=request.pk)
    if outcome not in Outcome.values:
        raise Refused(f"没有「{outcome}」这一种结果；可选：{'、'.join(Outcome.labels)}。")
    if found.answered_on is not None:
        raise Refused(f"这一件已于 {found.answered_on} 处理；请刷新页面。")
    found.outcome, found.answered_on, found.answered_by = outcome, day, by
    found.save(update_fields=["outcome", "answered_on", "answered_by"])
    line(by, item, "answer_accessible", {"request": found.pk, "outcome": outcome, "day": day})
    return found
