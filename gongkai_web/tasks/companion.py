"""How does the site bring a worker along?

As a child of gunicorn's master, which looks after it in its own loop: no thread, no open connection across a
fork. The child ends with the master, however that ends (`gongkai.kin`).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Sequence

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

_PAUSE = 3.0  # seconds from start to start
_SECONDS_TO_END = 30.0


class Companion:
    """A worker that is started again when it has ended. `words`: its command, to which our pid is added."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = (*words, str(os.getpid()))
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    def keep(self) -> None:
        """Starts it where it does not run, but not without a pause."""
        gone = self._process is None or self._process.poll() is not None
        if gone and time.monotonic() - self._started >= _PAUSE:
            self._started = time.monotonic()
            self._process = subprocess.Popen(self._words, stdin=subprocess.DEVNULL)  # noqa: S603 – our own

    def tell(self) -> None:
        """It is to end, after its job."""
        if self._process:
            self._process.terminate()

    def end(self) -> None:
        """Waits until it has ended; not for ever."""
        if self._process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_SECONDS_TO_END)
            self._process.kill()


class Master(Arbiter):
    """gunicorn's master, with a worker beside its own."""

    def __init__(self, app: BaseApplication, companion: Companion | None) -> None:
        self._companion = companion
        super().__init__(app)

    def manage_workers(self) -> None:
        """About once a second."""
        super().manage_workers()
        if self._companion:
            self._companion.keep()

    def stop(self, graceful: bool = True) -> None:
        """Both kinds of workers wind down at the same time."""
        if self._companion:
            self._companion.tell()
        super().stop(graceful)
        if self._companion:
            self._companion.end()
