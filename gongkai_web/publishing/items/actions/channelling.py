"""另行登记的渠道: how does an item count as published where another room brought it out, e.g. in the gazette?

For the acts of that room, which have checked who may.
"""

from __future__ import annotations

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.actions.entry import line, locked
from gongkai_web.publishing.items.actions.placing import said_of
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.place_models import ItemChannel


@transaction.atomic
def note_channel(*, item: Item, by: Person, code: str) -> None:
    """It went out by this channel, too; it is counted there once."""
    item = locked(item)
    noted = {"noted": True}
    new = {**noted, **said_of(item)}
    ItemChannel.objects.update_or_create(item=item, code=code, defaults=noted, create_defaults=new)
    line(by, item, "note_channel", {"channel": code})


@transaction.atomic
def forget_channel(*, item: Item, by: Person, code: str) -> None:
    """It did not go out there; where its text names the channel, it stays."""
    item = locked(item)
    named = queries.text_of(item.live)["channels"] if item.live else []
    noted = ItemChannel.objects.filter(item=item, code=code)
    if code in named:
        noted.update(noted=False)
    else:
        noted.delete()
    line(by, item, "forget_channel", {"channel": code})
