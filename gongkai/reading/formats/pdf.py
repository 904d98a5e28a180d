"""How does a PDF with text become positioned characters and ruling lines?

pdfium gives each character with its box and baseline, and each path with its points. Pages that are
pictures are recognised and refused; nothing is guessed from a picture.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.pdfium import ONE_AT_A_TIME
from gongkai.reading.blocks import Source
from gongkai.reading.formats import limits
from gongkai.reading.formats.glyphs import Glyph, Page, Rule, ideographs, is_wide
from gongkai.reading.formats.ink import Ink
from gongkai.reading.formats.layout import blocks_of_pages
from gongkai.reading.formats.refusals import Damaged, damaged, protected, scanned, too_large
from gongkai.reading.formats.sight import unseen_marks
from gongkai.reading.marks import FIELD, unread

_THIN = 2.6  # points: a rectangle thinner than this is a line
_SHORTEST = 3.0
_STRAIGHT = 0.6
_FEWEST_GLYPHS = 30
_MOST_UNMAPPED = 0.3
_FORMS_DEEP = 6
_PRIVATE_USE = range(0xE000, 0xF900)
_KINDS = [
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_TEXT,
    pdfium.FPDF_PAGEOBJ_SHADING,
]
_FIELDS = {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
_LARGEST_IN_FIELD = 10.0
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


def read_pdf(data: bytes, name: str) -> Source:
    """The blocks of a PDF. Raises Damaged, Protected, Scanned or TooLarge."""
    with ONE_AT_A_TIME:
        pages = _read(data, name)
    _check_text(pages, name)
    return blocks_of_pages(pages, name)


def _read(data: bytes, name: str) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower() or "security" in str(problem).lower():
            raise protected(name, "PDF") from None
        raise damaged(name, "PDF") from None
    with document:
        if document.get_formtype() != pdfium.FORMTYPE_NONE:
            document.init_forms()
        if len(document) > limits.MOST_PAGES:
            raise too_large(name, f"PDF 有 {len(document)} 页")
        try:
            return list(_pages(document, name))
        except pypdfium2.PdfiumError:
            raise damaged(name, "PDF") from None


def _check_text(pages: list[Page], name: str) -> None:
    glyphs = sum(len(page.glyphs) for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if glyphs < _FEWEST_GLYPHS and any(page.pictures for page in pages):
        raise scanned(name, "PDF")
    if unmapped > _MOST_UNMAPPED * (glyphs + unmapped):
        raise Damaged(f"{name}：PDF 里的字体没有文字编码，字看得见却读不出；请提供可复制文字的文档或网页。")
    if not glyphs:
        raise damaged(name, "PDF", "没有一个字")


def _pages(document: pypdfium2.PdfDocument, name: str) -> Iterator[Page]:
    glyphs = 0
    for index in range(len(document)):
        page = document[index]
        found = Page()
        turn = _Turn(page)
        text = page.get_textpage()
        glyphs += text.count_chars()
        if glyphs > limits.MOST_GLYPHS:
            raise too_large(name, f"PDF 的文字超过 {limits.MOST_GLYPHS} 个")
        _take_glyphs(text, turn, found, _take_objects(page, turn, found))
        if document.formenv is not None:
            _take_fields(document.formenv, page, turn, found)
        yield found
        text.close()
        page.close()


class _Turn:
    """From the coordinates of a page to points with y downwards, as the page is shown."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        left, bottom, right, top = page.get_cropbox()
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.rotation = page.get_rotation()

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


def _take_glyphs(text: pypdfium2.PdfTextPage, turn: _Turn, page: Page, ink: Ink) -> None:
    """The characters; those that are not seen go, unless they are the text of a scan."""
    hidden: list[Glyph] = []
    raw = text.raw
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    high = 0
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in _HIGH:
            high = code
            continue
        if code in _LOW and high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        if code <= 32 or code in (0xA0, 0x3000) or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            page.unmapped += code == 0
            continue
        if code in _PRIVATE_USE or code in (0xFFFD, 0xFFFE, 0xFFFF) or code in _LOW:
            page.unmapped += 1
            continue
        if not pdfium.FPDFText_GetLooseCharBox(raw, index, box) or not pdfium.FPDFText_GetCharOrigin(
            raw, index, x, y
        ):
            continue
        ends = turn.point(box.left, box.bottom), turn.point(box.right, box.top)
        left, right = sorted((ends[0][0], ends[1][0]))
        height = abs(ends[0][1] - ends[1][1])
        sign = ideographs(chr(code))
        size = right - left if is_wide(sign) and right > left else 0.8 * height
        glyph = Glyph(sign, left, right, turn.point(x.value, y.value)[1], max(size, 1.0))
        (hidden if ink.hides(pdfium.FPDFText_GetTextObject(raw, index), sign) else page.glyphs).append(glyph)
    if len(hidden) > len(page.glyphs):
        page.glyphs += hidden
    else:
        page.marks += unseen_marks(hidden)


def _take_fields(forms: pypdfium2.PdfFormEnv, page: pypdfium2.PdfPage, turn: _Turn, found: Page) -> None:
    """What is filled into the fields of a form; an empty one leaves a mark."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), limits.MOST_CELLS)):
        field = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if pdfium.FPDFAnnot_GetFormFieldType(forms.raw, field) in _FIELDS:
            value = " ".join(_value(forms, field).split())
            glyph = _in_field(field, turn, value or unread(FIELD))
            (found.glyphs if value else found.marks).append(glyph)
        pdfium.FPDFPage_CloseAnnot(field)


def _value(forms: pypdfium2.PdfFormEnv, field: object) -> str:
    length = pdfium.FPDFAnnot_GetFormFieldValue(forms.raw, field, None, 0)
    written = (ctypes.c_ushort * max(length // 2, 1))()
    pdfium.FPDFAnnot_GetFormFieldValue(forms.raw, field, written, length)
    return bytes(written).decode("utf-16-le", "replace").rstrip("\0")


def _in_field(field: object, turn: _Turn, text: str) -> Glyph:
    """The text in the middle of its field."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(field, box)
    (x, y), (to_x, to_y) = turn.point(box.left, box.top), turn.point(box.right, box.bottom)
    size = min(abs(y - to_y), _LARGEST_IN_FIELD) or 1.0
    return Glyph(text, min(x, to_x), max(x, to_x), (y + to_y) / 2 + 0.35 * size, size)


def _take_objects(page: pypdfium2.PdfPage, turn: _Turn, found: Page) -> Ink:
    """Lines and pictures; what text is drawn without being seen."""
    ink = Ink()
    for item in page.get_objects(filter=_KINDS, max_depth=_FORMS_DEEP):
        ink.draw(item)
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.pictures += 1
            with contextlib.suppress(pypdfium2.PdfiumError):
                found.images.append(_box(item, turn))
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH and len(found.rules) < limits.MOST_RULES:
            found.rules += [
                rule for subpath in _subpaths(item, turn) for rule in rules_of(subpath, _is_stroked(item))
            ]
    return ink


def _box(picture: pypdfium2.PdfObject, turn: _Turn) -> Rule:
    left, bottom, right, top = picture.get_bounds()
    (x, y), (to_x, to_y) = turn.point(left, top), turn.point(right, bottom)
    return Rule(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def _is_stroked(path: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    return bool(stroke.value)


def _subpaths(path: pypdfium2.PdfObject, turn: _Turn) -> Iterator[list[tuple[float, float]]]:
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(path.raw), limits.MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(path.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(turn.point(*matrix.on_point(x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if points:
        yield points


def rules_of(points: list[tuple[float, float]], stroked: bool) -> Iterator[Rule]:
    """The ruling lines that a path draws: its straight strokes, or itself where it is a thin bar."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= _THIN and right - left >= _SHORTEST:
        middle = (top + bottom) / 2
        yield Rule(left, middle, right, middle)
    elif right - left <= _THIN and bottom - top >= _SHORTEST:
        middle = (left + right) / 2
        yield Rule(middle, top, middle, bottom)
    elif stroked:
        for (x, y), (to_x, to_y) in itertools.pairwise(points):
            if abs(y - to_y) <= _STRAIGHT and abs(x - to_x) >= _SHORTEST:
                yield Rule(min(x, to_x), (y + to_y) / 2, max(x, to_x), (y + to_y) / 2)
            elif abs(x - to_x) <= _STRAIGHT and abs(y - to_y) >= _SHORTEST:
                yield Rule((x + to_x) / 2, min(y, to_y), (x + to_x) / 2, max(y, to_y))
