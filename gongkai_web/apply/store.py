"""Where do the uploads of a draft lie until it is submitted?

In the data folder, which no web server serves: `drafts/<draft>/<number>`, for the owner alone. They are not
among the files of the office: nobody there may see what was never handed in, and with the draft they go.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

from django.conf import settings

from gongkai_web.errors import Refused


def keep(draft: int, file: int, data: bytes) -> None:
    """Writes the bytes of one file."""
    path = _path(draft, file)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(data)


def read(draft: int, file: int, sha256: str, name: str) -> bytes:
    """The bytes, compared with their digest. Raises Refused where they are gone."""
    try:
        data = _path(draft, file).read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Refused(f"草稿里的《{name}》找不到了；请去掉它，再重新上传。")
    return data


def drop(draft: int, file: int | None = None) -> None:
    """Removes one file, or all of a draft."""
    if file is None:
        shutil.rmtree(_folder(draft), ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        _path(draft, file).unlink()


def _folder(draft: int) -> Path:
    return Path(settings.DATA) / "drafts" / str(draft)


def _path(draft: int, file: int) -> Path:
    return _folder(draft) / str(file)
