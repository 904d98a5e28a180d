"""Which part of a page is to be blacked out?

It stands apart from what paints it: rows of boxes know areas, and must not load what opens a PDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai_web.files.pages import Char

WHOLE = 10_000  # a box is measured in this part of the page's width and height


@dataclass(frozen=True, slots=True)
class Area:
    """What is blacked out: page from 1; x, y, w and h in 1/10000 of the page, from its upper left corner."""

    page: int
    x: int
    y: int
    w: int
    h: int

    def pixels(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """Left, top, right, bottom in a picture of that size: every pixel touched, at least one."""
        wide, high = size
        left, top = self.x * wide // WHOLE, self.y * high // WHOLE
        right, bottom = -(-(self.x + self.w) * wide // WHOLE), -(-(self.y + self.h) * high // WHOLE)
        return left, top, min(max(right, left + 1), wide), min(max(bottom, top + 1), high)

    def touches(self, char: Char) -> bool:
        """Whether any part of the character lies in it."""
        return (
            char.left * WHOLE < self.x + self.w
            and char.right * WHOLE > self.x
            and char.top * WHOLE < self.y + self.h
            and char.bottom * WHOLE > self.y
        )

    def holds_centre(self, char: Char) -> bool:
        """Whether the middle of the character lies in it."""
        x, y = char.centre()
        return self.x <= x * WHOLE <= self.x + self.w and self.y <= y * WHOLE <= self.y + self.h
