"""文字层: which words does a PDF hold, for whoever cannot see its pages? Read once, kept with its digest.

The bytes are a stranger's: they are opened in the limited child, and never while the database is held. What
could not be read is no scan: nothing is said of it, and it is tried again (`jobs.read_text_layers`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import transaction

from gongkai import confined
from gongkai.errors import ReadingError
from gongkai_web.audit.actions import move_public
from gongkai_web.files import checks, store
from gongkai_web.files.models import StoredFile, TextLayer
from gongkai_web.files.words import by_page

_log = logging.getLogger("gongkai.files")
SECONDS_A_FILE = 120.0


def read_layers(files: Iterable[StoredFile]) -> int:
    """Reads those PDFs of the files that nobody has read; how many were. Raises LostError."""
    wanted = {file.sha256: file for file in files if file.media_type == checks.PDF.media_type}
    known = set(TextLayer.objects.filter(sha256__in=wanted).values_list("sha256", flat=True))
    read = 0
    for sha256 in sorted(wanted.keys() - known):
        pages = _read(store.read(sha256), wanted[sha256].name)
        if pages is not None:
            _keep(sha256, pages)
            read += 1
    return read


@transaction.atomic
def _keep(sha256: str, pages: list[str]) -> None:
    TextLayer.objects.get_or_create(sha256=sha256, defaults={"pages": pages})
    move_public()  # a page on which the file is public leads to its words now


def _read(data: bytes, name: str) -> list[str] | None:
    try:
        made: list[str] = confined.call(by_page, data, name=name, seconds=SECONDS_A_FILE)
    except ReadingError as problem:
        _log.warning("文字层没有读出：%s", problem)
        return None
    return made
