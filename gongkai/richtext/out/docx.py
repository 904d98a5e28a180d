"""How is a text written as a Word document in the official layout?"""

from __future__ import annotations

from typing import Any

import docx as word
from docx.oxml import parse_xml
from lxml import etree

from gongkai.official import bare, font_table, page, properties, saved
from gongkai.richtext.document import Block, Document, Paragraph
from gongkai.richtext.out.blocks import Blocks
from gongkai.richtext.out.markup import Lines, paragraph, spaces
from gongkai.richtext.out.styles import (
    FALL_BACKS,
    NOTE,
    fill,
    names,
    numbering_xml,
    part_of,
    set_styles,
)
from gongkai.richtext.out.work import Work, prepared

_HERE = "text"
_MARK = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
)


def render(work: Work) -> bytes:
    """The document."""
    document = word.Document()
    page(document)
    set_styles(document)
    font_table(document, FALL_BACKS)
    properties(document, work.title)
    bare(document, names())
    if work.title:
        document.add_paragraph(work.title, style="Title")
    if work.number:
        document.add_paragraph(work.number, style="文号")
    _write(document, prepared(work), work)
    return saved(document)


def _write(document: Any, text: Document, work: Work) -> None:
    lines = Lines(work.pictures, document.part, document.part)
    blocks = Blocks(lines)
    _append(document, blocks.xml(text.blocks))
    if blocks.lists:
        fill(part_of(document, "numbering"), numbering_xml(blocks.lists, spaces()))
    if text.notes:
        part = part_of(document, "footnotes")
        under = Lines(work.pictures, document.part, part)
        notes = "".join(_note(under, number, note) for number, note in enumerate(text.notes, 1))
        fill(part, f"<w:footnotes {spaces()}>{_SEPARATORS}{notes}</w:footnotes>")


def _append(document: Any, xml: str) -> None:
    """Puts blocks behind what the document holds, before its page set-up.

    As characters: moving the elements of a long table from tree to tree takes longer than all the rest.
    """
    body = document.element.body
    body.sectPr.addprevious(etree.Comment(_HERE))
    before, _, after = etree.tostring(document.element, encoding="unicode").partition(f"<!--{_HERE}-->")
    inside = f"<w:body {spaces()}>"
    document.part._element = parse_xml(f"{before.replace('<w:body>', inside, 1)}{xml}{after}")


def _note(lines: Lines, number: int, blocks: tuple[Block, ...]) -> str:
    written = (block.line for block in blocks if isinstance(block, Paragraph))
    style = f'<w:pStyle w:val="{NOTE}"/>'
    parts = [
        paragraph(
            ("" if at else f'{_MARK}<w:r><w:t xml:space="preserve"> </w:t></w:r>') + lines.xml(line), style
        )
        for at, line in enumerate(written)
    ]
    return f'<w:footnote w:id="{number}">{"".join(parts)}</w:footnote>'
