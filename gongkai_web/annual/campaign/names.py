"""Under which name is a file shown, whatever it was called on its way here?

A name is only shown and offered for downloading; where the bytes lie does not depend on it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from gongkai_web.annual.campaign import limits

UNNAMED = "未命名"
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_LONGEST_SUFFIX = 10


def clean_name(name: str) -> str:
    """The last part of a path as a harmless name of at most LONGEST_NAME characters, its suffix kept."""
    last = re.split(r"[\\/]", name)[-1]
    # Category C: control characters, and marks that turn the direction of writing (a hidden .exe).
    kept = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    plain = " ".join(_FORBIDDEN.sub("_", kept).split()).strip(". ")
    if len(plain) <= limits.LONGEST_NAME:
        return plain or UNNAMED
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > _LONGEST_SUFFIX:
        return plain[: limits.LONGEST_NAME]
    return f"{stem[: limits.LONGEST_NAME - len(suffix) - 1].rstrip()}.{suffix}"


def clean_path(parts: Iterable[str]) -> str:
    """A file of an archive with its folders: 年报.zip/县/一.docx. Folders are dropped where it gets long."""
    cleaned = [clean_name(part) for whole in parts for part in re.split(r"[\\/]", whole)]
    kept = [part for part in cleaned if part != UNNAMED] or [UNNAMED]
    while len(kept) > 1 and len("/".join(kept)) > limits.LONGEST_PATH:
        kept.pop(-2 if len(kept) > 2 else 0)
    return "/".join(kept)
