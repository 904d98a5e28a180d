"""A sound report with one changed cell: the fault is found, and the cell is named."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from gongkai.checking import check
from gongkai.reading import read_bytes
from tests.corpus_maker.figures import distinct, small, sparse
from tests.corpus_maker.in_html import spans
from tests.corpus_maker.in_text import tab_rows
from tests.corpus_maker.page import page, revalued

SOUND = [
    make(form, seed) for make in (distinct, sparse, small) for form in ("2021", "2019") for seed in (21, 22)
]
SUMMED = {"table3": 7, "table4": 5}


@pytest.fixture(scope="module")
def reports():
    return [read_bytes(spans(page(figures))[0].encode(), "sound.html") for figures in SOUND]


def test_a_sound_report_has_no_finding(reports):
    for report in reports:
        assert [f.message for f in check(report) if f.rule.startswith(("t3.", "t4.", "cells."))] == []


@pytest.mark.slow
def test_a_thousand_changed_cells_are_all_found_and_named(reports):
    chance = random.Random("mutations")
    for _ in range(1000):
        report = chance.choice(reports)
        cell = chance.choice([cell for cell in report.cells if cell[:6] in SUMMED])
        value = int(report.cells[cell] or 0)
        change = chance.choice([-1, 1, 10, value + 1])
        changed = replace(
            report, cells={**report.cells, cell: value + change if value + change >= 0 else value + 1}
        )
        errors = [finding for finding in check(changed) if finding.severity == "error"]
        assert any(cell in finding.cells for finding in errors), (cell, value, change)
        if cell.startswith("table3"):
            assert any(finding.suspect == cell for finding in errors), (cell, value, change)


@pytest.mark.parametrize("carrier", [spans, tab_rows])
@pytest.mark.parametrize(
    "cell",
    ["table3.granted.natural_person", "table3.results_total.total", "table4.litigation_direct.pending"],
)
def test_a_cell_changed_by_one_in_the_file_is_named(carrier, cell):
    sheet = revalued(page(distinct("2021", 23)), lambda at, text: str(int(text) + 1) if at == cell else text)
    text, _ = carrier(sheet)
    report = read_bytes(text.encode(), "changed")
    errors = [finding for finding in check(report) if finding.severity == "error"]
    assert errors
    assert all(cell in finding.cells for finding in errors)
