"""Which text of a page of a PDF leaves no ink that a person sees?

What is drawn in no mode, with nothing of its colour, or outside of its clipping path is not seen. White
figures on the bare page are not either; white words stand on a ground that is drawn some other way.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.reading.formats.glyphs import is_wide

_IN_NO_MODE = 3  # text rendering mode (ISO 32000-1, 9.3.6)
_FILLED = 0
_WHITE = 250  # of 255, each of the three colours
_LEAST = 0.1  # of its width: what is left of a text within its clipping path
_Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(slots=True)
class Ink:
    """The texts of a page that are not seen, as its objects are drawn one after the other."""

    grounds: list[_Box] = field(default_factory=list)  # what is drawn under the text, other than white
    unseen: set[int] = field(default_factory=set)
    white: set[int] = field(default_factory=set)

    def draw(self, item: pypdfium2.PdfObject) -> None:
        """The next object of the page."""
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            self._write(item)
        elif (item.type != pdfium.FPDF_PAGEOBJ_PATH or _is_filled(item)) and (box := _box(item)):
            self.grounds.append(box)

    def hides(self, item: pdfium.FPDF_PAGEOBJECT, sign: str) -> bool:
        """Whether the sign, which stands in that text object, is not seen."""
        if not (self.unseen or self.white):
            return False
        address = _address(item)
        return address in self.unseen or (address in self.white and not is_wide(sign))

    def _write(self, item: pypdfium2.PdfObject) -> None:
        mode, colour = pdfium.FPDFTextObj_GetTextRenderMode(item.raw), _colour(item)
        if mode == _IN_NO_MODE or (mode == _FILLED and colour and colour[3] == 0) or _is_clipped(item):
            self.unseen.add(_address(item.raw))
        elif mode == _FILLED and _is_white(colour) and not self._is_grounded(item):
            self.white.add(_address(item.raw))

    def _is_grounded(self, item: pypdfium2.PdfObject) -> bool:
        box = _box(item)
        if not box:
            return True
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in self.grounds)


def _address(item: pdfium.FPDF_PAGEOBJECT) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _colour(item: pypdfium2.PdfObject) -> tuple[int, ...]:
    """Red, green, blue and how much of it; () for a pattern."""
    parts = [ctypes.c_uint() for _ in range(4)]
    return tuple(part.value for part in parts) if pdfium.FPDFPageObj_GetFillColor(item.raw, *parts) else ()


def _is_white(colour: tuple[int, ...]) -> bool:
    return bool(colour) and min(colour[:3]) >= _WHITE


def _is_filled(path: pypdfium2.PdfObject) -> bool:
    """Whether the path is filled, with any colour but white."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    return bool(fill.value) and not _is_white(_colour(path))


def _box(item: pypdfium2.PdfObject) -> _Box | None:
    try:
        left, bottom, right, top = item.get_bounds()
    except pypdfium2.PdfiumError:
        return None
    return left, bottom, right, top


def _is_clipped(item: pypdfium2.PdfObject) -> bool:
    """Whether one of its clipping paths leaves next to nothing of it."""
    clip = pdfium.FPDFPageObj_GetClipPath(item.raw)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    box = _box(item) if count > 0 else None
    return box is not None and any(_leaves_nothing(clip, number, box) for number in range(count))


def _leaves_nothing(clip: pdfium.FPDF_CLIPPATH, number: int, box: _Box) -> bool:
    x, y = ctypes.c_float(), ctypes.c_float()
    xs, ys = list[float](), list[float]()
    for at in range(pdfium.FPDFClipPath_CountPathSegments(clip, number)):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, number, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        xs.append(x.value)
        ys.append(y.value)
    if not xs:
        return False
    left, bottom, right, top = box
    wide, high = min(right, max(xs)) - max(left, min(xs)), min(top, max(ys)) - max(bottom, min(ys))
    return wide < _LEAST * (right - left) or high < _LEAST * (top - bottom)
