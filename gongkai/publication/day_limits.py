"""Is a day so far ahead that whoever wrote it should say why: the end of a list, the day to assess anew?

No law of the state says how far; the months are our convention (实现约定), in `day_limits.yaml` for whoever
has a rule of their own.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.deadlines import add_months
from gongkai.lawbook import Dated, Lawbook, lawbook
from gongkai.lawfile import Node


@dataclass(frozen=True, slots=True)
class DayLimit:
    """How many months ahead a day may be without a word. `key`: which day, as the text calls it."""

    key: str
    label: str
    dated: Dated[int]

    def passed_by(self, given: date, day: date) -> int:
        """The months that `given` is beyond, as seen on `day`; 0 where it is not, or no rule holds yet."""
        if not self.dated.holds(day):
            return 0
        months = self.dated.on(day).value
        return months if given > add_months(day, months) else 0


@functools.lru_cache
def day_limits(book: Lawbook | None = None) -> Mapping[str, DayLimit]:
    """The limits by key."""
    book = book or lawbook()
    found = {}
    for key, node in book.node("publication/day_limits.yaml").entries():
        label = node.text("label")
        found[key] = DayLimit(key, label, book.dated(node, label, _months))
        node.done()
    return found


def _months(node: Node) -> int:
    return node.integer("months", least=1)
