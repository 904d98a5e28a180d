"""How does a text become a cell of a CSV that a spreadsheet opens as text, and never as a formula?"""

from __future__ import annotations

_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: str) -> str:
    """The value; one that a spreadsheet would calculate stands behind an apostrophe."""
    return f"'{value}" if value.startswith(_SIGNS) else value
