"""How often is one host asked? Not again before its turn, whoever wants it.

A host that says when to come again (Retry-After) is let alone until then.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Pace:
    """When each host may be asked next. `clock` and `sleep` are others in tests."""

    every: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: dict[str, float] = field(default_factory=dict)

    def turn(self, host: str, *, at_most: float) -> bool:
        """Waits for the turn of the host; False where that is further away than `at_most` seconds."""
        now = self.clock()
        wait = max(0.0, self._next.get(host, now) - now)
        if wait > at_most:
            return False
        if wait:
            self.sleep(wait)
        self._next[host] = self.clock() + self.every
        return True

    def leave_alone(self, host: str, seconds: float) -> None:
        """The host is not asked for so long."""
        self._next[host] = max(self._next.get(host, 0.0), self.clock() + seconds)
