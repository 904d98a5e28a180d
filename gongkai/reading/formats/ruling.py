"""Which cells do the ruling lines of a page draw?

Lines that touch make a table. Its lines cut it into small rectangles; two neighbours without a line
between them are one cell, which so stands where it begins. Double lines count as one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from gongkai.reading.formats import limits
from gongkai.reading.formats.glyphs import Glyph, Rule

NEAR = 3.0  # points: lines closer than this are one line, ends closer than this touch
_MOST_LINES = 1500


class _Line:
    """A line along one axis: `at` across it, `start` to `end` along it."""

    __slots__ = ("at", "end", "start")

    def __init__(self, at: float, start: float, end: float) -> None:
        self.at, self.start, self.end = at, start, end


@dataclass
class Table:
    """A drawn table: where its lines run, and for each small rectangle the cell that it is part of."""

    xs: list[float]
    ys: list[float]
    owner: dict[tuple[int, int], tuple[int, int]]
    glyphs: dict[tuple[int, int], list[Glyph]] = field(default_factory=dict)

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def take(self, glyph: Glyph) -> bool:
        """Puts the character into its cell; False where it stands outside."""
        cell = self.cell_of(glyph)
        if cell is None:
            return False
        self.glyphs.setdefault(cell, []).append(glyph)
        return True

    def cell_of(self, glyph: Glyph) -> tuple[int, int] | None:
        """The cell in which the character stands; None where it stands outside."""
        x, y = glyph.centre, glyph.middle
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return self.owner[bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1]


def tables(rules: Sequence[Rule]) -> list[Table]:
    """The tables that these lines draw, smallest first; frames around a single cell are left out."""
    flat = _joined((rule.top, rule.left, rule.right) for rule in rules if rule.top == rule.bottom)
    upright = _joined((rule.left, rule.top, rule.bottom) for rule in rules if rule.left == rule.right)
    if max(len(flat), len(upright)) > _MOST_LINES:
        return []
    found = [_table(*group) for group in _touching(flat, upright)]
    return sorted((table for table in found if table is not None), key=lambda table: table.area)


def _joined(lines: Iterable[tuple[float, float, float]]) -> list[_Line]:
    """Pieces of the same line put together."""
    done: list[_Line] = []
    open_lines: list[_Line] = []
    for at, start, end in sorted(lines):
        open_lines = [line for line in open_lines if at - line.at <= NEAR / 2]
        meeting = [line for line in open_lines if start <= line.end + NEAR and line.start <= end + NEAR]
        if not meeting:
            line = _Line(at, start, end)
            open_lines.append(line)
            done.append(line)
            continue
        first, *others = meeting
        first.start = min(start, *(line.start for line in meeting), first.start)
        first.end = max(end, *(line.end for line in meeting), first.end)
        for other in others:  # the new piece closed the gap between two older ones
            open_lines.remove(other)
            done.remove(other)
    return done


def _touching(flat: list[_Line], upright: list[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    find, union = _sets(len(flat) + len(upright))
    for index, line in enumerate(flat):
        for other_index, other in enumerate(upright, start=len(flat)):
            across = line.start - NEAR <= other.at <= line.end + NEAR
            if across and other.start - NEAR <= line.at <= other.end + NEAR:
                union(index, other_index)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for index, line in enumerate([*flat, *upright]):
        groups.setdefault(find(index), ([], []))[0 if index < len(flat) else 1].append(line)
    return [group for group in groups.values() if group[0] and group[1]]


def _table(flat: list[_Line], upright: list[_Line]) -> Table | None:
    xs = _positions([line.at for line in upright], [end for line in flat for end in (line.start, line.end)])
    ys = _positions([line.at for line in flat], [end for line in upright for end in (line.start, line.end)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns == 1 or rows * columns > limits.MOST_CELLS:
        return None
    find, union = _sets(rows * columns)
    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(columns - 1):
            if not _drawn(upright, xs[column + 1], middle):
                union(row * columns + column, row * columns + column + 1)
    for column in range(columns):
        middle = (xs[column] + xs[column + 1]) / 2
        for row in range(rows - 1):
            if not _drawn(flat, ys[row + 1], middle):
                union(row * columns + column, (row + 1) * columns + column)
    places = range(rows * columns)
    owner = {divmod(place, columns): divmod(find(place), columns) for place in places}
    return Table(xs, ys, owner) if len(set(owner.values())) > 1 else None


def _positions(lines: list[float], ends: list[float]) -> list[float]:
    """Where the lines run, and the outer ends where a table is open at its sides."""
    lowest, highest = min(lines), max(lines)
    outer = [end for end in (min(ends), max(ends)) if end < lowest - 3 * NEAR or end > highest + 3 * NEAR]
    found: list[float] = []
    for position in sorted([*lines, *outer]):
        if not found or position - found[-1] > NEAR:
            found.append(position)
    return found


def _drawn(lines: Iterable[_Line], at: float, middle: float) -> bool:
    return any(abs(line.at - at) <= NEAR and line.start <= middle <= line.end for line in lines)


def _sets(count: int) -> tuple[Callable[[int], int], Callable[[int, int], None]]:
    """Disjoint sets of 0 … count-1; the smallest number stands for its set."""
    parent = list(range(count))

    def find(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def union(one: int, other: int) -> None:
        first, second = sorted((find(one), find(other)))
        parent[second] = first

    return find, union
