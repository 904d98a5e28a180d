"""How are a line and its pictures written in WordprocessingML?"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Mm
from lxml import etree

from gongkai.richtext.document import Break, Image, Inline, Line, Mark, NoteMark, Text
from gongkai.richtext.out.work import Work, instead

_WIDEST, _HIGHEST = Mm(156), Mm(200)
_WIDEST_IN_CELL = Mm(40)
_PROPERTIES: tuple[tuple[Mark, str], ...] = (
    ("strong", "<w:b/>"),
    ("em", "<w:i/>"),
    ("u", '<w:u w:val="single"/>'),
    ("sup", '<w:vertAlign w:val="superscript"/>'),
    ("sub", '<w:vertAlign w:val="subscript"/>'),
)
_NO_PICTURE = (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ZeroDivisionError)
LINK_STYLE = "Hyperlink"


class Lines:
    """Writes lines of one work into one part, whose relationships lead to pictures and addresses."""

    def __init__(self, work: Work, document_part: Any, part: Any) -> None:
        self._work = work
        self._document = document_part
        self._part = part

    def xml(self, line: Iterable[Inline], *, in_cell: bool = False) -> str:
        """The runs of a line."""
        write = _writer(self, in_cell=in_cell)
        return "".join(self._linked(href, "".join(map(write, some))) for href, some in groupby(line, _href))

    def _linked(self, href: str, runs: str) -> str:
        target = self._work.target(href) if href else ""
        if not target:
            return runs
        key = self._part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{key}">{runs}</w:hyperlink>'

    def one(self, one: Inline, *, in_cell: bool) -> str:
        """A run."""
        if isinstance(one, Text):
            return _text(one, linked=bool(one.href and self._work.target(one.href)))
        if isinstance(one, Break):
            return "<w:r><w:br/></w:r>"
        if isinstance(one, NoteMark):
            raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            return f'<w:r>{raised}<w:footnoteReference w:id="{one.number}"/></w:r>'
        return self._image(one, in_cell=in_cell)

    def _image(self, image: Image, *, in_cell: bool) -> str:
        data = self._work.pictures.get(image.sha256)
        if data is None:
            return _text(Text(instead(image.alt)), linked=False)
        try:
            inline = self._document.new_pic_inline(io.BytesIO(data), None, None)
        except _NO_PICTURE:
            return _text(Text(instead(image.alt)), linked=False)
        _fit(inline, _WIDEST_IN_CELL if in_cell else _WIDEST)
        inline.docPr.set("descr", image.alt)
        drawn = etree.tostring(inline, encoding="unicode")
        return f"<w:r><w:drawing>{drawn}</w:drawing></w:r>"


def _writer(lines: Lines, *, in_cell: bool) -> Callable[[Inline], str]:
    return lambda one: lines.one(one, in_cell=in_cell)


def _href(one: Inline) -> str:
    return one.href if isinstance(one, Text) else ""


def _text(one: Text, *, linked: bool) -> str:
    link = f'<w:rStyle w:val="{LINK_STYLE}"/>' if linked else ""
    properties = link + "".join(xml for mark, xml in _PROPERTIES if mark in one.marks)
    told = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{escaped(one.text)}</w:t></w:r>'


def _fit(inline: Any, widest: int) -> None:
    """Makes a picture as small as the page or the cell demands."""
    wide, high = int(inline.extent.cx), int(inline.extent.cy)
    share = min(1.0, widest / max(wide, 1), _HIGHEST / max(high, 1))
    wide, high = max(round(wide * share), 1), max(round(high * share), 1)
    for extent in (inline.extent, inline.graphic.graphicData.pic.spPr):
        extent.cx, extent.cy = Emu(wide), Emu(high)


def escaped(text: str) -> str:
    """The text as XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def paragraph(runs: str, properties: str = "") -> str:
    """A paragraph with these runs."""
    told = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{told}{runs}</w:p>"


def spaces() -> str:
    """The names of the name spaces that stand in what is written here."""
    return str(nsdecls("w", "r", "wp", "a", "pic"))


def plain_line(line: Line) -> Line:
    """A line whose pictures are words."""
    return tuple(Text(instead(one.alt)) if isinstance(one, Image) else one for one in line)
