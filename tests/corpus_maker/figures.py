"""Which figures does an invented, sound report have? By seed always the same."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.corpus_maker.wording import BLOCKS, KINDS, MONEY, OUTCOMES, ROWS, SIGNED, TABLE2

COLUMNS = [key for key, _ in KINDS]


@dataclass(frozen=True)
class Figures:
    """The cells of a report by id: counts as int, money as a decimal string."""

    form: str
    cells: dict[str, int | str]


def distinct(form: str, seed: int) -> Figures:
    """All cells differ from one another, and R1–R6 hold."""
    chance = random.Random(f"distinct {form} {seed}")
    for _ in range(1000):
        cells = _figures(form, chance, lambda: chance.randint(1, 9000))
        values = [str(value) for value in cells.values()]
        if len(set(values)) == len(values):
            return Figures(form, cells)
    raise AssertionError("no report with pairwise distinct cells was found")


def small(form: str, seed: int) -> Figures:
    """One digit in most cells, as most offices have."""
    chance = random.Random(f"small {form} {seed}")
    return Figures(form, _figures(form, chance, lambda: chance.choice([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])))


def sparse(form: str, seed: int) -> Figures:
    """Most cells zero, a few large."""
    chance = random.Random(f"sparse {form} {seed}")
    return Figures(form, _figures(form, chance, lambda: chance.choice([0] * 12 + [1, 3, 27, 865, 1061])))


def zero(form: str, seed: int = 0) -> Figures:
    """A report of an office to which nobody applied."""
    return Figures(form, _figures(form, random.Random(seed), lambda: 0))


def _figures(form: str, chance: random.Random, draw) -> dict[str, int | str]:
    cells: dict[str, int | str] = {}
    for _, columns, rows in TABLE2[form]:
        for row, _ in rows:
            for column, _ in columns:
                cells[f"table2.{row}.{column}"] = _entry(column, chance, draw)
    leaves = [row.key for row in ROWS[form] if row.result]
    sums = {row.key: dict.fromkeys(COLUMNS[:-1], 0) for row in ROWS[form]}
    for column in COLUMNS[:-1]:
        for leaf in leaves:
            sums[leaf][column] = draw()
        done = sums["results_total"][column] = sum(sums[leaf][column] for leaf in leaves)
        after = draw()
        before = min(draw(), done + after)
        sums["carried_over_out"][column], sums["carried_over_in"][column] = after, before
        sums["new_received"][column] = done + after - before
    for row in ROWS[form]:
        for column in COLUMNS[:-1]:
            cells[f"table3.{row.key}.{column}"] = sums[row.key][column]
        cells[f"table3.{row.key}.total"] = sum(sums[row.key].values())
    for block, _ in BLOCKS:
        parts = [draw() for _ in OUTCOMES[:-1]]
        for (outcome, _), value in zip(OUTCOMES, [*parts, sum(parts)], strict=True):
            cells[f"table4.{block}.{outcome}"] = value
    return cells


def _entry(column: str, chance: random.Random, draw) -> int | str:
    value = draw()
    if column in MONEY:
        return f"{value}.{chance.randint(1, 9999):04d}" if value else "0"
    if column in SIGNED:
        return -value if chance.random() < 0.5 else value
    return value
