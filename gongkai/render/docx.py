"""How is a report written as a Word document in the official layout?

Page, type sizes and page numbers follow GB/T 9704: title 方正小标宋简体 二号, headings 黑体 三号, text
仿宋_GB2312 三号 on lines of 28 points, tables 宋体 小五. Each official font names the one to take where it is
not installed. Tables are our own XML with true merged cells and heads that repeat on every page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import docx as word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from gongkai import official
from gongkai.official import ERHAO, SANHAO, typeset
from gongkai.render.layout import DataCell, HeadCell, PrintedCell, PrintedTable
from gongkai.render.pages import Pages, title_lines

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
_FEW = 3  # signs in a line of a narrow head
_TEXT_WIDTH = 8844  # twentieths of a point: 156 mm
_WIDTHS = {2: (2211, 2211, 2211, 2211), 3: (700, 1000, 2584), 4: ()}
_MARGIN = 40  # twentieths of a point left and right of what stands in a cell
_XIAOWU, _WUHAO = Pt(9), Pt(10.5)
_ROOM_ABOVE, _ROOM_BELOW = Pt(6), Pt(14)  # above and below a table


def render(printed: Pages) -> bytes:
    """The document."""
    document = word.Document()
    official.page(document)
    _styles(document)
    official.font_table(document, FALL_BACKS)
    official.properties(document, printed.title)
    official.bare(document, _OUR_STYLES)
    _title(document, title_lines(printed.title))
    below_table = False
    for section in printed.sections:
        heading = document.add_paragraph(section.heading, style="Heading 1").paragraph_format
        # Space, no empty lines: one that does not fit on the page would stand above the next heading.
        heading.space_before = _ROOM_BELOW if below_table else None
        heading.space_after = _ROOM_ABOVE if section.table and not section.paragraphs else None
        for paragraph in section.paragraphs:
            document.add_paragraph(paragraph)
        if section.table:
            _insert(document, section.table)
        below_table = section.table is not None
    for note in printed.notes:
        document.add_paragraph(note, style=_NOTE_STYLE)
    return official.saved(document)


# – page, styles, fonts, properties


def _title(document: Any, lines: Sequence[str]) -> None:
    """The title; one line too long for the page becomes several of like length, no 局 alone under a full one.

    The lines that fit are not broken by that.
    """
    shape = document.add_paragraph("\n".join(lines), style="Title").paragraph_format
    widths = [sum(0.5 if sign.isascii() else 1 for sign in line) for line in lines]
    broken = [width / math.ceil(width / _TITLE_SIGNS) + 1 for width in widths if width > _TITLE_SIGNS]
    if broken:
        free = _TITLE_SIGNS - math.ceil(
            max(*broken, *(width for width in widths if width <= _TITLE_SIGNS), 0)
        )
        shape.left_indent = shape.right_indent = Pt(free * ERHAO.pt / 2)


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


def _table(table: PrintedTable) -> str:
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{''.join(_borders())}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f"{_sides(_MARGIN)}</w:tblCellMar>"
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
    kind = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{_pairs(cell, width)}<w:vAlign w:val="center"/>'
    return (
        f"<w:tc><w:tcPr>{kind}</w:tcPr>"
        f'<w:p><w:pPr><w:pStyle w:val="{_TABLE_STYLE}"/>{shape}</w:pPr>{text}</w:p></w:tc>'
    )


def _pairs(cell: PrintedCell, width: int) -> str:
    """Room for two signs in a line, where a head of two or three words would be torn: 商业企|业."""
    sign = int(_XIAOWU.pt * 20)
    fit = (width - 2 * _MARGIN) // sign
    torn = isinstance(cell, HeadCell) and cell.colspan == 1 and len(cell.text) > fit and fit % 2
    if not torn or len(cell.text) % 2 or fit > _FEW:
        return ""
    return f"<w:tcMar>{_sides((width - 2 * sign - sign // 2) // 2)}</w:tcMar>"


def _sides(margin: int) -> str:
    return "".join(f'<w:{side} w:w="{margin}" w:type="dxa"/>' for side in ("left", "right"))


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
