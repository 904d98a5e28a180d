"""Where do passing files lie, so that they go even where whoever laid them down is killed?

In a folder with a lock that ends with its owner, however that ends. Whoever opens the next one removes those
that nobody holds: they may contain what was handed in.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PREFIX = "gongkai-held-"


class Scratch:
    """A folder of our own until `remove`, or until the process has ended and the next one comes by."""

    def __init__(self) -> None:
        sweep()
        self.path, self._lock = _held()

    def remove(self) -> None:
        """Removes it with all that it holds."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """Such a folder, as long as the block."""
    folder = Scratch()
    try:
        yield folder.path
    finally:
        folder.remove()


def sweep() -> None:
    """Removes our folders whose owner has ended."""
    if sys.platform == "win32":
        return
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # it is held, another user's, or gone by now
            if path.stat(follow_symlinks=False).st_uid != os.geteuid():
                continue
            lock = _lock(path)
            try:
                shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(lock)


def _held() -> tuple[Path, int | None]:
    """A new folder and its lock; anew where somebody swept it away before it was held."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=PREFIX))
        if sys.platform == "win32":
            return path, None
        with contextlib.suppress(OSError):
            lock = _lock(path)
            if path.is_dir():
                return path, lock
            os.close(lock)


def _lock(path: Path) -> int:
    """Raises OSError where another holds it."""
    opened = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(opened)
        raise
    return opened
