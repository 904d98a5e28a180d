"""How is a sheet laid out as a Word document?

GB/T 9704: A4, 37 mm above and 28 mm at the binding edge, 156 × 225 mm of text, 22 lines of 28 characters;
title 二号小标宋, text 三号仿宋, the page number “— 1 —” in 四号 at the outer edge. Each official font names
the one to take where it is not installed.
"""

from __future__ import annotations

import re
from typing import Any

import docx as word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph

from gongkai.letters.measures import (
    BANNER_MM,
    BANNER_SIZES,
    ENVELOPE_MM,
    FOOT_LINE_MM,
    LINE,
    LINE_SIGNS,
    MOST_TOGETHER,
    RULE_LEFT_MM,
    RULE_MM,
    SIGN,
    TEXT_WIDTH_MM,
    TRACKING,
    seal_width,
    signature_lines,
    signs,
    sized,
)
from gongkai.letters.pdf import line_of
from gongkai.letters.sheet import ADDRESS, Envelope, Sheet, Table, go_along, heading_level
from gongkai.official import (
    ERHAO,
    PLAIN_FONT,
    SANHAO,
    bare,
    font_table,
    language,
    page,
    properties,
    saved,
    typeset,
)

TITLE_FONT, BODY_FONT = "方正小标宋简体", "仿宋_GB2312"
HEADING_FONTS = {1: "黑体", 2: "楷体_GB2312"}
FALL_BACKS = {
    TITLE_FONT: "SimSun",
    BODY_FONT: "FangSong",
    PLAIN_FONT: "SimSun",
    HEADING_FONTS[1]: "SimHei",
    HEADING_FONTS[2]: "KaiTi",
}
_RED = RGBColor(0xFF, 0, 0)
_BELOW_THE_LINE = SIGN * 7 / 8  # GB/T 9704, 10.1: between the double line and the number
_XIAOSI = Pt(12)
_FOOT_WIDTH = 8000  # of the sender on a cover, in twentieths of a point
_AFTER_FRAME = (
    "w:widowControl",
    "w:numPr",
    "w:suppressLineNumbers",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:rPr",
)
_ADDRESS = re.compile(f"({ADDRESS})")
_LONG_WORD = re.compile(r"[!-~]{30,}")
_ATTACHMENT_SIGNS = 22  # characters in a line of the list of enclosures
_OUR_STYLES = {"Normal", "Header", "Footer", "Default Paragraph Font", "Normal Table", "No List", "Title"}


def render(sheet: Sheet) -> bytes:
    """The sheet as a DOCX; its lines as close as those of the PDF, where that saves the last page."""
    line = line_of(sheet) if sheet.agency else LINE
    document = _document(sheet.title, line)
    page(document)
    _head(document, sheet)
    if sheet.recipient:
        _line(document, sheet.recipient, indent=False)
    body = [_paragraph(document, text) for text in sheet.paragraphs]
    for paragraph, along in zip(body, go_along(sheet.paragraphs), strict=True):
        paragraph.paragraph_format.keep_with_next = along
    if sheet.lead:
        _lead(document, sheet.lead)
    if sheet.table:
        _table(document, sheet.table)
    for text in sheet.closing:
        _small(document, text, before=Pt(6))
    attachments = _attachments(document, sheet)
    if sheet.agency:
        _keep_together(body[-1:], attachments)
        _signature(document, sheet, line)
    return saved(document)


def render_envelope(envelope: Envelope) -> bytes:
    """The cover as a DOCX of its own page size."""
    document = _document("信封")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(ENVELOPE_MM[0]), Mm(ENVELOPE_MM[1])
    section.top_margin = section.bottom_margin = Mm(10)
    section.left_margin = section.right_margin = Mm(14)
    to = Mm(40)
    _small(document, envelope.postcode, size=Pt(16), after=Pt(14))
    _small(document, envelope.address, size=SANHAO, left=to, after=Pt(10))
    _small(document, envelope.recipient, size=ERHAO, left=to)
    for text in (envelope.agency_address, envelope.agency, envelope.agency_postcode):
        _at_the_foot(_small(document, text, align=WD_ALIGN_PARAGRAPH.RIGHT))
    return saved(document)


def _at_the_foot(paragraph: Paragraph) -> None:
    """Into the lower right corner of the cover, however long the address above is."""
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(
            f'<w:framePr {nsdecls("w")} w:w="{_FOOT_WIDTH}" w:wrap="around" w:vAnchor="margin" '
            'w:hAnchor="margin" w:xAlign="right" w:yAlign="bottom"/>'
        ),
        *_AFTER_FRAME,
    )


# – the parts of a page


def _head(document: Any, sheet: Sheet) -> None:
    """Under a banner the number at the right, the title two lines below; else the number under the title."""
    if sheet.banner:
        _banner(document, sheet.banner)
        number = _small(document, sheet.number, size=SANHAO, before=Pt(_BELOW_THE_LINE), after=Pt(LINE * 2))
        number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(sheet.title, style="Title")
    if sheet.number and not sheet.banner:
        number = _small(document, sheet.number, size=SANHAO, after=Pt(LINE / 2))
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _banner(document: Any, name: str) -> None:
    """信函格式 (GB/T 9704, 10.1): the red name 30 mm from the edge, double lines under it and at the foot.

    They belong to the first page, which then has no number.
    """
    banner = _small(document, name, size=Pt(sized(name, BANNER_SIZES)), font=TITLE_FONT)
    banner.alignment = WD_ALIGN_PARAGRAPH.CENTER
    banner.runs[0].font.color.rgb = _RED
    _ruled(banner, "bottom", "thickThinSmallGap", space=11, from_top_mm=BANNER_MM)
    section = document.sections[0]
    section.different_first_page_header_footer = True
    anchor = section.first_page_footer.paragraphs[0]  # a frame needs a paragraph after it
    foot = anchor.insert_paragraph_before("")
    foot.paragraph_format.first_line_indent = Pt(0)
    _ruled(foot, "top", "thinThickSmallGap", space=0, from_top_mm=FOOT_LINE_MM)


def _ruled(paragraph: Paragraph, side: str, line: str, *, space: int, from_top_mm: float) -> None:
    """A red line of 170 mm above or below the paragraph, which stands at that height of the page."""
    width, left, top = (round(Mm(size).twips) for size in (RULE_MM, RULE_LEFT_MM, from_top_mm))
    properties = paragraph._p.get_or_add_pPr()
    frame = (
        f'<w:framePr {nsdecls("w")} w:w="{width}" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page" '
        f'w:x="{left}" w:y="{top}"/>'
    )
    border = f'<w:{side} w:val="{line}" w:sz="24" w:space="{space}" w:color="FF0000"/>'
    properties.insert_element_before(parse_xml(frame), *_AFTER_FRAME)
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"), *_AFTER_FRAME[_AFTER_FRAME.index("w:shd") :]
    )


def _paragraph(document: Any, text: str) -> Paragraph:
    """One of the text; headings in their face."""
    paragraph = _line(document, text)
    level = heading_level(text)
    if level:
        typeset(paragraph.runs[0].font, HEADING_FONTS[level], SANHAO)
    if _LONG_WORD.search(text):  # an address that cannot be parted would tear its line apart
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    return paragraph


def _line(document: Any, text: str, *, indent: bool = True) -> Paragraph:
    paragraph: Paragraph = document.add_paragraph()
    for part in _ADDRESS.split(text):
        if _ADDRESS.fullmatch(part):
            _link(paragraph, part)
        elif part or not text:
            paragraph.add_run(part)
    if not indent:
        paragraph.paragraph_format.first_line_indent = Pt(0)
    return paragraph


def _link(paragraph: Paragraph, address: str) -> None:
    """The address as a link, set off by a blank on either side from the Chinese around it."""
    paragraph.add_run(" ")
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    shown = paragraph.add_run(address)
    shown.font.underline = True
    link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"/>')
    paragraph._p.append(link)
    link.append(shown._r)
    paragraph.add_run(" ")


def _attachments(document: Any, sheet: Sheet) -> list[Paragraph]:
    """One line below the text, two characters in; further ones under the first name."""
    made = []
    number = 1.25 if len(sheet.attachments) > 1 else 0.0  # the width of “1．”
    for index, text in enumerate(sheet.attachments):
        paragraph = _line(document, text)
        shape = paragraph.paragraph_format
        shape.space_before = Pt(0 if index else LINE)
        shape.left_indent = Pt(SIGN * (5 + number))
        shape.first_line_indent = Pt(-SIGN * (number if index else 3 + number))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        made.append(paragraph)
    return made


def _keep_together(text: list[Paragraph], attachments: list[Paragraph]) -> None:
    """The signature never stands on a page without text (GB/T 9704, 7.3.5.5).

    The last paragraph and the enclosures stay with it; of a long list the first with the paragraph and the
    last two with the signature, for what fills more than a page cannot stay together.
    """
    lines = sum(-(-signs(one.text) // _ATTACHMENT_SIGNS) for one in attachments)
    kept = [*text, *attachments] if lines <= MOST_TOGETHER else [*text, *attachments[-2:]]
    for paragraph in kept:
        paragraph.paragraph_format.keep_with_next = True


def _signature(document: Any, sheet: Sheet, line: float) -> None:
    """Agency and day one above the other, two lines below the text: the seal covers both (GB/T 9704)."""
    names = signature_lines(sheet.agency)
    before = LINE_SIGNS - seal_width(sheet.agency, sheet.day)
    for text in (*names, sheet.day):
        paragraph = _line(document, text, indent=False)
        shape = paragraph.paragraph_format
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape.left_indent = Pt(SIGN * before)
        shape.space_before = Pt(line + SIGN if text is names[0] else 0)
        shape.keep_with_next = text is not sheet.day or bool(sheet.note)
    if sheet.note:
        _line(document, sheet.note)


def _lead(document: Any, text: str) -> None:
    _small(document, text, after=Pt(6))


def _small(
    document: Any,
    text: str,
    *,
    size: Pt = _XIAOSI,
    font: str = BODY_FONT,
    left: int = 0,
    before: Pt = Pt(0),
    after: Pt = Pt(0),
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
) -> Paragraph:
    paragraph: Paragraph = document.add_paragraph()
    typeset(paragraph.add_run(text).font, font, size)
    shape = paragraph.paragraph_format
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    shape.first_line_indent, shape.left_indent = Pt(0), left
    shape.space_before, shape.space_after = before, after
    paragraph.alignment = align
    return paragraph


def _table(document: Any, table: Table) -> None:
    rows = ((table.head,) if table.head else ()) + table.rows
    made = document.add_table(len(rows), len(table.widths))
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    share = TEXT_WIDTH_MM / sum(table.widths)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = made._tbl.tblPr
    properties.insert_element_before(
        parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>"),
        "w:shd",
        "w:tblLayout",
        "w:tblLook",
    )
    for column, width in zip(made.columns, table.widths, strict=True):
        column.width = Mm(share * width)
    for number, (row, texts) in enumerate(zip(made.rows, rows, strict=True)):
        row.height = Pt(34)
        above = row._tr.get_or_add_trPr()
        above.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        head = bool(table.head) and number == 0
        if head:
            above.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Mm(share * table.widths[place])
            _cell(cell, text, centred=head or (not table.head and place == 0))


def _cell(cell: Any, text: str, *, centred: bool) -> None:
    paragraph = cell.paragraphs[0]
    typeset(paragraph.add_run(text).font, PLAIN_FONT, _XIAOSI)
    shape = paragraph.paragraph_format
    shape.first_line_indent = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)
    shape.space_before = shape.space_after = Pt(4)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    cell.vertical_alignment = 1


# – the shell: styles, fonts, page numbers, properties


def _document(title: str, line: float = LINE) -> Any:
    document = word.Document()
    normal = document.styles["Normal"]
    typeset(normal.font, BODY_FONT, SANHAO)
    shape = normal.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(round(line * 20))
    shape.first_line_indent = Pt(SIGN * 2 + TRACKING * 2)
    shape.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    shape.widow_control = True
    language(normal)
    spacing = parse_xml(f'<w:spacing {nsdecls("w")} w:val="{round(TRACKING * 20)}"/>')
    normal.element.rPr.insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang"
    )
    _title_style(document)
    font_table(document, FALL_BACKS)
    properties(document, title)
    bare(document, _OUR_STYLES)
    return document


def _title_style(document: Any) -> None:
    style = document.styles["Title"]
    style.font.color.rgb, style.font.bold = RGBColor(0, 0, 0), False
    paragraph, run = style.element.get_or_add_pPr(), style.element.get_or_add_rPr()
    for parent, names in ((paragraph, ("w:pBdr", "w:contextualSpacing")), (run, ("w:spacing", "w:kern"))):
        for name in names:
            for found in parent.findall(qn(name)):
                parent.remove(found)
    typeset(style.font, TITLE_FONT, ERHAO)
    shape = style.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(36)
    shape.space_before, shape.space_after = Pt(0), Pt(LINE * 0.6)
    shape.first_line_indent, shape.alignment = Pt(0), WD_ALIGN_PARAGRAPH.CENTER
