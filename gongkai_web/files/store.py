"""Where do the bytes of the files of the office lie? By their digest alone; the same bytes lie there once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongkai_web.files.models import StoredFile
from gongkai_web.storage import LostError, Shelf, by_digest

__all__ = ["LostError", "keep", "read", "sweep"]

SHELF = Shelf("files")


def keep(sha256: str, data: bytes) -> None:
    """Writes the bytes under their digest."""
    SHELF.keep(by_digest(sha256), data)


def read(sha256: str) -> bytes:
    """The bytes, compared with their digest. Raises LostError."""
    return SHELF.read(by_digest(sha256), sha256)


def sweep(now: datetime) -> int:
    """Drops bytes without a row: a file whose act was undone after they were written; how many."""
    return SHELF.sweep(now, _known)


def _known(names: Sequence[str]) -> set[str]:
    digests = [name.rpartition("/")[2] for name in names]
    rows = StoredFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True)
    return {by_digest(sha256) for sha256 in rows}
