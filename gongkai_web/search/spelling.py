"""How would the texts write it that somebody types in traditional characters? In simplified ones."""

from __future__ import annotations

import functools
from typing import Protocol

from django.utils.module_loading import import_string


class Converter(Protocol):
    """What changes characters."""

    def convert(self, text: str) -> str:
        """The text in the other characters."""
        ...


def simplified(text: str) -> str:
    """The text in simplified characters; itself where it has only those of GB 2312, which are simplified."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return _converter().convert(text)
    return text


@functools.lru_cache
def _converter() -> Converter:
    made: Converter = import_string("opencc.OpenCC")("t2s")
    return made
