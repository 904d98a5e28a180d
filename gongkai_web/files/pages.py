"""What does each page of a PDF or a picture look like, and which characters does a reader see on it?

A page is what is seen: the rendering, annotations and stamps included, hidden ones left out. A character
counts only where it leaves marks of its own in that rendering. Text under a picture or a black rectangle,
white text, text of a hidden layer and the text layer of a scan are therefore never taken over.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageOps

from gongkai.pdfium import ONE_AT_A_TIME
from gongkai_web.errors import Refused
from gongkai_web.files import limits
from gongkai_web.files.limits import DPI

PDF = "application/pdf"
PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/tiff": "TIFF"}

_FORMS_DEEP = 15
_SEEN = 24  # of 255: how much the brightest and darkest change within a character must be
_FINE = 1_000_000  # the steps in which pdfium tells where on a page a point lies
_CELLS = 50  # the grid in which neighbours are looked for
_SURROGATES, _PRIVATE = range(0xD800, 0xE000), range(0xE000, 0xF900)
_FLATTENED = {"RGBA", "LA", "PA", "P", "La", "RGBa"}


@dataclass(frozen=True, slots=True)
class Char:
    """A character and the box that it takes, in shares of the page from its upper left corner (0 to 1)."""

    sign: str
    left: float
    top: float
    right: float
    bottom: float

    def centre(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its picture, its size in points, and the characters that are seen on it."""

    picture: Image.Image
    width: float
    height: float
    chars: tuple[Char, ...] = ()


def can_be_redacted(media_type: str) -> bool:
    """Whether the pages of such a file can be shown."""
    return media_type == PDF or media_type in PICTURES


def count(data: bytes, media_type: str) -> int:
    """How many pages. Raises Refused where the file cannot be opened."""
    if media_type in PICTURES:
        with _picture_file(data, media_type) as file:
            return frames(file)
    with opened(data) as document:
        return len(document)


def picture(data: bytes, media_type: str, page: int, dpi: int = limits.SCREEN_DPI) -> Image.Image:
    """The picture of one page (from 1), RGB; a scan is brought to about the width of a sheet at `dpi`.

    Raises Refused where there is no such page or it cannot be drawn.
    """
    if media_type in PICTURES:
        with _picture_file(data, media_type) as file:
            made = _frame(file, page)
        made.thumbnail((dpi * 17, dpi * 17))  # the longer side of A3
        return made
    with opened(data) as document:
        return rendered(_page(document, page), dpi)


def frames(file: Image.Image) -> int:
    """The pages of an opened picture: only TIFF has them, a phone's further pictures are never seen."""
    return int(getattr(file, "n_frames", 1)) if file.format == "TIFF" else 1


def lighter_than(level: int, grey: Image.Image) -> bool:
    """Whether a pixel of a grey picture is lighter than that, of 255."""
    return any(grey.histogram()[level + 1 :])


def leaves(data: bytes, media_type: str) -> Iterator[Leaf]:
    """All pages at the resolution of a public version, one after the other. Raises Refused."""
    if media_type in PICTURES:
        with _picture_file(data, media_type) as file:
            for page in range(1, frames(file) + 1):
                made = _frame(file, page)
                made.thumbnail(_within(made.size))
                yield Leaf(made, made.width * 72 / DPI, made.height * 72 / DPI)
        return
    with opened(data) as document:
        for page in range(1, len(document) + 1):
            sheet = _page(document, page)
            full, chars = rendered(sheet, DPI), characters(sheet)
            width, height = sheet.get_size()
            yield Leaf(full, width, height, _seen(sheet, full, chars))
            sheet.close()


def characters(page: pypdfium2.PdfPage) -> list[Char]:
    """All characters of the text of a page, seen or not; spaces and what has no place are left out."""
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        if code <= 32 or code in _SURROGATES or code in _PRIVATE or code >= 0xFFFD:
            continue
        if pdfium.FPDFText_IsGenerated(text.raw, index) == 1 or chr(code).isspace():
            continue
        found.append(Char(chr(code), *_box(page, text, index)))
    text.close()
    return found


# – a PDF


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF, closed afterwards; nobody else uses pdfium meanwhile. Raises Refused."""
    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as problem:
            if "password" in str(problem).lower():
                raise Refused("这份 PDF 加了口令，打不开；请去掉口令后再试。") from None
            raise Refused("这份 PDF 已损坏，打不开；请重新导出或者扫描。") from None
        try:
            document.init_forms()
            yield document
        except pypdfium2.PdfiumError:
            raise Refused("这份 PDF 里有一页已损坏，画不出来；请重新导出或者扫描。") from None
        finally:
            document.close()


def _page(document: pypdfium2.PdfDocument, page: int) -> pypdfium2.PdfPage:
    if not 1 <= page <= len(document):
        raise Refused(f"这份文件有 {len(document)} 页，没有第 {page} 页。")
    return document[page - 1]


def rendered(page: pypdfium2.PdfPage, dpi: int = DPI) -> Image.Image:
    """The page as it is seen, RGB, at that resolution or as fine as its size allows."""
    width, height = page.get_size()
    area = max(width * height, 1.0)
    scale = min(dpi / 72, (limits.MOST_PAGE_PIXELS / area) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, draw_annots=True, may_draw_forms=True)
    made: Image.Image = bitmap.to_pil().convert("RGB")
    return made.copy()


def _share(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the PDF's own coordinates as a share of the page, by the same way as it is drawn."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _box(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, index: int) -> tuple[float, ...]:
    """What a character takes: its place on the line and its ink, whichever reaches further."""
    ends = []
    for loose in (True, False):
        left, bottom, right, top = text.get_charbox(index, loose=loose)
        ends += [_share(page, left, bottom), _share(page, right, top)]
    across, down = [end[0] for end in ends], [end[1] for end in ends]
    return min(across), min(down), max(across), max(down)


def _seen(page: pypdfium2.PdfPage, full: Image.Image, chars: Sequence[Char]) -> tuple[Char, ...]:
    """The characters whose marks vanish from the picture when the text is taken out of the page."""
    for item in list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_FORMS_DEEP)):
        # What cannot be taken out leaves no difference and is thereby not taken over.
        with contextlib.suppress(pypdfium2.PdfiumError):
            page.remove_obj(item)
    change = ImageChops.difference(full, rendered(page, DPI)).convert("L")
    alone = _alone(chars)
    return tuple(char for char in alone if _marks(change, char))


def _marks(change: Image.Image, char: Char) -> bool:
    wide, high = change.size
    left, top = max(int(char.left * wide), 0), max(int(char.top * high), 0)
    right, bottom = min(int(char.right * wide) + 1, wide), min(int(char.bottom * high) + 1, high)
    if left >= right or top >= bottom:
        return False
    return lighter_than(_SEEN, change.crop((left, top, right, bottom)))


def _alone(chars: Sequence[Char]) -> list[Char]:
    """Without those that lie on each other: which of the two is seen cannot be told."""
    cells: dict[tuple[int, int], list[Char]] = defaultdict(list)
    for char in chars:
        for across in range(int(char.left * _CELLS), int(char.right * _CELLS) + 1):
            for down in range(int(char.top * _CELLS), int(char.bottom * _CELLS) + 1):
                cells[across, down].append(char)
    doubtful: set[int] = set()
    for char in chars:
        x, y = char.centre()
        for other in cells[int(x * _CELLS), int(y * _CELLS)]:
            if other is not char and other.left < x < other.right and other.top < y < other.bottom:
                doubtful |= {id(char), id(other)}
    return [char for char in chars if id(char) not in doubtful]


# – a picture


@contextlib.contextmanager
def _picture_file(data: bytes, media_type: str) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data), formats=[PICTURES[media_type]]) as file:
            if file.width * file.height > limits.most_pixels():
                raise Refused("这张图片的像素太多；请缩小后再试。")
            yield file
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused("这张图片已损坏，打不开；请重新扫描或者拍摄。") from None


def _frame(file: Image.Image, page: int) -> Image.Image:
    """One picture as it is meant to be seen: turned upright, on white, without anything beside its pixels."""
    if not 1 <= page <= frames(file):
        raise Refused(f"这份文件有 {frames(file)} 页，没有第 {page} 页。")
    file.seek(page - 1)
    upright = ImageOps.exif_transpose(file)
    if upright.mode.startswith("I;16"):
        upright = upright.point(lambda value: value / 256).convert("L")
    if upright.mode in _FLATTENED:
        upright = upright.convert("RGBA")
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright.convert("RGB"), mask=upright.getchannel("A") if upright.mode == "RGBA" else None)
    return bare


def _within(size: tuple[int, int]) -> tuple[int, int]:
    factor = min(1.0, (limits.MOST_PAGE_PIXELS / (size[0] * size[1])) ** 0.5)
    return max(int(size[0] * factor), 1), max(int(size[1] * factor), 1)
