"""Which signs part the cells of a line of text? A sign that stands here is known wherever lines are cut."""

from __future__ import annotations

BARS = "|｜│┃║¦"
