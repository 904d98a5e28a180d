"""Is the worker to stop, and may its job be cut off where it is?

SIGTERM lets the running job come to its end, for a while; then, or at a second signal, the job is given back.
It is cut off only inside its own function, never while the word “done” is being written.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from gongkai.kin import end_with_parent, orphaned
from gongkai_web.tasks.errors import Stopping

SECONDS_TO_FINISH = 20.0
_SOON = 0.1


class Stop:
    """Listens for the signals. `parent`: the process with which the worker ends."""

    def __init__(self, parent: int | None = None) -> None:
        self._parent = parent
        self._told = False
        self._inside = False

    @property
    def asked(self) -> bool:
        """Whether no further job, and no further step, may begin."""
        return self._told or (self._parent is not None and orphaned(self._parent))

    def listen(self) -> None:
        """From now on signals are heard."""
        signal.signal(signal.SIGALRM, self._cut_off)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._ask)
        if self._parent is not None:
            end_with_parent(self._parent, signal.SIGTERM)

    def end(self) -> None:
        """Nobody is cut off any more."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Here a job may be cut off by Stopping."""
        self._inside = True
        try:
            yield
        finally:
            self._inside = False

    def _ask(self, *_: int | FrameType | None) -> None:
        signal.setitimer(signal.ITIMER_REAL, _SOON if self._told else SECONDS_TO_FINISH)
        self._told = True

    def _cut_off(self, *_: int | FrameType | None) -> None:
        if self._inside:
            raise Stopping
        signal.setitimer(signal.ITIMER_REAL, _SOON)
