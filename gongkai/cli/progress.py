"""How far is a long run? Told on a terminal only, never into a file or a pipe."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

_WIDTH = 24
_BACK = "\r\x1b[K"


class Progress:
    """A bar on standard error that makes room for the lines printed meanwhile."""

    def __init__(self, count: Callable[[], int]) -> None:
        self._shown = sys.stderr.isatty()
        self._all = count() if self._shown else 0
        self._done = 0
        self._since = time.monotonic()

    @contextlib.contextmanager
    def step(self) -> Iterator[None]:
        """Around what is said about one file."""
        if self._shown:
            sys.stderr.write(_BACK)
            sys.stderr.flush()
        yield
        self._done += 1
        if self._shown and self._all > 1:
            self._draw()

    def end(self) -> None:
        """Takes the bar away."""
        if self._shown:
            sys.stderr.write(_BACK)
            sys.stderr.flush()

    def _draw(self) -> None:
        now = time.monotonic()
        full = _WIDTH * self._done // max(self._all, self._done, 1)
        speed = self._done / max(now - self._since, 0.001)
        bar = "█" * full + "░" * (_WIDTH - full)
        sys.stderr.write(f"{_BACK}{bar} {self._done}/{self._all}（每秒 {speed:.0f} 份）")
        sys.stderr.flush()
