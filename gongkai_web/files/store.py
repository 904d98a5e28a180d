"""Where do the bytes of the files of the office lie? By their digest alone; the same bytes lie there once."""

from __future__ import annotations

from gongkai_web.storage import LostError, Shelf, by_digest

__all__ = ["LostError", "keep", "read"]

SHELF = Shelf("files")


def keep(sha256: str, data: bytes) -> None:
    """Writes the bytes under their digest."""
    SHELF.keep(by_digest(sha256), data)


def read(sha256: str) -> bytes:
    """The bytes, compared with their digest. Raises LostError."""
    return SHELF.read(by_digest(sha256), sha256)
