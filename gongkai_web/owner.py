"""Who may read what this program writes? The account under which it runs, and nobody else on the machine.

Names, telephone numbers and what people ask for lie in the database and beside it. New files are made for the
owner alone, whatever the shell says; what an earlier version left wider is made narrower.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
_OTHERS = 0o077


@contextmanager
def alone() -> Iterator[None]:
    """Within it files and folders are made for the owner alone."""
    before = os.umask(_OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def shut(path: Path) -> None:
    """Takes a file or folder of ours away from all others.

    A folder that all share (/tmp) and what belongs to another account are left as they are.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return
    shared = found.st_mode & stat.S_ISVTX or found.st_uid != os.geteuid()
    if found.st_mode & _OTHERS and not shared:
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
