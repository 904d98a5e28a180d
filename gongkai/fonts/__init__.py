"""Which fonts come with the program, and which characters do they hold?

Subsets of Noto CJK under the SIL Open Font Licence (OFL.txt, beside them); `tools/subset_fonts.py` makes them
from the set of characters named here.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent
SONG, HEI = "Gongkai Song", "Gongkai Hei"

_SIGNS = (
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩〇〔〕〖〗【】《》「」『』㎡㎏㎜㎝㎞℃％‰"
    "×÷±≤≥≠→←↑↓▲●◌○■□✓—–…·•￥＋－＝／"
)
_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x1CD, 0x1DC),
    (0x2010, 0x2027),
    (0x3000, 0x301F),
    (0xFF01, 0xFF5E),
)


@functools.lru_cache
def characters() -> frozenset[str]:
    """GB 2312, Latin with the marks of pinyin, punctuation and the signs that reports use."""
    kept = {*_SIGNS, *_gb2312()}
    for first, last in _RANGES:
        kept.update(map(chr, range(first, last + 1)))
    return frozenset(kept)


def _gb2312() -> Iterator[str]:
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            yield from bytes((high, low)).decode("gb2312", errors="ignore")
