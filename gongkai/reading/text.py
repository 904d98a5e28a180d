"""How does plain text become blocks?

Each line is a paragraph with its tabs and bars; `carriers` finds the tables among them. What Markdown, and
tags that a conversion left, say of letters counts as everywhere: struck text is gone, a raised figure is a
note's mark, a picture is no blank.
"""

from __future__ import annotations

import re

from gongkai.reading.bars import BARS
from gongkai.reading.blocks import Paragraph, Source
from gongkai.reading.commas import parted_by_tabs
from gongkai.reading.marks import PICTURE, STRUCK, is_note_mark, unread

_SAYS_SOMETHING = re.compile(
    r"~~|\*\*|!\[|\[\^|\^\S{1,4}\^|\u0336|<(?:s|del|strike|su[bp]|br|img)\b", re.IGNORECASE
)
_STRUCK = re.compile(
    r"~~(?P<tildes>[^~\n]+)~~|<(?P<tag>s|del|strike)\b[^>\n]*>(?P<inside>[^\n]*?)</(?P=tag)\s*>"
    r"|(?P<through>(?:[^\n\u0336]\u0336)+)",
    re.IGNORECASE,
)
_RAISED = re.compile(
    r"<(?P<tag>su[bp])\b[^>\n]*>(?P<inside>[^\n]*?)</(?P=tag)\s*>|\^(?P<carets>[0-9*]{1,3})\^"
    r"|\[\^(?P<note>[\w-]{1,10})\](?!:)",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"!\[(?P<alt>[^\[\]\n]*)\]\([^()\n]*\)|<img\b[^>\n]*>", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PARTED = re.compile(f"[\t{BARS}]")
_CELL_BEGINS = re.compile(rf"(?:^|[\t{BARS}])[ \u3000]*$")
_CELL_ENDS = re.compile(rf"[ \u3000]*(?:$|[\t{BARS}])")
_DIGIT = re.compile(r"[0-9０-９]")


def read_text(text: str, name: str) -> Source:
    """The lines of a plain text or a sheet saved with commas; empty ones are dropped."""
    lines = (as_shown(line) for line in parted_by_tabs(text).splitlines() if line.strip())
    return Source(name, tuple(Paragraph(line) for line in lines if line.strip()))


def as_shown(line: str) -> str:
    """The line as a person would see it set."""
    if not _SAYS_SOMETHING.search(line):
        return line
    line = _BREAK.sub(" ", _BOLD.sub(r"\1", line))
    line = _PICTURE.sub(_picture, _STRUCK.sub(_struck, line))
    return _RAISED.sub(_raised, line)


def _struck(found: re.Match[str]) -> str:
    """Nothing; a mark where a whole cell with a number is struck out."""
    text = found["tildes"] or found["inside"] or (found["through"] or "").replace("\u0336", "")
    return unread(STRUCK, text) if _is_cell(found) and _DIGIT.search(text) else ""


def _picture(found: re.Match[str]) -> str:
    """A mark in a cell, nothing in running text."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    figures = _DIGIT.search(before[-1:]) or _DIGIT.match(after)
    separated = _PARTED.search(found.string) and _is_cell(found)
    return unread(PICTURE, found["alt"] or "") if figures or separated else ""


def _raised(found: re.Match[str]) -> str:
    text = found["inside"] or found["carets"] or found["note"] or ""
    before, after = found.string[: found.start()], found.string[found.end() :]
    inside = bool(_DIGIT.search(before[-1:]) and _DIGIT.match(after))
    lowered = (found["tag"] or "").lower() == "sub"
    if not (lowered or inside) and (found["note"] or is_note_mark(text)):
        return ""
    return f" {text} " if _DIGIT.search(before[-1:]) or _DIGIT.match(after) else text


def _is_cell(found: re.Match[str]) -> bool:
    """Whether it is all that stands in its cell, or on its line."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    return bool(_CELL_BEGINS.search(before) and _CELL_ENDS.match(after))
