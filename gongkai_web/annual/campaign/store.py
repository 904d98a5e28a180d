"""Where do the bytes of the files lie?

In the data folder, which no web server serves: `review/<batch>/<sha256>`, readable for the owner alone and
never executable. Only the digest makes the path, never a name that somebody sent.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

from gongkai_web.annual.campaign.models import Batch, SubmittedFile


def keep(batch: Batch, sha256: str, data: bytes) -> None:
    """Writes the bytes under their digest; whole or not at all."""
    folder = _folder(batch.pk)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = folder / f".{secrets.token_hex(8)}"
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        partial.replace(folder / sha256)
    finally:
        partial.unlink(missing_ok=True)


def path(file: SubmittedFile) -> Path:
    """Where the bytes of the file lie."""
    return _folder(file.batch_id) / file.sha256


def drop(batch: Batch, sha256: str) -> None:
    """Deletes the bytes; a batch holds each digest once, so nobody else needs them."""
    (_folder(batch.pk) / sha256).unlink(missing_ok=True)


def _folder(batch: int) -> Path:
    return Path(settings.DATA) / "review" / str(batch)
