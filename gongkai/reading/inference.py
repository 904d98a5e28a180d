"""What must a blank cell be, if the sums of the form hold?

Each sum of the form with a single blank determines it; a sum whose stated parts already reach its total
determines all its blanks as 0. Nothing is inferred where an unreadable cell takes part, and nothing below
zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from gongkai.form import Form


@dataclass(frozen=True, slots=True)
class Sum:
    """`parts` add up to `wholes` added up (usually one)."""

    parts: tuple[str, ...]
    wholes: tuple[str, ...]


def sums(layout: Form, result_rows: Collection[str]) -> Iterator[Sum]:
    """The identities R1, R3, R2 and R6 of a form (handbook 02 §3.3, §4)."""
    rows = {row.key for row in layout.rows3} | set(result_rows)
    for row in rows:
        cells = [f"table3.{row}.{column.key}" for column in layout.columns3]
        yield Sum(tuple(cells[:-1]), (cells[-1],))
    for column in layout.columns3:
        results = tuple(f"table3.{row}.{column.key}" for row in result_rows)
        done = f"table3.results_total.{column.key}"
        yield Sum(results, (done,))
        came_in = (f"table3.new_received.{column.key}", f"table3.carried_over_in.{column.key}")
        yield Sum(came_in, (done, f"table3.carried_over_out.{column.key}"))
    for block in layout.blocks4:
        *parts, total = layout.block4(block.key)
        yield Sum(tuple(parts), (total,))


def infer(identities: Collection[Sum], known: Mapping[str, int], blank: Collection[str]) -> dict[str, int]:
    """The blanks that the identities determine. `known` are the stated counts."""
    values, found = dict(known), dict[str, int]()
    moved = True
    while moved:
        moved = False
        for identity in identities:
            solved = _solve(identity, values, blank)
            moved = moved or bool(solved)
            values |= solved
            found |= solved
    return found


def _solve(identity: Sum, values: Mapping[str, int], blank: Collection[str]) -> dict[str, int]:
    sides = (identity.parts, identity.wholes)
    unknown = [[cell for cell in side if cell not in values] for side in sides]
    if not (unknown[0] or unknown[1]) or any(cell not in blank for side in unknown for cell in side):
        return {}
    left, right = (sum(values.get(cell, 0) for cell in side) for side in sides)
    gap = right - left
    if unknown[0] and unknown[1]:
        return {}
    missing, amount = (unknown[0], gap) if unknown[0] else (unknown[1], -gap)
    if len(missing) == 1 and amount >= 0:
        return {missing[0]: amount}
    return dict.fromkeys(missing, 0) if amount == 0 else {}
