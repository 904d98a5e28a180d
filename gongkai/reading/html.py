"""How does a web page become blocks?

Tables with spans become grids in which each cell stands where it begins; everything else that holds text
becomes paragraphs. A table around other tables is only layout and is walked through.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from lxml import etree

from gongkai.reading.blocks import Block, Grid, GridCell, Paragraph, Source
from gongkai.reading.boxes import tables_of_boxes
from gongkai.reading.contents import CONTENTS, content_of
from gongkai.reading.marks import Level, Run, is_note_mark, shown
from gongkai.reading.styles import as_shown
from gongkai.reading.values import without_decoration

_HTML = re.compile(r"<(?:!doctype html|html|head|body|table|div|p)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# What is no text of the report: an aside stands beside it (a chart, a sum), a nav leads elsewhere, and its
# words may be those of a row.
_SKIPPED = frozenset({"script", "style", "noscript", "template", "head", "aside", "nav"})
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "ins",
        "label",
        "mark",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
    }
)
_CELLS = ("td", "th")
_LEVELS: dict[object, Level] = {"sup": "raised", "sub": "lowered"}
_PARTING = ("br", "p", "div", "li")
_CONTENTS = frozenset(CONTENTS)
_TOLD_APART = (*_PARTING, *_LEVELS, *CONTENTS, *_SKIPPED)
_WIDEST = 64
_new_cell = functools.partial(tuple.__new__, GridCell)  # half the time of GridCell(…): a page has hundreds
_MOST_CELLS = 100_000
_LAST_COLUMN = 512  # spans further right are not followed; a report has fewer than thirty columns


def is_html(text: str) -> bool:
    """Whether the text is a page: a tag that only pages have, near the start."""
    return bool(_HTML.search(text[:20_000]))


def read_html(text: str, name: str) -> Source:
    """The blocks of a page."""
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text), parser)
    except (etree.LxmlError, ValueError):
        return Source(name, ())  # no element in it at all
    if root is None:
        return Source(name, ())
    as_shown(root, text)
    return Source(name, tuple(_merged(_walk(root))))


def _walk(root: etree._Element) -> Iterator[str | Grid]:
    """Pieces of text, line ends as `\\n`, and grids, in reading order.

    Walked with a stack of its own: a page may be nested a thousand deep.
    """
    stack: list[etree._Element | str] = [root]
    boxes = tables_of_boxes(root)
    parted: set[etree._Element] = set()  # what is raised or lowered in tables that are no grids
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            yield element
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED:
            continue
        if element in boxes:
            if rows := boxes[element]:
                yield "\n"
                yield _of_boxes(rows)
            continue
        if tag == "table" and next(element.iterdescendants("table"), None) is None:
            grid = _grid(element)
            if grid is not None:
                yield "\n"
                yield grid
                continue
            parted.update(element.iter(*_LEVELS))
        edge = "" if tag in _INLINE else "\n"
        if tag == "sup" and is_note_mark("".join(map(str, element.itertext()))):
            continue
        if element in parted:
            yield " "
            edge = " " if _goes_on(element) else ""
        else:
            yield edge
        yield element.text or ""
        stack.append(edge)
        for child in reversed(element):
            if child.tail:
                stack.append(child.tail)
            stack.append(child)


def _of_boxes(rows: list[list[etree._Element]]) -> Grid:
    """A table of `div` and `span`: each element a cell."""
    return Grid(
        tuple(
            tuple(
                _new_cell((index, column, " ".join((_text(cell) or "").split())))
                for column, cell in enumerate(row)
            )
            for index, row in enumerate(rows)
        )
    )


def _merged(pieces: Iterator[str | Grid]) -> list[Block]:
    blocks: list[Block] = []
    text: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            text.append(piece)
            continue
        blocks += _paragraphs("".join(text))
        blocks.append(piece)
        text = []
    return blocks + _paragraphs("".join(text))


def _paragraphs(text: str) -> list[Block]:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [Paragraph(line) for line in lines if line]


def _grid(table: etree._Element) -> Grid | None:
    """The cells of a table where they begin; None for a box that holds a single cell of running text."""
    rows: list[tuple[GridCell, ...]] = []
    taken: dict[int, int] = {}  # column → the last row that a cell from above reaches into
    cells = 0
    for index, row in enumerate(table.iter("tr")):
        column, found = 0, []
        for cell in row.iterchildren(*_CELLS):
            while taken and taken.get(column, -1) >= index:
                column += 1
            text = _text(cell) if len(cell) else cell.text
            if not text:
                text = ""
            elif not text.isalnum():  # most are digits, which hold no white space
                text = " ".join(text.split())
            found.append(_new_cell((index, column, text)))
            high, wide = cell.get("rowspan"), cell.get("colspan")
            if (wide is None or wide == "1") and (high is None or high == "1"):
                column += 1
                continue
            end = column + _span(wide)
            if high is not None and column < _LAST_COLUMN:
                last = index + _span(high) - 1
                for reached in range(column, end):
                    taken[reached] = last
            column = end
        cells += len(found)
        rows.append(tuple(found))
        if cells > _MOST_CELLS:
            break
    return Grid(tuple(rows)) if cells > 1 else None


def _span(digits: str | None) -> int:
    """The declared span, at least 1 and never absurd; a broken one counts as 1."""
    if digits is None:
        return 1
    digits = digits.strip()
    return max(1, min(int(digits[-6:]), _WIDEST)) if digits.isascii() and digits.isdigit() else 1


def _text(cell: etree._Element) -> str | None:
    """The text of a cell that holds elements; most are one inside the other (`<p><span>12</span></p>`)."""
    inner = cell
    while len(inner) == 1 and inner.tag not in _CONTENTS:
        child = inner[0]
        before, after = inner.text, child.tail
        if (before and not before.isspace()) or (after and not after.isspace()):
            break
        inner = child
    if inner.tag in _CONTENTS:
        return content_of(inner)
    if not len(inner):
        return inner.text
    if next(inner.iterdescendants(*_TOLD_APART), None) is not None:
        return without_decoration(shown(list(_runs(inner)), in_cell=True))
    return etree.tostring(inner, method="text", encoding="unicode", with_tail=False)


def _runs(box: etree._Element) -> Iterator[Run]:
    """The pieces of a text, with a space where a line break or a paragraph parts them."""
    yield Run(box.text or "")
    levels: list[Level] = []
    inside: etree._Element | None = None  # something whose own text is no text of the cell
    for event, element in etree.iterwalk(box, events=("start", "end")):
        if element is box:
            continue
        parting = element.tag in _PARTING
        level = _LEVELS.get(element.tag)
        if event == "start":
            if level:
                levels.append(level)
            if inside is None and (element.tag in _CONTENTS or element.tag in _SKIPPED):
                inside = element
                text = content_of(element) if element.tag in _CONTENTS else ""
                yield Run(text, level=levels[-1] if levels else "")
            if inside is None:
                before = " " if parting and element.getprevious() is not None else ""
                yield Run(before + (element.text or ""), level=levels[-1] if levels else "")
            continue
        if level:
            levels.pop()
        inside = None if inside is element else inside
        if inside is None:
            after = " " if parting and _goes_on(element) else ""
            yield Run(after + (element.tail or ""), level=levels[-1] if levels else "")


def _goes_on(element: etree._Element) -> bool:
    """Whether something stands behind the element in the one that holds it."""
    return bool(element.tail) or element.getnext() is not None
