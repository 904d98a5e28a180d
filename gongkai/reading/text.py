"""How does plain text become blocks?

Each line is a paragraph with its tabs and bars; `carriers` finds the tables among them.
"""

from __future__ import annotations

from gongkai.reading.blocks import Paragraph, Source


def read_text(text: str, name: str) -> Source:
    """The lines of a plain text; empty ones are dropped."""
    return Source(name, tuple(Paragraph(line) for line in text.splitlines() if line.strip()))
