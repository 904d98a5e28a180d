"""How many passwords are hashed at once on this machine?

A hash is dear on purpose. Whoever sends many sign-ins at once would have every processor hash, and no page
would come. So there are few places for all processes of the machine – half of its processors –, each a lock
on a file that ends with its holder; of each process few may wait for one, briefly. Everybody else is told so
at once, which costs nothing.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from gongkai_web.errors import Refused

if sys.platform != "win32":
    import fcntl

FOLDER = "sign-in"
MOST_WAITING = 2  # of one process: its other threads go on showing pages
SECONDS_WAITED = 2.0
_SECONDS_A_LOOK = 0.02
_waiting = threading.BoundedSemaphore(MOST_WAITING)


class CrowdedError(Refused):
    """Others are signing in; nothing was compared, and nothing counts as a failure."""

    def __init__(self) -> None:
        super().__init__(
            "正在登录的人太多，这一次没有核对口令，不算输错；登录名已留着，请过几秒再填口令登录。"
        )


def places() -> int:
    """How many hash at once: half of the processors; the others are for the pages."""
    return max(1, (os.cpu_count() or 1) // 2)


@contextlib.contextmanager
def place() -> Iterator[None]:
    """One of the places, as long as the block. Raises CrowdedError."""
    lock = _taken()
    if lock is None:
        lock = _waited_for()
    try:
        yield
    finally:
        os.close(lock)


def _waited_for() -> int:
    """A place that somebody left while we waited. Raises CrowdedError."""
    if not _waiting.acquire(blocking=False):
        raise CrowdedError
    try:
        until = time.monotonic() + SECONDS_WAITED
        while time.monotonic() < until:
            time.sleep(_SECONDS_A_LOOK)
            lock = _taken()
            if lock is not None:
                return lock
    finally:
        _waiting.release()
    raise CrowdedError


def _taken() -> int | None:
    """A place that nobody holds; None where all are held."""
    folder = Path(settings.DATA) / FOLDER
    folder.mkdir(exist_ok=True, mode=0o700)
    for number in range(places()):
        lock = os.open(folder / str(number), os.O_RDWR | os.O_CREAT, 0o600)
        if _held(lock):
            return lock
        os.close(lock)
    return None


def _held(lock: int) -> bool:
    """Whether it is ours now. It ends when it is closed, also by the death of whoever holds it."""
    if sys.platform == "win32":  # where sites are only tried, one person at a time
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
