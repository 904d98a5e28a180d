"""Is the sum the sum, and is everyone named who stands in its way?"""

from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.checking import check
from gongkai.combine import combine
from gongkai.errors import UsageError
from gongkai.form import form
from gongkai.report import UNSPLIT, ExtraRow, Fees, Note
from tests.law.checking import builders as b
from tests.law.render.reports import changed, distinct, sound, with_blank, with_lost

pytestmark = pytest.mark.slow

CITY = "示范市"


def of(name, report=None, **changes):
    return replace(report or sound(), agency=name, **changes)


def kinds(combined):
    return [(problem.kind, problem.agency) for problem in combined.problems]


def test_the_sum_of_sound_reports_is_sound_and_keeps_its_summands():
    found = combine([of("甲局"), of("乙局"), of("丙局")], CITY, 2024)
    assert found.problems == ()
    assert found.report.cells == {cell: value * 3 for cell, value in sound().cells.items()}
    assert [finding.rule for finding in check(found.report) if finding.severity == "error"] == []
    assert found.sources["table3.granted.total"] == dict.fromkeys(
        ("甲局", "乙局", "丙局"), sound().cells["table3.granted.total"]
    )
    assert found.report.title == "示范市2024年政府信息公开工作年度报告"


def test_money_adds_up_without_rounding():
    cell = "table2.administrative_charges.amount_wan_yuan"
    parts = [of(name, replace(sound(), cells={**sound().cells, cell: Decimal("0.1")})) for name in "甲乙丙"]
    assert combine(parts, CITY, 2024).report.cells[cell] == Decimal("0.3")


def test_totals_are_computed_anew_from_the_leaves():
    wrong = of("乙局", changed(sound(), table3__granted__total=9000))
    found = combine([of("甲局"), wrong], CITY, 2024)
    assert kinds(found) == [("inconsistent", "乙局")]
    assert found.report.cells["table3.granted.total"] == 2 * sound().cells["table3.granted.total"]
    assert found.sources["table3.granted.total"]["乙局"] == 9000


def test_who_is_missing_double_or_not_expected_is_named():
    again = changed(sound(), table3__granted__natural_person=1)
    found = combine([of("甲局"), of("甲 局", again), of("丁局")], CITY, 2024, ["甲局", "乙局"])
    assert kinds(found) == [("double", "甲 局"), ("missing", "乙局"), ("unexpected", "丁局")]
    assert "数字不同" in found.problems[0].message
    assert set(found.sources["table3.granted.total"]) == {"甲局", "丁局"}


def test_another_year_or_form_is_left_out_and_named():
    found = combine([of("甲局"), of("乙局", year=2023), of("丙局", sound("2019"), year=2024)], CITY, 2024)
    assert kinds(found) == [("inconsistent", "乙局"), ("inconsistent", "丙局")]
    assert all(problem.left_out for problem in found.problems)
    assert found.report.cells == sound().cells


def test_what_is_unreadable_in_a_part_is_unreadable_in_the_sum():
    found = combine([of("甲局"), of("乙局", with_lost(sound(), "table3.granted.natural_person"))], CITY, 2024)
    lost = {cell for cell, value in found.report.cells.items() if value is None}
    assert lost == {
        "table3.granted.natural_person",
        "table3.granted.total",
        "table3.results_total.natural_person",
        "table3.results_total.total",
    }
    assert {note.cell for note in found.report.notes} == lost
    assert found.sources["table3.granted.natural_person"]["乙局"] is None
    assert kinds(found) == [("unreadable", "乙局")]
    assert "乙局的这一格读不出" in found.report.notes_on(["table3.granted.natural_person"])[0].message


def test_a_lost_total_is_no_loss_because_totals_are_computed():
    found = combine([of("甲局"), of("乙局", with_lost(sound(), "table4.reconsideration.total"))], CITY, 2024)
    assert (
        found.report.cells["table4.reconsideration.total"]
        == 2 * sound().cells["table4.reconsideration.total"]
    )


def test_a_blank_counts_as_its_sums_determine_it_and_is_said():
    value = sound().cells["table3.granted.natural_person"]
    blank = with_blank(sound(), "table3.granted.natural_person", inferred=value)
    found = combine([of("甲局"), of("乙局", blank)], CITY, 2024)
    assert found.report.cells["table3.granted.natural_person"] == 2 * value
    assert kinds(found) == [("blank", "乙局")]


def test_one_unsplit_row_makes_the_sum_unsplit():
    layout = form("2021")
    split = [row.key for row in layout.result_rows if row.key.startswith("other_")]
    whole = {
        f"table3.other_processing_unsplit.{column.key}": sum(
            sound().cells[f"table3.{key}.{column.key}"] for key in split
        )
        for column in layout.columns3
    }
    gone = {cell: None for cell in sound().cells if cell.split(".")[1] in split}
    notes = tuple(Note(UNSPLIT, "没有分项", cell) for cell in gone)
    part = of("乙局", replace(sound(), cells={**sound().cells, **gone, **whole}, notes=notes))
    found = combine([of("甲局"), part], CITY, 2024)
    assert found.problems == ()
    for cell, value in whole.items():
        assert found.report.cells[cell] == 2 * value
    assert found.report.cells["table3.results_total.total"] == 2 * sound().cells["table3.results_total.total"]
    assert all(found.report.cells[cell] is None for cell in gone)
    assert [finding.rule for finding in check(found.report) if finding.severity == "error"] == []


def test_fees_and_unknown_rows_are_added():
    fees = Fees(2, Decimal(30), Decimal("12.5"))
    rows = (ExtraRow(2, "其他文件", (1, None, 3)),)
    found = combine([of(name, fees=fees, extra_rows=rows) for name in "甲乙"], CITY, 2024).report
    assert found.fees == Fees(4, Decimal(60), Decimal(25))
    assert found.extra_rows == (ExtraRow(2, "其他文件", (2, None, 6)),)
    silent = combine([of("甲", fees=fees), of("乙", fees=Fees(1))], CITY, 2024).report
    assert silent.fees == Fees(3, None, None)


def test_trial_form_reports_combine_too():
    parts = [of(name, sound("2019")) for name in "甲乙"]
    assert combine(parts, CITY, 2020).report.cells == {c: v * 2 for c, v in sound("2019").cells.items()}


def test_nothing_to_add_is_one_sentence():
    with pytest.raises(UsageError, match="没有一份可以汇总的 2022 年度报告"):
        combine([of("甲局")], CITY, 2022)


def test_an_unsound_part_is_told_with_the_sum_that_fails():
    found = combine([of("甲局", distinct())], CITY, 2024)
    assert kinds(found) == [("inconsistent", "甲局")]
    assert "报告自身有误等" in found.problems[0].message


def test_an_unsound_part_is_told_with_the_cause_before_what_follows_from_it():
    part = b.with_cells(b.office(), table3__new_received__total=42)
    assert check(part)[0].rule == "prose.against_tables"
    (problem,) = combine([part], CITY, 2024).problems
    cause = problem.message.index("本年新收政府信息公开申请数量·总计」：填的是「42」，应为40")
    assert cause < problem.message.index("政府信息公开申请40件」写的是40")


AMOUNT = "table2.centralized_procurement.procurement_total_amount"
UNIT = "table2.centralized_procurement.procurement_unit"


def bought(name, amount, unit):
    report = sound("2019", texts={} if unit is None else {UNIT: unit}, year=2020)
    return of(name, replace(report, cells={**report.cells, AMOUNT: Decimal(amount)}))


@pytest.mark.parametrize(
    ("parts", "amount", "unit"),
    [
        ([("12", "元"), ("30", "元")], "42", "元"),
        ([("120000", "元"), ("30", "万元"), ("0.5", "亿元")], "5042", "万元"),
        ([("12", None), ("30", None)], "42", None),
        ([("0", None), ("30", "万元")], "30", "万元"),
        ([("0", "元"), ("30", "万元")], "30", "万元"),
        ([("12", "示范市财政局"), ("30", "示范市财政局")], "42", "示范市财政局"),
        ([("12", "示范市财政局"), ("30", "示范市教育局")], "42", None),
    ],
)
def test_amounts_in_several_units_are_brought_to_one(parts, amount, unit):
    made = [bought(name, *part) for name, part in zip("甲乙丙", parts, strict=False)]
    found = combine(made, CITY, 2020)
    assert found.report.cells[AMOUNT] == Decimal(amount)
    assert found.report.texts.get(UNIT) == unit
    assert found.problems == ()


def test_an_amount_without_a_unit_is_not_added_to_one_with():
    found = combine([bought("甲", "12", "万元"), bought("乙", "30", None)], CITY, 2020)
    assert found.report.cells[AMOUNT] is None
    assert found.report.texts == {}
    assert kinds(found) == [("unreadable", "乙")]
    assert "没有写明单位" in found.problems[0].message
