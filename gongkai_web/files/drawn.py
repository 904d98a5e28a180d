"""How is a PDF or a picture rid of all that is not seen? It is drawn anew, from what is seen.

The same way as a public version, with nothing blacked out: pictures of pages, and over them the characters
that leave marks. Called in the limited child; writes nothing.
"""

from __future__ import annotations

from gongkai.errors import ReadingError
from gongkai.examining.cleaning import clean
from gongkai_web.errors import Refused
from gongkai_web.files import encode, pages, redact

_PICTURES = {"image/jpeg": encode.jpeg, "image/png": encode.png}


def cleaned(data: bytes, name: str, media_type: str) -> bytes:
    """The clean bytes, whatever the file is. Raises ReadingError with the reason as a sentence."""
    if not pages.can_be_redacted(media_type):
        return clean(data, name)
    try:
        if media_type in _PICTURES:
            return _PICTURES[media_type](next(pages.leaves(data, media_type)).picture)
        made = redact.build(data, media_type, ())
        redact.check(made, data, media_type, ())
    except Refused as problem:
        raise ReadingError(f"{name}：{problem}") from None
    return made
