"""How is a PDF written that holds pictures of pages, invisible characters over them, and nothing else?

Written by hand, so that nothing gets in by itself: no title, author or date, no attachment, no annotation,
no layer, no script. The characters lie over the picture in fonts whose one glyph has a size and no marks, so
that the page can be searched, copied and read aloud (ISO 32000-1, 9.6.5 and 9.10).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai_web.files.encode import Packed
from gongkai_web.files.pages import Char


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to be written: its picture, its size in points, and its characters."""

    picture: Packed
    width: float
    height: float
    chars: tuple[Char, ...]


_FONTS, _GLYPH = 3, 4
_FIRST_PAGE = 5
_OBJECTS_A_PAGE = 3
_CODES = 256  # characters that one font can number
_RANGES = 100  # entries of a CMap that may stand together


class _Numbered:
    """The font and the number in it of each character, in the order in which they come."""

    def __init__(self) -> None:
        self.signs: dict[str, int] = {}

    def of(self, sign: str) -> tuple[int, int]:
        """The font and the code."""
        return divmod(self.signs.setdefault(sign, len(self.signs)), _CODES)

    def fonts(self) -> list[list[str]]:
        """The characters of each font, by code."""
        known = list(self.signs)
        return [known[start : start + _CODES] for start in range(0, len(known), _CODES)]


def written(sheets: Iterable[Sheet]) -> bytes:
    """The bytes of the PDF; the same sheets give the same bytes."""
    signs = _Numbered()
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    kids = []
    for index, sheet in enumerate(sheets):
        page = _FIRST_PAGE + index * _OBJECTS_A_PAGE
        kids.append(f"{page} 0 R")
        objects |= _page(page, sheet, signs)
    objects[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    # One glyph for all: as wide and as high as a character, and without any mark.
    objects[_GLYPH] = _stream("", zlib.compress(b"1000 0 0 -200 1000 800 d1"), "/FlateDecode")
    names, number = [], _FIRST_PAGE + len(kids) * _OBJECTS_A_PAGE
    for font, known in enumerate(signs.fonts()):
        objects |= {number: _font(known, number + 1), number + 1: _to_unicode(known)}
        names.append(f"/F{font} {number} 0 R")
        number += 2
    objects[_FONTS] = f"<< {' '.join(names)} >>".encode()
    return _file([objects[number] for number in sorted(objects)])


def _page(number: int, sheet: Sheet, signs: _Numbered) -> dict[int, bytes]:
    width, height = sheet.picture.size
    size = f"{sheet.width:.2f} {sheet.height:.2f}"
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents {number + 1} 0 R "
        f"/Resources << /XObject << /P {number + 2} 0 R >> /Font {_FONTS} 0 R >> >>"
    )
    picture = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} "
        f"/ColorSpace /{sheet.picture.colours} /BitsPerComponent 8 "
    )
    shown = f"q {sheet.width:.2f} 0 0 {sheet.height:.2f} 0 0 cm /P Do Q\n" + _layer(sheet, signs)
    return {
        number: page.encode(),
        number + 1: _stream("", zlib.compress(shown.encode()), "/FlateDecode"),
        number + 2: _stream(picture, sheet.picture.data, f"/{sheet.picture.filter}"),
    }


def _layer(sheet: Sheet, signs: _Numbered) -> str:
    """Runs of characters, each at its own place and as wide as it was (its foot lies 0.2 below the line)."""
    if not sheet.chars:
        return ""
    lines = ["BT 3 Tr"]
    for run in _runs(sheet, signs):
        font = f"/F{run.font} {run.size:.2f} Tf {100 * run.wide / run.size:.2f} Tz"
        place = f"1 0 0 1 {run.left:.2f} {run.foot + 0.2 * run.size:.2f} Tm"
        lines.append(f"{font} {place} <{run.codes}> Tj")
    return "\n".join([*lines, "ET"])


@dataclass(slots=True)
class _Run:
    """Characters of one width, one after the other on a line; points from the lower left corner."""

    font: int
    size: float
    wide: float
    left: float
    foot: float
    codes: str
    count: int = 1

    def takes(self, font: int, size: float, wide: float, left: float, foot: float) -> bool:
        """Whether such a character stands at its end."""
        near = 0.04 * self.size
        ends = self.left + self.count * self.wide
        shifts = (size - self.size, wide - self.wide, left - ends, foot - self.foot)
        return font == self.font and all(abs(shift) < near for shift in shifts)


def _runs(sheet: Sheet, signs: _Numbered) -> list[_Run]:
    runs: list[_Run] = []
    for char in sheet.chars:
        font, code = signs.of(char.sign)
        size = max((char.bottom - char.top) * sheet.height, 0.1)
        wide = max((char.right - char.left) * sheet.width, 0.1)
        left, foot = char.left * sheet.width, (1 - char.bottom) * sheet.height
        if runs and runs[-1].takes(font, size, wide, left, foot):
            runs[-1].codes += f"{code:02X}"
            runs[-1].count += 1
        else:
            runs.append(_Run(font, size, wide, left, foot, f"{code:02X}"))
    return runs


def _font(known: Sequence[str], to_unicode: int) -> bytes:
    last = len(known) - 1
    return (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 1000 800] /FontMatrix [0.001 0 0 0.001 0 0] "
        f"/CharProcs << /g {_GLYPH} 0 R >> "
        f"/Encoding << /Type /Encoding /Differences [0{' /g' * len(known)}] >> "
        f"/FirstChar 0 /LastChar {last} /Widths [{'1000 ' * len(known)}] /ToUnicode {to_unicode} 0 R >>"
    ).encode()


def _to_unicode(known: Sequence[str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <00> <FF> endcodespacerange",
    ]
    for start in range(0, len(known), _RANGES):
        part = known[start : start + _RANGES]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{start + code:02X}> <{ord(sign):04X}>" for code, sign in enumerate(part)]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return _stream("", zlib.compress("\n".join(lines).encode()), "/FlateDecode")


def _stream(entries: str, data: bytes, encoding: str) -> bytes:
    head = f"<< {entries}/Filter {encoding} /Length {len(data)} >>\nstream\n"
    return head.encode() + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe5\x85\xac\xe5\xbc\x80\n")
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(starts) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{start:010d} 00000 n \n".encode() for start in starts)
    out += f"trailer\n<< /Size {len(starts) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
