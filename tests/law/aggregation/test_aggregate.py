"""Is the sum of a list re-added from its leaves, and is everything told that is no number?"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from gongkai.aggregation import ProblemKind, State, aggregate
from gongkai.checking import WARNING, check
from gongkai.errors import UsageError
from gongkai.report import UNREADABLE, Fees, Note
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


def test_what_was_carried_over_comes_in_for_the_same_kind_of_applicant() -> None:
    """One carried over for a person comes in for an enterprise: the totals agree, the columns do not."""
    office = unit(entry("office", kind="government_office", **{"in": 1}, done=1, before=1))
    assert office.report
    moved = {"table3.carried_over_in.natural_person": 0, "table3.carried_over_in.commercial_enterprise": 1}
    moved |= {"table3.granted.natural_person": 0, "table3.granted.commercial_enterprise": 1}
    moved |= {"table3.results_total.natural_person": 0, "table3.results_total.commercial_enterprise": 1}
    changed = replace(office.report, cells={**office.report.cells, **moved})
    (problem,) = aggregate([replace(office, report=changed)], CITY, YEAR).problems
    assert problem.kind == ProblemKind.CARRIED
    assert (
        "「自然人」上年结转下年1，本年上年结转填0；「商业企业」上年结转下年0，本年上年结转填1"
        in problem.message
    )
    assert problem.cells == tuple(moved)[:2]


def test_the_fees_are_those_of_all_where_all_state_them() -> None:
    office, health = unit(entry("office", kind="government_office")), unit(entry("health"))
    assert office.report
    assert health.report
    paid = [
        replace(one, report=replace(one.report, fees=Fees(count, Decimal(count * 10), Decimal(count))))
        for one, count in ((office, 2), (health, 3))
        if one.report
    ]
    assert aggregate(paid, CITY, YEAR).report.fees == Fees(5, Decimal(50), Decimal(5))
    assert aggregate([paid[0], health], CITY, YEAR).report.fees == Fees(None, None, None)


def test_what_is_odd_in_the_sum_and_no_error_does_not_hold_it_up() -> None:
    """More issued than is in force: worth a word at a unit, no reason not to add it up."""
    office = unit(entry("office", kind="government_office"))
    assert office.report
    odd = replace(office, report=replace(office.report, cells={**office.report.cells, RULES: 3}))
    found = aggregate([odd], CITY, YEAR)
    assert {one.severity for one in check(found.report) if one.cells} == {WARNING}
    assert not found.problems


def test_a_result_that_nobody_can_read_takes_every_total_with_it() -> None:
    office = unit(entry("office", kind="government_office", new=1, done=1))
    assert office.report
    cell = f"table3.granted.{PERSON}"
    torn = replace(
        office.report,
        cells={**office.report.cells, cell: None},
        notes=(Note(UNREADABLE, "看不清", cell, "?"),),
    )
    cells = aggregate([replace(office, report=torn)], CITY, YEAR).report.cells
    lost = {one for one, value in cells.items() if value is None}
    rows = ("granted", "results_total")
    assert lost == {f"table3.{row}.{column}" for row in rows for column in (PERSON, "total")}


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
