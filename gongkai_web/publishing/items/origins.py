"""From what was an item drafted, and who is told when it is public? A room above says so once, as it starts.

What is drafted for something else has a key that names its kind and number (`proposal:12`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.module_loading import import_string

from gongkai_web.agencies.models import Person
from gongkai_web.publishing.items.models import Item

# The number of what it was drafted from, the item, the day, and who published it; None where the clock did.
Told = Callable[[int, Item, date, Person | None], None]
# By kind, where the function stands: it is loaded when it is needed, not when the site starts.
_TOLD: dict[str, str] = {}
_KEPT: set[str] = set()
_SINCE_DECIDED: set[str] = set()


def tell(kind: str, told: str, *, since_decided: bool = False) -> None:
    """Called once by the room that drafts items of this kind. `told`: the name of a `Told`.

    `since_decided`: what it drafts is there long since; that everybody shall read it was decided only now.
    """
    _TOLD[kind] = told
    if since_decided:
        _SINCE_DECIDED.add(kind)
    keep(kind)


def keep(kind: str) -> None:
    """Called once by a room whose keys begin so: nobody else drafts under one."""
    _KEPT.add(kind)


def is_kept(key: str) -> bool:
    """Whether a key is of a room, and none that comes in with a row of a table."""
    kind, colon, _ = key.partition(":")
    return bool(colon) and kind in _KEPT


def is_since_decided(key: str) -> bool:
    """Whether an item of this key is to be public only since somebody decided so."""
    kind, colon, _ = key.partition(":")
    return bool(colon) and kind in _SINCE_DECIDED


def key_of(kind: str, number: int) -> str:
    """Under which key an item is drafted for it: once, however often it is asked."""
    return f"{kind}:{number}"


def is_public(item: Item, day: date, by: Person | None) -> None:
    """Tells the room for which the item was drafted. For the act that publishes it, in its transaction."""
    kind, _, number = item.entry_key.partition(":")
    if kind in _TOLD and number.isdecimal():
        told: Told = import_string(_TOLD[kind])
        told(int(number), item, day, by)
