"""Is every change found, and nothing else?"""

from dataclasses import replace

from gongkai.compare import compare
from gongkai.report import ExtraRow, Section
from tests.law.render.reports import changed, distinct, with_blank, with_lost

UNIT = "table2.centralized_procurement.procurement_unit"


def with_text(report, number, text, heading=None):
    sections = tuple(
        Section(s.number, heading or s.heading, text) if s.number == number else s for s in report.sections
    )
    return replace(report, sections=sections)


def test_a_report_is_like_itself():
    assert compare(distinct(), distinct()).same


def test_a_changed_cell_is_named_with_both_numbers():
    found = compare(distinct(), changed(distinct(), table3__granted__total=999)).cells
    assert [(change.cell, change.label, change.old, change.new) for change in found] == [
        ("table3.granted.total", "表三「（一）予以公开·总计」", "41", "999")
    ]


def test_blank_lost_and_zero_are_three_things():
    zero = changed(distinct(), table4__reconsideration__total=0)
    blank = with_blank(distinct(), "table4.reconsideration.total")
    slash = with_blank(distinct(), "table4.reconsideration.total", "/")
    lost = with_lost(distinct(), "table4.reconsideration.total")
    told = [
        (c.old, c.new)
        for one, other in ((zero, blank), (blank, lost), (lost, slash))
        for c in compare(one, other).cells
    ]
    assert told == [("0", "空白"), ("空白", "读不出"), ("读不出", "/")]


def test_money_written_with_more_zeros_is_the_same_money():
    cell = "table2.administrative_charges.amount_wan_yuan"
    report = distinct()
    again = replace(report, cells={**report.cells, cell: report.cells[cell] * 1 + 0})
    longer = replace(
        report, cells={**report.cells, cell: report.cells[cell].quantize(report.cells[cell] / 10000)}
    )
    assert compare(again, longer).same


def test_only_the_changed_sentences_are_told():
    old = with_text(distinct(), 5, "窗口人手不足。培训偏少。渠道已经补齐。")
    new = with_text(distinct(), 5, "窗口人手不足。培训一年两次。渠道已经补齐。下一步讲清依据。")
    found = compare(old, new).passages
    assert [(passage.section, passage.old, passage.new) for passage in found] == [
        (5, "培训偏少。", "培训一年两次。"),
        (5, "", "下一步讲清依据。"),
    ]


def test_another_heading_does_not_make_another_text():
    new = with_text(
        distinct(), 5, distinct().sections[4].text, "五、政府信息公开工作存在的主要问题及改进情况"
    )
    found = compare(distinct(), new).passages
    assert [(passage.old, passage.new) for passage in found] == [
        ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况")
    ]
    spaced = with_text(
        distinct(), 5, distinct().sections[4].text.replace("；", "； "), "五、 存在的主要问题及改进情况"
    )
    assert compare(distinct(), spaced).same


def test_a_section_that_went_away_is_told_with_its_text():
    new = replace(distinct(), sections=distinct().sections[:5])
    found = compare(distinct(), new).passages
    assert {passage.section for passage in found} == {6}
    assert all(passage.new == "" for passage in found)


def test_agency_year_form_and_unknown_rows_are_told():
    new = replace(distinct("2019"), agency="示范市财政局", extra_rows=(ExtraRow(2, "其他文件", (1, 2)),))
    found = compare(distinct(), new)
    assert [change.cell for change in found.facts] == ["form", "agency", "year", "title"]
    assert ("extra_rows", "无此格", "1、2") in [(c.cell, c.old, c.new) for c in found.cells]
    assert ("table2.rules.issued_count", "11", "无此格") in [(c.cell, c.old, c.new) for c in found.cells]
    assert set(found.to_json()) == {"facts", "cells", "passages"}


def test_another_unit_of_an_amount_is_told_and_none_is_not_blank():
    old, new = distinct("2019", texts={UNIT: "元"}), distinct("2019", texts={UNIT: "万元"})
    assert [(c.cell, c.label, c.old, c.new) for c in compare(old, new).cells] == [
        (UNIT, "表二「政府集中采购·单位」", "元", "万元")
    ]
    assert [(c.old, c.new) for c in compare(distinct("2019"), distinct("2019", texts={UNIT: ""})).cells] == [
        ("未写明", "空白")
    ]
    assert compare(new, distinct("2019", texts={UNIT: "万 元"})).same
    assert UNIT not in [change.cell for change in compare(distinct("2019"), distinct("2021")).cells]
