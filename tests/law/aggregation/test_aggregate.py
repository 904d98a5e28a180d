"""Is the sum of a list re-added from its leaves, and is everything told that is no number?"""

from typing import Any

import pytest

from gongkai.aggregation import State, aggregate
from gongkai.errors import UsageError
from tests.law.aggregation.made import PERSON, ROWS, RULES, YEAR, report, unit
from tests.law.worked import Example, Facts, examples, holds

CITY = "示范市人民政府"


@pytest.mark.parametrize("example", examples("aggregation.yaml"))
def test_the_sum_of_a_list(example: Example) -> None:
    holds(example, _of_the_list)


def _of_the_list(example: Example) -> Facts:
    units = [unit(given) for given in example["units"]]
    given = {"government": example.get("government", True), "office": example.get("office", "")}
    found = aggregate(units, CITY, YEAR, **given)
    cells = found.report.cells
    wanted = example["expect"].get("sum", {})
    at = {"rules": RULES} | {key: f"table3.{row}.{PERSON}" for key, row in ROWS.items()}
    return {
        "leaves": [one.key for one in found.leaves],
        "absent": [one.key for one in found.absent],
        "left_out": [one.key for one in found.left_out],
        "problems": [str(one.kind) for one in found.problems],
        "blocked": found.blocked,
        "sum": {key: cells[at[key]] for key in wanted},
        "gaps": found.gap_words(f"table3.new_received.{PERSON}"),
        "rules_gaps": found.gap_words(RULES),
        "says": "".join(one.message for one in found.problems),
    }


def entry(key: str, **given: Any) -> dict[str, Any]:
    return {"key": key, "kind": "department", **given}


def test_each_cell_shows_the_units_behind_it_and_those_that_said_nothing() -> None:
    units = [
        unit(entry("office", kind="government_office", new=5, done=5)),
        unit(entry("education", new=3, done=3)),
        unit(entry("health", absent=True, waived="全年没有申请")),
    ]
    found = aggregate(units, CITY, YEAR)
    behind = list(found.behind("table3.new_received.total"))
    assert [(one.unit.key, one.value, one.state) for one in behind] == [
        ("office", 5, State.NUMBER),
        ("education", 3, State.NUMBER),
        ("health", 0, State.NOT_REPORTED),
    ]
    assert sum(one.value or 0 for one in behind) == found.report.cells["table3.new_received.total"]


def test_the_summands_of_every_cell_come_to_its_sum() -> None:
    units = [
        unit(entry(f"bureau-{at}", new=at, **{"in": 2}, done=at + 1, out=1, before=2)) for at in range(1, 8)
    ]
    found = aggregate([unit(entry("office", kind="government_office")), *units], CITY, YEAR)
    assert not found.problems
    for cell, value in found.report.cells.items():
        assert sum(one.value or 0 for one in found.behind(cell)) == value


def test_a_list_without_any_report_is_one_sentence() -> None:
    with pytest.raises(UsageError, match="先收齐各单位的报告"):
        aggregate([unit(entry("health", absent=True))], CITY, YEAR)


def test_the_cells_are_not_asked_one_by_one_where_all_hold_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three thousand units are added in one pass: only what is no number is looked at alone."""
    looked_at: list[str] = []
    monkeypatch.setattr("gongkai.aggregation.adding.state_of", lambda _, cell: looked_at.append(cell))
    aggregate(
        [unit(entry("office", kind="government_office")), unit(entry("education", new=3, done=3))], CITY, YEAR
    )
    assert looked_at == []


def test_the_sum_names_its_agency_and_year() -> None:
    found = aggregate([unit(entry("office", kind="government_office"))], CITY, YEAR).report
    assert (found.agency, found.year, found.title) == (CITY, YEAR, f"{CITY}{YEAR}年政府信息公开工作年度报告")
    assert report("甲").form == found.form
