"""What of a text does a person see, and what stands in a cell that no text can say?

Characters without a shape (Unicode category Cf) are nothing. What is struck out is gone, and a raised figure
is the mark of a note, not a digit more. A picture, an empty field of a form, a formula that was never
calculated are there and cannot be read: such a cell holds a mark in 〔〕, neither blank nor a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from gongkai.reading.blocks import Block, Grid, GridCell, Paragraph

LOST = "读不出"  # how this library itself writes a cell that it could not read
PICTURE = "图片"
FIELD = "没有填的填写框"
PROMPT = "没有填的提示文字"
FORMULA = "没有算出结果的公式"
OBJECT = "嵌入的对象"
SYMBOL = "符号字体的字"
STRUCK = "划去的字"
RAISED = "抬高的字"
HIDDEN = "看不见的字"
_KINDS = (LOST, PICTURE, FIELD, PROMPT, FORMULA, OBJECT, SYMBOL, STRUCK, RAISED, HIDDEN)
_LONGEST_QUOTED = 40

MARK = re.compile(f"〔(?:{'|'.join(_KINDS)})(?:：[^〔〕]*)?〕")
_SHAPELESS = re.compile(  # category Cf of Unicode; a test compares
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U00013438\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]+"
)
_NOTE_MARK = re.compile(
    r"[\[［(（〔【{]?(?:注|备注)?\s*(?:[0-9０-９]{1,3}|[a-zA-Z*＊※†‡#①-⑳]{1,3})[\]］)）〕】}]?"
)
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_ENDS_IN_DIGIT = re.compile(r"[0-9０-９]\s*$")
_BEGINS_WITH_DIGIT = re.compile(r"\s*[0-9０-９]")

Level = Literal["", "raised", "lowered"]


def seen(text: str) -> str:
    """The text without characters that have no shape: joiners, marks of direction, soft hyphens."""
    return text if text.isprintable() else _SHAPELESS.sub("", text)


def seen_blocks(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with such texts only; the same where there is nothing to drop."""
    return blocks if all(map(_is_plain, blocks)) else [_seen_block(block) for block in blocks]


def _is_plain(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return block.text.isprintable()
    return "".join([cell.text for row in block.rows for cell in row]).isprintable()


def _seen_block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(seen(block.text))
    rows = tuple(
        tuple(GridCell(cell.row, cell.column, seen(cell.text)) for cell in row) for row in block.rows
    )
    return Grid(rows, block.kind)


# – content that is no text


def unread(kind: str, text: str = "") -> str:
    """The mark of such content; `text` is what it says of itself."""
    told = " ".join(text.replace("〔", "（").replace("〕", "）").split())[:_LONGEST_QUOTED]
    return f"〔{kind}：{told}〕" if told else f"〔{kind}〕"


def unmarked(text: str) -> str:
    """The text without such marks."""
    return MARK.sub("", text) if "〔" in text else text


# – formatting


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with what its formatting says; what is hidden makes no run."""

    text: str
    struck: bool = False
    level: Level = ""
    pale: bool = False  # white or next to nothing in size


def shown(runs: Sequence[Run], *, in_cell: bool = False) -> str:
    """The text that counts. A cell whose whole text is struck out or unseen is no blank one: it holds a mark.

    White words are no reason for doubt: they stand on a ground that is set elsewhere.
    """
    kept = [run for run in runs if not (run.struck or (run.pale and not has_words(run.text)))]
    text = _levelled(kept) if any(run.level for run in kept) else "".join(run.text for run in kept)
    if in_cell and len(kept) < len(runs) and not text.strip():
        struck = "".join(run.text for run in runs if run.struck)
        pale = "".join(run.text for run in runs if run.pale)
        kind, gone = (STRUCK, struck) if struck.strip() else (HIDDEN, pale)
        return unread(kind, gone) if gone.strip() else text
    return text


def has_words(text: str) -> bool:
    """Whether ideographs stand in it, so that it is no figure."""
    return bool(_IDEOGRAPH.search(text))


def is_note_mark(text: str) -> bool:
    """Whether raised text is the mark of a note: 1, [2], ①, *."""
    return bool(_NOTE_MARK.fullmatch(text.strip()))


def _levelled(runs: Sequence[Run]) -> str:
    """The marks of notes dropped; any other raised or lowered text is parted from figures beside it."""
    pieces = [
        (level, "".join(run.text for run in some)) for level, some in groupby(runs, lambda run: run.level)
    ]
    stated = any(not level and text.strip() for level, text in pieces)
    whole = ""
    for number, (level, text) in enumerate(pieces):
        after = pieces[number + 1][1] if number + 1 < len(pieces) else ""
        inside = bool(_ENDS_IN_DIGIT.search(whole) and _BEGINS_WITH_DIGIT.match(after))
        if level == "raised" and stated and not inside and is_note_mark(text):
            continue
        parted = level and (_ENDS_IN_DIGIT.search(whole) or _BEGINS_WITH_DIGIT.match(after))
        whole += f" {text} " if parted else text
    return whole
