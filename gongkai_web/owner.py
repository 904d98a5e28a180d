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


def shut_below(folder: Path) -> None:
    """Takes what an earlier version left wider in the folders of a folder; it is looked into once.

    Each folder comes last: where that is broken off, the next start begins it anew.
    """
    if _is_shared(folder.stat()):
        return
    for room in folder.iterdir():
        if room.is_dir() and not room.is_symlink() and room.stat().st_mode & _OTHERS:
            for path in room.rglob("*"):
                if not path.is_symlink():
                    shut(path)
            shut(room)


def shut(path: Path) -> None:
    """Takes a file or folder of ours away from all others.

    A folder that all share (/tmp) and what belongs to another account are left as they are.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return
    if found.st_mode & _OTHERS and not _is_shared(found):
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)


def _is_shared(found: os.stat_result) -> bool:
    return bool(found.st_mode & stat.S_ISVTX) or found.st_uid != os.geteuid()
