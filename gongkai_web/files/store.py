"""Where do the bytes lie?

In the data folder, which no web server serves: `files/<first two of the digest>/<sha256>`, readable for the
owner alone and never executable. The digest alone makes the path, never a name that somebody sent; the same
bytes lie there once.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

from gongkai_web.errors import Refused


class LostError(Refused):
    """The bytes of a file are gone or are no longer those that were handed in."""


def keep(sha256: str, data: bytes) -> None:
    """Writes the bytes under their digest, whole or not at all, and onto the disk before it returns."""
    path = _path(sha256)
    if path.is_file() and path.read_bytes() == data:
        return  # what is damaged is written anew
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.parent / f".{secrets.token_hex(8)}"
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _sync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)


def read(sha256: str) -> bytes:
    """The bytes, compared with their digest. Raises LostError."""
    try:
        data = _path(sha256).read_bytes()
    except OSError:
        raise LostError("这份文件在存储中找不到了；请联系系统管理员从备份恢复。") from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise LostError("这份文件的内容与收下时不同，不再提供；请联系系统管理员从备份恢复。")
    return data


def _path(sha256: str) -> Path:
    return Path(settings.DATA) / "files" / sha256[:2] / sha256


def _sync_folder(folder: Path) -> None:
    """A renamed file is on the disk only once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
