"""Where do the bytes of the files lie that were handed in to be checked? By batch and digest.

The shelf bears the name that it had in version 0.1.
"""

from __future__ import annotations

from pathlib import Path

from gongkai_web.annual.campaign.models import Batch, SubmittedFile
from gongkai_web.storage import Shelf

SHELF = Shelf("review")


def keep(batch: Batch, sha256: str, data: bytes) -> None:
    """Writes the bytes under their digest."""
    SHELF.keep(f"{batch.pk}/{sha256}", data)


def path(file: SubmittedFile) -> Path:
    """Where the process that reads the file finds it."""
    return SHELF.path(f"{file.batch_id}/{file.sha256}")


def drop(batch: Batch, sha256: str) -> None:
    """Deletes the bytes; a batch holds each digest once, so nobody else needs them."""
    SHELF.drop(f"{batch.pk}/{sha256}")
