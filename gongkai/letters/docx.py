"""How is a sheet laid out as a Word document?

GB/T 9704: A4, 37 mm above and 28 mm at the binding edge, 156 × 225 mm of text, 22 lines of 28 characters;
title 二号小标宋, text 三号仿宋, the page number “— 1 —” in 四号 at the outer edge. Each official font names
the one to take where it is not installed.
"""

from __future__ import annotations

from typing import Any

import docx as word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph

from gongkai.letters.measures import (
    BANNER_SIZES,
    ENVELOPE_MM,
    LINE,
    SIGN,
    TEXT_WIDTH_MM,
    TRACKING,
    seal_indents,
    sized,
)
from gongkai.letters.sheet import Envelope, Sheet, Table
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
FALL_BACKS = {TITLE_FONT: "SimSun", BODY_FONT: "FangSong", PLAIN_FONT: "SimSun"}
_RED = RGBColor(0xFF, 0, 0)
_XIAOSI = Pt(12)
_OUR_STYLES = {"Normal", "Header", "Footer", "Default Paragraph Font", "Normal Table", "No List", "Title"}


def render(sheet: Sheet) -> bytes:
    """The sheet as a DOCX."""
    document = _document(sheet.title)
    page(document)
    _head(document, sheet)
    if sheet.recipient:
        _line(document, sheet.recipient, indent=False)
    body = [_line(document, text) for text in sheet.paragraphs]
    for paragraph in body:  # what introduces a list goes along with it
        paragraph.paragraph_format.keep_with_next = paragraph.text.endswith("：")
    if sheet.lead:
        _lead(document, sheet.lead)
    if sheet.table:
        _table(document, sheet.table)
    for text in sheet.closing:
        _small(document, text, before=Pt(6))
    tail = [*body[-1:], *_attachments(document, sheet)]
    if sheet.agency:
        _signature(document, sheet, tail)
    return saved(document)


def render_envelope(envelope: Envelope) -> bytes:
    """The cover as a DOCX of its own page size."""
    document = _document("信封")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(ENVELOPE_MM[0]), Mm(ENVELOPE_MM[1])
    section.top_margin = section.bottom_margin = Mm(10)
    section.left_margin = section.right_margin = Mm(14)
    to, by = Mm(40), WD_ALIGN_PARAGRAPH.RIGHT
    _small(document, envelope.postcode, size=Pt(16), after=Pt(14))
    _small(document, envelope.address, size=SANHAO, left=to, after=Pt(10))
    _small(document, envelope.recipient, size=ERHAO, left=to, after=Pt(90))
    _small(document, envelope.agency_address, align=by)
    _small(document, envelope.agency, align=by)
    _small(document, envelope.agency_postcode, align=by)
    return saved(document)


# – the parts of a page


def _head(document: Any, sheet: Sheet) -> None:
    """Banner, number, red line and title; without a banner the number stands under the title."""
    if sheet.banner:
        banner = _small(document, sheet.banner, size=Pt(sized(sheet.banner, BANNER_SIZES)), font=TITLE_FONT)
        banner.alignment = WD_ALIGN_PARAGRAPH.CENTER
        banner.runs[0].font.color.rgb = _RED
        banner.paragraph_format.space_after = Pt(LINE * 1.5)
        number = _small(document, sheet.number, size=SANHAO, after=Pt(LINE * 1.4))
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        number._p.get_or_add_pPr().insert_element_before(
            parse_xml(
                f"<w:pBdr {nsdecls('w')}>"
                '<w:bottom w:val="single" w:sz="12" w:space="11" w:color="FF0000"/></w:pBdr>'
            ),
            *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"),
        )
    document.add_paragraph(sheet.title, style="Title")
    if sheet.number and not sheet.banner:
        number = _small(document, sheet.number, size=SANHAO, after=Pt(LINE))
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _line(document: Any, text: str, *, indent: bool = True) -> Paragraph:
    paragraph: Paragraph = document.add_paragraph(text)
    if not indent:
        paragraph.paragraph_format.first_line_indent = Pt(0)
    return paragraph


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


def _signature(document: Any, sheet: Sheet, tail: list[Paragraph]) -> None:
    """Agency and day one above the other, two lines below the text: the seal covers both (GB/T 9704)."""
    agency_indent, day_indent = seal_indents(sheet.agency, sheet.day)
    for paragraph in tail:  # the signature never stands alone on a page
        paragraph.paragraph_format.keep_with_next = True
    for text, indent in ((sheet.agency, agency_indent), (sheet.day, day_indent)):
        paragraph = _line(document, text, indent=False)
        shape = paragraph.paragraph_format
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        shape.right_indent = Pt(SIGN * indent)
        shape.space_before = Pt(LINE * 2 if text is sheet.agency else 0)
        shape.keep_with_next = text is sheet.agency or bool(sheet.note)
    if sheet.note:
        note = _line(document, sheet.note)
        note.paragraph_format.space_before = Pt(LINE)


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


def _document(title: str) -> Any:
    document = word.Document()
    normal = document.styles["Normal"]
    typeset(normal.font, BODY_FONT, SANHAO)
    shape = normal.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(round(LINE * 20))
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
