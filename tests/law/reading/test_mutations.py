"""Is one changed cell found in a report as text, with blanks, strokes and 无 for zeros?"""

from __future__ import annotations

import random
from collections import Counter

import pytest

from gongkai.checking import check
from gongkai.reading import read_bytes
from gongkai.report import UNREADABLE
from tests.corpus_maker.figures import Figures, small, sparse
from tests.corpus_maker.in_html import plain
from tests.corpus_maker.in_text import (
    blank_lines,
    cell_bar,
    markdown,
    pipe_rows,
    pipe_rows_leading_bar,
    pipe_rows_trailing_span,
    sample_tabs,
    tab_rows,
)
from tests.corpus_maker.page import page, revalued
from tests.long_run import long_run

pytestmark = pytest.mark.slow

CARRIERS = (
    tab_rows,
    sample_tabs,
    markdown,
    pipe_rows,
    pipe_rows_leading_bar,
    pipe_rows_trailing_span,
    cell_bar,
    blank_lines,
    plain,
)
SIGNS = ("", "", "0", "/", "-", "无", "—")
FEWEST_FOUND = 0.8  # of all: what is only reported unreadable must stay the exception
_RULES = {"table3": {"t3.row_total", "t3.balance", "t3.results_total"}, "table4": {"t4.block_total"}}


def _figures() -> list[Figures]:
    return [make(form, seed) for make in (sparse, small) for form in ("2021", "2019") for seed in (111, 112)]


def _text(figures: Figures, carrier, cell: str, value: int, chance: random.Random) -> str:
    """The report in that carrier; its zeros are written as zeros, blanks or signs."""

    def change(at: str, text: str) -> str:
        if at == cell:
            return str(value)
        return chance.choice(SIGNS) if text == "0" and at[:6] in _RULES else text

    return carrier(revalued(page(figures), change))[0]


@pytest.mark.parametrize("changes", [250, *long_run(1000)])
def test_every_change_of_one_cell_is_found_there_or_the_row_is_unreadable(changes):
    chance = random.Random("one cell of tables three and four")
    known, outcomes = _figures(), Counter[str]()
    for _ in range(changes):
        figures, carrier = chance.choice(known), chance.choice(CARRIERS)
        cell = chance.choice([cell for cell in figures.cells if cell[:6] in _RULES])
        value = int(figures.cells[cell])
        changed = max(value + chance.choice([-1, 1, 2, 10, value + 1]), 0)
        changed = changed if changed != value else value + 1
        report = read_bytes(_text(figures, carrier, cell, changed, chance).encode(), "mutated")
        outcomes[_outcome(report, cell, changed, f"{carrier.__name__} {cell} {value}→{changed}")] += 1
    assert outcomes["found"] >= FEWEST_FOUND * changes, outcomes


def _outcome(report, cell: str, changed: int, case: str) -> str:
    findings = [f for f in check(report) if f.rule.startswith(("t3.", "t4."))]
    errors = [finding for finding in findings if finding.severity == "error"]
    assert all(cell in finding.cells for finding in errors), (case, [f.message for f in errors])
    if report.cells[cell] is None:
        row = cell.rpartition(".")[0]
        lost = {note.cell for note in report.notes if note.code == UNREADABLE}
        assert all(one in lost for one in report.cells if one.startswith(row)), case
        return "unreadable"
    assert report.cells[cell] == changed, case
    named = [finding for finding in findings if finding.rule in _RULES[cell[:6]] and cell in finding.cells]
    if named:
        assert errors or all(f.rule == "t3.row_total" and report.notes_on(f.cells) for f in named), case
        return "found"
    lost = {note.cell for note in report.notes if note.code == UNREADABLE}
    assert lost, case
    return "beside an unreadable row"
