"""Which bytes of a compound file (MS-CFB) hold the stream of a workbook?

A damaged file raises struct.error or IndexError, or yields fewer bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_HEAD, _ENTRY, _SMALLEST = 512, 128, 4096  # bytes; a shorter stream stands elsewhere
_FIRST_SECTORS = 109
_END = 0xFFFFFFFA  # from here on no sector


def stream_of(data: bytes, names: Collection[str]) -> bytes:
    """The first stream of one of these names; b"" where there is none."""
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    first_of_directory = struct.unpack_from("<I", data, 48)[0]
    numbers = struct.unpack_from(f"<{_FIRST_SECTORS}I", data, 76)
    table = [
        entry
        for number in numbers
        if number < _END
        for entry in struct.iter_unpack("<I", _sector(data, number, size)[: size // 4 * 4])
    ]
    chain = _Chain([entry for (entry,) in table], len(data) // size + 1)
    directory = b"".join(_sector(data, number, size) for number in chain.sectors(first_of_directory))
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        start, long = struct.unpack_from("<II", directory, at + 116)
        if name in names and long >= _SMALLEST:
            return b"".join(_sector(data, number, size) for number in chain.sectors(start))[:long]
    return b""


def _sector(data: bytes, number: int, size: int) -> bytes:
    start = max(_HEAD, size) + number * size
    return data[start : start + size]


@dataclass(frozen=True, slots=True)
class _Chain:
    """Which sector follows on which, and how many the file has."""

    following: list[int]
    most: int

    def sectors(self, number: int) -> Iterator[int]:
        """The sectors of a chain; one that goes round ends after as many as there are."""
        for _ in range(self.most):
            if number >= len(self.following):
                return
            yield number
            number = self.following[number]
