"""How does a file – DOCX, DOC, WPS, RTF, ODT, a saved page, plain text – become a text of ours?

The file is a stranger's: call `read` in a process of its own (`gongkai.confined`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from gongkai.errors import UnsupportedFormat
from gongkai.reading.decode import decode
from gongkai.reading.formats import limits, mht
from gongkai.reading.formats.legacy import MODERN, converted
from gongkai.reading.formats.refusals import protected, too_large
from gongkai.reading.formats.sniff import Kind, sniff
from gongkai.reading.formats.wordstyles import attribute, local
from gongkai.reading.html import is_html
from gongkai.richtext.clean import settled_html
from gongkai.richtext.document import Block, Cell, Row, Table
from gongkai.richtext.imported import SAID, Imported, Remark, remarks_of
from gongkai.richtext.paste import paste
from gongkai.richtext.pasting import plain
from gongkai.richtext.pictures import Pictures
from gongkai.richtext.wordprocessing.assembling import assembled, head_of
from gongkai.richtext.wordprocessing.numbering import Numbering
from gongkai.richtext.wordprocessing.paragraphs import Read, read_of
from gongkai.richtext.wordprocessing.parts import WordFile
from gongkai.richtext.wordprocessing.properties import Styles, child, is_on, said, whole
from gongkai.richtext.wordprocessing.runs import ENDNOTES_FROM, Runs, Story

MOST_CELLS = 200_000
_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
_GONE = frozenset({"del", "moveFrom"})
_NO_NOTE = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read(data: bytes, name: str) -> Imported:
    """The text of a file called `name`. Raises ReadingError: one sentence that names the file."""
    kind = sniff(data)
    try:
        if kind is Kind.DOCX:
            return read_docx(data, name)
        if kind in MODERN and MODERN[kind][1] is Kind.DOCX:
            made = read_docx(converted(data, name, kind, "docx"), name)
            return replace(made, remarks=(*made.remarks, Remark("converted", SAID["converted"])))
        if kind in (Kind.TEXT, Kind.MARKUP_ARCHIVE):
            return _of_text(decode(mht.page_of(data, name) if kind is Kind.MARKUP_ARCHIVE else data, name))
    except RecursionError:
        raise too_large(name, "内容嵌套过深") from None
    if kind is Kind.LOCKED_OFFICE:
        raise protected(name, kind.value)
    raise UnsupportedFormat(
        f"{name}：这是{kind.value}，不能作为正文导入；请导入 DOCX、DOC、WPS、RTF、ODT 或者网页，"
        "其他格式作为附件上传。"
    )


def _of_text(text: str) -> Imported:
    return paste(text) if is_html(text) else plain(text)


def read_docx(data: bytes, name: str) -> Imported:
    """The text of a DOCX. Raises Damaged, Protected or TooLarge."""
    file = WordFile(data, name)
    walker = _Walker(file)
    reads = list(walker.body())
    title, number, rest = head_of(reads)
    html = settled_html(assembled(rest), walker.notes())
    return Imported(
        html=html,
        title=title,
        number=number,
        pictures=tuple(walker.pictures.brought.values()),
        missing=tuple(walker.pictures.missing),
        remarks=remarks_of(walker.said),
    )


class _Walker:
    """Walks through one document."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.said: set[str] = {"headers"} if _has_headers(file) else set()
        self.pictures = Pictures.none_yet()
        self._styles = Styles(file.part("styles")[1])
        self._numbering = Numbering(file.part("numbering")[1])
        self._runs = Runs(file, self._styles, self.pictures, self.said)
        self._cells = 0

    def body(self) -> Iterator[Read | Table]:
        """The paragraphs and tables of the document."""
        return self._reads(self.file.root, Story(self.file.relations(self.file.main)))

    def notes(self) -> dict[int, tuple[Block, ...]]:
        """What the footnotes and endnotes say."""
        found: dict[int, tuple[Block, ...]] = {}
        for kind, first in (("footnotes", 0), ("endnotes", ENDNOTES_FROM)):
            part, root = self.file.part(kind)
            story = Story(self.file.relations(part))
            for note in () if root is None else root:
                if attribute(note, "type") not in _NO_NOTE:
                    number = whole(attribute(note, "id") or "")
                    found[first + number] = assembled(list(self._reads(note, story)))
        return found

    def _reads(self, element: etree._Element, story: Story, deep: int = 0) -> Iterator[Read | Table]:
        if deep > limits.DEEPEST:
            raise too_large(self.file.name, f"嵌套超过 {limits.DEEPEST} 层")
        carried: list[etree._Element] = []  # paragraphs whose end was deleted: they go on in the next
        for one in element:
            name = local(one)
            if name == "p":
                carried.append(one)
                if not _goes_on(one):
                    yield from self._paragraph(carried, story, deep)
                    carried = []
            elif name == "tbl":
                yield self._table(one, story, deep)
            elif name == "altChunk":
                self.said.add("objects")
            elif name in _GONE or name in ("ins", "moveTo"):
                self.said.add("revisions")
            if name in _THROUGH or name == "body":
                yield from self._reads(one, story, deep + 1)
        if carried:
            yield from self._paragraph(carried, story, deep)

    def _paragraph(self, parts: list[etree._Element], story: Story, deep: int) -> Iterator[Read | Table]:
        first = parts[0]
        told = self._styles.paragraph(first)
        style = self._styles.style_of(first)
        number = self._numbering.number(told, style)
        lines, boxes = [], []
        for part in parts:
            line, some = self._runs.line(part, story)
            lines += line
            boxes += some
        if len(parts) > 1:
            self.said.add("revisions")
        found = read_of(lines, first, self._styles, told, number)
        if found.role == "contents":
            self.said.add("contents")
        else:
            yield found
        for box in boxes:
            yield from self._reads(box, story, deep + 1)

    def _table(self, table: etree._Element, story: Story, deep: int) -> Table:
        rows: list[list[_Spot]] = []
        head = 0
        for row in _children(table, "tr"):
            properties = child(row, "trPr")
            told = said(properties)
            if "del" in told or is_on(told.get("hidden", "0")):
                self.said.add("revisions" if "del" in told else "hidden")
                continue
            head += is_on(told.get("tblHeader", "0")) and head == len(rows)
            rows.append(list(self._row(row, told, story, deep)))
        return Table(tuple(_merged(rows)), head)

    def _row(self, row: etree._Element, told: dict[str, str], story: Story, deep: int) -> Iterator[_Spot]:
        column = min(whole(told.get("gridBefore", "")), limits.WIDEST_TABLE)
        if column:
            yield _Spot(0, column, "", Cell())
        for cell in _children(row, "tc"):
            self._cells += 1
            if self._cells > MOST_CELLS:
                raise too_large(self.file.name, f"表格超过 {MOST_CELLS} 格")
            properties = said(child(cell, "tcPr"))
            wide = max(1, min(whole(properties.get("gridSpan", ""), 1), limits.WIDEST_TABLE))
            reads = list(self._reads(cell, story, deep + 1))
            header = any(isinstance(one, Read) and one.role == "header" for one in reads)
            merge = _merge(cell)
            yield _Spot(column, wide, merge, Cell(assembled(reads), header=header))
            column += wide


class _Spot:
    """A cell at its column; `merge`: `begins` or `goes on` from above, `left` from the left."""

    __slots__ = ("cell", "column", "merge", "wide")

    def __init__(self, column: int, wide: int, merge: str, cell: Cell) -> None:
        self.column, self.wide, self.merge, self.cell = column, wide, merge, cell


def _merge(cell: etree._Element) -> str:
    properties = child(cell, "tcPr")
    for name, goes_on in (("vMerge", "goes on"), ("hMerge", "left")):
        found = None if properties is None else child(properties, name)
        if found is not None:
            told = attribute(found, "val") or "continue"
            return goes_on if told == "continue" else "begins"
    return ""


def _merged(rows: list[list[_Spot]]) -> Iterator[Row]:
    """The rows with the cells that begin in them, as high and wide as they reach."""
    places = [{spot.column: spot for spot in row} for row in rows]
    for number, row in enumerate(rows):
        made: list[Cell] = []
        for spot in row:
            above = places[number - 1].get(spot.column) if number else None
            if spot.merge == "left" and made:
                made[-1] = replace(made[-1], colspan=made[-1].colspan + spot.wide)
            elif spot.merge != "goes on" or above is None or not above.merge or above.wide != spot.wide:
                down = 1
                while number + down < len(rows) and _follows(places[number + down].get(spot.column), spot):
                    down += 1
                rowspan = down if spot.merge in ("begins", "goes on") else 1
                made.append(replace(spot.cell, colspan=spot.wide, rowspan=rowspan))
        yield tuple(made)


def _follows(below: _Spot | None, spot: _Spot) -> bool:
    return below is not None and below.merge == "goes on" and below.wide == spot.wide


def _children(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Children of that name, also through content controls and insertions."""
    for one in element:
        if local(one) == wanted:
            yield one
        elif local(one) in _THROUGH:
            yield from _children(one, wanted)


def _goes_on(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was deleted, so that it goes on in the next one."""
    properties = child(paragraph, "pPr")
    mark = None if properties is None else child(properties, "rPr")
    return mark is not None and child(mark, "del") is not None


def _has_headers(file: WordFile) -> bool:
    """Whether a header or footer holds more than the number of the page."""
    for one in file.relations(file.main).values():
        if one.kind in ("header", "footer") and not one.outside:
            root = file.package.xml(one.target)
            text = "" if root is None else "".join(str(t.text or "") for t in root.iter() if local(t) == "t")
            if any(sign.isalpha() for sign in text):
                return True
    return False
