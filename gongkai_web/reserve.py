"""Where does a site that is started on a full disk find the room that reading takes? In what it laid by.

SQLite makes two files beside its database before anybody can read (`held_open`). A start that meets a full
disk gives the file up for them; the next one that finds room lays it by again. PostgreSQL needs none.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAME = "reserve"
SIZE = 4 * 2**20
FULL = "磁盘已满"
# Less than that is left of a full disk; so many times its size must be left beside the file itself.
_NOTHING, _PLENTY = 2**20, 4


def is_full(folder: Path) -> bool:
    """Whether the disk of the folder has no room left."""
    return shutil.disk_usage(folder).free < _NOTHING


def give_up(folder: Path) -> bool:
    """Frees what was laid by; whether there was anything."""
    found = (folder / NAME).exists()
    (folder / NAME).unlink(missing_ok=True)
    return found


def lay_by(folder: Path) -> None:
    """Takes the room, unless it was taken or the disk needs it itself."""
    reserve, draft = folder / NAME, folder / f".{NAME}"
    if reserve.exists() or shutil.disk_usage(folder).free < _PLENTY * SIZE:
        return
    try:
        draft.write_bytes(os.urandom(SIZE))  # zeros take no room on disks that compress
        draft.replace(reserve)
    finally:
        draft.unlink(missing_ok=True)
