"""What is the smallest grid that says the same as a table?

Rows are as long as each other, no cell reaches into another or out of the table, none of the head reaches
into the body, and there is no row and no column in which nothing begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gongkai.richtext.document import Cell, Row
from gongkai.richtext.vocabulary import MOST_COLUMNS

_NOTHING = Cell()


@dataclass(slots=True)
class _Spot:
    """A cell with the places that it takes."""

    row: int
    column: int
    down: int
    right: int
    cell: Cell


def settled_rows(rows: Iterable[Row], head: int) -> tuple[tuple[Row, ...], int]:
    """The rows and the number of those of the head."""
    given = list(rows)
    spots, head = _without_idle_rows(_laid_out(given), min(head, len(given)))
    height = 1 + max((spot.row for spot in spots), default=-1)
    spots = _without_idle_columns(_filled(spots, height))
    made: list[list[_Spot]] = [[] for _ in range(height)]
    for spot in spots:
        made[spot.row].append(spot)
    settled = tuple(
        tuple(replace(one.cell, rowspan=one.down, colspan=one.right) for one in sorted(row, key=_column))
        for row in made
    )
    head = _reached(spots, head)
    if not 0 < head < height:
        head = _reached(spots, _names(settled))
    return settled, head if head < height else 0


def _names(rows: tuple[Row, ...]) -> int:
    """How many rows at the top hold nothing but names, where nothing else tells the head."""
    return next((number for number, row in enumerate(rows) if not all(one.header for one in row)), 0)


def _column(spot: _Spot) -> int:
    return spot.column


def _laid_out(rows: list[Row]) -> list[_Spot]:
    """Every cell at its place; one that would reach into another is as much narrower."""
    taken: set[tuple[int, int]] = set()
    spots = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            if column >= MOST_COLUMNS:
                break
            right = next(
                (
                    wide
                    for wide in range(1, cell.colspan)
                    if (number, column + wide) in taken or column + wide >= MOST_COLUMNS
                ),
                max(cell.colspan, 1),
            )
            down = min(max(cell.rowspan, 1), len(rows) - number)
            spots.append(_Spot(number, column, down, right, cell))
            taken.update((number + one, column + other) for one in range(down) for other in range(right))
            column += right
    return spots


def _reached(spots: list[_Spot], head: int) -> int:
    """The rows of the head with those that its cells reach down to."""
    while True:
        reached = max((spot.row + spot.down for spot in spots if spot.row < head), default=head)
        if reached <= head:
            return head
        head = reached


def _filled(spots: list[_Spot], height: int) -> list[_Spot]:
    """With an empty cell wherever there is none."""
    wide = max((spot.column + spot.right for spot in spots), default=0)
    taken = {
        (spot.row + one, spot.column + other)
        for spot in spots
        for one in range(spot.down)
        for other in range(spot.right)
    }
    empty = [
        _Spot(row, column, 1, 1, _NOTHING)
        for row in range(height)
        for column in range(wide)
        if (row, column) not in taken
    ]
    return spots + empty


def _without_idle_rows(spots: list[_Spot], head: int) -> tuple[list[_Spot], int]:
    begun = sorted({spot.row for spot in spots})
    place = {row: number for number, row in enumerate(begun)}
    made = [
        _Spot(
            place[spot.row],
            spot.column,
            sum(
                spot.row <= row < spot.row + spot.down
                for row in begun[place[spot.row] : place[spot.row] + spot.down]
            ),
            spot.right,
            spot.cell,
        )
        for spot in spots
    ]
    return made, sum(row < head for row in begun)


def _without_idle_columns(spots: list[_Spot]) -> list[_Spot]:
    begun = sorted({spot.column for spot in spots})
    place = {column: number for number, column in enumerate(begun)}
    return [
        _Spot(
            spot.row,
            place[spot.column],
            spot.down,
            sum(
                spot.column <= column < spot.column + spot.right
                for column in begun[place[spot.column] : place[spot.column] + spot.right]
            ),
            spot.cell,
        )
        for spot in spots
    ]
