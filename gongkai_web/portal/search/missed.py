"""What was looked for and not found? Summed in memory and written down once a minute, without who asked.

A search only reads: where the database cannot be written just now, the page is answered all the same, and the
counts wait for the next minute.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from threading import Lock
from time import monotonic

from django.db import OperationalError
from django.utils import timezone

from gongkai.proofing.searched import kept_words
from gongkai_web.search.actions import note_missed

_EVERY = 60.0  # seconds
_MOST_KEPT, _LONGEST = 500, 60


class Misses:
    """The counts of this process that are not written yet."""

    def __init__(self) -> None:
        self._lock, self._counts, self._written = Lock(), Counter[tuple[date, str]](), float("-inf")

    def add(self, typed: str, day: date) -> None:
        """One more for these words, where anything of them may be kept."""
        words = kept_words(typed, day)[:_LONGEST].strip()
        with self._lock:
            if not words or len(self._counts) >= _MOST_KEPT:
                return
            self._counts[day, words] += 1
        if monotonic() - self._written >= _EVERY:
            self.write()

    def write(self) -> None:
        """Writes down what was summed."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            self._written = monotonic()
        while counts:
            (day, words), times = counts.popitem()
            try:
                note_missed(words, day, times, hour=timezone.localtime().hour)
            except OperationalError:
                counts[day, words] = times
                break
        with self._lock:
            self._counts += counts


misses = Misses()
