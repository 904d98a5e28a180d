"""What does a PDF hold besides what its pages show: text under boxes, annotations, attachments, properties?

A character is seen where its marks vanish from the picture of the page as the text is taken out of it. Text
under a black box, under a picture, white on white or on a hidden layer leaves no difference; the layer of a
scan leaves none either, but something is drawn there.
"""

from __future__ import annotations

import contextlib
import ctypes
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.examining.findings import WHOLE, Gathered, told_private
from gongkai.examining.layout import Box, Sign, readings
from gongkai.examining.pdf_objects import examine_objects
from gongkai.examining.pictures import examine_picture
from gongkai.reading.formats.refusals import damaged, protected

MOST_PAGES = 300
_DPI = 110
_MOST_PIXELS = 6_000_000
_FORMS_DEEP = 15
_SEEN = 20  # of 255: how much a character must change the picture
_EVEN = 10  # of 255: up to there a place is of one colour
_FINE = 1_000_000
_INVISIBLE = 3  # text rendering mode (ISO 32000-1, 9.3.6)
_WORDS = {"Author": "作者", "Subject": "主题", "Keywords": "关键词"}
_XMP = re.compile(rb"<(dc:creator|dc:description|pdf:Keywords)\b[^>]*>(.{0,2000}?)</\1>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_PLACE = re.compile(rb"\bexif:GPS(?:Latitude|Longitude)\b")
_END = re.compile(rb"%%EOF[\s\x00]*")
_IGNORED = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_WIDGET)


@dataclass(frozen=True, slots=True)
class _Picture:
    """The grey picture of a page."""

    width: int
    height: int
    stride: int
    data: bytes


def examine_pdf(data: bytes, name: str, found: Gathered) -> None:
    """Raises Damaged or Protected."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise (protected if "password" in str(problem).lower() else damaged)(name, "PDF") from None
    try:
        document.init_forms()
        _document(document, data, found)
        examine_objects(data, found)
        for number in range(min(len(document), MOST_PAGES)):
            try:
                _page(document[number], f"第 {number + 1} 页", found)
            except pypdfium2.PdfiumError:
                found.add("not_examined", f"第 {number + 1} 页")
        if len(document) > MOST_PAGES:
            found.add("not_examined", f"第 {MOST_PAGES + 1} 页以后", count=len(document) - MOST_PAGES)
    finally:
        document.close()


# – beside the pages


def _document(document: pypdfium2.PdfDocument, data: bytes, found: Gathered) -> None:
    told = document.get_metadata_dict(skip_empty=True)
    for word, label in _WORDS.items():
        if told.get(word, "").strip():
            found.add("property", WHOLE, label, told[word])
    for word, text in _XMP.findall(data):
        plain = html.unescape(_TAGS.sub(" ", text.decode("utf-8", "replace"))).strip()
        if plain:
            found.add("property", "XMP", word.decode().partition(":")[2], plain)
    if _PLACE.search(data):
        found.add("location", "XMP")
    for index in range(document.count_attachments()):
        found.add("attachment", WHOLE, "", document.get_attachment(index).get_name())
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        found.add("script", WHOLE)
    for mark in document.get_toc(max_depth=_FORMS_DEEP):
        found.add_private(mark.get_title(), "书签")
    if len(_versions(data)) > 1:
        found.add("earlier_version", WHOLE, count=len(_versions(data)) - 1)


def _versions(data: bytes) -> list[int]:
    """Where each version ends; the first part of a file made for the web is no version."""
    ends = [end.start() for end in _END.finditer(data)]
    return ends[1:] if b"/Linearized" in data[:2048] and len(ends) > 1 else ends


# – a page


def _page(page: pypdfium2.PdfPage, area: str, found: Gathered) -> None:
    _annotations(page, area, found)
    _pictures(page, area, found)
    text = page.get_textpage()
    full = _drawn(page)
    places = list(_places(page, text))
    if not places:
        if any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_FORMS_DEEP)):
            found.add("picture_page", area)
        return
    modes = {index: _mode(text, index) for index, _, _ in places}
    for item in list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_FORMS_DEEP)):
        with contextlib.suppress(pypdfium2.PdfiumError):
            page.remove_obj(item)
    bare = _drawn(page)
    seen: list[Sign] = []
    covered: list[Sign] = []
    layer: list[Sign] = []
    for index, sign, box in places:
        one = Sign(sign, _room(page, text, index))
        if _differ(full, bare, box):
            seen.append(one)
        elif modes[index] == _INVISIBLE and not _even(full, box):
            layer.append(one)
        else:
            covered.append(one)
    _say(seen, covered, layer, area, found)


def _say(seen: list[Sign], covered: list[Sign], layer: list[Sign], area: str, found: Gathered) -> None:
    if covered:
        plain = "".join(one.text for one in covered)
        found.add("covered_text", area, f"{len(covered)} 字", told_private(readings(covered)) or plain)
    if layer:
        found.add("text_layer", area, f"{len(layer)} 字")
    found.add_private_in((*readings(seen), *readings(layer)), area)


def _room(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, index: int) -> Box:
    """The room that the font gives a character, in points, down the page as it is turned."""
    left, bottom, right, top = text.get_charbox(index, loose=True)
    width, height = page.get_size()
    ends = (_share(page, left, bottom), _share(page, right, top))
    across, down = sorted(end[0] * width for end in ends), sorted(end[1] * height for end in ends)
    return across[0], down[0], across[1], down[1]


def _places(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage
) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Each character with its place in shares of the page, left, top, right, bottom."""
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        if code <= 32 or 0xD800 <= code < 0xE000 or code >= 0xFFFD or chr(code).isspace():
            continue
        if pdfium.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        left, bottom, right, top = text.get_charbox(index)
        ends = (_share(page, left, bottom), _share(page, right, top))
        across, down = sorted(end[0] for end in ends), sorted(end[1] for end in ends)
        yield index, chr(code), (across[0], down[0], across[1], down[1])


def _share(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _mode(text: pypdfium2.PdfTextPage, index: int) -> int:
    item = pdfium.FPDFText_GetTextObject(text.raw, index)
    return int(pdfium.FPDFTextObj_GetTextRenderMode(item)) if item else -1


def _drawn(page: pypdfium2.PdfPage) -> _Picture:
    """The page as it is seen, in grey, annotations and forms included."""
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, draw_annots=True, may_draw_forms=True)
    made = _Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    bitmap.close()
    return made


def _lines(picture: _Picture, box: tuple[float, float, float, float]) -> list[bytes]:
    """The pixels of a box, line by line; none where it lies beside the page."""
    left, right = max(int(box[0] * picture.width), 0), min(int(box[2] * picture.width) + 1, picture.width)
    top, bottom = max(int(box[1] * picture.height), 0), min(int(box[3] * picture.height) + 1, picture.height)
    if left >= right:
        return []
    return [
        picture.data[line * picture.stride + left : line * picture.stride + right]
        for line in range(top, bottom)
    ]


def _differ(full: _Picture, bare: _Picture, box: tuple[float, float, float, float]) -> bool:
    """Whether the picture changes in the box."""
    return any(
        any(abs(a - b) > _SEEN for a, b in zip(before, after, strict=True))
        for before, after in zip(_lines(full, box), _lines(bare, box), strict=True)
        if before != after
    )


def _even(picture: _Picture, box: tuple[float, float, float, float]) -> bool:
    """Whether the box is of one colour, or beside the page."""
    lines = _lines(picture, box)
    return not lines or max(map(max, lines)) - min(map(min, lines)) <= _EVEN


# – what lies on the page


def _annotations(page: pypdfium2.PdfPage, area: str, found: Gathered) -> None:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        one = pdfium.FPDFPage_GetAnnot(page, index)
        if not one:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(one)
        if kind == pdfium.FPDF_ANNOT_REDACT:
            found.add("pending_redaction", area)
        elif kind == pdfium.FPDF_ANNOT_WIDGET and _string(one, b"V").strip():
            found.add("form_value", area, _string(one, b"T"), _string(one, b"V"))
        elif kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
            found.add("attachment", area)
        elif kind not in _IGNORED and (_string(one, b"Contents") + _string(one, b"T")).strip():
            found.add("comment", area, _string(one, b"T"), _string(one, b"Contents"))
        pdfium.FPDFPage_CloseAnnot(one)


def _string(annotation: pdfium.FPDF_ANNOTATION, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    words = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetStringValue(annotation, key, words, size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _pictures(page: pypdfium2.PdfPage, area: str, found: Gathered) -> None:
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_FORMS_DEEP):
        if pdfium.FPDFImageObj_GetImageFilterCount(item) != 1:
            continue
        size = pdfium.FPDFImageObj_GetImageDataRaw(item, None, 0)
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFImageObj_GetImageDataRaw(item, buffer, size)
        examine_picture(buffer.raw, f"{area}的图片", found)
