"""How large is what on the paper (GB/T 9704)?

156 × 225 mm of text hold 22 lines of 28 characters of 三号 (16 points): a line is 28.95 points high, and the
characters stand a quarter of a point closer than they are wide.
"""

from __future__ import annotations

SIGN = 16.0  # 三号, points
LINE = 28.95
TRACKING = -0.25
TEXT_WIDTH_MM = 156.0
LINE_SIGNS = 28.0
ENVELOPE_MM = (220.0, 110.0)  # DL (5号信封)
BANNER_SIZES = (48.0, 40.0, 34.0, 28.0, 22.0)
_BANNER_POINTS = 430.0
_SEAL_GAP = 4.0  # characters between the day and the right edge


def signs(text: str) -> float:
    """The width of the text in characters; Latin letters and digits are half as wide."""
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


def sized(text: str, sizes: tuple[float, ...]) -> float:
    """The largest of the sizes in which the text stands on one line, else the smallest."""
    return next((size for size in sizes if signs(text) * size <= _BANNER_POINTS), sizes[-1])


def seal_indents(agency: str, day: str) -> tuple[float, float]:
    """Right indents of agency and day in characters: centred on each other, the day four from the edge.

    Where the agency is too long for that, it stands at the edge and the day under its middle.
    """
    difference = (signs(agency) - signs(day)) / 2
    right = _SEAL_GAP - difference
    return (right, _SEAL_GAP) if right >= 0 else (0.0, difference)
