"""How is a report written as a Word document in the official layout?

Page, type sizes and page numbers follow GB/T 9704: title 方正小标宋简体 二号, headings 黑体 三号, text
仿宋_GB2312 三号 on lines of 28 points, tables 宋体 小五. Each official font names the one to take where it is
not installed. Tables are our own XML with true merged cells and heads that repeat on every page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import docx as word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from gongkai import official
from gongkai.official import ERHAO, SANHAO, typeset
from gongkai.render.layout import DataCell, HeadCell, PrintedCell, PrintedTable
from gongkai.render.pages import Pages

TITLE_FONT, HEADING_FONT, BODY_FONT, TABLE_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312", official.PLAIN_FONT
FALL_BACKS = {TITLE_FONT: "SimSun", HEADING_FONT: "SimHei", BODY_FONT: "FangSong", TABLE_FONT: "SimSun"}
_TABLE_STYLE = "年报表格"
_NOTE_STYLE = "年报附注"

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

_TITLE_SIGNS = 20  # of 二号 in a line of 156 mm
_ROWS_ON_A_PAGE = 30  # such a table goes to the next page as a whole; a longer one repeats its heads
_MOST_DIGITS = 5
_TEXT_WIDTH = 8844  # twentieths of a point: 156 mm
_WIDTHS = {2: (2211, 2211, 2211, 2211), 3: (700, 900, 2684), 4: ()}
_XIAOWU, _WUHAO = Pt(9), Pt(10.5)


def render(printed: Pages) -> bytes:
    """The document."""
    document = word.Document()
    official.page(document)
    _styles(document)
    official.font_table(document, FALL_BACKS)
    official.properties(document, printed.title)
    official.bare(document, _OUR_STYLES)
    _balanced(document.add_paragraph(printed.title, style="Title"))
    for section in printed.sections:
        document.add_paragraph(section.heading, style="Heading 1")
        for paragraph in section.paragraphs:
            document.add_paragraph(paragraph)
        if section.table:
            _insert(document, section.table)
    for note in printed.notes:
        document.add_paragraph(note, style=_NOTE_STYLE)
    return official.saved(document)


# – page, styles, fonts, properties


def _balanced(title: Paragraph) -> None:
    """Sets a title of several lines in lines of like length: no 报告 stands alone under a full one."""
    width = sum(0.5 if sign.isascii() else 1 for sign in title.text)
    lines = math.ceil(width / _TITLE_SIGNS)
    if lines > 1:
        free = _TITLE_SIGNS - math.ceil(width / lines) - 1
        title.paragraph_format.left_indent = title.paragraph_format.right_indent = Pt(free * ERHAO.pt / 2)


def _styles(document: Any) -> None:
    styles = document.styles
    normal = styles["Normal"]
    typeset(normal.font, BODY_FONT, SANHAO)
    _spaced(normal, line=Pt(28), indent=SANHAO * 2)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    official.language(normal)

    title = styles["Title"]
    _plain(title)
    typeset(title.font, TITLE_FONT, ERHAO)
    _spaced(title, line=Pt(36), after=Pt(28))
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER

    heading = styles["Heading 1"]
    _plain(heading)
    typeset(heading.font, HEADING_FONT, SANHAO)
    _spaced(heading, line=Pt(28), indent=SANHAO * 2)
    heading.paragraph_format.keep_with_next = True

    cell = styles.add_style(_TABLE_STYLE, 1)
    cell.base_style = normal
    typeset(cell.font, TABLE_FONT, _XIAOWU)
    _spaced(cell, line=None)
    cell.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER

    note = styles.add_style(_NOTE_STYLE, 1)
    note.base_style = normal
    typeset(note.font, TABLE_FONT, _WUHAO)
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
