"""In which year, and in which cell, does a case around New Year count?"""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai_web.annual import tally
from gongkai_web.annual.cells import records
from tests.web.annual.played import full, play
from tests.written import read_yaml

EXAMPLES = read_yaml(Path(__file__).parent / "new_year.yaml")

# The first of them is a year of the form of 2019.
YEARS = (2020, 2023, 2024, 2025)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["name"] for example in EXAMPLES])
def test_a_case_counts_where_the_handbook_says(town, example):
    play(town, example)
    expected = {
        (year, cell): number
        for year, cells in example["expect"].items()
        for cell, number in full(cells).items()
    }
    found = {
        (year, cell): value
        for year in YEARS
        for cell, value in tally.cells(town.district, year).items()
        if value and not cell.startswith("table2.")
    }
    assert found == expected
    for (year, cell), number in found.items():
        assert records(town.district, tally.period_of(year), cell).count() == number
