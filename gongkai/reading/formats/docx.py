"""How does a Word document become blocks?

Our own walk over `word/document.xml`: a cell stands where it begins (`gridSpan`, `vMerge`, `gridBefore`),
deleted text of tracked changes is gone and inserted text stands, text boxes count once, a table around
tables is layout, a hidden row is not there. Macros and embedded objects are never looked into.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from gongkai.reading.blocks import Block, Grid, GridCell, Paragraph, Source
from gongkai.reading.formats import limits
from gongkai.reading.formats.grids import blocks_of, paragraphs
from gongkai.reading.formats.numbering import Numbering
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.refusals import damaged, too_large
from gongkai.reading.formats.tracked import tracked
from gongkai.reading.formats.wordcells import BOX, GONE, WordText, cell_text
from gongkai.reading.marks import Run
from gongkai.reading.text import read_text

_W = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_RELATION = "officeDocument"
_OWN_CELLS_OF_A_TABLE = 6
_GONE_ROWS = ("del", "hidden")


def read_docx(data: bytes, name: str) -> Source:
    """The blocks of a DOCX. Raises Damaged, Protected or TooLarge."""
    package = Package(data, name, "DOCX")
    main = _main_part(package)
    root = package.xml(main)
    if root is None:
        raise damaged(name, "DOCX", "缺少正文 word/document.xml")
    numbering = Numbering(package.xml(main.rpartition("/")[0] + "/numbering.xml"))
    styles = package.xml(main.rpartition("/")[0] + "/styles.xml")
    numbering.learn_styles(styles)
    walker = _Walker(name, numbering, WordText(root, styles))
    blocks = list(walker.blocks(root))
    if not any(isinstance(block, Grid) for block in blocks):
        text = "\n".join(line for block in blocks if isinstance(block, Paragraph) for line in [block.text])
        # tables typed as text: the text reader knows their carriers
        return replace(read_text(text, name), revised=tracked(root))
    return Source(name, tuple(_tidied(blocks)), tracked(root))


def _main_part(package: Package) -> str:
    """The main part by the relation that names it; Word may call it document2.xml."""
    relations = package.xml("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (relation.get("Type") or "").endswith("/" + _RELATION):
            return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _tidied(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from paragraphs(block.text)
        else:
            yield block


class _Walker:
    def __init__(self, name: str, numbering: Numbering, text: WordText) -> None:
        self.name = name
        self.numbering = numbering
        self.text = text
        self.cells = 0

    def blocks(self, element: etree._Element, depth: int = 0) -> Iterator[Block]:
        """The blocks in an element. Paragraphs still hold their tabs and line ends."""
        self._check(depth)
        for child in element:
            tag = _tag(child)
            if tag == "p":
                text = self.numbering.label(child) + self.text.paragraph(child)
                if text.strip():
                    yield Paragraph(text)
                for box in _boxes(child):
                    yield from self.blocks(box, depth + 1)
            elif tag == "tbl":
                yield from self._table(child, depth + 1)
            elif tag not in GONE and len(child):
                yield from self.blocks(child, depth + 1)

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        self._check(depth)
        inner = [cell for cell in _cells(table) if _has_table(cell)]
        if inner and sum(not _has_table(cell) for cell in _cells(table)) < _OWN_CELLS_OF_A_TABLE:
            for cell in _cells(table):
                yield from self.blocks(cell, depth + 1)
            return
        yield from blocks_of(self._rows(table))
        for cell in inner:
            for child in cell.iterchildren():
                if _tag(child) == "tbl":
                    yield from self._table(child, depth + 1)

    def _rows(self, table: etree._Element) -> Iterator[list[GridCell]]:
        for index, row in enumerate(_children(table, "tr")):
            column = _number(row, "trPr", "gridBefore")
            found = []
            for cell in _children(row, "tc"):
                wide = max(1, min(_number(cell, "tcPr", "gridSpan", 1), limits.WIDEST_TABLE))
                if not _continues(cell):
                    found.append(GridCell(index, column, self._cell_text(cell)))
                column += wide
            self.cells += len(found)
            if self.cells > limits.MOST_CELLS:
                raise too_large(self.name, f"表格超过 {limits.MOST_CELLS} 格")
            yield found

    def _cell_text(self, cell: etree._Element) -> str:
        lines: list[list[Run]] = []
        for paragraph in _children(cell, "p"):
            lines.append([Run(self.numbering.label(paragraph)), *self.text.line(paragraph)])
            lines += [self.text.line(inner) for box in _boxes(paragraph) for inner in _children(box, "p")]
        stated = [line for line in lines if any(run.text.strip() for run in line)]
        return cell_text([run for line in stated for run in (*line, Run("\n"))][:-1], cell)

    def _check(self, depth: int) -> None:
        if depth > limits.DEEPEST:
            raise too_large(self.name, f"嵌套超过 {limits.DEEPEST} 层")


def _tag(element: etree._Element) -> str:
    return _local(element.tag)


@functools.lru_cache(maxsize=512)  # a document has a few dozen kinds of elements, many thousand times
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: etree._Element, name: str) -> str | None:
    return next((value for space in _W if (value := element.get(space + name)) is not None), None)


def _children(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Children of that name, also through content controls, insertions and custom XML."""
    for child in element:
        tag = _tag(child)
        if tag == wanted:
            if not (
                wanted == "tr" and any(_property(child, "trPr", gone) is not None for gone in _GONE_ROWS)
            ):
                yield child
        elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _children(child, wanted)


def _cells(table: etree._Element) -> Iterator[etree._Element]:
    for row in _children(table, "tr"):
        yield from _children(row, "tc")


def _has_table(cell: etree._Element) -> bool:
    return any(_tag(child) == "tbl" for child in cell)


def _property(element: etree._Element, group: str, name: str) -> etree._Element | None:
    for properties in element:
        if _tag(properties) == group:
            return next((child for child in properties if _tag(child) == name), None)
    return None


def _number(element: etree._Element, group: str, name: str, default: int = 0) -> int:
    found = _property(element, group, name)
    digits = (_attribute(found, "val") or "") if found is not None else ""
    return min(int(digits), limits.WIDEST_TABLE) if digits.isascii() and digits.isdigit() else default


def _continues(cell: etree._Element) -> bool:
    """Whether the place belongs to a cell above (vMerge) or to the left (hMerge)."""
    for name in ("vMerge", "hMerge"):
        merge = _property(cell, "tcPr", name)
        if merge is not None and _attribute(merge, "val") in (None, "continue"):
            return True
    return False


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text boxes in a paragraph; of two alternatives of the same box only the first."""
    for child in paragraph:
        if _tag(child) == BOX:
            yield child
        elif _tag(child) not in GONE and len(child):
            yield from _boxes(child)
