"""How often may one address ask? So often that no honest program notices, and no flood holds up the others.

Counted by each process in its memory, a minute at a time; an address is known by a keyed digest and forgotten
with its minute. Nothing is written.
"""

from __future__ import annotations

import secrets
from hashlib import blake2b
from threading import Lock
from time import monotonic

MOST = 300  # answers to one address in a minute
_MINUTE = 60.0
_KEY = secrets.token_bytes(16)  # of this process alone: what is counted outlives it nowhere


class Budget:
    """What is left of the minute, by address. `most`: how often each may ask."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._lock, self._counts, self._since = Lock(), dict[bytes, int](), monotonic()

    def wait(self, address: str) -> int:
        """Counts one more; how many seconds it has to wait, 0 where it may have its answer."""
        key = blake2b(address.encode(), key=_KEY, digest_size=12).digest()
        with self._lock:
            gone = monotonic() - self._since
            if gone >= _MINUTE:
                self._counts, self._since, gone = {}, monotonic(), 0.0
            self._counts[key] = self._counts.get(key, 0) + 1
            return max(1, round(_MINUTE - gone)) if self._counts[key] > self.most else 0


BUDGET = Budget()
