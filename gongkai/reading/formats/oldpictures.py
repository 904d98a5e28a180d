"""Over which cells of a workbook of Excel 97–2003 does a small picture lie (MS-ODRAW)?"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_HEAD = 8
_CONTAINER = 0x0F
_SHAPE, _ANCHOR = 0xF00A, 0xF010
_PICTURE = 75  # the frame of a picture


def places_of(drawing: bytes) -> Iterator[tuple[int, int]]:
    """Row and column of the cells in which pictures begin that are not larger than a cell may be."""
    at = shape = 0
    while at + _HEAD <= len(drawing):
        told, kind, length = struct.unpack_from("<HHI", drawing, at)
        at += _HEAD
        if told & _CONTAINER == _CONTAINER:
            continue  # its parts follow
        if kind == _SHAPE:
            shape = told >> 4
        elif kind == _ANCHOR and shape == _PICTURE:
            left, top, right, bottom = struct.unpack_from("<2xH2xH2xH2xH", drawing, at)
            if right <= left + 1 and bottom <= top + 1:
                yield top, left
        at += length
