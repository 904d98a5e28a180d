"""Which cells of a grid's row are labels, which are values, and which values does a row have?

A segment is labels and the cells after them. A row with blanks is placed by a window of the form's width;
in lines of text an empty place may have been dropped or moved, so there the window must be proven.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from gongkai.form import forms
from gongkai.reading.blocks import GridCell, Kind
from gongkai.reading.values import State, is_blank, read_value
from gongkai.reading.vocabulary import NOTHING, Sense, sense, sense_in

_SPOKEN_NUMBER = re.compile(
    r"[一二三四五六七八九十百千万零〇两OoIl0-9]+[件条个]?|单击.*|点击.*|请(?:输入|填).*|[Xx×]+"
)
_MOST_LABEL_BLANKS = 2  # the labels of table 三 stand in three columns
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
    named = words = False
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
            words = words or (named and meaning is NOTHING)
            named = named or bool(meaning.row3 or meaning.row2)
            labels.append((text, meaning))
            column = cell.column
            continue
        values.append(cell)
        if text and not is_blank(text):
            stated.append(cell)
    if labels or values:
        parts.append(Segment(labels, values, stated, column))
    if words:
        return _with_words(row) or parts
    return (not named and parts and _of_table4(row)) or parts


# – words in the place of a number


def _with_words(row: Sequence[GridCell]) -> list[Segment]:
    """The row as one label and its cells, where words stand in the place of numbers; else none.

    Words are told from a label by their number: with them the row has just the cells that it must have.
    """
    senses = [sense(cell.text) for cell in row]
    last = max(at for at, meaning in enumerate(senses) if meaning and (meaning.row3 or meaning.row2))
    after = list(row[last + 1 :])
    stated = [cell for cell in after if not is_blank(cell.text)]
    spoken = [
        cell.text for cell, meaning in zip(after, senses[last + 1 :], strict=True) if meaning is not None
    ]
    if not spoken or any(meaning not in {None, NOTHING} for meaning in senses[last + 1 :]):
        return []  # words before the last row are heads of its block
    if len(spoken) == len(stated) and not all(map(_SPOKEN_NUMBER.fullmatch, spoken)):
        return []
    widths = _widths(senses[last] or NOTHING)
    if len(stated) not in widths and not any(len(after) >= width > len(stated) for width in widths):
        return []
    labels = [(cell.text, meaning) for cell, meaning in zip(row[: last + 1], senses, strict=False) if meaning]
    return [Segment(labels, after, stated, row[last].column)]


def _of_table4(row: Sequence[GridCell]) -> list[Segment]:
    """A row of table 四 as its cells, where something else stands in the place of a number; else none."""
    stated = [cell for cell in row if not is_blank(cell.text)]
    if not {len(stated), len(stated) - 1} & _widths4().keys():
        return []
    words = [cell for cell in stated if sense(cell.text) is not None]
    if not words or any(sense(cell.text) is not NOTHING for cell in words):
        return []
    labels = [] if len(stated) in _widths4() else stated[:1]
    if labels and words[0] is not labels[0]:
        return []
    values = [cell for cell in stated if cell not in labels]
    size = _widths4()[len(values)]
    others = [cell for cell in words if cell not in labels]
    at_an_end = not labels and bool({values[0], values[-1]} & set(words))
    if len(others) > len(values) // size or (at_an_end and not _whole_blocks_hold(values, size)):
        return []  # it may be a label or a remark, and the number that it stands for lost
    named = [(cell.text, NOTHING) for cell in labels]
    return [
        Segment(
            named, [cell for cell in row if cell not in labels], values, labels[0].column if labels else -1
        )
    ]


@functools.lru_cache
def _widths4() -> Mapping[int, int]:
    """How many numbers the row of table 四 has in any form, and how many of them a block."""
    known = forms().values()
    return {len(form.blocks4) * len(form.columns4): len(form.columns4) for form in known}


def _whole_blocks_hold(values: Sequence[GridCell], size: int) -> bool:
    """Whether the blocks add up in which only numbers stand, one of them to more than nothing."""
    blocks = [values[start : start + size] for start in range(0, len(values), size)]
    whole = [block for block in blocks if all(sense(cell.text) is None for cell in block)]
    return all(map(_adds_up, whole)) and any(block[-1].text.strip("0 ") for block in whole)


def _widths(meaning: Sense) -> set[int]:
    """How many cells a row of that label has, in any form."""
    if meaning.row3:
        return {len(layout.columns3) for layout in forms().values()}
    blocks = (block for layout in forms().values() for block in layout.blocks2)
    return {len(block.columns) for block in blocks if any(row.key == meaning.row2 for row in block.rows)}


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


@dataclass(slots=True)
class Waiting:
    """A row with blanks whose columns are not certain yet. `shape` is shared by rows laid out alike.

    `window` are its cells in the order of the form, once they could be told.
    """

    table: int
    shape: tuple[object, ...]
    ids: tuple[str | None, ...]
    values: tuple[GridCell, ...]
    kind: Kind
    window: Sequence[GridCell] = ()
    doubtful: bool = False  # a number beside it may belong where it is blank

    @property
    def stated(self) -> list[GridCell]:
        """The cells that are not blank."""
        return [cell for cell in self.values if not is_blank(cell.text)]

    @property
    def in_line(self) -> bool:
        """Whether it is a line of text with separators."""
        return self.kind == "lines" and self.shape[1] == "row"

    @property
    def label_blanks(self) -> int:
        """How many places a label over several columns may leave blank before the values."""
        return _MOST_LABEL_BLANKS if self.table == 3 else 0

    def windows(self) -> list[Sequence[GridCell]]:
        """The places next to each other that hold all stated values and are as many as the form's."""
        width, columns = len(self.ids), {cell.column for cell in self.stated}
        starts = range(len(self.values) - width + 1)
        windows = [self.values[start : start + width] for start in starts]
        return [window for window in windows if columns <= {cell.column for cell in window}]


@dataclass(slots=True)
class Windows:
    """Places rows with blanks, after full rows have shown where rows of their shape begin."""

    starts: dict[tuple[object, ...], set[int]] = field(default_factory=dict)
    ends: dict[object, set[tuple[object, int]]] = field(default_factory=dict)  # by grid: label, last column
    proven: set[object] = field(default_factory=set)  # grids in whose rows an empty place keeps its place

    def learn(self, shape: tuple[object, ...], window: Sequence[GridCell]) -> None:
        """A full row of that shape stands in these columns."""
        known = self.starts.get(shape)
        if known is None:
            known = self.starts[shape] = set()
            self.ends.setdefault(shape[0], set()).add((shape[2], window[-1].column))
        known.add(window[0].column)

    def placed(self, rows: Sequence[Waiting]) -> Sequence[Waiting]:
        """The rows with their windows; what one shows helps those of its shape."""
        self.proven.update(row.shape[0] for row in rows if row.kind != "cells" and self._keeps_blanks(row))
        for row in (row for row in rows if not row.doubtful):
            row.window = self._place(row)
            if row.window and row.stated and row.shape not in self.starts:
                self.starts[row.shape] = {row.window[0].column}
        for row in (row for row in rows if not (row.doubtful or row.window)):
            row.window = self._place(row)
        return rows

    def _keeps_blanks(self, row: Waiting) -> bool:
        """Whether a blank stands before a stated value: what drops or moves blanks leaves none there."""
        if _spanning(row):
            return True
        at = [index for index, cell in enumerate(row.values) if not is_blank(cell.text)]
        if not at or not row.in_line:
            return False
        known = self.starts.get(row.shape, set())
        before = sum(cell.column < min(known) for cell in row.values) if known else row.label_blanks
        return at[0] > before or at[-1] - at[0] >= len(at)

    def _place(self, row: Waiting) -> Sequence[GridCell]:
        """The cells of the row in form order; none where it cannot be told."""
        stated = row.stated
        if row.kind != "cells" and stated and row.shape[0] not in self.proven:
            return _spanning(row) or (row.values if row.in_line and _blocks_hold(row) else ())
        windows = row.windows()
        if windows and not stated:
            return windows[0]
        if row.in_line and (spanning := _spanning(row)):
            return spanning
        known = self.starts.get(row.shape, set())
        learnt = [window for window in windows if {window[0].column} == known]
        if row.in_line:
            windows = learnt if known else self._possible(row, windows)
        if learnt or len(windows) == 1:
            return (learnt or windows)[0]
        fitting = [window for window in windows if row.table == 3 and _adds_up(window)]
        return fitting[0] if len(fitting) == 1 else ()

    def _possible(self, row: Waiting, windows: list[Sequence[GridCell]]) -> list[Sequence[GridCell]]:
        """Those of the windows that end where full rows of other shapes end, if these agree.

        Where they do not show it, blanks at the end may have been cut off: then the sum must decide.
        """
        full = self.ends.get(row.shape[0], set())
        ends = {end for _, end in full}
        if len(full) > 1 and len(ends) == 1:
            return [window for window in windows if {window[-1].column} == ends]
        if row.label_blanks:
            return [window for window in windows if _adds_up(window)]
        return windows[:1]


def _spanning(waiting: Waiting) -> Sequence[GridCell]:
    """The window that both begins and ends with a stated value, or that ends with the row's only one."""
    width, cells = len(waiting.ids), waiting.values
    at = [index for index, cell in enumerate(cells) if not is_blank(cell.text)]
    if at and at[-1] - at[0] == width - 1:
        return cells[at[0] : at[-1] + 1]
    return ()


def _blocks_hold(row: Waiting) -> bool:
    """Whether the blocks of table 四 add up with its blanks where they stand, at the end, and not otherwise.

    A number that had fallen out of a block would break its sum; in the last block its total would then stand
    right behind its parts, and be no smaller than they are.
    """
    if row.table != 4 or len(row.values) != len(row.ids):
        return False
    pairs = zip(row.ids, row.values, strict=True)
    blocks = [list(some) for _, some in groupby(pairs, key=lambda pair: str(pair[0]).rpartition(".")[0])]
    held = 0
    for block in ([cell for _, cell in some] for some in blocks):
        stated = [cell for cell in block if not is_blank(cell.text)]
        whole = len(stated) == len(block)
        if not _adds_up(stated) if whole else _may_end_in_total(stated):
            return False
        held += whole and stated[-1].text.strip("0 ") != ""
    return held > 0


def _may_end_in_total(stated: Sequence[GridCell]) -> bool:
    values = [int(read_value(cell.text, "count").value or 0) for cell in stated]
    return len(values) > 1 and values[-1] >= sum(values[:-1])


def _adds_up(window: Sequence[GridCell]) -> bool:
    readings = [read_value(cell.text, "count") for cell in window]
    if readings[-1].state not in {State.NUMBER, State.NOTHING}:
        return False
    return sum(int(reading.value or 0) for reading in readings[:-1]) == int(readings[-1].value or 0)
