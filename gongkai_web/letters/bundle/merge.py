"""How do all pieces become one PDF whose page numbers are those of its catalogue?

The catalogue stands first and is counted too, so that the number at the upper right is the page that a reader
shows. What is no PDF and no picture gets a slip; its original goes into the ZIP. The result is read back:
pages, numbers, and every name of the catalogue.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.booktitle import in_marks
from gongkai.errors import WritingError
from gongkai.letters import Setting, evidence_catalogue
from gongkai.letters.sheet import Sheet
from gongkai.letters.words import normal
from gongkai.letters.writing import written
from gongkai_web.errors import Refused
from gongkai_web.files import encode, pages, picture_pdf
from gongkai_web.letters.bundle.parts import Part
from gongkai_web.letters.bundle.saved import saved

_TRIES = 5
_A4 = (595.0, 842.0)  # points
_SIZE, _ASIDE, _DOWN, _PAD = 11.0, 36.0, 30.0, 4.0  # of the page number, in points
_SIGN = 0.556  # a digit of Helvetica, of its size


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the catalogue: `first` to `last` page; `stored`: key of the file that it is, else None."""

    name: str
    proves: str
    origin: str
    first: int
    last: int
    stored: int | None

    @property
    def pages(self) -> str:
        """As the catalogue writes it."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    def row(self) -> dict[str, str]:
        """For `evidence_catalogue`."""
        return {"name": self.name, "proves": self.proves, "origin": self.origin, "pages": self.pages}


@dataclass(frozen=True, slots=True)
class Made:
    """The merged PDF, how many pages it has, and its catalogue."""

    pdf: bytes
    pages: int
    items: tuple[Item, ...]


def make(parts: Sequence[Part], setting: Setting) -> Made:
    """One PDF of all parts. Raises WritingError where it does not read back equal, or cannot be set."""
    contents = [_content(part) for part in parts]
    counts = [pages.count(data, pages.PDF) for data in contents]
    catalogue, items = _catalogue(parts, counts, setting)
    merged = _merged([catalogue, *contents])
    _read_back(merged, parts, items)
    return Made(merged, items[-1].last if items else pages.count(catalogue, pages.PDF), items)


def _content(part: Part) -> bytes:
    """The part as a PDF."""
    if part.stored is None:
        return part.pdf
    kind = part.stored.media_type
    if kind == pages.PDF:
        try:
            pages.count(part.data, kind)
            return part.data
        except Refused as problem:
            return _slip(part, str(problem))
    if kind in pages.PICTURES:
        return _pictured(part.data, kind)
    return _slip(part, "这份文件不是 PDF 或者图片，不能合入本卷。")


def _slip(part: Part, why: str) -> bytes:
    assert part.stored is not None
    lines = (
        f"{why}原件另附在证据材料压缩包里。",
        f"文件名：{part.stored.name}",
        f"摘要（SHA-256）：{_grouped(part.stored.sha256)}",
    )
    return written(Sheet(title="另附文件", paragraphs=(part.name, *lines)), "pdf")


def _grouped(digest: str) -> str:
    """In groups of eight, so that a line can break."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _pictured(data: bytes, kind: str) -> bytes:
    """A picture as pages that fit on A4."""
    return picture_pdf.written(_on_paper(leaf) for leaf in pages.leaves(data, kind))


def _on_paper(leaf: pages.Leaf) -> picture_pdf.Sheet:
    """The page in its size, or as much smaller as A4 asks, upright or across."""
    short, long = sorted((leaf.width, leaf.height))
    scale = min(1.0, _A4[0] / short, _A4[1] / long)
    return picture_pdf.Sheet(encode.packed(leaf.picture), leaf.width * scale, leaf.height * scale, ())


def _catalogue(
    parts: Sequence[Part], counts: Sequence[int], setting: Setting
) -> tuple[bytes, tuple[Item, ...]]:
    """The catalogue and its rows: its own length moves the numbers, until they stand still."""
    length = 1
    for _ in range(_TRIES):
        items, first = [], length + 1
        for part, count in zip(parts, counts, strict=True):
            stored = part.stored.pk if part.stored else None
            items.append(Item(part.name, part.proves, part.origin, first, first + count - 1, stored))
            first += count
        data = evidence_catalogue([item.row() for item in items], setting, "pdf")
        found = pages.count(data, pages.PDF)
        if found == length:
            return data, tuple(items)
        length = found
    raise WritingError("证据目录的页码排不定；请减少材料后再试。")


# – putting together


def _merged(contents: Sequence[bytes]) -> bytes:
    with pages.opened(contents[0]):  # nobody else uses pdfium meanwhile
        whole = pypdfium2.PdfDocument.new()
        try:
            for data in contents:
                with pages.opened(data) as one:
                    for page in one:
                        # Stamps and seals become part of the page, as it is seen.
                        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
                    whole.import_pages(one)
            total = len(whole)
            font = pdfium.FPDFText_LoadStandardFont(whole.raw, b"Helvetica")
            for index in range(total):
                page = whole[index]
                _number(whole, page, font, f"{index + 1} / {total}")
                page.close()
            return saved(whole)
        finally:
            whole.close()


def _number(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, font: object, text: str) -> None:
    """Writes the number at the upper right of the page as it is seen, on white."""
    width = len(text) * _SIGN * _SIZE
    place = _placed(page, width)
    patch = pdfium.FPDFPageObj_CreateNewRect(-_PAD, -_PAD, width + 2 * _PAD, _SIZE + _PAD)
    pdfium.FPDFPageObj_SetFillColor(patch, 255, 255, 255, 255)
    pdfium.FPDFPath_SetDrawMode(patch, pdfium.FPDF_FILLMODE_WINDING, False)
    words = pdfium.FPDFPageObj_CreateTextObj(document.raw, font, _SIZE)
    wide = (text + "\0").encode("utf-16-le")
    pdfium.FPDFText_SetText(words, (ctypes.c_ushort * (len(wide) // 2)).from_buffer_copy(wide))
    for made in (patch, words):
        pdfium.FPDFPageObj_Transform(made, *place)
        pdfium.FPDFPage_InsertObject(page.raw, made)
    page.gen_content()


def _placed(page: pypdfium2.PdfPage, width: float) -> tuple[float, ...]:
    """The matrix that brings the number upright to the corner, however the page is turned."""
    left, bottom, right, top = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return 0, 1, -1, 0, left + _DOWN, top - _ASIDE - width
        case 180:
            return -1, 0, 0, -1, left + _ASIDE + width, bottom + _DOWN
        case 270:
            return 0, -1, 1, 0, right - _DOWN, bottom + _ASIDE + width
    return 1, 0, 0, 1, right - _ASIDE - width, top - _DOWN


# – reading back


def _read_back(data: bytes, parts: Sequence[Part], items: Sequence[Item]) -> None:
    with pages.opened(data) as document:
        texts = [normal(page.get_textpage().get_text_range()) for page in document]
    total = items[-1].last if items else len(texts)
    if len(texts) != total:
        raise WritingError(f"合订本读回是 {len(texts)} 页，应为 {total} 页；没有生成。")
    for number, text in enumerate(texts, start=1):
        if normal(f"{number} / {total}") not in text:
            raise WritingError(f"合订本第 {number} 页读回时没有页码；没有生成。")
    listed = "".join(texts[: items[0].first - 1]) if items else ""
    for part, item in zip(parts, items, strict=True):
        if normal(item.name) not in listed:
            raise WritingError(f"合订本的目录读回时没有《{item.name}》；没有生成。")
        if part.heading and normal(part.heading) not in texts[item.first - 1]:
            raise WritingError(f"合订本第 {item.first} 页读回时不是{in_marks(part.heading)}；没有生成。")
