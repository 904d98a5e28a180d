"""How is a text written as a PDF that keeps and that can be listened to?

Typst lays out `work.typ` as PDF/A-2a and PDF/UA-1 with the fonts of `gongkai.fonts`: tagged, heads of tables
repeated, footnotes at the foot of their page. Fonts of the machine are asked only for characters that ours
lack.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typst

from gongkai import fonts
from gongkai.errors import WritingError
from gongkai.richtext.document import (
    Block,
    Break,
    Cell,
    Document,
    Figure,
    Image,
    Inline,
    Line,
    Listing,
    NoteMark,
    Paragraph,
    Placed,
    Table,
    lines,
    placed,
    plain,
)
from gongkai.richtext.out.markup import HIGHEST_MM, WIDEST_IN_CELL_MM, WIDEST_MM
from gongkai.richtext.out.styles import LINE
from gongkai.richtext.out.widths import shares
from gongkai.richtext.out.work import Work, prepared, size_of

TEMPLATE = Path(__file__).with_name("work.typ")
STANDARDS: list[Any] = ["a-2a", "ua-1"]
_NAMED = 10
_LONG = 300  # characters of a cell that may go on on the next page


def render(work: Work) -> bytes:
    """The PDF. Raises WritingError where it cannot be laid out."""
    document = prepared(work)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        template = Path(folder) / TEMPLATE.name
        shutil.copyfile(TEMPLATE, template)
        data = _Data(work, Path(folder)).of(document)
        return _compiled(template, data, without_font(work, document))


def without_font(work: Work, document: Document) -> list[str]:
    """The characters of the text that the fonts of the program do not hold, in order."""
    held = fonts.characters()
    texts = [work.title, work.number, *(plain(line) for line in _lines(document))]
    return list(dict.fromkeys(sign for text in texts for sign in text if sign not in held and sign != "\n"))


def _lines(document: Document) -> Iterable[Line]:
    yield from lines(document.blocks)
    for note in document.notes:
        yield from lines(note)


def _compiled(template: Path, data: dict[str, Any], rare: list[str]) -> bytes:
    try:
        made = typst.compile(
            template,
            font_paths=[fonts.FOLDER],
            ignore_system_fonts=not rare,
            format="pdf",
            sys_inputs={"work": json.dumps(data, ensure_ascii=False)},
            pdf_standards=STANDARDS,
        )
    except typst.TypstError as problem:
        signs = "".join(rare[:_NAMED])
        told = f"「{signs}」在随附的字库里没有，本机字体也显示不出" if signs else problem.message
        raise WritingError(f"PDF 排版不成功：{told}；请换用常见的字，或者改用 DOCX。") from None
    if not isinstance(made, bytes):
        raise WritingError("PDF 排版没有得到文件；请改用 DOCX。")
    return made


class _Data:
    """Makes of a text what the template reads; its pictures become files in the folder."""

    def __init__(self, work: Work, folder: Path) -> None:
        self._work = work
        self._folder = folder
        self._deep = 0  # the last heading, in the outline of the document

    def of(self, document: Document) -> dict[str, Any]:
        return {
            "song": fonts.SONG,
            "hei": fonts.HEI,
            "line": LINE,
            "title": self._work.title,
            "number": self._work.number,
            "blocks": self._blocks(document.blocks),
            "notes": [
                [self._line(block.line) for block in note if isinstance(block, Paragraph)]
                for note in document.notes
            ],
        }

    def _blocks(self, blocks: Iterable[Block], *, in_cell: bool = False) -> list[dict[str, Any]]:
        return [self._block(block, in_cell=in_cell) for block in blocks]

    def _block(self, block: Block, *, in_cell: bool) -> dict[str, Any]:
        if isinstance(block, Paragraph):
            return {
                "kind": "paragraph",
                "line": self._line(block.line, in_cell=in_cell),
                "level": block.level,
                "outline": self._outline(block.level),
                "align": block.align,
                "indent": block.indent,
            }
        if isinstance(block, Listing):
            items = [self._blocks(item.blocks, in_cell=in_cell) for item in block.items]
            numbering = f"{block.kind}." if block.kind else ""
            return {"kind": "list", "items": items, "numbering": numbering, "start": block.start}
        if isinstance(block, Figure):
            image = self._one(block.image, in_cell=False)
            return {"kind": "figure", "image": image, "caption": self._line(block.caption)}
        return self._table(block)

    def _outline(self, level: int) -> int:
        """The level of a heading in the outline, which begins with 1 and leaves none out (PDF/UA)."""
        if level:
            self._deep = min(level - 1, self._deep + 1)
        return self._deep

    def _table(self, table: Table) -> dict[str, Any]:
        cells = list(placed(table))
        return {
            "kind": "table",
            "widths": shares(table),
            "caption": self._line(table.caption),
            "head": [self._cell(one) for one in cells if one.row < table.head],
            "body": [self._cell(one) for one in cells if one.row >= table.head],
        }

    def _cell(self, one: Placed) -> dict[str, Any]:
        cell = one.cell
        return {
            "x": one.column,
            "y": one.row,
            "colspan": cell.colspan,
            "rowspan": cell.rowspan,
            "header": cell.header,
            "long": sum(len(plain(line)) for line in lines(cell.blocks)) > _LONG,
            "align": _align(cell),
            "blocks": self._blocks(cell.blocks, in_cell=True),
        }

    def _line(self, line: Line, *, in_cell: bool = False) -> list[dict[str, Any]]:
        return [self._one(one, in_cell=in_cell) for one in line]

    def _one(self, one: Inline, *, in_cell: bool) -> dict[str, Any]:
        if isinstance(one, Break):
            return {"kind": "break"}
        if isinstance(one, NoteMark):
            return {"kind": "note", "number": one.number}
        if isinstance(one, Image):
            return self._image(one, WIDEST_IN_CELL_MM if in_cell else WIDEST_MM)
        return {"kind": "text", "text": one.text, "marks": sorted(one.marks), "href": one.href}

    def _image(self, image: Image, widest: float) -> dict[str, Any]:
        data = self._work.pictures[image.sha256]
        size = size_of(data)
        shown = size.within(widest, HIGHEST_MM) if size is not None else None
        name = f"{image.sha256}.{shown.suffix if shown is not None else 'png'}"
        (self._folder / name).write_bytes(data)
        wide = shown.wide if shown is not None else widest
        return {"kind": "image", "file": name, "alt": image.alt or "图", "width": wide}


def _align(cell: Cell) -> str:
    """How all of a cell stands, where it stands alike."""
    aligns = {block.align for block in cell.blocks if isinstance(block, Paragraph)}
    return aligns.pop() if len(aligns) == 1 else ""
