"""What stands on a page: characters and ruling lines with their places, whatever the format.

PDF and OFD are both brought to this: points, y downwards. Characters that fonts encode as radicals or
compatibility forms are brought back to the ideographs that they show.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Glyph(NamedTuple):
    """A character: its advance box from `left` to `right`, its baseline and its size (about one em)."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def middle(self) -> float:
        """The height at which the eye sees it."""
        return self.base - 0.35 * self.size

    @property
    def centre(self) -> float:
        """Half-way from left to right."""
        return (self.left + self.right) / 2


class Rule(NamedTuple):
    """A horizontal (`top == bottom`) or vertical (`left == right`) ruling line; of a picture the box."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class Page:
    """A page with all that was found on it."""

    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: int = 0
    images: list[Rule] = field(default_factory=list)  # their boxes
    marks: list[Glyph] = field(default_factory=list)  # where something stands that is no text
    unmapped: int = 0  # characters without a code: the font does not say what they are


# Radicals that Unicode gives no compatibility mapping, and the ideograph that is printed alike.
_RADICALS = str.maketrans(
    "⺅⺉⺊⺎⺒⺓⺖⺗⺘⺙⺝⺠⺡⺢⺣⺧⺨⺪⺬⺭⺮⺯⺰⺱⺶⺷⺹⺼⺽⺾⻁⻂⻄⻅⻆"
    "⻈⻉⻊⻋⻍⻎⻏⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻭⻮⻯⻰⻱",
    "亻刂卜兀巳幺忄㣺扌攵月民氵氺灬牛犭疋示礻竹糹纟罓羊羊耂月臼艹虎衤西见角"
    "讠贝足车辶辶阝钅長镸长门阝青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾齐歯齿竜龙龜",
)
_FOLDED = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufe10-\ufe4f\U0002f800-\U0002fa1f]")


def ideographs(text: str) -> str:
    """The text with radicals and compatibility forms folded to the ideographs that they show."""
    return _FOLDED.sub(lambda hit: _folded(hit[0]), text)


def _folded(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign.translate(_RADICALS))


def is_wide(sign: str) -> bool:
    """Whether the character takes a whole em: ideographs, kana, full-width signs."""
    return unicodedata.east_asian_width(sign[0]) in "WF"


_SAME_LINE = 0.35
_SPACE = 0.42


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters by lines, top to bottom, each left to right; what is printed twice counts once."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        last = lines[-1][-1] if lines else None
        if last is not None and glyph.base - last.base <= _SAME_LINE * min(glyph.size, last.size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [_once(sorted(line, key=lambda glyph: glyph.left)) for line in lines]


def _once(line: list[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in line:
        if kept and glyph.text == kept[-1].text and glyph.left - kept[-1].left < 0.2 * glyph.size:
            continue  # bold by printing twice, a hair apart
        kept.append(glyph)
    return kept


def written(line: Sequence[Glyph]) -> str:
    """The text of a line; a space where there is one to see."""
    parts: list[str] = []
    for before, glyph in zip([None, *line], line, strict=False):
        if before is not None and glyph.left - before.right > _SPACE * max(glyph.size, before.size):
            parts.append(" ")
        parts.append(glyph.text)
    return "".join(parts)
