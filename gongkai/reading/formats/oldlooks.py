"""What does a workbook of Excel 97–2003 show that its values do not tell: errors, struck and hidden cells?

The library gives an error as nothing at all. So the records of the sheets are looked at once more (MS-XLS),
in the compound file that holds them (MS-CFB). A file that is damaged is left to the library: here it says
nothing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from gongkai.reading.formats.sheetlooks import Looks, Place
from gongkai.reading.marks import STRUCK, unread

_HEAD, _ENTRY, _SMALLEST = 512, 128, 4096  # bytes; a shorter stream stands elsewhere
_FIRST_SECTORS = 109
_END = 0xFFFFFFFA  # from here on no sector
_NAMES = ("Workbook", "Book")
_SHEET, _EOF, _FONT, _XF, _ROW, _COLUMNS = 0x0085, 0x000A, 0x0031, 0x00E0, 0x0208, 0x007D
_FORMULA, _ERROR, _MANY = 0x0006, 0x0205, 0x00BD
_VALUES = frozenset({0x0203, 0x0204, 0x027E, 0x00FD, _FORMULA})  # number, text, packed number, shared text
_STRIKES, _HIDES_ROW, _HIDES_COLUMN = 0x0008, 0x0020, 0x0001
_MOST_SHEETS = 64
_NO_FONT = 4  # this number is never given
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
Record = tuple[int, bytes]


@dataclass(slots=True)
class _Sheet:
    texts: dict[Place, str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def old_looks_of(data: bytes) -> dict[str, Looks]:
    """The looks of the sheets by title; {} for a file in which they cannot be found."""
    try:
        stream = _stream(data)
        starts, struck = _globals(stream)
        first = islice(starts.items(), _MOST_SHEETS)
        sheets = {title: _looked_at(stream, start, struck) for title, start in first}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}
    return {
        title: Looks(sheet.texts, frozenset(sheet.rows), frozenset(sheet.columns))
        for title, sheet in sheets.items()
    }


# – the compound file


def _stream(data: bytes) -> bytes:
    """The stream of the workbook; b"" where there is none."""
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
        if name in _NAMES and long >= _SMALLEST:
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


# – its records


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """The records from there to the end of their part."""
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _EOF:
            return
        at += 4 + length


def _globals(stream: bytes) -> tuple[dict[str, int], frozenset[int]]:
    """Where the sheets begin, by title, and the numbers of the formats of cells that strike their text."""
    starts: dict[str, int] = {}
    fonts: list[bool] = []
    formats: list[int] = []
    for kind, data in _records(stream, 0):
        if kind == _SHEET:
            start, _, _, length, wide = struct.unpack_from("<IBBBB", data)
            name = (
                data[8 : 8 + length * 2].decode("utf-16-le")
                if wide & 1
                else data[8 : 8 + length].decode("latin-1")
            )
            starts[name] = start
        elif kind == _FONT:
            fonts.append(bool(struct.unpack_from("<H", data, 2)[0] & _STRIKES))
        elif kind == _XF:
            formats.append(struct.unpack_from("<H", data)[0])
    struck = {at if at < _NO_FONT else at + 1 for at, strikes in enumerate(fonts) if strikes}
    return starts, frozenset(at for at, font in enumerate(formats) if font in struck)


def _looked_at(stream: bytes, start: int, struck: frozenset[int]) -> _Sheet:
    sheet = _Sheet()
    for kind, data in _records(stream, start):
        if kind == _ROW and struct.unpack_from("<H", data, 12)[0] & _HIDES_ROW:
            sheet.rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _COLUMNS and struct.unpack_from("<H", data, 8)[0] & _HIDES_COLUMN:
            first, last = struct.unpack_from("<HH", data)
            sheet.columns.update(range(first, min(last, 255) + 1))
        elif kind == _ERROR or kind in _VALUES:
            row, column, look = struct.unpack_from("<HHH", data)
            text = _error(kind, data) or (unread(STRUCK) if look in struck and kind in _VALUES else "")
            if text:
                sheet.texts[row, column] = text
        elif kind == _MANY:
            row, column = struct.unpack_from("<HH", data)
            for at in range(4, len(data) - 2, 6):
                if struct.unpack_from("<H", data, at)[0] in struck:
                    sheet.texts[row, column + (at - 4) // 6] = unread(STRUCK)
    return sheet


def _error(kind: int, data: bytes) -> str:
    """The error that stands in the cell, by itself or as the result of its formula."""
    if kind == _ERROR and data[7] == 1:
        return _ERRORS.get(data[6], "#N/A")
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return _ERRORS.get(data[8], "#N/A")
    return ""
