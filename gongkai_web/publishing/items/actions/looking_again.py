"""到期再看: what becomes of an item that was looked at again and is right as it stands?

Another day, and the reason in the trail; whoever has to change it begins another text instead. What stays
inside is so assessed anew (《条例》第十八条).
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.items.actions.entry import line, locked, require_free, require_writer
from gongkai_web.publishing.items.models import Item


@transaction.atomic
def looked_again(*, item: Item, by: Person, day: date, next_on: date, reason: str) -> Item:
    """Says that it was looked at and stays as it is, until `next_on`."""
    item = locked(item)
    require_writer(by, item, day, "登记到期再看")
    require_reason(reason, "登记到期再看")
    require_free(item)
    if item.look_again_on is None or item.look_again_on > day:
        raise Refused("这条信息现在没有到期要再看的；要改的，请另起一稿。")
    if item.live_id is None and item.inside_id is None:
        raise Refused("这条信息没有公开，也没有审定为不主动公开；请在草稿里办理。")
    if next_on <= day:
        raise Refused(f"下一次再看的日子 {next_on} 应在今天（{day}）以后；请核对。")
    before, item.look_again_on = item.look_again_on, next_on
    item.save(update_fields=["look_again_on"])
    line(by, item, "looked_again", {"before": before, "next_on": next_on}, reason.strip())
    return item
