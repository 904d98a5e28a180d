"""How many items does one round of the check of links read, and when does it begin with all of them anew?

Pure: each public item is read once in a period, the newest first, however many there are. What was missed – a
night without the program – is caught up. All numbers are of ours (实现约定).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

ROUND = timedelta(minutes=10)
# No sooner than what answered may be asked again (`links.AGAIN_AFTER`).
SOONEST = timedelta(days=7)
LEAST_ITEMS, MOST_ITEMS = 100, 1000


@dataclass(frozen=True, slots=True)
class Walk:
    """One way through all of them: when it began, when it is now, in how long it has to be at its end."""

    begun: datetime
    now: datetime
    period: timedelta

    def share(self, left: int) -> int:
        """How many of those left this round reads, so that the last is read when the period ends."""
        rounds = max(1, (self.begun + self.period - self.now) // ROUND)
        return min(MOST_ITEMS, max(LEAST_ITEMS, -(-left // rounds)))

    def is_late(self, left: int) -> bool:
        """Whether there are some left when all should have been read."""
        return bool(left) and self.now > self.begun + self.period


def may_begin(*, begun: datetime | None, now: datetime) -> bool:
    """Whether all of them can be read anew, once the last was read."""
    return begun is None or now >= begun + SOONEST


def in_turns(addresses: Iterable[str]) -> list[str]:
    """Each address once: first one of every host, then the next of each, so that none waits for another's."""
    seen: Counter[str] = Counter()
    turns: list[tuple[int, str]] = []
    for address in dict.fromkeys(addresses):
        host = urlsplit(address).netloc
        turns.append((seen[host], address))
        seen[host] += 1
    return [address for _, address in sorted(turns, key=lambda one: one[0])]
