"""How are a line and its pictures written in WordprocessingML?"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from lxml import etree

from gongkai.richtext.document import Break, Image, Inline, Mark, NoteMark, Text
from gongkai.richtext.out.work import size_of

WIDEST_MM, HIGHEST_MM, WIDEST_IN_CELL_MM = 156.0, 200.0, 40.0
_PROPERTIES: tuple[tuple[Mark, str], ...] = (
    ("strong", "<w:b/>"),
    ("em", "<w:i/>"),
    ("u", '<w:u w:val="single"/>'),
    ("sup", '<w:vertAlign w:val="superscript"/>'),
    ("sub", '<w:vertAlign w:val="subscript"/>'),
)
LINK_STYLE = "Hyperlink"


class Lines:
    """Writes lines into one part of a document, whose relationships lead to pictures and addresses."""

    def __init__(self, pictures: Mapping[str, bytes], document: Any, part: Any) -> None:
        self._pictures = pictures
        self._document = document
        self._part = part
        self._drawn = 0  # pictures, which must not have the same number

    def xml(self, line: Iterable[Inline], *, in_cell: bool = False) -> str:
        """The runs of a line."""
        write = self._writer(in_cell=in_cell)
        return "".join(self._linked(href, "".join(map(write, some))) for href, some in groupby(line, _href))

    def _linked(self, href: str, runs: str) -> str:
        if not href:
            return runs
        key = self._part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{key}">{runs}</w:hyperlink>'

    def _writer(self, *, in_cell: bool) -> Callable[[Inline], str]:
        return lambda one: self._one(one, in_cell=in_cell)

    def _one(self, one: Inline, *, in_cell: bool) -> str:
        if isinstance(one, Text):
            return _text(one)
        if isinstance(one, Break):
            return "<w:r><w:br/></w:r>"
        if isinstance(one, NoteMark):
            raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            return f'<w:r>{raised}<w:footnoteReference w:id="{one.number}"/></w:r>'
        return self._image(one, WIDEST_IN_CELL_MM if in_cell else WIDEST_MM)

    def _image(self, image: Image, widest: float) -> str:
        data = self._pictures[image.sha256]
        size = size_of(data)
        shown = size.within(widest, HIGHEST_MM) if size is not None else None
        wide, high = (Mm(shown.wide), Mm(shown.high)) if shown is not None else (None, None)
        inline = self._document.new_pic_inline(io.BytesIO(data), wide, high)
        self._drawn += 1
        inline.docPr.set("id", str(self._drawn))
        inline.docPr.set("descr", image.alt)
        drawn = etree.tostring(inline, encoding="unicode")
        return f"<w:r><w:drawing>{drawn}</w:drawing></w:r>"


def _href(one: Inline) -> str:
    return one.href if isinstance(one, Text) else ""


def _text(one: Text) -> str:
    link = f'<w:rStyle w:val="{LINK_STYLE}"/>' if one.href else ""
    properties = link + "".join(xml for mark, xml in _PROPERTIES if mark in one.marks)
    told = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{escaped(one.text)}</w:t></w:r>'


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
