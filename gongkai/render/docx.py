"""How is a report written as a Word document in the official layout?

Page, type sizes and page numbers follow GB/T 9704: title 方正小标宋简体 二号, headings 黑体 三号, text
仿宋_GB2312 三号 on lines of 28 points, tables 宋体 小五. Each official font names the one to take where it is
not installed. Tables are our own XML with true merged cells and heads that repeat on every page.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx as word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from gongkai.render.layout import DataCell, HeadCell, PrintedCell, PrintedTable
from gongkai.render.pages import Pages

TITLE_FONT, HEADING_FONT, BODY_FONT, TABLE_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"
FALL_BACKS = {TITLE_FONT: "SimSun", HEADING_FONT: "SimHei", BODY_FONT: "FangSong", TABLE_FONT: "SimSun"}
_LATIN = "Times New Roman"
_TABLE_STYLE = "年报表格"
_NOTE_STYLE = "年报附注"

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_NOT_OURS = ("/thumbnail", "/stylesWithEffects", "/customXml", "/numbering", "/webSettings")
_OUR_STYLES = {
    *(
        "Normal",
        "Title",
        "Heading 1",
        "Header",
        "Footer",
        "Default Paragraph Font",
        "Normal Table",
        "No List",
    ),
    *(_TABLE_STYLE, _NOTE_STYLE),
}

_ROWS_ON_A_PAGE = 30  # such a table goes to the next page as a whole; a longer one repeats its heads
_MOST_DIGITS = 5
_TEXT_WIDTH = 8844  # twentieths of a point: 156 mm
_WIDTHS = {2: (2211, 2211, 2211, 2211), 3: (700, 900, 2684), 4: ()}
_ERHAO, _SANHAO, _SIHAO, _XIAOWU, _WUHAO = Pt(22), Pt(16), Pt(14), Pt(9), Pt(10.5)


def render(printed: Pages) -> bytes:
    """The document."""
    document = word.Document()
    _page(document)
    _styles(document)
    _fonts(document)
    _properties(document, printed.title)
    _bare(document)
    document.add_paragraph(printed.title, style="Title")
    for section in printed.sections:
        document.add_paragraph(section.heading, style="Heading 1")
        for paragraph in section.paragraphs:
            document.add_paragraph(paragraph)
        if section.table:
            _insert(document, section.table)
    for note in printed.notes:
        document.add_paragraph(note, style=_NOTE_STYLE)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# – page, styles, fonts, properties


def _page(document: Any) -> None:
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
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = _SIHAO
    for piece in ("— ", "PAGE", " —"):
        run = paragraph.add_run("" if piece == "PAGE" else piece)
        _typeset(run.font, TABLE_FONT, _SIHAO)
        if piece == "PAGE":
            for kind in ("begin", "instr", "separate", "text", "end"):
                run._r.append(parse_xml(_field(kind)))


def _field(kind: str) -> str:
    if kind == "instr":
        return f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'
    if kind == "text":
        return f"<w:t {nsdecls('w')}>1</w:t>"
    return f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'


def _styles(document: Any) -> None:
    styles = document.styles
    normal = styles["Normal"]
    _typeset(normal.font, BODY_FONT, _SANHAO)
    _spaced(normal, line=Pt(28), indent=_SANHAO * 2)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _language(normal)

    title = styles["Title"]
    _plain(title)
    _typeset(title.font, TITLE_FONT, _ERHAO)
    _spaced(title, line=Pt(36), after=Pt(28))
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER

    heading = styles["Heading 1"]
    _plain(heading)
    _typeset(heading.font, HEADING_FONT, _SANHAO)
    _spaced(heading, line=Pt(28), indent=_SANHAO * 2)
    heading.paragraph_format.keep_with_next = True

    cell = styles.add_style(_TABLE_STYLE, 1)
    cell.base_style = normal
    _typeset(cell.font, TABLE_FONT, _XIAOWU)
    _spaced(cell, line=None)
    cell.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER

    note = styles.add_style(_NOTE_STYLE, 1)
    note.base_style = normal
    _typeset(note.font, TABLE_FONT, _WUHAO)
    _spaced(note, line=Pt(18), indent=_WUHAO * 2)


def _plain(style: ParagraphStyle) -> None:
    """Takes away what the template's style brings: colour, weight, border, spacing."""
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.bold = False
    properties = style.element.get_or_add_pPr()
    for name in ("w:pBdr", "w:contextualSpacing"):
        for found in properties.findall(qn(name)):
            properties.remove(found)
    for name in ("w:spacing", "w:kern"):
        for found in style.element.get_or_add_rPr().findall(qn(name)):
            style.element.get_or_add_rPr().remove(found)


def _spaced(style: ParagraphStyle, *, line: Pt | None, after: Pt = Pt(0), indent: int = 0) -> None:
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(0), after
    if line is None:
        shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, line
    shape.first_line_indent = Pt(indent / 12700)


def _typeset(font: Any, name: str, size: Pt) -> None:
    """Chinese in the official font, Latin letters and digits in Times New Roman."""
    font.name, font.size = _LATIN, size
    fonts = font.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), name)


def _language(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_rPr()
    for found in properties.findall(qn("w:lang")):
        properties.remove(found)
    properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))


def _fonts(document: Any) -> None:
    """The font table: what to take where an official font is not installed."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, other in FALL_BACKS.items()
    )
    for related in document.part.rels.values():
        if related.reltype.endswith("/fontTable"):
            related.target_part._blob = f"{_XML}<w:fonts {nsdecls('w')}>{entries}</w:fonts>".encode()


def _properties(document: Any, title: str) -> None:
    """Title and language; no author, no dates of the template."""
    core = document.core_properties
    core.title, core.language = title, "zh-CN"
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(core, name, "")
    for name in ("created", "modified"):
        for found in core._element.findall(qn(f"dcterms:{name}")):
            core._element.remove(found)


def _bare(document: Any) -> None:
    """Takes out what the template of the library carries along: its thumbnail, its other styles, its name."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, related in relations.items() if related.reltype.endswith(_NOT_OURS)]:
            relations.pop(key)
    for related in document.part.package.rels.values():
        if related.reltype.endswith("/extended-properties"):
            related.target_part._blob = f"{_XML}<Properties xmlns={_quoted(_APP)}/>".encode()
    for style in list(document.styles):
        if style.name not in _OUR_STYLES:
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


# – tables


def _insert(document: Any, table: PrintedTable) -> None:
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(_table(table)))  # the last element holds the page set-up
    gap = document.add_paragraph(style=_TABLE_STYLE)  # Word joins tables that touch
    gap.paragraph_format.space_after = Pt(6)


def _table(table: PrintedTable) -> str:
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{''.join(_borders())}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/>'
        '<w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
        f"<w:tblCaption w:val={_quoted(table.caption)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(_rows(table, widths))}</w:tbl>"
    )


def _borders() -> Iterator[str]:
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        yield f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'


def _widths(table: PrintedTable) -> list[int]:
    given = list(_WIDTHS[table.number])[: table.width]
    rest = table.width - len(given)
    return given + ([(_TEXT_WIDTH - sum(given)) // rest] * rest if rest else [])


def _rows(table: PrintedTable, widths: list[int]) -> Iterator[str]:
    below: dict[tuple[int, int], PrintedCell] = {}  # where a cell from above goes on
    rows: list[dict[int, PrintedCell]] = [{} for _ in table.rows]
    for row, column, cell in table.placed():
        rows[row][column] = cell
        below.update({(row + down, column): cell for down in range(1, cell.rowspan)})
    for number, begun in enumerate(rows):
        repeat = "<w:tblHeader/>" if number < len(table.head) else ""
        going = {column: cell for (row, column), cell in below.items() if row == number}
        together = len(rows) <= _ROWS_ON_A_PAGE and number < len(rows) - 1
        cells = "".join(
            _cell(cell, sum(widths[column : column + cell.colspan]), begins=column in begun, keep=together)
            for column, cell in sorted((begun | going).items())
        )
        height = '<w:trHeight w:val="300" w:hRule="atLeast"/>'
        yield f"<w:tr><w:trPr><w:cantSplit/>{height}{repeat}</w:trPr>{cells}</w:tr>"


def _cell(cell: PrintedCell, width: int, *, begins: bool, keep: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = ("<w:vMerge/>", '<w:vMerge w:val="restart"/>')[begins] if cell.rowspan > 1 else ""
    label = isinstance(cell, HeadCell) and cell.scope == "row"
    shape = ("<w:keepNext/>" if keep else "") + ('<w:jc w:val="left"/>' if label else "")
    text = _run(cell) if begins and cell.text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{_TABLE_STYLE}"/>{shape}</w:pPr>{text}</w:p></w:tc>'
    )


def _run(cell: PrintedCell) -> str:
    """The text; a long number in a narrow column is set smaller rather than broken."""
    narrow = isinstance(cell, DataCell) and cell.colspan == 1 and cell.text.isascii()
    halves = round(_XIAOWU.pt * 2 * _MOST_DIGITS / max(len(cell.text), _MOST_DIGITS))
    size = f'<w:rPr><w:sz w:val="{halves}"/></w:rPr>' if narrow and len(cell.text) > _MOST_DIGITS else ""
    return f'<w:r>{size}<w:t xml:space="preserve">{_escaped(cell.text)}</w:t></w:r>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    escaped = _escaped(text).replace('"', "&quot;")
    return f'"{escaped}"'
