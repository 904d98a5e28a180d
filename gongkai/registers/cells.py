"""What is written in a cell of a register, which marks say „as above“, which are ticks?"""

from __future__ import annotations

import unicodedata

from gongkai.reading.formats.xlsx import Value, shown

_NOTHING = frozenset({"-", "—", "——", "/", "／", "\\", "无", "─", "－"})
_DITTO = frozenset(
    {"同上", "同前", "上同", "同上行", "同上一行", "同上列", "〃", "″", "〞", '"', "''", "“", "”", "”“", "“”"}
)
_TICKS = frozenset("√✓✔☑✅●○◆★■Vv∨1是有")


class CellError(Exception):
    """What is wrong with a cell, without its place."""


class NoYear(CellError):
    """A day without a year, where nobody has said which year it is."""


def said(value: Value | None) -> str:
    """A cell as text, as a person sees it; empty for an empty one and for strokes."""
    text = "" if value is None else " ".join(shown(value).split())
    return "" if text in _NOTHING else text


def is_ditto(text: str) -> bool:
    """Whether the cell only says that it is as the one above."""
    return "".join(text.split()).strip("。.()（）") in _DITTO


def is_tick(text: str) -> bool:
    """Whether the cell only ticks its column."""
    return unicodedata.normalize("NFKC", text.strip()) in _TICKS
