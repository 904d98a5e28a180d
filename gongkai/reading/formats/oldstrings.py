"""Which of the shared texts of a workbook of Excel 97–2003 have several fonts (MS-XLS 2.4.265, 2.5.293)?

The table of texts runs on over records; where a text is broken by one, a byte says anew how wide its
characters are. Damaged records raise struct.error or IndexError.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.reading.formats.sheetfonts import Font, Piece

_WIDE, _TOLD_APART, _RICH = 0x01, 0x04, 0x08  # wide characters, how it is pronounced, fonts
_UNIT = 2  # bytes of a UTF-16 unit


@dataclass(slots=True)
class _Records:
    """The bytes of records, one after the other."""

    parts: Sequence[bytes]
    part: int = 0
    at: int = 0

    def take(self, count: int) -> bytes:
        """The next bytes; those of a text's fonts may go on in the next record."""
        found = bytearray()
        while len(found) < count:
            self._turn()
            piece = self.parts[self.part][self.at : self.at + count - len(found)]
            self.at += len(piece)
            found += piece
        return bytes(found)

    def units(self, count: int, wide: bool) -> bytes:
        """The next characters as UTF-16."""
        found = bytearray()
        while count:
            if self._turn():
                wide = bool(self.take(1)[0] & _WIDE)
                continue
            left = len(self.parts[self.part]) - self.at
            some = min(count, left // _UNIT if wide else left)
            piece = self.take((some or 1) * (_UNIT if wide else 1))
            found += piece if wide else piece.decode("latin-1").encode("utf-16-le")
            count -= some or 1
        return bytes(found)

    def _turn(self) -> bool:
        """To the next record, where this one is at its end."""
        if self.at < len(self.parts[self.part]):
            return False
        self.part, self.at = self.part + 1, 0
        self.parts[self.part]  # there is one, or the file is damaged
        return True


def pieces_of(parts: Sequence[bytes], fonts: Mapping[int, Font]) -> dict[int, Sequence[Piece]]:
    """The texts with several fonts, by their numbers in the table."""
    if not parts:
        return {}
    records = _Records(parts)
    (unique,) = struct.unpack("<4xI", records.take(8))
    found: dict[int, Sequence[Piece]] = {}
    for number in range(min(unique, sum(map(len, parts)))):
        pieces = _text(records, fonts)
        if pieces:
            found[number] = pieces
    return found


def _text(records: _Records, fonts: Mapping[int, Font]) -> list[Piece]:
    """The next text; [] where it has one font."""
    count, flags = struct.unpack("<HB", records.take(3))
    runs = struct.unpack("<H", records.take(2))[0] if flags & _RICH else 0
    more = struct.unpack("<I", records.take(4))[0] if flags & _TOLD_APART else 0
    units = records.units(count, bool(flags & _WIDE))
    changes = list(struct.iter_unpack("<HH", records.take(4 * runs)))
    records.take(more)
    if not changes:
        return []
    starts = [0, *(start for start, _ in changes), count]
    own = [None, *(fonts.get(font) for _, font in changes)]
    texts = [
        units[_UNIT * start : _UNIT * end].decode("utf-16-le", "replace") for start, end in pairwise(starts)
    ]
    return list(zip(texts, own, strict=True))
