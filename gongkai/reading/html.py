"""How does a web page become blocks?

Tables with spans become grids in which each cell stands where it begins; everything else that holds text
becomes paragraphs. A table around other tables is only layout and is walked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gongkai.reading.blocks import Block, Grid, GridCell, Paragraph, Source

_HTML = re.compile(r"<(?:!doctype html|html|head|body|table|div|p)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SKIPPED = frozenset({"script", "style", "noscript", "template", "head"})
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
_MARKS = frozenset({"sub", "sup"})  # a figure set high is a note's mark, not a digit more
_PARTING = ("br", "p", "div", "li", "sub", "sup")
_WIDEST = 64
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
    return Source(name, tuple(_merged(_walk(root)) if root is not None else ()))


def _walk(root: etree._Element) -> Iterator[str | Grid]:
    """Pieces of text, line ends as `\\n`, and grids, in reading order.

    Walked with a stack of its own: a page may be nested a thousand deep.
    """
    stack: list[etree._Element | str] = [root]
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            yield element
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED:
            continue
        if tag == "table" and element.find(".//table") is None:
            grid = _grid(element)
            if grid is not None:
                yield "\n"
                yield grid
                continue
        edge = "" if tag in _INLINE else "\n"
        yield edge
        yield element.text or ""
        stack.append(edge)
        for child in reversed(element):
            if child.tail:
                stack.append(child.tail)
            stack.append(child)


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
    _part(table)
    for index, row in enumerate(table.iter("tr")):
        column, found = 0, []
        for cell in row.iterchildren("td", "th"):
            while taken and taken.get(column, -1) >= index:
                column += 1
            found.append(GridCell(index, column, _text(cell)))
            high, wide = cell.get("rowspan"), _span(cell.get("colspan"))
            if high is not None and column < _LAST_COLUMN:
                taken.update(dict.fromkeys(range(column, column + wide), index + _span(high) - 1))
            column += wide
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


def _part(table: etree._Element) -> None:
    """Puts a space where a line break, a paragraph or a note's mark parts the text of a cell."""
    for element in table.iter(*_PARTING):
        if element.getprevious() is not None or element.tag in _MARKS:
            element.text = f" {element.text or ''}"
        if element.tail or element.getnext() is not None:
            element.tail = f" {element.tail or ''}"


def _text(cell: etree._Element) -> str:
    """A cell's text, white space collapsed."""
    if not len(cell):
        text = cell.text
    else:
        text = etree.tostring(cell, method="text", encoding="unicode", with_tail=False)
    return " ".join(text.split()) if text else ""
