"""What do all our Word documents share: the official page, its number, and nothing of the library's template?

GB/T 9704: A4, 37 mm above and 28 mm at the binding edge, the page number “— 1 —” in 四号 at the outer edge.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

PLAIN_FONT = "宋体"
ERHAO, SANHAO, SIHAO = Pt(22), Pt(16), Pt(14)
_LATIN = "Times New Roman"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_NOT_OURS = ("/thumbnail", "/stylesWithEffects", "/customXml", "/numbering", "/webSettings")


def page(document: Any) -> None:
    """The page of an official document, with its number on right and left pages."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)  # GB/T 9704: the number stands 7 mm below the text
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, one character from the outer edge."""
    paragraph.alignment = side
    shape = paragraph.paragraph_format
    shape.first_line_indent = Pt(0)
    shape.left_indent = shape.right_indent = SIHAO
    for piece in ("— ", "PAGE", " —"):
        run = paragraph.add_run("" if piece == "PAGE" else piece)
        typeset(run.font, PLAIN_FONT, SIHAO)
        if piece == "PAGE":
            for kind in ("begin", "instr", "separate", "text", "end"):
                run._r.append(parse_xml(_field(kind)))


def _field(kind: str) -> str:
    if kind == "instr":
        return f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'
    if kind == "text":
        return f"<w:t {nsdecls('w')}>1</w:t>"
    return f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'


def typeset(font: Any, name: str, size: Pt) -> None:
    """Chinese in the official font, Latin letters and digits in Times New Roman."""
    font.name, font.size = _LATIN, size
    fonts = font.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), name)


def language(style: ParagraphStyle) -> None:
    """Chinese, and English for what is Latin."""
    properties = style.element.get_or_add_rPr()
    for found in properties.findall(qn("w:lang")):
        properties.remove(found)
    properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))


def font_table(document: Any, fall_backs: Mapping[str, str]) -> None:
    """The font table: what to take where an official font is not installed."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, other in fall_backs.items()
    )
    for related in document.part.rels.values():
        if related.reltype.endswith("/fontTable"):
            related.target_part._blob = f"{_XML}<w:fonts {nsdecls('w')}>{entries}</w:fonts>".encode()


def properties(document: Any, title: str) -> None:
    """Title and language; no author, no dates of the template."""
    core = document.core_properties
    core.title, core.language = title, "zh-CN"
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(core, name, "")
    for name in ("created", "modified"):
        for found in core._element.findall(qn(f"dcterms:{name}")):
            core._element.remove(found)


def bare(document: Any, styles: Collection[str]) -> None:
    """Takes out what the template of the library carries along; of its styles only `styles` stay."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, related in relations.items() if related.reltype.endswith(_NOT_OURS)]:
            relations.pop(key)
    for related in document.part.package.rels.values():
        if related.reltype.endswith("/extended-properties"):
            related.target_part._blob = f'{_XML}<Properties xmlns="{_APP}"/>'.encode()
    for style in list(document.styles):
        if style.name not in styles:
            style.delete()
    kept = {style.style_id for style in document.styles}
    for link in list(document.styles.element.iter(qn("w:link"))):
        if link.get(qn("w:val")) not in kept:  # a character style that went with the others
            link.getparent().remove(link)
    for latent in document.styles.element.findall(qn("w:latentStyles")):
        document.styles.element.remove(latent)
    settings = document.settings.element
    for name in ("w:rsids", "w:savePreviewPicture"):
        for found in settings.findall(qn(name)):
            settings.remove(found)
    for zoom in settings.findall(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")  # the schema demands it


def saved(document: Any) -> bytes:
    """The file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
