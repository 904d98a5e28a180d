"""What does an attached file say? Read once for its digest: the same bytes say the same."""

from __future__ import annotations

import functools

from gongkai.errors import GongkaiError
from gongkai.proofing.filetext import file_text
from gongkai_web.files import store

_KEPT = 64


@functools.lru_cache(maxsize=_KEPT)
def text_of(sha256: str, name: str) -> str | None:
    """The text; None where there is none to be had: a picture, a scan, bytes that are lost."""
    try:
        return file_text(store.read(sha256), name)
    except GongkaiError:
        return None
