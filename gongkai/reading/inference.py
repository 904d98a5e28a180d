"""What must a blank cell be, if the sums of the form hold – and is that more than a guess?

A blank is what its row's total leaves for it (R1), unless its column holds with 0 and not with that; or 0
where two independent sums agree on it. One sum alone never fills a blank that it is then tested with (R2, R3,
R6): that would make true what it should test. Nothing is inferred where an unreadable cell takes part, and
nothing below zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.form import Form

_INDEPENDENT = 2  # sums that must agree


@dataclass(frozen=True, slots=True)
class Sum:
    """`parts` add up to `wholes` added up (usually one)."""

    parts: tuple[str, ...]
    wholes: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells that take part."""
        return self.parts + self.wholes


@dataclass(frozen=True, slots=True)
class Sums:
    """The identities of a form: R1 by rows, R2 and R3 by columns, R6 by blocks (handbook 02 §3.3, §4)."""

    rows: Sequence[Sum]
    others: Sequence[Sum]


def sums(layout: Form, result_rows: Collection[str]) -> Sums:
    """The identities of a form with these rows of results."""
    rows = {row.key for row in layout.rows3} | set(result_rows)
    return Sums([_of_row(layout, row) for row in rows], list(_of_columns_and_blocks(layout, result_rows)))


def _of_row(layout: Form, row: str) -> Sum:
    *kinds, total = (f"table3.{row}.{column.key}" for column in layout.columns3)
    return Sum(tuple(kinds), (total,))


def _of_columns_and_blocks(layout: Form, result_rows: Collection[str]) -> Iterator[Sum]:
    for column in layout.columns3:
        results = tuple(f"table3.{row}.{column.key}" for row in result_rows)
        done = f"table3.results_total.{column.key}"
        yield Sum(results, (done,))
        came_in = (f"table3.new_received.{column.key}", f"table3.carried_over_in.{column.key}")
        yield Sum(came_in, (done, f"table3.carried_over_out.{column.key}"))
    for block in layout.blocks4:
        *parts, total = layout.block4(block.key)
        yield Sum(tuple(parts), (total,))


def infer(identities: Sums, known: Mapping[str, int], blank: Collection[str]) -> dict[str, int]:
    """The blanks that the identities determine. `known` are the stated counts."""
    values, found = dict(known), dict[str, int]()
    moved = True
    while moved:
        solved = _by_rows(identities, values, blank) | _agreed(identities, values, blank)
        values |= solved
        found |= solved
        moved = bool(solved)
    return found


def _by_rows(identities: Sums, values: Mapping[str, int], blank: Collection[str]) -> dict[str, int]:
    solved: dict[str, int] = {}
    for row in identities.rows:
        for cell, amount in _solve(row, values, blank).items():
            columns = [one for one in identities.others if cell in one.cells]
            if not (amount and any(_only_without(one, cell, amount, values, blank) for one in columns)):
                solved[cell] = amount
    return solved


def _agreed(identities: Sums, values: Mapping[str, int], blank: Collection[str]) -> dict[str, int]:
    """The blanks that two sums say are 0."""
    told = Counter(
        cell
        for one in identities.others
        for cell, amount in _solve(one, values, blank).items()
        if amount == 0
    )
    return {cell: 0 for cell, times in told.items() if times >= _INDEPENDENT}


def _only_without(
    one: Sum, cell: str, amount: int, values: Mapping[str, int], blank: Collection[str]
) -> bool:
    """Whether the sum holds with 0 in that cell and not with the amount; other blanks count as 0."""
    others = [other for other in one.cells if other != cell and other not in values]
    return all(other in blank for other in others) and _gap(one, values) == 0 != amount


def _gap(one: Sum, values: Mapping[str, int]) -> int:
    """What the parts lack to their whole; what is not stated counts as 0."""
    parts, wholes = (sum(values.get(cell, 0) for cell in side) for side in (one.parts, one.wholes))
    return wholes - parts


def _solve(one: Sum, values: Mapping[str, int], blank: Collection[str]) -> dict[str, int]:
    unknown = [[cell for cell in side if cell not in values] for side in (one.parts, one.wholes)]
    if not (unknown[0] or unknown[1]) or any(cell not in blank for side in unknown for cell in side):
        return {}
    if unknown[0] and unknown[1]:
        return {}
    missing, amount = (unknown[0], _gap(one, values)) if unknown[0] else (unknown[1], -_gap(one, values))
    if len(missing) == 1 and amount >= 0:
        return {missing[0]: amount}
    return dict.fromkeys(missing, 0) if amount == 0 else {}
