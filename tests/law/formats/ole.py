"""Workbooks of Excel 97–2003, made by hand so that they can be damaged where it hurts."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Font:
    """A font: struck, raised (1) or lowered (2), the number of its colour, its height in points."""

    struck: bool = False
    level: int = 0
    colour: int = 0x7FFF  # that of the window's text
    points: int = 11

    def record(self) -> bytes:
        flags = 0x0008 if self.struck else 0
        head = struct.pack("<HHHHH", self.points * 20, flags, self.colour, 400, self.level)
        return _record(0x0031, head + b"\0" * 4 + b"\x01\x00A")


@dataclass(frozen=True)
class Look:
    """How cells look: number of the font, pattern and colour of the ground, format of numbers.

    `whole`: as long as since Excel 97.
    """

    font: int = 0
    pattern: int = 0
    ground: int = 64
    format_: int = 0
    whole: bool = True

    def record(self) -> bytes:
        borders = struct.pack("<IIH", 0, self.pattern << 26, self.ground)
        data = struct.pack("<HH", self.font, self.format_) + b"\0" * 6 + borders
        return _record(0x00E0, data if self.whole else data[:16])


Text = tuple[str, Sequence[tuple[int, int]]]  # and from which character on which font


def formatted(
    cells: Sequence[tuple[int, float | Text]],
    fonts: Sequence[Font] = (),
    looks: Sequence[Look] = (Look(),),
    *,
    broken: tuple[int, int] = (-1, 0),
    palette: Sequence[bytes] = (),
    formats: Sequence[tuple[int, str]] = (),
    drawing: bytes = b"",
) -> bytes:
    """A row of numbers and shared texts, each with the number of its look.

    The fonts have the numbers 1, 2, 3, 5 (there is none of number 4). `broken`: the number of the text whose
    characters go on in another record, and after how many.
    """
    texts = [value for _, value in cells if isinstance(value, tuple)]
    more = b"".join(font.record() for font in (Font(), *fonts))
    if palette:
        more += _record(0x0092, struct.pack("<H", len(palette)) + b"".join(palette))
    for number, code in formats:
        head = struct.pack("<HHB", number, len(code), 0)
        if not all(look.whole for look in looks):
            head = struct.pack("<HB", number, len(code))
        more += _record(0x041E, head + code.encode("latin-1"))
    more += b"".join(look.record() for look in looks) + _shared(texts, broken)
    sheet = b""
    for column, (look, value) in enumerate(cells):
        place = struct.pack("<HHH", 0, column, look)
        if isinstance(value, tuple):
            sheet += _record(0x00FD, place + struct.pack("<I", texts.index(value)))
        else:
            sheet += _record(0x0203, place + struct.pack("<d", value))
    if drawing:
        sheet += _record(0x00EC, drawing)
    return in_a_sheet(sheet + _record(0x000A, b""), more)


def _shared(texts: Sequence[Text], broken: tuple[int, int]) -> bytes:
    """The table of shared texts; each tells how it is pronounced, which is no part of it."""
    parts = [struct.pack("<II", len(texts), len(texts))]
    for number, (text, runs) in enumerate(texts):
        wide = any(ord(sign) > 255 for sign in text)
        parts[-1] += struct.pack("<HBHI", len(text), 0x0C | wide, len(runs), 4)
        head, tail = (text[: broken[1]], text[broken[1] :]) if broken[0] == number else (text, "")
        parts[-1] += head.encode("utf-16-le" if wide else "latin-1")
        if tail:  # the rest is written as narrow as it may be
            wide = any(ord(sign) > 255 for sign in tail)
            parts.append(bytes([wide]) + tail.encode("utf-16-le" if wide else "latin-1"))
        parts[-1] += b"".join(struct.pack("<HH", *run) for run in runs) + b"\1\0\0\0"
    return b"".join(_record(0x003C if at else 0x00FC, part) for at, part in enumerate(parts))


def in_a_sheet(records: bytes, more: bytes = b"") -> bytes:
    """A workbook whose only sheet consists of these bytes; `more` stands before it."""
    return compound(_globals(more) + _begin(0x0010) + records)


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _globals(more: bytes) -> bytes:
    """What stands before the only sheet."""
    name, begin = b"register", _begin(0x0005)
    start = len(begin) + 4 + 8 + len(name) + len(more) + 4
    bound = struct.pack("<IHBB", start, 0, len(name), 0) + name
    return begin + _record(0x0085, bound) + more + _record(0x000A, b"")


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
