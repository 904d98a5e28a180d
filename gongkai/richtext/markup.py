"""What text do the elements of some HTML mean?

A walk over the tree of `tree`: elements within a line change the look of characters, elements that begin a
block end the paragraph before them, lists and tables are read for themselves. What stands loose becomes a
paragraph. Nothing is tidied here (`settle` does): what is empty, ragged or nested too deep still is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from gongkai.richtext.document import (
    Align,
    Block,
    Break,
    Cell,
    Figure,
    Image,
    Inline,
    Item,
    Line,
    Listing,
    NoteMark,
    Paragraph,
    Row,
    Table,
    Text,
    lines,
    plain,
)
from gongkai.richtext.looks import Look, Shape, align_of, look_in, shape_of
from gongkai.richtext.pictures import Pictures
from gongkai.richtext.tree import BLOCKS, INLINE, Element
from gongkai.richtext.vocabulary import FOOTNOTES, LIST_KINDS, MOST_SPAN, MOST_START, address, note_number

_ROWS = frozenset({"thead", "tbody", "tfoot"})
_ID = re.compile(r"note-([1-9][0-9]{0,3})")
_CONTEXT = 40
_PLAIN = Shape()
_NO_LOOK = Look()


@dataclass(slots=True)
class _Sink:
    """Blocks as they come in, and the line that is being read."""

    blocks: list[Block] = field(default_factory=list)
    line: list[Inline] = field(default_factory=list)
    shape: Shape = _PLAIN
    around: Align = ""  # how paragraphs stand that say nothing themselves

    def end(self) -> None:
        """The paragraph ends here, if there is one."""
        if self.line:
            shape = self.shape
            self.blocks.append(Paragraph(tuple(self.line), shape.level, shape.align, shape.indent))
        self.line = []
        self.shape = Shape(align=self.around)

    def begin(self, shape: Shape) -> None:
        """A paragraph of that shape begins."""
        self.end()
        self.shape = shape


@dataclass(slots=True)
class Reader:
    """Reads one text; `notes` are its footnotes, `said` the codes of what was left out."""

    pictures: Pictures
    notes: dict[int, tuple[Block, ...]] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    last: str = ""  # the text read last, which tells where something stood

    def blocks(self, element: Element, look: Look = _NO_LOOK, around: Align = "") -> tuple[Block, ...]:
        """The blocks in an element."""
        sink = _Sink(shape=Shape(align=around), around=around)
        self._children(element, look, sink)
        sink.end()
        return tuple(sink.blocks)

    def _children(self, element: Element, look: Look, sink: _Sink) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._text(child, look, sink)
            else:
                self._element(child, look, sink)

    def _text(self, text: str, look: Look, sink: _Sink) -> None:
        if look.gone:
            if text.strip():
                self.said.add(look.gone)
            return
        sink.line.append(Text(text, look.marks, look.href))
        if text.strip():
            self.last = (self.last + text)[-_CONTEXT:]

    def _element(self, element: Element, look: Look, sink: _Sink) -> None:
        name = element.name
        reads = _READS.get(name)
        if reads is not None:
            reads(self, element, look, sink)
        elif name in INLINE:
            self._children(element, look_in(element, look), sink)
        elif name == "section" and FOOTNOTES in element.get("class").split():
            sink.end()
            self._footnotes(element, look, sink)
        elif name in BLOCKS or name == "li":
            sink.begin(shape_of(element, sink.around))
            outside, sink.around = sink.around, sink.shape.align
            self._children(element, look_in(element, look), sink)
            sink.around = outside
            sink.end()
        else:  # a part of a table without its table
            sink.end()
            self._children(element, look, sink)
            sink.end()

    def _break(self, _element: Element, look: Look, sink: _Sink) -> None:
        if not look.gone:
            sink.line.append(Break())

    def _rule(self, _element: Element, _look: Look, sink: _Sink) -> None:
        sink.end()

    def _image(self, element: Element, look: Look, sink: _Sink) -> None:
        if look.gone:
            self.said.add(look.gone)
            return
        sha256 = self.pictures.from_address(element.get("src"), self.last)
        if sha256:
            sink.line.append(Image(sha256, element.get("alt") or element.get("title")))

    def _link(self, element: Element, look: Look, sink: _Sink) -> None:
        href = element.get("href")
        number = note_number(href)
        if number and not look.gone:
            sink.line.append(NoteMark(number))
            return
        kept = address(href)
        if href and not kept:
            self.said.add("links")
        self._children(element, replace(look_in(element, look), href=kept), sink)

    def _list(self, element: Element, look: Look, sink: _Sink) -> None:
        sink.end()
        items: list[Item] = []
        loose = Element("li")
        for child in element.children:
            if isinstance(child, Element) and child.name == "li":
                items.append(Item(self.blocks(child, look_in(child, look_in(element, look)))))
            elif isinstance(child, Element) and child.name in ("ul", "ol") and items:
                items[-1] = Item((*items[-1].blocks, *self.blocks(_around(child), look)))
            else:
                loose.children.append(child)
        sink.blocks.append(Listing(tuple(items), _kind(element), _whole(element.get("start"), 1, MOST_START)))
        sink.blocks.extend(self.blocks(loose, look))

    def _figure(self, element: Element, look: Look, sink: _Sink) -> None:
        sink.end()
        captions = [one for one in element.elements() if one.name == "figcaption"]
        rest = Element("div", {}, [one for one in element.children if one not in captions])
        blocks = list(self.blocks(rest, look))
        line = _joined(tuple(block for one in captions for block in self.blocks(one, look)))
        only = blocks[-1] if blocks else None
        if isinstance(only, Paragraph) and line and _is_picture(only.line):
            *before, last = [one for one in only.line if isinstance(one, Image)]
            blocks[-1:] = [*(Figure(one) for one in before), Figure(last, line)]
        elif line:
            blocks.append(Paragraph(line))
        sink.blocks.extend(blocks)

    def _footnotes(self, element: Element, look: Look, sink: _Sink) -> None:
        """The notes; what else stands in their section, and the pictures in them, go on as text."""
        for item in self._items(element):
            blocks = self.blocks(item)
            self.notes[int(item.get("id").rpartition("-")[2])] = blocks
            pictures = (one for line in lines(blocks) for one in line if isinstance(one, Image))
            sink.blocks.extend(Paragraph((one,)) for one in pictures)
        self._children(element, look, sink)
        sink.end()

    def _items(self, element: Element) -> list[Element]:
        """The notes in a section, taken out of it; of two with one number the first."""
        found: dict[str, Element] = {}
        for within in element.walk():
            kept: list[Element | str] = []
            for child in within.children:
                if isinstance(child, Element) and self._is_new(child) and child.get("id") not in found:
                    found[child.get("id")] = child
                else:
                    kept.append(child)
            within.children = kept
        return list(found.values())

    def _is_new(self, element: Element) -> bool:
        """Whether it is a footnote of a number that none has yet."""
        hit = _ID.fullmatch(element.get("id")) if element.name == "li" else None
        return hit is not None and int(hit[1]) not in self.notes

    # – tables

    def _table(self, element: Element, look: Look, sink: _Sink) -> None:
        sink.end()
        around = look_in(element, Look(gone=look.gone, ground=look.ground))
        rows: list[Row] = []
        head = 0
        caption: Line = ()
        for part in element.elements():
            if part.name in _ROWS:
                some = [self._row(row, around) for row in part.elements() if row.name == "tr"]
                head += len(some) if part.name == "thead" and head == len(rows) else 0
                rows += some
            elif part.name == "tr":
                rows.append(self._row(part, around))
            elif part.name == "caption":
                caption = _joined(self.blocks(part, around))
        sink.blocks.append(Table(tuple(rows), head, caption))

    def _row(self, row: Element, look: Look) -> Row:
        around = look_in(row, look)
        return tuple(
            Cell(
                self.blocks(cell, look_in(cell, around), align_of(cell, align_of(row))),
                _whole(cell.get("colspan"), 1, MOST_SPAN),
                _whole(cell.get("rowspan"), 1, MOST_SPAN),
                header=cell.name == "th",
            )
            for cell in row.elements()
            if cell.name in ("td", "th")
        )


_Reads = Callable[[Reader, Element, Look, _Sink], None]
_READS: dict[str, _Reads] = {
    "br": Reader._break,
    "hr": Reader._rule,
    "img": Reader._image,
    "a": Reader._link,
    "ul": Reader._list,
    "ol": Reader._list,
    "dir": Reader._list,
    "figure": Reader._figure,
    "table": Reader._table,
}


def _around(element: Element) -> Element:
    return Element("div", {}, [element])


def _kind(element: Element) -> str:
    if element.name != "ol":
        return ""
    told = element.get("type")
    return told if told in LIST_KINDS else "1"


def _whole(text: str, least: int, most: int) -> int:
    digits = text.strip()
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else least
    return min(max(number, least), most)


def _is_picture(line: Line) -> bool:
    """Whether there are pictures in it and nothing else."""
    rest = (one for one in line if not isinstance(one, Image))
    return any(isinstance(one, Image) for one in line) and all(
        isinstance(one, Break) or (isinstance(one, Text) and not one.text.strip()) for one in rest
    )


def _joined(blocks: tuple[Block, ...]) -> Line:
    """The lines of some paragraphs as one."""
    joined: list[Inline] = []
    for block in blocks:
        if isinstance(block, Paragraph) and (plain(block.line).strip() or len(block.line)):
            joined += [*([Break()] if joined else []), *block.line]
    return tuple(joined)
