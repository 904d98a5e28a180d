"""From what was an item drafted, and who is told when it is public? A room above says so once, as it starts.

What is drafted for something else has a key that names its kind and number (`proposal:12`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gongkai_web.agencies.models import Person
from gongkai_web.publishing.items.models import Item

# The number of what it was drafted from, the item, the day, and who published it; None where the clock did.
Told = Callable[[int, Item, date, Person | None], None]
_TOLD: dict[str, Told] = {}


def tell(kind: str, told: Told) -> None:
    """Called once by the room that drafts items of this kind."""
    _TOLD[kind] = told


def key_of(kind: str, number: int) -> str:
    """Under which key an item is drafted for it: once, however often it is asked."""
    return f"{kind}:{number}"


def is_public(item: Item, day: date, by: Person | None) -> None:
    """Tells the room for which the item was drafted. For the act that publishes it, in its transaction."""
    kind, _, number = item.entry_key.partition(":")
    if kind in _TOLD and number.isdecimal():
        _TOLD[kind](int(number), item, day, by)
