"""How do the rows of where an item stands – channels, fields, sites – come to say what is counted of it?

In the transaction that changes the item. Every night all are compared with their items: what differs is
mended and told, for until then a number was wrong.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, Case, OuterRef, Subquery, Value, When

from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.place_models import ItemChannel, ItemField, ItemSite

_log = logging.getLogger("gongkai.publishing")
PLACES: tuple[type[ItemChannel | ItemField | ItemSite], ...] = (ItemChannel, ItemField, ItemSite)
# What they say under the same names as the item.
_SAME = ("agency_id", "published_on", "state", "ending", "item_class", "column_code", "shown_until")
_SHOWN = Case(When(live__isnull=False, then=Value(True)), default=Value(False), output_field=BooleanField())
_AT_ONCE = 2000


def said_of(item: Item) -> dict[str, Any]:
    """What each row of the item says of it."""
    return {**{name: getattr(item, name) for name in _SAME}, "shown": item.live_id is not None}


def place(item: Item) -> None:
    """Says it in all rows of an item as it stands now."""
    for model in PLACES:
        model._default_manager.filter(item=item).update(**said_of(item))


def place_all(items: Collection[int]) -> None:
    """The same of many, as they stand in their table."""
    of_it = Item.objects.filter(pk=OuterRef("item")).annotate(shown=_SHOWN)
    said = {name: Subquery(of_it.values(name)) for name in (*_SAME, "shown")}
    for model in PLACES:
        model._default_manager.filter(item__in=items).update(**said)


def count_anew() -> int:
    """Compares each row with its item and mends what says something else; of how many items it did."""
    strange = {key for model in PLACES for key in _strange(model)}
    for key in sorted(strange):
        _log.error("信息 %s 的渠道、领域或者网站所记的与它自己不一致，按它自己改正；以前的数可能有误。", key)
    ordered = sorted(strange)
    for start in range(0, len(ordered), _AT_ONCE):
        place_all(ordered[start : start + _AT_ONCE])
    return len(strange)


def _strange(model: type[ItemChannel | ItemField | ItemSite]) -> set[int]:
    names = (*_SAME, "shown", *(f"item__{name}" for name in _SAME), "item__live_id")
    found = set()
    for key, *both in model._default_manager.values_list("item_id", *names).iterator(chunk_size=_AT_ONCE):
        told, (*same, live) = both[: len(_SAME) + 1], both[len(_SAME) + 1 :]
        if told != [*same, live is not None]:
            found.add(key)
    return found
