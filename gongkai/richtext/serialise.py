"""How is a text written as HTML, so that the same text is always the same characters?

Marks nest in one order, attributes stand in one order, each block begins a line. Only names of the
vocabulary are ever written and every text is escaped; there is no element whose content is not text, so
nothing can be read as something else than what it was written as.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from gongkai.richtext.document import (
    Align,
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
    Table,
    Text,
)
from gongkai.richtext.vocabulary import ALIGNED, FOOTNOTES, HEADINGS, INDENT, picture_address

_NESTING = ("strong", "em", "u", "sup", "sub")


def html_of(document: Document) -> str:
    """The text as clean HTML."""
    parts = [_block(block) for block in document.blocks]
    if document.notes:
        parts.append(_notes(document))
    return "\n".join(parts)


def _notes(document: Document) -> str:
    items = "\n".join(
        f'<li id="note-{number}">{_flow(blocks)}</li>' for number, blocks in enumerate(document.notes, 1)
    )
    return f'<section class="{FOOTNOTES}">\n<ol>\n{items}\n</ol>\n</section>'


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Listing):
        return _listing(block)
    if isinstance(block, Table):
        return _table(block)
    return _figure(block)


def _paragraph(block: Paragraph) -> str:
    name = HEADINGS.get(block.level, "p")
    shape = _class(block.align, indent=block.indent)
    return f"<{name}{shape}>{_line(block.line)}</{name}>"


def _class(align: Align, *, indent: bool = False) -> str:
    names = [*([ALIGNED[align]] if align else []), *([INDENT] if indent else [])]
    return f' class="{" ".join(names)}"' if names else ""


def _listing(block: Listing) -> str:
    name = "ol" if block.kind else "ul"
    start = f' start="{block.start}"' if block.kind and block.start != 1 else ""
    kind = f' type="{block.kind}"' if block.kind not in ("", "1") else ""
    items = "\n".join(f"<li>{_flow(item.blocks)}</li>" for item in block.items)
    return f"<{name}{start}{kind}>\n{items}\n</{name}>"


def _flow(blocks: tuple[Block, ...]) -> str:
    """The content of a point, a note or a cell: its first paragraph needs no element of its own."""
    if not blocks:
        return ""
    first = blocks[0]
    bare = isinstance(first, Paragraph) and first == Paragraph(first.line)
    head = _line(first.line) if bare and isinstance(first, Paragraph) else _block(first)
    return "\n".join([head, *map(_block, blocks[1:])])


def _table(block: Table) -> str:
    caption = f"<caption>{_line(block.caption)}</caption>\n" if block.caption else ""
    head, body = block.rows[: block.head], block.rows[block.head :]
    parts = [
        f"<{name}>\n{''.join(_row(row, scope) for row in rows)}</{name}>\n"
        for name, rows, scope in (("thead", head, "col"), ("tbody", body, "row"))
        if rows
    ]
    return f"<table>\n{caption}{''.join(parts)}</table>"


def _row(row: Iterable[Cell], scope: str) -> str:
    return f"<tr>{''.join(_cell(cell, scope) for cell in row)}</tr>\n"


def _cell(cell: Cell, scope: str) -> str:
    name = "th" if cell.header else "td"
    spans = "".join(
        f' {key}="{value}"'
        for key, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if value > 1
    )
    told = f' scope="{scope}"' if cell.header else ""
    only = cell.blocks[0] if len(cell.blocks) == 1 else None
    if isinstance(only, Paragraph):
        return f"<{name}{spans}{told}{_class(only.align)}>{_line(only.line)}</{name}>"
    return f"<{name}{spans}{told}>{_flow(cell.blocks)}</{name}>"


def _figure(block: Figure) -> str:
    caption = f"<figcaption>{_line(block.caption)}</figcaption>" if block.caption else ""
    return f"<figure>{_image(block.image)}{caption}</figure>"


# – within a line


def _line(line: Line) -> str:
    return "".join(_linked(list(run), href) for href, run in groupby(line, key=_href))


def _href(one: Inline) -> str:
    return one.href if isinstance(one, Text) else ""


def _linked(run: list[Inline], href: str) -> str:
    inside = _marked(run, _NESTING)
    return f'<a href="{_quoted(href)}">{inside}</a>' if href else inside


def _marked(run: list[Inline], names: tuple[str, ...]) -> str:
    if not names:
        return "".join(map(_one, run))
    name, rest = names[0], names[1:]
    return "".join(
        _wrapped(name if has else "", _marked(list(some), rest)) for has, some in groupby(run, _has(name))
    )


def _has(name: str) -> Callable[[Inline], bool]:
    return lambda one: isinstance(one, Text) and name in one.marks


def _wrapped(name: str, inside: str) -> str:
    return f"<{name}>{inside}</{name}>" if name else inside


def _one(one: Inline) -> str:
    if isinstance(one, Text):
        return _escaped(one.text)
    if isinstance(one, NoteMark):
        return f'<sup><a href="#note-{one.number}">{one.number}</a></sup>'
    return "<br>" if isinstance(one, Break) else _image(one)


def _image(image: Image) -> str:
    return f'<img src="{picture_address(image.sha256)}" alt="{_quoted(image.alt)}">'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")
