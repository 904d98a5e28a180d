"""How does a report's page stand in a Word document and in a workbook, with formatting that means something?

Both are written by hand, so that each character is where it is meant to be. A `Dress` says of a value in
which pieces it stands: plain, struck, hidden, raised.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from html import escape

from tests.corpus_maker.in_text import table2, table3, table4
from tests.corpus_maker.page import Page

Piece = tuple[str, str]  # text, and how it looks
Dress = Callable[[str], Sequence[Piece]]

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = {
    "": "",
    "struck": "<w:rPr><w:strike/></w:rPr>",
    "hidden": "<w:rPr><w:vanish/></w:rPr>",
    "raised": '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
}
_CALC = {"": "", "struck": "<rPr><strike/></rPr>", "raised": '<rPr><vertAlign val="superscript"/></rPr>'}

DRESSES: dict[str, Dress] = {
    "plain": lambda text: [(text, "")],
    "struck": lambda text: [("1120", "struck"), (text, "")],
    "raised": lambda text: [(text, ""), ("1", "raised")],
    "in-pieces": lambda text: [(text[:1], ""), (text[1:], "")],
    "joiners": lambda text: [(f"\u2060{text[:1]}\u200b{text[1:]}\ufeff", "")],
    "hidden": lambda text: [("9", "hidden"), (text, "")],
}


def docx(sheet: Page, dress: Dress) -> bytes:
    """A Word document; every value is dressed, no label is."""
    values = {value for row in sheet.rows() for value in row.values if value}
    parts = []
    for part in _parts(sheet):
        if isinstance(part, str):
            parts.append(_paragraph([(part, "")]))
            continue
        rows = (
            "".join(
                f"<w:tc>{_paragraph(dress(cell) if cell in values else [(cell, '')])}</w:tc>" for cell in row
            )
            for row in part
        )
        parts.append("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
    body = f"<w:document {_W}><w:body>{''.join(parts)}</w:body></w:document>"
    return _zipped({"word/document.xml": body})


def _paragraph(pieces: Sequence[Piece]) -> str:
    runs = "".join(
        f'<w:r>{_WORD[look]}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' for text, look in pieces
    )
    return f"<w:p>{runs}</w:p>"


def xlsx(sheet: Page, dress: Dress) -> bytes:
    """A workbook of one sheet with strings in the cells."""
    values = {value for row in sheet.rows() for value in row.values if value}
    lines: list[list[str]] = []
    for part in _parts(sheet):
        lines += [[part]] if isinstance(part, str) else part
    rows = []
    for number, line in enumerate(lines, start=1):
        cells = (
            f'<c r="{_column(at)}{number}" t="inlineStr"><is>{_string(cell, values, dress)}</is></c>'
            for at, cell in enumerate(line)
            if cell
        )
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    types = "http://schemas.openxmlformats.org/package/2006"
    return _zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f"<workbook {_S} {_R}><sheets>"
            '<sheet name="年报" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f"<worksheet {_S}><sheetData>{''.join(rows)}</sheetData></worksheet>",
        }
    )


def _string(cell: str, values: set[str], dress: Dress) -> str:
    pieces = dress(cell) if cell in values else [(cell, "")]
    return "".join(f'<r>{_CALC[look]}<t xml:space="preserve">{escape(text)}</t></r>' for text, look in pieces)


def _relations(kind: str, target: str) -> str:
    types = "http://schemas.openxmlformats.org/package/2006/relationships"
    return (
        f'<Relationships xmlns="{types}"><Relationship Id="r1" Type="{_RELATION}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )


def _column(at: int) -> str:
    return chr(ord("A") + at)


def _parts(sheet: Page) -> Iterator[str | list[list[str]]]:
    yield sheet.title
    tables = {1: table2, 2: table3, 3: table4}
    for number, (heading, text) in enumerate(zip(sheet.headings, sheet.prose, strict=True)):
        yield heading
        yield text
        if number in tables:
            yield tables[number](sheet)


def _zipped(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in members.items():
            package.writestr(name, text)
    return buffer.getvalue()
