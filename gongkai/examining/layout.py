"""Which characters of a page make one number: where do a word, a column and a line end?

A page places characters, it has no spaces. A serial number in one column and a telephone number in the next
must not become one; a number that goes on in the next line is still one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Box = tuple[float, float, float, float]  # left, top, right, bottom
_WORD, _COLUMN = 0.12, 0.6  # gaps from there on, in heights of a character
_ASIDE = 0.5  # how far a character of the same line may stand higher or lower
_BACK = 0.6  # how far it may reach back over the one before
_BROKEN = re.compile(r"(?<=[0-9])[ \t\-]*\n[ \t]*(?=[0-9Xx])")
# The number at the end of a line, and the one at the beginning of the next.
_TAIL, _HEAD = re.compile(r"[0-9][0-9 \-]*\Z"), re.compile(r"[0-9 \-]*[0-9Xx]")
_IDENTITY = 18
_LONGEST = 30  # signs of a number with its gaps


@dataclass(frozen=True, slots=True)
class Sign:
    """One or more characters with the room that they take."""

    text: str
    box: Box


def readings(signs: Sequence[Sign]) -> tuple[str, ...]:
    """The text with its gaps: as it stands, and with numbers that go on in the next line."""
    text = "".join((_between(signs[at - 1], sign) if at else "") + sign.text for at, sign in enumerate(signs))
    return readings_of(text)


def readings_of(text: str) -> tuple[str, ...]:
    """The text as it stands; with all numbers that go on in the next line; and each such number by itself.

    By itself: below a number that goes on, a figure may stand that is none of it.
    """
    joined = _BROKEN.sub("", text)
    if joined == text:
        return (text,)
    return text, joined, "\n".join(number for _, number in broken_numbers(text.split("\n")))


def broken_numbers(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Numbers that the ends of lines may break, each with the place of its first line.

    Over three lines only what is as long as an identity number, which has its check digit: three small
    figures in a column often make eleven digits.
    """
    for at, (line, after) in enumerate(pairwise(lines)):
        tail, head = _TAIL.search(line.rstrip()[-_LONGEST:]), _HEAD.match(after.lstrip()[:_LONGEST])
        if not tail or not head:
            continue
        begun = tail[0].rstrip(" -")
        yield at, begun + head[0]
        third = _HEAD.match(lines[at + 2].lstrip()[:_LONGEST]) if at + 2 < len(lines) else None
        whole = begun + head[0].rstrip(" -") + third[0] if third and head[0] == after.strip() else ""
        if sum(sign.isalnum() for sign in whole) == _IDENTITY:
            yield at, whole


def _between(before: Sign, sign: Sign) -> str:
    """What separates two characters that follow each other."""
    (start, above, end, below), (left, top, _, bottom) = _along(before, sign)
    size = max(min(below - above, bottom - top), 0.1)
    is_aside = abs((top + bottom) - (above + below)) / 2 > _ASIDE * size
    if is_aside or left < min(start, end - _BACK * size):
        return "\n"
    gap = left - end
    if gap > _COLUMN * size:
        return "\t"
    return " " if gap > _WORD * size else ""


def _along(before: Sign, sign: Sign) -> tuple[Box, Box]:
    """Both boxes along the line: turned text runs down or up the page."""
    one, other = before.box, sign.box
    if len(before.text) > 1 or not (_is_turned(one) and _is_turned(other)):
        return one, other
    if other[1] < one[1]:
        return (-one[3], one[0], -one[1], one[2]), (-other[3], other[0], -other[1], other[2])
    return (one[1], one[0], one[3], one[2]), (other[1], other[0], other[3], other[2])


def _is_turned(box: Box) -> bool:
    return box[2] - box[0] > 1.25 * (box[3] - box[1])
