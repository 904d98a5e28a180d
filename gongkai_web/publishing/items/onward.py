"""What leads on from the public page of an item to what a higher room has of it? A room says so as it starts.

The page of a draft leads to where opinions on it are asked: whoever found the draft would not find it else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.module_loading import import_string

from gongkai_web.look.parts import ListRow
from gongkai_web.publishing.items.models import Item

# What everybody may read of it on that day.
Rows = Callable[[Item, date], Sequence[ListRow]]
# By what the rows are headed, where the function stands: it is loaded when a page is read.
_ROWS: dict[str, str] = {}


def offer(head: str, rows: str) -> None:
    """Called once by a room that has something of an item. `rows`: the name of a `Rows`."""
    _ROWS[head] = rows


def ways(item: Item, day: date) -> list[tuple[str, Sequence[ListRow]]]:
    """The rows under their heads; a head without rows is left out."""
    named = [(head, import_string(name)) for head, name in _ROWS.items()]
    return [(head, found) for head, rows in named if (found := rows(item, day))]
