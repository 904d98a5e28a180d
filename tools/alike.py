"""Which characters sound or look alike? Writes the two tables of `gongkai/proofing/`.

    python -m tools.alike

The sounds are those of pypinyin (MIT, not among our requirements: install it for this), the shapes are
compared as they are drawn by the font that we ship (OFL). Both only of the characters of GB 2312.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypinyin import Style, pinyin

ROOT = Path(__file__).resolve().parents[1] / "gongkai"
FONT = ROOT / "fonts" / "GongkaiHei-Regular.otf"
SIZE, MOST, LEAST = 32, 6, 0.84  # of a drawing; how many that look alike, and how much
SOUNDS = """# 读音相同的字（不分声调），多音字每个音都在。由 tools/alike.py 从 pypinyin 生成，不要手改。
# pypinyin: MIT, Copyright (c) 2016 mozillazg, 闲耘
"""
SHAPES = """# 字形相近的字，最像的在前。由 tools/alike.py 用自带的字体画出来比较生成，不要手改。
"""


def characters() -> Iterator[str]:
    """The 6763 characters of GB 2312."""
    for first in range(0xB0, 0xF8):
        for second in range(0xA1, 0xFF):
            try:
                yield bytes([first, second]).decode("gb2312")
            except UnicodeDecodeError:
                continue


def sounds() -> str:
    """Syllable: characters."""
    found: defaultdict[str, str] = defaultdict(str)
    for character in characters():
        for syllable in pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]:
            found[syllable] += character
    return SOUNDS + "".join(f'"{syllable}": {found[syllable]}\n' for syllable in sorted(found))


def shapes() -> str:
    """Character: those that look like it."""
    known = list(characters())
    drawn = numpy.stack([_drawn(character) for character in known])
    near = drawn @ drawn.T
    numpy.fill_diagonal(near, 0)
    lines = []
    for character, row in zip(known, near, strict=True):
        most = numpy.argsort(-row)[:MOST]
        alike = "".join(known[number] for number in most if row[number] >= LEAST)
        lines += [f"{character}: {alike}\n"] if alike else []
    return SHAPES + "".join(lines)


def _drawn(character: str) -> numpy.ndarray:
    image = Image.new("L", (SIZE, SIZE), 0)
    font = ImageFont.truetype(FONT, SIZE - 4)
    ImageDraw.Draw(image).text((2, -4), character, font=font, fill=255)
    ink = numpy.asarray(image.filter(ImageFilter.GaussianBlur(0.8)), dtype=numpy.float32).ravel()
    return ink / numpy.linalg.norm(ink)


def main() -> None:
    """Writes both."""
    (ROOT / "proofing" / "sounds.yaml").write_text(sounds(), encoding="utf-8")
    (ROOT / "proofing" / "shapes.yaml").write_text(shapes(), encoding="utf-8")


if __name__ == "__main__":
    main()
