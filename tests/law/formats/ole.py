"""Workbooks of Excel 97–2003, made by hand so that they can be damaged where it hurts."""

from __future__ import annotations

import struct
from collections.abc import Sequence

ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}
_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST = 4096  # a shorter stream would stand elsewhere


def one_far_cell(row: int, column: int) -> bytes:
    """A sheet with a number at its beginning and one far away: laid out, it is as large as that."""
    places = ((0, 0), (row, column))
    numbers = (_record(0x0203, struct.pack("<HHHd", *place, 0, 1.0)) for place in places)
    return in_a_sheet(b"".join(numbers) + _record(0x000A, b""))


def cut_off() -> bytes:
    """The file ends in the middle of its directory."""
    whole = one_far_cell(1, 1)
    return whole[: 2 * _SECTOR + 128 + 60]


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """A sheet of these rows: digits as numbers, errors, anything else as text, nothing for an empty cell."""
    sheet = b""
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            place = struct.pack("<HHH", row, column, 0)
            if text in ERRORS:
                sheet += _record(0x0205, place + struct.pack("<BB", ERRORS[text], 1))
            elif text.isdigit():
                sheet += _record(0x0203, place + struct.pack("<d", float(text)))
            elif text:
                sheet += _record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
    return in_a_sheet(sheet + _record(0x000A, b""))


def in_a_sheet(records: bytes) -> bytes:
    """A workbook whose only sheet consists of these bytes."""
    return compound(_globals() + _begin(0x0010) + records)


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _globals() -> bytes:
    """What stands before the only sheet."""
    name, begin = b"register", _begin(0x0005)
    start = len(begin) + 4 + 8 + len(name) + 4
    bound = struct.pack("<IHBB", start, 0, len(name), 0) + name
    return begin + _record(0x0085, bound) + _record(0x000A, b"")


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def compound(stream: bytes) -> bytes:
    """The file around a workbook's stream.

    Sector 0 is the table of sectors, sector 1 the directory, the stream follows.
    """
    stream = stream.ljust(_SMALLEST, b"\0")
    stream += b"\0" * (-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    table = [_TABLE, _END, *range(3, count + 2), _END]
    table += [_FREE] * (_SECTOR // 4 - len(table))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0")
    head += struct.pack("<IIIIIIII", 1, 1, 0, _SMALLEST, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    return head + struct.pack("<128I", *table) + directory.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, _FREE, _FREE, child)
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)
