"""Which cells of a grid's row are labels, which are values, and which values does a row have?

A segment is labels and the cells after them. A row with blanks is placed by a window of the form's width;
in lines of text an empty place may have been dropped or moved, so there the window must be proven.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.reading.blocks import GridCell, Kind
from gongkai.reading.values import State, is_blank, read_value
from gongkai.reading.vocabulary import NOTHING, Sense, sense, sense_in

_NO_LABEL = re.compile(r"\s*(?:[\u3400-\u9fff]|[（(][^（()）]*[)）]|[^\u3400-\u9fffA-Za-z]*)\s*")


@dataclass(slots=True)
class Segment:
    """Labels of one row of a grid and the cells after them; `stated` are those that are not blank."""

    labels: list[tuple[str, Sense]]
    values: list[GridCell]
    stated: list[GridCell]
    column: int = -1


def segments(row: Sequence[GridCell]) -> list[Segment]:
    """The row cut at every label that follows a stated value; blanks between labels are dropped."""
    labels: list[tuple[str, Sense]] = []
    values: list[GridCell] = []
    stated: list[GridCell] = []
    column, parts = -1, []
    for cell in row:
        text = cell.text
        if text.isdigit():  # nine cells in ten
            values.append(cell)
            stated.append(cell)
            continue
        meaning = sense(text)
        if meaning is not None:
            if stated:
                parts.append(Segment(labels, values, stated, column))
                labels, values, stated = [], [], []
            elif values:
                values = []
            labels.append((text, meaning))
            column = cell.column
            continue
        values.append(cell)
        if text and not is_blank(text):
            stated.append(cell)
    if labels or values:
        parts.append(Segment(labels, values, stated, column))
    return parts


def last_label(labels: Sequence[tuple[str, Sense]]) -> tuple[str, Sense]:
    """The label that the values belong to: the last, but for single upright characters and bare notes."""
    for text, meaning in reversed(labels):
        if meaning is not NOTHING or not _NO_LABEL.fullmatch(text):
            return text, meaning
    return "", NOTHING


def joined_label(labels: Sequence[tuple[str, Sense]], layout_key: str) -> tuple[str, Sense]:
    """A label broken over the last two or three cells, where no piece is a label by itself."""
    for size in (2, 3):
        pieces = labels[-size:]
        if len(pieces) < size or any(meaning.row3 or meaning.row2 for _, meaning in pieces):
            break
        text = "".join(text for text, _ in pieces)
        meaning = sense_in(text, layout_key)
        if meaning.row3 or meaning.row2:
            return text, meaning
    return "", NOTHING


# – which window of cells, where some are blank


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row with blanks whose columns are not certain yet. `shape` is shared by rows laid out alike."""

    table: int
    shape: tuple[object, ...]
    ids: tuple[str | None, ...]
    values: tuple[GridCell, ...]
    kind: Kind


@dataclass(slots=True)
class Windows:
    """Places rows with blanks, after full rows have shown where rows of their shape begin."""

    starts: dict[tuple[object, ...], set[int]] = field(default_factory=dict)
    proven: set[object] = field(default_factory=set)  # grids in whose rows an empty place keeps its place

    def learn(self, shape: tuple[object, ...], first: int) -> None:
        """A full row of that shape begins in that column."""
        known = self.starts.get(shape)
        if known is None:
            self.starts[shape] = {first}
        else:
            known.add(first)

    def prove(self, waiting: Waiting) -> None:
        """A blank between two stated values shows that blanks are kept in this grid."""
        if waiting.kind != "cells" and _spanning(waiting):
            self.proven.add(waiting.shape[0])

    def place(self, waiting: Waiting) -> Sequence[GridCell] | None:
        """The cells of the row in form order; None where it cannot be told."""
        stated = [cell for cell in waiting.values if not is_blank(cell.text)]
        if waiting.kind != "cells" and stated and waiting.shape[0] not in self.proven:
            return _spanning(waiting)
        width, cells = len(waiting.ids), waiting.values
        windows = [cells[start : start + width] for start in range(len(cells) - width + 1)]
        if not windows:
            return None
        columns = {cell.column for cell in stated}
        windows = [window for window in windows if columns <= {cell.column for cell in window}]
        known = self.starts.get(waiting.shape, set())
        learnt = [window for window in windows if {window[0].column} == known]
        if learnt or len(windows) == 1 or (windows and not stated):
            return (learnt or windows)[0]
        fitting = [window for window in windows if waiting.table == 3 and _adds_up(window)]
        return fitting[0] if len(fitting) == 1 else None


def _spanning(waiting: Waiting) -> Sequence[GridCell] | None:
    """The window that both begins and ends with a stated value, or that ends with the row's only one."""
    width, cells = len(waiting.ids), waiting.values
    at = [index for index, cell in enumerate(cells) if not is_blank(cell.text)]
    if at and at[-1] - at[0] == width - 1:
        return cells[at[0] : at[-1] + 1]
    return None


def _adds_up(window: Sequence[GridCell]) -> bool:
    readings = [read_value(cell.text, "count") for cell in window]
    if readings[-1].state is not State.NUMBER:
        return False
    return sum(int(reading.value or 0) for reading in readings[:-1]) == readings[-1].value
