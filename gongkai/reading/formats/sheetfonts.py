"""What does the text of a cell of a workbook show, as its fonts and its ground say?

For XLSX and XLS alike. A piece of a text has a font of its own or that of its cell; white figures are seen
where the cell has a ground.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.reading.marks import HIDDEN, STRUCK, Level, Run, shown


@dataclass(frozen=True, slots=True)
class Font:
    """What matters of a font. `pale`: white, or next to nothing in size."""

    struck: bool = False
    level: Level = ""
    pale: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks: its font, whether a ground lies under it, whether its format shows nothing."""

    font: Font = Font()
    grounded: bool = False
    unseen: bool = False

    @property
    def gone(self) -> str:
        """The kind of mark that the text of such a cell leaves as a whole; "" where it counts."""
        if self.font.struck:
            return STRUCK
        return HIDDEN if self.font.pale and not self.grounded else ""


PLAIN = Style()
Piece = tuple[str, Font | None]  # None: the font of its cell


def is_mixed(pieces: Sequence[Piece]) -> bool:
    """Whether some of the text has a font of its own."""
    return any(font is not None for _, font in pieces)


def says_something(pieces: Sequence[Piece], style: Style = PLAIN) -> bool:
    """Whether the fonts within the text say that some of it does not count as it stands."""
    return is_mixed(pieces) and any((font or style.font) != PLAIN.font for _, font in pieces)


def seen(pieces: Sequence[Piece], style: Style) -> str:
    """The text of a cell as it is seen."""
    runs = []
    for text, own in pieces:
        font = own or style.font
        runs.append(Run(text, font.struck, font.level, font.pale and not style.grounded))
    return shown(runs, in_cell=True)
