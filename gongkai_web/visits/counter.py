"""Where are visits summed before they are written? In the memory of each process, for a minute.

The next answer after the minute writes them, and so does the end of the process. A process that is killed
loses the sums of its last minute; nothing else. Reading goes on where nothing can be written: the sums wait.
"""

from __future__ import annotations

from collections import Counter
from threading import Lock
from time import monotonic

from django.db import DatabaseError

from gongkai_web.visits.actions import Sum, add_visits

EVERY = 60.0  # seconds
_MOST = 20_000  # sums that are kept; beyond, what is new is not counted


class Visits:
    """The sums of this process that are not written yet. `every`: how many seconds they are kept."""

    def __init__(self, every: float = EVERY) -> None:
        self.every = every
        self._lock, self._sums, self._written = Lock(), Counter[Sum](), monotonic()

    def add(self, one: Sum) -> None:
        """One more."""
        with self._lock:
            self._keep(one, 1)

    def _keep(self, one: Sum, number: int) -> None:
        if one in self._sums or len(self._sums) < _MOST:
            self._sums[one] += number

    def write_if_due(self) -> None:
        """Writes once the time has passed."""
        if monotonic() - self._written >= self.every:
            self.write()

    def write(self) -> None:
        """Writes down what was summed; where that cannot be, it is summed on."""
        with self._lock:
            sums, self._sums = self._sums, Counter()
            self._written = monotonic()
        if not sums:
            return
        try:
            add_visits(sums)
        except DatabaseError:
            self._take_back(sums)

    def _take_back(self, sums: Counter[Sum]) -> None:
        """The older first: what came since is kept as far as there is room."""
        with self._lock:
            since, self._sums = self._sums, sums
            for one, number in since.items():
                self._keep(one, number)


VISITS = Visits()


def write_down() -> None:
    """Called at the end of a process that serves."""
    VISITS.write()
