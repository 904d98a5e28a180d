"""Which rows are left that only the whole of table 三 tells?

Those whose labels stand around their numbers, and those that stand in place of their parts.
"""

from __future__ import annotations

from gongkai.form import Line
from gongkai.reading.filling import Filling
from gongkai.reading.found import Tables
from gongkai.report import UNSPLIT, Note


def take_loose(filling: Filling) -> None:
    """Rows whose labels stand around their numbers."""
    tables, around, heads = filling.tables, filling.around, filling.heads
    if not any(gap.numbers for gap in around.gaps):
        return
    instead = [line.key for line in tables.form.unsplit3 if not _has_parts(tables, line)]
    kinds = [[line.key for line in tables.form.lines3(some)] for some in ((), instead)]
    for key, cells in around.solved(*kinds):
        ids = heads.ids3(key)
        if not tables.met(ids):
            filling.settled(3, ids, cells)
    for key in around.open_rows(*kinds):
        ids = heads.ids3(key)
        if not tables.met(ids):
            tables.lose(ids, "行名和数字不在一行，分不清哪一行数属于它")


def tell_unsplit(tables: Tables) -> None:
    """A row that stands in place of its parts: these are not in the source.

    Where one of them was read it is no such row, but the name of the group over them.
    """
    for line in tables.form.unsplit3:
        if _has_parts(tables, line):
            for cell in tables.form.row3(line.key):
                tables.cells.pop(cell, None)
                tables.unreadable.pop(cell, None)
        if not tables.met(tables.form.row3(line.key)):
            continue
        for cell in (cell for part in line.sum_of for cell in tables.form.row3(part)):
            message = f"{tables.form.name(cell)}：原文只有一行{line.label}，没有分项。"
            tables.notes.append(Note(UNSPLIT, message, cell))


def _has_parts(tables: Tables, line: Line) -> bool:
    """Whether one of the rows was read in whose place this one would stand."""
    return any(cell in tables.cells for part in line.sum_of for cell in tables.form.row3(part))
