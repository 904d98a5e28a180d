"""How does a worker keep the lease of a job that takes long?

Through a process of its own (`pulse`), which hears over a pipe which job runs: a job in C code that lets no
other thread run keeps its lease all the same.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator

from gongkai_web.tasks.models import Job


class Heart:
    """One for a worker; started with it, and anew where it was killed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """It beats once this returns: no lease runs out while a slow machine still loads it."""
        if self._process is None or self._process.poll() is not None:
            self._process = _started()
        return self._process

    @contextlib.contextmanager
    def beating(self, job: Job, seconds: int) -> Iterator[None]:
        """Prolongs the lease of the job until the block is left, for at most so long."""
        self._say({"job": job.pk, "lease": job.lease, "seconds": seconds})
        try:
            yield
        finally:
            self._say({})

    def stop(self) -> None:
        """No job runs any more."""
        if self._process and self._process.stdin:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
            self._process.wait()
        self._process = None

    def _say(self, what: dict[str, object]) -> None:
        line = json.dumps(what).encode() + b"\n"
        for _ in range(2):
            pipe = self.start().stdin
            assert pipe is not None  # see `_started`
            try:
                os.write(pipe.fileno(), line)
            except BrokenPipeError:
                continue
            return


def _started() -> subprocess.Popen[bytes]:
    # Django would warn that the database is asked before the models are loaded: they never are.
    quiet = [sys.executable, "-W", "ignore::RuntimeWarning", "-m", "gongkai_web.tasks.pulse"]
    words = [*quiet, str(os.getpid())]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 – our own
    assert process.stdout is not None
    with process.stdout as said:
        said.readline()
    return process
