"""What would a cell without a number have to be, by the sums in which it takes part, or by the prose?

Whoever fills it in wants that number. It is never counted with: what a sum gives is not tested by that sum.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.checking.facts import Subject
from gongkai.checking.readings import Number, readings

_BALANCE = ("new_received", "carried_over_in", "results_total", "carried_over_out")
_CAME = _BALANCE[:2]


def line_gives(subject: Subject, cell: str) -> int | None:
    """What the other numbers of its row of table 三 (R1), its block of table 四 (R6) leave for the cell."""
    cells = _line(subject, cell)
    if cell not in cells:
        return None
    stated = {other: subject.stated(other) for other in cells if other != cell}
    known = [value for value in stated.values() if value is not None]
    if len(known) < len(stated):
        return None
    if cell == cells[-1]:
        return sum(known)
    left = known[-1] - sum(known[:-1])
    return left if left >= 0 else None


def sums_give(subject: Subject, cells: Sequence[str]) -> dict[str, int]:
    """The numbers that the columns (R2, R3) give for these cells of a row that holds with them (R1).

    {} where a column says nothing certain, the row does not hold, or none of them is more than 0.
    """
    line = _line(subject, cells[0])
    if not line or not cells[0].startswith("table3.") or not subject.checkable(line):
        return {}
    given: dict[str, int] = {}
    for cell in cells:
        value = _column_gives(subject, cell)
        if value is None or value < 0:
            return {}
        given[cell] = value
    *parts, total = (given.get(cell, subject.report.count(cell)) for cell in line)
    return {cell: value for cell, value in given.items() if value} if sum(parts) == total else {}


def prose_gives(subject: Subject, cells: Sequence[str]) -> dict[str, Number]:
    """The numbers, other than 0, that the prose tells of these cells, where it tells one of each."""
    told: dict[str, set[Number]] = {}
    for claims in subject.told.values() if cells else ():
        for claim in claims:
            meant = readings(subject, claim.abouts, claim.applicants)
            if meant is not None and len(meant.cells) == 1 and meant.cells[0] in cells and not claim.unread:
                told.setdefault(meant.cells[0], set()).add(claim.value)
    return {cell: min(told[cell]) for cell in cells if len(told.get(cell, ())) == 1 and told[cell] != {0}}


def _line(subject: Subject, cell: str) -> tuple[str, ...]:
    table, line, *_ = cell.split(".")
    known = subject.layout
    if table == "table3" and cell in known.cells:
        return tuple(known.row3(line))
    if table == "table4" and cell in known.cells:
        return tuple(known.block4(line))
    return ()


def _column_gives(subject: Subject, cell: str) -> int | None:
    """What its column leaves for the cell: by R2 for what came and went, by R3 for a result."""
    _, row, column = cell.split(".")
    results = (subject.result_rows, _BALANCE[2:3])
    keys = (_CAME, _BALANCE[2:]) if row in _BALANCE else results
    if not any(row in side for side in keys):
        return None
    one, other = (tuple(f"table3.{key}.{column}" for key in side) for side in keys)
    if not subject.checkable((*one, *other)):
        return None
    return subject.repairs(one, other)[cell]
