"""How did a number go over the years? A drawing with its words, and the table of the same numbers beside it.

Each year has its own row with its number written behind the bar, so that nothing is told by colour or length
alone; a year without a number says why. The places are shares of the width and of the letter's size: the
drawing is read on a phone and in large print without being scaled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = int | Decimal
NOTHING = "没有数"

# Of the width, in percent: where the bars begin, and how far the longest goes, so that its number has room.
_BEGIN, _LONGEST, _SHORTEST, _GAP = 16.0, 50.0, 0.4, 1.0
# Of the letter's size: a row, and how much of it is bar.
_ROW, _BAR = 2.2, 1.4


@dataclass(frozen=True, slots=True)
class Point:
    """A year (or whatever stands in its place) and its number; None where there is none, with `why`.

    `note` stands behind the number.
    """

    label: str
    value: Number | None
    href: str = ""
    why: str = NOTHING
    note: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A row of the drawing: all measures as the attributes of SVG want them."""

    point: Point
    text: str
    width: str
    number: str
    top: str
    middle: str

    @property
    def below(self) -> bool:
        """Whether the number is less than nothing: its bar is drawn as an outline."""
        return self.point.value is not None and self.point.value < 0


@dataclass(frozen=True, slots=True)
class Trend:
    """The drawing: its rows, its height, and the same in a sentence."""

    rows: tuple[Drawn, ...]
    height: str
    said: str


def trend(points: Sequence[Point], unit: str = "") -> Trend:
    """The points in the order given."""
    most = max((abs(Decimal(point.value)) for point in points if point.value is not None), default=Decimal())
    rows = tuple(_drawn(place, point, most, unit) for place, point in enumerate(points))
    said = "；".join(f"{row.point.label} {row.text}" for row in rows)
    return Trend(rows, f"{_ROW * len(rows):.1f}em", f"{said}。" if said else "")


def _drawn(place: int, point: Point, most: Decimal, unit: str) -> Drawn:
    share = float(abs(Decimal(point.value)) / most) if point.value and most else 0.0
    width = max(share * _LONGEST, _SHORTEST) if point.value else 0.0
    text = point.why if point.value is None else f"{point.value:,}{unit}{point.note}"
    top = _ROW * place
    return Drawn(
        point,
        text,
        f"{width:.2f}%",
        f"{_BEGIN + width + _GAP:.2f}%",
        f"{top + (_ROW - _BAR) / 2:.1f}em",
        f"{top + _ROW / 2:.1f}em",
    )
