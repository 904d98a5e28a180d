"""What does a workbook of Excel 97–2003 show that its values do not tell: errors, struck and hidden cells?

The library gives an error as nothing at all. So the records of the sheets are looked at once more (MS-XLS),
in the compound file that holds them. A file that is damaged is left to the library: here it says
nothing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from gongkai.reading.formats.compound import stream_of
from gongkai.reading.formats.oldpictures import places_of
from gongkai.reading.formats.oldstrings import pieces_of
from gongkai.reading.formats.sheetfonts import PLAIN, Font, Piece, Style, seen
from gongkai.reading.formats.sheetlooks import Looks, Place
from gongkai.reading.formats.sheetstyles import is_unseen
from gongkai.reading.marks import PICTURE, Level, unread

_NAMES = ("Workbook", "Book")
_SHEET, _EOF, _FONT, _XF, _ROW, _COLUMNS = 0x0085, 0x000A, 0x0031, 0x00E0, 0x0208, 0x007D
_TEXTS, _CONTINUE, _FORMAT, _PALETTE, _DRAWING = 0x00FC, 0x003C, 0x041E, 0x0092, 0x00EC
_FORMULA, _ERROR, _MANY, _SHARED = 0x0006, 0x0205, 0x00BD, 0x00FD
_VALUES = frozenset({0x0203, 0x0204, 0x027E, _SHARED, _FORMULA})  # number, text, packed number, shared text
_STRIKES, _HIDES_ROW, _HIDES_COLUMN = 0x0008, 0x0020, 0x0001
_LEVELS: Mapping[int, Level] = {1: "raised", 2: "lowered"}
_TINY = 40  # twentieths of a point
_WHITES = frozenset({0x01, 0x09})  # as long as the palette does not say otherwise
_FIRST_COLOUR, _SOLID = 8, 1
_MOST_SHEETS = 64
_NO_FONT = 4  # this number is never given
_LEAST_FORMAT, _WHOLE_STYLE = (
    5,
    20,
)  # bytes; Excel 95 has shorter ones, and says elsewhere what ground there is
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
    gone: dict[Place, str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)

    def looks(self) -> Looks:
        """What the sheet shows otherwise than its values say."""
        return Looks(self.texts, frozenset(self.rows), frozenset(self.columns), self.gone)


@dataclass(slots=True)
class _Book:
    """Where the sheets begin, by title; the styles of cells; the shared texts with several fonts."""

    starts: dict[str, int] = field(default_factory=dict)
    styles: Sequence[Style] = ()
    texts: Mapping[int, Sequence[Piece]] = field(default_factory=dict)

    def style(self, number: int) -> Style:
        """The style of that number; a plain one where there is none."""
        return self.styles[number] if number < len(self.styles) else PLAIN


def old_looks_of(data: bytes) -> dict[str, Looks]:
    """The looks of the sheets by title; {} for a file in which they cannot be found."""
    try:
        stream = stream_of(data, _NAMES)
        book = _book(stream)
        first = islice(book.starts.items(), _MOST_SHEETS)
        return {title: _looked_at(stream, start, book).looks() for title, start in first}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """The records from there to the end of their part."""
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _EOF:
            return
        at += 4 + length


def _book(stream: bytes) -> _Book:
    """What the records before the sheets say of all of them."""
    book, before = _Book(), 0
    kept: dict[int, list[bytes]] = {kind: [] for kind in (_FONT, _XF, _FORMAT, _PALETTE, _TEXTS)}
    for kind, data in _records(stream, 0):
        if kind == _SHEET:
            book.starts[_title(data)] = struct.unpack_from("<I", data)[0]
        elif kind in kept:
            kept[kind].append(data)
        elif kind == _CONTINUE and before == _TEXTS:
            kept[_TEXTS].append(data)
            continue
        before = kind
    whites = _whites(kept[_PALETTE])
    fonts = {at if at < _NO_FONT else at + 1: _font(data, whites) for at, data in enumerate(kept[_FONT])}
    formats = dict(_format(data) for data in kept[_FORMAT] if len(data) >= _LEAST_FORMAT)
    book.styles = [_style(data, fonts, formats, whites) for data in kept[_XF]]
    book.texts = pieces_of(kept[_TEXTS], fonts)
    return book


def _title(data: bytes) -> str:
    length, wide = struct.unpack_from("<BB", data, 6)
    return (
        data[8 : 8 + length * 2].decode("utf-16-le") if wide & 1 else data[8 : 8 + length].decode("latin-1")
    )


def _whites(palettes: Sequence[bytes]) -> frozenset[int]:
    """The numbers of the colours that are white."""
    if not palettes:
        return _WHITES
    colours = struct.iter_unpack("<4s", palettes[-1][2 : 2 + len(palettes[-1][2:]) // 4 * 4])
    own = {at for at, (colour,) in enumerate(colours, _FIRST_COLOUR) if colour[:3] == b"\xff\xff\xff"}
    return frozenset({min(_WHITES), *own})


def _font(data: bytes, whites: frozenset[int]) -> Font:
    height, flags, colour, _, level = struct.unpack_from("<HHHHH", data)
    return Font(bool(flags & _STRIKES), _LEVELS.get(level, ""), colour in whites or height <= _TINY)


def _format(data: bytes) -> tuple[int, str]:
    """The number of a format of numbers, and how it writes them."""
    number, length, wide = struct.unpack_from("<HHB", data)
    code = data[5 : 5 + (2 * length if wide & 1 else length)]
    return number, code.decode("utf-16-le" if wide & 1 else "latin-1", "replace")


def _style(
    data: bytes, fonts: Mapping[int, Font], formats: Mapping[int, str], whites: frozenset[int]
) -> Style:
    font, written = struct.unpack_from("<HH", data)
    if len(data) < _WHOLE_STYLE:
        return Style(fonts.get(font, PLAIN.font), grounded=True)
    pattern, colour = (
        struct.unpack_from("<I", data, 14)[0] >> 26,
        struct.unpack_from("<H", data, 18)[0] & 0x7F,
    )
    grounded = pattern > _SOLID or (pattern == _SOLID and colour not in whites)
    return Style(fonts.get(font, PLAIN.font), grounded, is_unseen(formats.get(written)))


def _looked_at(stream: bytes, start: int, book: _Book) -> _Sheet:
    sheet, drawing = _Sheet(), b""
    for kind, data in _records(stream, start):
        if kind == _ROW and struct.unpack_from("<H", data, 12)[0] & _HIDES_ROW:
            sheet.rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _COLUMNS and struct.unpack_from("<H", data, 8)[0] & _HIDES_COLUMN:
            first, last = struct.unpack_from("<HH", data)
            sheet.columns.update(range(first, min(last, 255) + 1))
        elif kind == _ERROR or kind in _VALUES:
            _look(sheet, book, kind, data)
        elif kind == _MANY:
            row, column = struct.unpack_from("<HH", data)
            for at in range(4, len(data) - 2, 6):
                place = row, column + (at - 4) // 6
                _mark(sheet, place, book.style(struct.unpack_from("<H", data, at)[0]))
        elif kind == _DRAWING:
            drawing += data
    sheet.texts.update(dict.fromkeys(places_of(drawing), unread(PICTURE)))
    return sheet


def _look(sheet: _Sheet, book: _Book, kind: int, data: bytes) -> None:
    """One cell with a value or an error."""
    row, column, number = struct.unpack_from("<HHH", data)
    style, error = book.style(number), _error(kind, data)
    pieces = book.texts.get(struct.unpack_from("<I", data, 6)[0], ()) if kind == _SHARED else ()
    if error:
        sheet.texts[row, column] = error
    elif pieces and not style.unseen:
        sheet.texts[row, column] = seen(pieces, style)
    elif kind != _ERROR:
        _mark(sheet, (row, column), style)


def _mark(sheet: _Sheet, place: Place, style: Style) -> None:
    """A cell whose whole value looks so."""
    if style.unseen:
        sheet.texts[place] = ""
    elif style.gone:
        sheet.gone[place] = style.gone


def _error(kind: int, data: bytes) -> str:
    """The error that stands in the cell, by itself or as the result of its formula."""
    if kind == _ERROR and data[7] == 1:
        return _ERRORS.get(data[6], "#N/A")
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return _ERRORS.get(data[8], "#N/A")
    return ""
