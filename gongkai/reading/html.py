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
_WIDEST = 64
_MOST_CELLS = 100_000


def is_html(text: str) -> bool:
    """Whether the text is a page: a tag that only pages have, near the start."""
    return bool(_HTML.search(text[:20_000]))


def read_html(text: str, name: str) -> Source:
    """The blocks of a page."""
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    root = etree.fromstring(_DECLARATION.sub("", text), parser)
    return Source(name, tuple(_merged(_walk(root)) if root is not None else ()))


def _walk(element: etree._Element) -> Iterator[str | Grid]:
    """Pieces of text, line ends as `\\n`, and grids, in reading order."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _SKIPPED:
        return
    if tag == "br":
        yield "\n"
        return
    if tag == "table" and element.find(".//table") is None:
        grid = _grid(element)
        if grid is not None:
            yield "\n"
            yield grid
            return
    edge = "" if tag in _INLINE else "\n"
    yield edge
    yield element.text or ""
    for child in element:
        yield from _walk(child)
        yield child.tail or ""
    yield edge


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
    taken: dict[int, set[int]] = {}
    cells = 0
    for index, row in enumerate(table.iter("tr")):
        column, found = 0, []
        busy = taken.pop(index, set())
        for cell in row.iterchildren("td", "th"):
            while column in busy:
                column += 1
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for below in range(1, high):
                taken.setdefault(index + below, set()).update(range(column, column + wide))
            found.append(GridCell(index, column, _text(cell)))
            column += wide
        cells += len(found)
        rows.append(tuple(found))
        if cells > _MOST_CELLS:
            break
    return Grid(tuple(rows)) if cells > 1 else None


def _span(cell: etree._Element, name: str) -> int:
    """The declared span, at least 1 and never absurd; a broken one counts as 1."""
    digits = (cell.get(name) or "1").strip()
    return max(1, min(int(digits), _WIDEST)) if digits.isascii() and digits.isdigit() else 1


def _text(cell: etree._Element) -> str:
    return " ".join("".join(str(piece) for piece in cell.itertext()).split())
