"""Is a report that is in part another's found by its traces, and are small numbers left alone?"""

from __future__ import annotations

from dataclasses import replace

from gongkai.aggregation.repetition import AMONG_UNITS, AT_HANDING_IN, Prose, shared
from gongkai.aggregation.resemblance import same_numbers, traces
from gongkai.report import Report
from tests.law.aggregation.made import YEAR, report
from tests.law.aggregation.test_repetition import ROADS, SCHOOLS, STOCK, WATER

ROWS = ("new_received", "granted", "unavailable_not_held", "other_misc")
COLUMNS = ("natural_person", "commercial_enterprise", "legal_service_agency")


def with_numbers(base: int, *, up_to: int = 12) -> Report:
    """Twelve numbers from `base` on, in cells of their own; 999 in those from `up_to` on."""
    cells = [f"table3.{row}.{column}" for row in ROWS for column in COLUMNS]
    found = report("公路局", YEAR, "")
    numbers = {cell: base + at if at < up_to else 999 for at, cell in enumerate(cells)}
    return replace(found, cells={**found.cells, **numbers})


def test_half_of_anothers_prose_is_told_and_a_sentence_is_not() -> None:
    own, theirs = (Prose(report("局", YEAR, text), ()) for text in (WATER + ROADS, SCHOOLS + ROADS))
    found = shared(own, theirs, AT_HANDING_IN, YEAR)
    assert found is not None
    assert 20 <= found.percent < 60
    assert found.passages[0].own in ROADS
    sentence = Prose(report("局", YEAR, WATER + ROADS[:60]), ())
    assert shared(sentence, theirs, AT_HANDING_IN, YEAR) is None
    assert shared(own, theirs, AMONG_UNITS, YEAR) is None, "beside the sum only what is largely the same"


def test_what_every_report_has_to_say_leaves_no_trace() -> None:
    stock, plain = (traces(report("局", YEAR, text), (), YEAR).words for text in (STOCK, ROADS))
    assert not stock
    assert len(plain & traces(report("别局", YEAR, STOCK + ROADS), (), YEAR).words) > 10


def test_most_of_the_larger_numbers_are_told_with_their_cells() -> None:
    own, theirs = with_numbers(40, up_to=8), with_numbers(40)
    found = same_numbers(own, theirs, AMONG_UNITS, YEAR)
    assert found is not None
    assert (len(found.cells), found.of) == (8, 12)
    assert traces(own, (), YEAR).numbers & traces(theirs, (), YEAR).numbers
    assert same_numbers(with_numbers(40, up_to=7), theirs, AMONG_UNITS, YEAR) is None


def test_few_numbers_are_alike_by_chance_among_thousands_of_units() -> None:
    """Six numbers of two digits, half of them the same: of three thousand units some are so by chance."""
    cells = [f"table3.{row}.{column}" for row in ROWS[:2] for column in COLUMNS]
    own, theirs = report("公路局", YEAR, ""), report("水务局", YEAR, "")
    own = replace(own, cells={**own.cells, **{cell: 20 + at for at, cell in enumerate(cells)}})
    theirs = replace(theirs, cells={**theirs.cells, **{cell: 20 + at % 4 for at, cell in enumerate(cells)}})
    assert same_numbers(own, theirs, AMONG_UNITS, YEAR) is None


def test_small_numbers_and_totals_are_alike_by_chance() -> None:
    assert same_numbers(with_numbers(-2), with_numbers(-2), AMONG_UNITS, YEAR) is None
    assert not traces(with_numbers(-2), (), YEAR).numbers
    totals = {f"table3.{row}.total": 500 for row in ROWS} | {"table3.results_total.natural_person": 500}
    own = report("公路局", YEAR, "")
    own = replace(own, cells={**own.cells, **totals})
    assert not traces(own, (), YEAR).numbers
