"""Where may the source of a long page be parted, so that each part reads as it would in the whole?

What looks through words keeps a place for every letter: of two megabytes at once that is hundreds of
megabytes of memory. A page is parted where a block begins, never within a script, a style or a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PIECE = 1 << 16  # letters
_MARK = re.compile(
    r"<!--|-->|</?(?:script|style|textarea)\b|<(?:p|div|tr|td|li|ul|table|section|article|h[1-6])\b",
    re.IGNORECASE,
)
_ENDS = {"<!--": "-->", "<script": "</script", "<style": "</style", "<textarea": "</textarea"}


def pieces(source: str, size: int = PIECE) -> Iterator[tuple[int, str]]:
    """Parts of about that size, each with where it begins; one, where it is not longer than two of them."""
    begun = 0
    for end in _ends(source, size) if len(source) > 2 * size else ():
        yield begun, source[begun:end]
        begun = end
    yield begun, source[begun:]


def _ends(source: str, size: int) -> Iterator[int]:
    begun = free = 0  # `free`: from there on it is text, not a script
    awaited = ""
    for mark in _MARK.finditer(source):
        said = mark[0].lower()
        if awaited:
            awaited, free = ("", mark.end()) if said == awaited else (awaited, free)
            continue
        for end in _in_text(max(begun, free), mark.start(), size):
            yield end
            begun = end
        awaited = _ENDS.get(said, "")
        if not awaited and said != "-->" and not said.startswith("</") and mark.start() - begun >= size:
            yield mark.start()
            begun = mark.start()
    if not awaited:
        yield from _in_text(max(begun, free), len(source), size)


def _in_text(first: int, last: int, size: int) -> Iterator[int]:
    """Where text without blocks is parted, if it is that long."""
    while last - first > 2 * size:
        first += size
        yield first
