"""How does an original become a public version from which the boxes are gone, and is it really so?

Every page is made into a picture, the boxes are painted into its pixels, and a new file is written from these
pictures and from the characters that lie outside every box. Nothing of the original file is copied. What was
written is opened again and compared before anybody gets it (《条例》第三十七条: 区分处理).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from gongkai_web.errors import Refused
from gongkai_web.files import encode, limits, pages, picture_pdf
from gongkai_web.files.areas import Area

_BLACK = 48  # of 255: the brightest that a painted pixel may be after compression and rendering
_EDGE = 3  # pixels at the rim of a box where compression mixes it with its surroundings


def painted(picture: Image.Image, areas: Sequence[Area]) -> Image.Image:
    """The picture with the areas painted black; the one given is changed."""
    draw = ImageDraw.Draw(picture)
    for area in areas:
        left, top, right, bottom = area.pixels(picture.size)
        draw.rectangle((left, top, right - 1, bottom - 1), fill="black")
    return picture


def build(data: bytes, media_type: str, areas: Sequence[Area]) -> bytes:
    """The public version as a PDF. Raises Refused where the original cannot be opened or is too long."""
    count = pages.count(data, media_type)
    if count > limits.most_redacted_pages():
        raise too_long(count)
    return picture_pdf.written(_sheets(data, media_type, areas))


def too_long(count: int) -> Refused:
    """The sentence for a file with too many pages."""
    most = limits.most_redacted_pages()
    return Refused(f"这份文件有 {count} 页，一次最多涂黑 {most} 页；请拆成几份后分别办理。")


def _sheets(data: bytes, media_type: str, areas: Sequence[Area]) -> Iterator[picture_pdf.Sheet]:
    for number, leaf in enumerate(pages.leaves(data, media_type), 1):
        here = [area for area in areas if area.page == number]
        kept = tuple(char for char in leaf.chars if not any(area.touches(char) for area in here))
        black = painted(leaf.picture, here)
        yield picture_pdf.Sheet(encode.packed(black), leaf.width, leaf.height, kept)


# – read back


def check(result: bytes, data: bytes, media_type: str, areas: Sequence[Area]) -> None:
    """Opens the result and compares. Raises Refused at the first thing that should not be in it."""
    with pages.opened(result) as document:
        if len(document) != pages.count(data, media_type):
            raise _failed("页数与原件不同")
        if document.get_metadata_dict(skip_empty=True):
            raise _failed("里面有文件属性（标题、作者等）")
        if document.count_attachments() or pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
            raise _failed("里面有附件或者脚本")
        if next(iter(document.get_toc()), None) is not None:
            raise _failed("里面有书签")
        for number in range(1, len(document) + 1):
            _check_page(document[number - 1], number, [area for area in areas if area.page == number])


def _check_page(page: pypdfium2.PdfPage, number: int, areas: Sequence[Area]) -> None:
    if pdfium.FPDFPage_GetAnnotCount(page) > 0:
        raise _failed(f"第 {number} 页有批注")
    kinds = Counter(item.type for item in page.get_objects())
    if kinds.pop(pdfium.FPDF_PAGEOBJ_IMAGE, 0) != 1 or set(kinds) - {pdfium.FPDF_PAGEOBJ_TEXT}:
        raise _failed(f"第 {number} 页不是单独一张图片")
    if any(area.holds_centre(char) for char in pages.characters(page) for area in areas):
        raise _failed(f"第 {number} 页的涂黑处还读得出文字")
    shown = pages.rendered(page)
    for area in areas:
        left, top, right, bottom = area.pixels(shown.size)
        across, down = min(_EDGE, (right - left - 1) // 2), min(_EDGE, (bottom - top - 1) // 2)
        inner = shown.crop((left + across, top + down, right - across, bottom - down)).convert("L")
        if pages.lighter_than(_BLACK, inner):
            raise _failed(f"第 {number} 页的涂黑处没有全黑")


def _failed(what: str) -> Refused:
    return Refused(
        f"生成的公开版没有通过核对：{what}。公开版没有保存；请把原件打印后扫描再试，或者联系系统管理员。"
    )
