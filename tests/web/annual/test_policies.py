"""By whichever policy that the law allows: do report, statistics and lists count the same?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from gongkai.counting import Reign, counting_rules, reigns
from gongkai.form import form_of_year
from gongkai_web.agencies.queries import agencies_of
from gongkai_web.annual import tally
from gongkai_web.annual.cells import behind, records
from gongkai_web.desk.scope import Scope
from gongkai_web.desk.statistics import statistics
from gongkai_web.figures import policy
from gongkai_web.figures.span import Span
from tests.web.annual.played import full, play
from tests.written import read_yaml

EXAMPLES = read_yaml(Path(__file__).parent / "policies.yaml")
ROWS = {"收到": "new_received", "办结": "results_total"}
YEARS, TODAY = (2023, 2024, 2025), date(2026, 3, 2)
each = pytest.mark.parametrize("example", EXAMPLES, ids=[example["name"] for example in EXAMPLES])


@pytest.fixture
def law(monkeypatch):
    """`law({"results": "dispatched_on"})`: from now on the law says so."""

    def says(policies: dict[str, str]) -> None:
        def reign(rule: str, day: date) -> tuple[Reign, ...]:
            return (Reign(policies[rule], day),) if rule in policies else reigns(rule, day)

        monkeypatch.setattr(policy, "reigns", reign)

    return says


def test_every_allowed_policy_has_an_example():
    allowed = {(key, value) for key, rule in counting_rules(2025).items() for value in rule.allowed}
    assert {pair for example in EXAMPLES for pair in example["shows"].items()} == allowed


@each
def test_a_year_is_counted_by_that_policy_and_every_cell_opens_what_it_counts(town, law, example):
    law(example["shows"])
    play(town, example)
    expected = {(year, cell): value for year in YEARS for cell, value in full(wanted(example, year)).items()}
    found = {
        (year, cell): value
        for year in YEARS
        for cell, value in tally.cells(town.district, year).items()
        if value
    }
    assert found == expected
    for (year, cell), value in found.items():
        assert tally.cell(town.district, year, cell)[cell] == value
        if behind(cell, form_of_year(year)):
            assert records(town.district, tally.period_of(year), cell).count() == value, (year, cell)


@each
def test_the_statistics_say_what_the_report_says_and_open_lists_of_as_many(town, law, example):
    law(example["shows"])
    play(town, example)
    scope = Scope(town.li_qiang, TODAY, agencies_of(town.li_qiang, TODAY))
    for year in (*YEARS, TODAY.year):
        told = statistics(scope, Span(year), None).tables[0].rows
        rows = [row for row in told if row.label in ROWS]
        assert len(rows) == len(ROWS)
        for row in rows:
            for one, number in ((year, row.now), (year - 1, row.before)):
                counted = tally.cells(town.district, one)[f"table3.{ROWS[row.label]}.total"]
                assert number.value == counted, (one, row.label)
                listed = scope.found(scope.narrowed(dict(parse_qsl(number.query))))
                assert listed.count() == counted, (one, row.label)


def wanted(example: dict, year: int) -> dict[str, int]:
    """What the example expects of that year."""
    return example["expect"].get(year, {})
