"""How much of a passage was taken over from last year's?

Shingles of eight characters, without figures, years and punctuation: headings may change, sentences may move,
numbers may be brought up to date – what is left the same is counted.
"""

from __future__ import annotations

import re

from gongkai.prose.wording import plain

WIDTH = 8
_DROPPED = re.compile(r"[^\u4e00-\u9fff]+|^[(（]?[一二三四五六七八九十][)）、]")


def share_taken_over(text: str, before: str) -> tuple[float, int]:
    """The share (0–1) of the passage's characters that stand in `before` too, and its length in characters.

    Punctuation, digits and Latin letters do not count on either side.
    """
    own, old = _bones(text), _bones(before)
    if len(own) < WIDTH or len(old) < WIDTH:
        return 0.0, len(own)
    known = {old[start : start + WIDTH] for start in range(len(old) - WIDTH + 1)}
    covered, reach = 0, 0
    for start in range(len(own) - WIDTH + 1):
        if own[start : start + WIDTH] in known:
            covered += start + WIDTH - max(start, reach)
            reach = start + WIDTH
    return covered / len(own), len(own)


def _bones(text: str) -> str:
    return _DROPPED.sub("", plain(text))
