"""What are the plain words of a text: for the search, for proofing, and to be read without a page?"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.richtext.clean import document_of
from gongkai.richtext.document import (
    Block,
    Break,
    Document,
    Figure,
    Image,
    Inline,
    Line,
    Listing,
    Mark,
    NoteMark,
    Paragraph,
    Table,
    Text,
    placed,
    width,
)
from gongkai.richtext.out.work import instead
from gongkai.richtext.wordprocessing.numbering import in_style

_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
POINT = "•"
_FIGURES = "0123456789+-=()"
_MOVED: dict[Mark, str] = {"sup": "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", "sub": "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"}


def text_of(html: str) -> str:
    """The words and nothing else: a paragraph or a row a line, cells apart by tabs, footnotes at the end."""
    document = document_of(html)
    blocks = [*document.blocks, *(block for note in document.notes for block in note)]
    return "\n".join(line for block in blocks for line in _words(block))


def _words(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _line(block.line, marked=False)
    elif isinstance(block, Listing):
        for item in block.items:
            for one in item.blocks:
                yield from _words(one)
    elif isinstance(block, Figure):
        yield from filter(None, (block.image.alt, _line(block.caption, marked=False)))
    else:
        yield from filter(None, [_line(block.caption, marked=False)])
        yield from _rows(block, marked=False)


def text_version(html: str, title: str = "") -> str:
    """The text for whoever cannot open a document: with its numbers, marks of pictures and footnotes."""
    document: Document = document_of(html)
    lines = [*([title, ""] if title else [])]
    for block in document.blocks:
        lines += [*_read(block, ""), ""]
    for number, note in enumerate(document.notes, 1):
        first, *rest = (line for block in note for line in _read(block, ""))
        lines += [f"[{number}] {first}", *rest]
    return "\n".join(lines).strip("\n") + "\n"


def _read(block: Block, indent: str) -> Iterator[str]:
    if isinstance(block, Paragraph):
        begin = "\u3000\u3000" if block.indent else ""
        yield from (indent + begin + line for line in _line(block.line, marked=True).split("\n"))
    elif isinstance(block, Listing):
        for at, item in enumerate(block.items):
            label = f"{in_style(block.start + at, _STYLES[block.kind])}." if block.kind else POINT
            first, *rest = (line for one in item.blocks for line in _read(one, indent + "  "))
            yield f"{indent}{label} {first.strip()}"
            yield from rest
    elif isinstance(block, Figure):
        yield indent + instead(block.image.alt)
        yield from filter(None, [_line(block.caption, marked=True)])
    else:
        yield from filter(None, [_line(block.caption, marked=True)])
        yield from (indent + row for row in _rows(block, marked=True))


def _rows(table: Table, *, marked: bool) -> Iterator[str]:
    """The rows; what reaches over several places stands in the first of them."""
    wide = width(table)
    rows = [[""] * wide for _ in table.rows]
    for one in placed(table):
        read = _read_flat if marked else _words
        words = (line for block in one.cell.blocks for line in read(block))
        rows[one.row][one.column] = " ".join(words).replace("\t", " ").replace("\n", " ")
    return ("\t".join(row) for row in rows)


def _read_flat(block: Block) -> Iterator[str]:
    return (line.strip() for line in _read(block, ""))


def _line(line: Line, *, marked: bool) -> str:
    return "".join(_one(one, marked=marked) for one in line)


def _one(one: Inline, *, marked: bool) -> str:
    if isinstance(one, Break):
        return "\n"
    if isinstance(one, NoteMark):
        return f"[{one.number}]" if marked else ""
    if isinstance(one, Image):
        return instead(one.alt) if marked else one.alt
    return _moved(one) if marked else one.text


def _moved(one: Text) -> str:
    """Raised and lowered figures as such: 10³ is not 103."""
    for mark, figures in _MOVED.items():
        if mark in one.marks and all(sign in _FIGURES for sign in one.text):
            return one.text.translate(str.maketrans(_FIGURES, figures))
    return one.text
