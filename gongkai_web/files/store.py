"""Where do the bytes of the files of the office lie? By their digest alone; the same bytes lie there once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from gongkai_web import vault
from gongkai_web.files.models import StoredFile
from gongkai_web.storage import LostError, Shelf, by_digest

__all__ = ["LostError", "drop", "keep", "read", "relock", "seal", "sweep", "unsealed"]

SHELF = Shelf("files")
LOCKED = Shelf("sealed")
_ROOM, _PURPOSE = "files", "sealed"


def keep(sha256: str, data: bytes) -> None:
    """Writes the bytes under their digest."""
    SHELF.keep(by_digest(sha256), data)


def read(sha256: str) -> bytes:
    """The bytes, compared with their digest. Raises LostError."""
    return SHELF.read(by_digest(sha256), sha256)


def seal(sha256: str) -> None:
    """Keeps the bytes besides, readable with a key of the installation alone. Raises LostError."""
    LOCKED.keep(by_digest(sha256), vault.encrypt(settings.IDENTITY_KEYS, _ROOM, _PURPOSE, read(sha256)))


def unsealed(sha256: str) -> bytes:
    """The bytes that were sealed. Raises LostError, or LockedError where the key is another one."""
    name = by_digest(sha256)
    try:
        locked = LOCKED.path(name).read_bytes()
    except OSError:
        raise LostError("这份封存的文件在存储中找不到了；请联系系统管理员从备份恢复。") from None
    return vault.decrypt(settings.IDENTITY_KEYS, _ROOM, _PURPOSE, locked)


def relock(sha256: str) -> bool:
    """Locks what was sealed with the present key; whether it was under a former one."""
    name = by_digest(sha256)
    if vault.opens(settings.IDENTITY_KEYS[:1], _ROOM, _PURPOSE, LOCKED.path(name).read_bytes()):
        return False
    LOCKED.keep(name, vault.encrypt(settings.IDENTITY_KEYS, _ROOM, _PURPOSE, unsealed(sha256)))
    return True


def drop(sha256: str) -> None:
    """Removes the plain bytes."""
    SHELF.drop(by_digest(sha256))


def sweep(now: datetime) -> int:
    """Drops bytes without a row: a file whose act was undone after they were written; how many."""
    return SHELF.sweep(now, _known)


def _known(names: Sequence[str]) -> set[str]:
    digests = [name.rpartition("/")[2] for name in names]
    rows = StoredFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True)
    return {by_digest(sha256) for sha256 in rows}
