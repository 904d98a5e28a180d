"""Where in a line of running text do headings and tables begin and end?

Some pages lose every line end: title, prose, headings and tables follow each other in one line. It is cut at
the headings first, then where the words of a table begin, and behind the last digits of its rows. Bars that
stand for the lost line ends are cut at too. A line without such words is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.prose.sections import apart
from gongkai.reading.bars import BARS
from gongkai.reading.blocks import Block, Paragraph
from gongkai.reading.carriers import holds_table

_BEGINS = re.compile(
    r"第\s*二十\s*[条條]\s*第|信息[内內]容|[（(]\s*本列|[勾钩鉤][稽嵇][关關][系係]|申[请請]人情[况況]|一、\s*本年新收"
    r"|行政[复復覆複][议議]\s*(?:行政[诉訴][讼訟]|[结結]果\s*[维維]持)"
)
_SENTENCE = re.compile(r"(?<=[。；！])")
_BAR = re.compile(f"[{BARS}]")
_FULL_STOP = ("。", "；", "！")
_DIGITS = re.compile(r"\d+")
_SHORTEST = 30  # characters: nothing shorter holds prose and a table
_MOST_TRIED = 8  # places where a table may end, from the last digits back


def laid_out(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each line of text cut where a heading or a table begins or ends in it."""
    for block in blocks:
        if not isinstance(block, Paragraph) or len(block.text) < _SHORTEST or "\n" in block.text:
            yield block
            continue
        pieces = [part for piece in apart(block.text) for part in _without_prose(piece)]
        if len(pieces) == 1:
            yield block
            continue
        yield from (Paragraph(part) for piece in pieces for part in _without_bars(piece))


def _without_bars(piece: str) -> Iterator[str]:
    """The paragraphs of a piece whose bars part sentences; the bars of a table are those of its cells."""
    parts = [part.strip() for part in _BAR.split(piece) if part.strip()]
    of_sentences = len(parts) <= 1 or any(part.endswith(_FULL_STOP) for part in parts)
    yield from parts if of_sentences and not _BEGINS.search(piece) else [piece]


def _without_prose(piece: str) -> Iterator[str]:
    """The piece, cut before and behind each table in it."""
    if len(piece) < _SHORTEST or not _BEGINS.search(piece):
        yield piece
        return
    prose = ""
    for sentence in _SENTENCE.split(piece):
        before, table, after = _table_in(sentence)
        prose += before
        if table:
            yield from [prose] if prose.strip() else []
            yield table
            prose = after
    if prose.strip():
        yield prose


def _table_in(sentence: str) -> tuple[str, str, str]:
    """What stands before the table, the table, and what goes on behind it; all of it before where none is."""
    begins = _BEGINS.search(sentence)
    if begins is None:
        return sentence, "", ""
    start = begins.start()
    ends = [hit.end() for hit in _DIGITS.finditer(sentence, start)]
    for end in ends[: -_MOST_TRIED - 1 : -1]:
        if holds_table(sentence[start:end]):
            return sentence[:start], sentence[start:end], sentence[end:]
    return sentence, "", ""
