"""`python -m gongkai_web.tasks.pulse WORKER`: prolongs the lease of the job that its worker runs.

It ends with its worker, however that ends. A job that has run too long costs its worker: a lease would else
be prolonged for ever. It loads nothing of the office.
"""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import sys
import time
from dataclasses import dataclass

from django.db import Error as DatabaseError
from django.db import connection

from gongkai.kin import end_with_parent, orphaned
from gongkai_web.tasks import lease

_BEATS_A_LEASE = 4
_LOOK_AT_PARENT = 5.0  # seconds
_log = logging.getLogger("gongkai.tasks")


@dataclass(frozen=True, slots=True)
class Running:
    """What the worker is at, and until when it may be."""

    job: int
    lease: str
    until: float


def main(worker: int) -> None:
    """Until the worker closes the pipe, or is gone."""
    for name in (signal.SIGINT, signal.SIGTERM):  # a stop is for the worker: it finishes its job first
        signal.signal(name, signal.SIG_IGN)
    end_with_parent(worker, signal.SIGKILL)
    pause = min(lease.length().total_seconds() / _BEATS_A_LEASE, _LOOK_AT_PARENT)
    running: Running | None = None
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while not orphaned(worker):
        if select.select([0], [], [], pause)[0]:
            told = os.read(0, 65536)
            if not told:
                return
            running = _told(told)
        elif running and time.monotonic() > running.until:
            _log.error("任务 %s 超过了时限，结束执行它的工作进程。", running.job)
            os.kill(worker, signal.SIGKILL)
        elif running and not _prolonged(running):
            running = None


def _told(lines: bytes) -> Running | None:
    """The last line is what counts; a line is short enough to arrive whole."""
    said = json.loads(lines.splitlines()[-1])
    return Running(said["job"], said["lease"], time.monotonic() + said["seconds"]) if said else None


def _prolonged(running: Running) -> bool:
    """False once the lease is another's. A database that does not answer is asked again at the next beat."""
    try:
        return lease.prolong(running.job, running.lease)
    except DatabaseError:
        connection.close()
        return True


if __name__ == "__main__":
    main(int(sys.argv[1]))
