"""Is the printed form the statutory one, merges and all?"""

from dataclasses import replace

import pytest

from gongkai.form import form
from gongkai.render import UNREADABLE_MARK, DataCell, HeadCell, tables
from gongkai.report import NOT_WHOLE, UNSPLIT, ExtraRow, Note
from tests.law.render.reports import distinct, with_blank, with_lost

FORMS = ("2019", "2021")


def heads(table):
    return {cell.text: cell for row in table.rows for cell in row if isinstance(cell, HeadCell)}


def values(report):
    return {cell.id: cell for table in tables(report) for row in table.body for cell in row.data}


@pytest.mark.parametrize("key", FORMS)
def test_the_merged_cells_fill_the_grid_without_hole_or_overlap(key):
    for table in tables(distinct(key)):
        covered = [
            (row + down, column + right)
            for row, column, cell in table.placed()
            for down in range(cell.rowspan)
            for right in range(cell.colspan)
        ]
        wanted = [(row, column) for row in range(len(table.rows)) for column in range(table.width)]
        assert sorted(covered) == wanted


@pytest.mark.parametrize("key", FORMS)
def test_every_cell_of_the_form_is_printed_once(key):
    report = distinct(key)
    printed = [cell for table in tables(report) for row in table.body for cell in row.data]
    assert [cell.id for cell in printed] == list(form(key).cells)
    assert [cell.value for cell in printed] == list(report.cells.values())


@pytest.mark.parametrize(("key", "rows", "groups"), [("2021", 22, [8, 3, 5, 3]), ("2019", 20, [8, 3, 5])])
def test_table_three_merges_its_results_and_groups(key, rows, groups):
    table = tables(distinct(key))[1]
    found = [cell for row in table.body for cell in row.cells if isinstance(cell, HeadCell)]
    assert [cell.rowspan for cell in found if cell.rowspan > 1] == [rows, *groups]
    assert heads(table)["三、本年度办理结果"].rowspan == rows


def test_table_three_has_a_head_of_three_rows():
    first, second, third = tables(distinct())[1].head
    assert [(cell.text[:5], cell.rowspan, cell.colspan) for cell in first] == [
        ("（本列数据", 3, 3),
        ("申请人情况", 1, 6),
        ("总计", 3, 1),
    ]
    assert [(cell.text, cell.rowspan, cell.colspan) for cell in second] == [
        ("自然人", 2, 1),
        ("法人或其他组织", 1, 5),
    ]
    assert [cell.text for cell in third] == ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]


def test_table_four_has_one_row_of_fifteen_under_three_blocks():
    table = tables(distinct())[2]
    assert [(cell.text, cell.colspan) for cell in table.head[0]] == [("行政复议", 5), ("行政诉讼", 10)]
    assert [len(row) for row in table.head] == [2, 7, 10]
    assert [len(row.data) for row in table.body] == [15]


@pytest.mark.parametrize(("key", "articles"), [("2021", "一五六八"), ("2019", "一五六八九")])
def test_table_two_has_a_small_table_for_each_item(key, articles):
    table = tables(distinct(key))[0]
    assert [text for text in heads(table) if text.startswith("第二十条")] == [
        f"第二十条第（{number}）项" for number in articles
    ]
    assert {row.block for row in table.body} == set(range(len(articles)))


def test_number_blank_inferred_and_unreadable_are_four_states():
    report = with_blank(distinct(), "table3.granted.total", inferred=7)
    report = with_blank(report, "table3.granted.natural_person", "/")
    report = with_lost(report, "table4.reconsideration.total")
    note = Note(NOT_WHOLE, "填的是「2.5」", "table3.results_total.total", "2.5")
    report = replace(
        report, cells={**report.cells, "table3.results_total.total": None}, notes=(*report.notes, note)
    )
    found = values(report)
    told = {
        cell: (found[cell].state, found[cell].text, found[cell].inferred)
        for cell in (
            "table3.granted.total",
            "table3.granted.natural_person",
            "table4.reconsideration.total",
            "table3.results_total.total",
        )
    }
    assert told == {
        "table3.granted.total": ("inferred", "", 7),
        "table3.granted.natural_person": ("blank", "/", None),
        "table4.reconsideration.total": ("unreadable", UNREADABLE_MARK, None),
        "table3.results_total.total": ("unreadable", "2.5", None),
    }
    assert found["table2.rules.issued_count"].state == "number"


def test_an_unsplit_row_stands_in_place_of_its_three():
    layout = form("2021")
    split = [row.key for row in layout.result_rows if row.key.startswith("other_")]
    cells = {cell: value for cell, value in distinct().cells.items() if cell.split(".")[1] not in split}
    cells |= {f"table3.{key}.{column.key}": None for key in split for column in layout.columns3}
    cells |= {
        f"table3.other_processing_unsplit.{column.key}": 900 + n for n, column in enumerate(layout.columns3)
    }
    lost = [Note(UNSPLIT, "没有分项", f"table3.{key}.{c.key}") for key in split for c in layout.columns3]
    table = tables(distinct(cells=cells, notes=tuple(lost)))[1]
    row = next(row for row in table.body if row.cells[0].text == "（六）其他处理")
    assert [cell.value for cell in row.data] == list(range(900, 907))
    assert heads(table)["三、本年度办理结果"].rowspan == 20


def test_rows_unknown_to_the_form_are_kept():
    rows = (ExtraRow(2, "其他主动公开文件", (1, 0, 7)), ExtraRow(3, "其中网上申请", tuple(range(1, 8))))
    two, three, _ = tables(distinct(extra_rows=rows))
    kept = {
        row.cells[0].text: [cell.text for cell in row.cells if isinstance(cell, DataCell)]
        for table in (two, three)
        for row in table.body
    }
    assert kept["其他主动公开文件"] == ["1", "0", "7"]
    assert kept["其中网上申请"] == list("1234567")


@pytest.mark.parametrize("width", [1, 5, 15, 17])
def test_an_unknown_row_of_any_width_leaves_no_hole_in_table_four(width):
    table = tables(distinct(extra_rows=(ExtraRow(4, "其中一并要求赔偿的", tuple(range(width))),)))[2]
    covered = [
        (row + down, column + right)
        for row, column, cell in table.placed()
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    ]
    assert sorted(covered) == [(row, column) for row in range(5) for column in range(table.width)]


def test_a_unit_of_money_stands_in_the_head_and_anything_else_in_a_column():
    unit = "table2.centralized_procurement.procurement_unit"
    in_head, in_column, plain = (
        tables(distinct("2019", texts=texts))[0] for texts in ({unit: "万元"}, {unit: "/"}, {})
    )
    assert [cell.text for cell in in_head.body[-2].cells][1:] == ["采购项目数量", "采购总金额（万元）"]
    assert [cell.text for cell in in_column.body[-2].cells][1:] == ["采购项目数量", "采购总金额", "单位"]
    assert (in_column.body[-1].data[-1].id, in_column.body[-1].data[-1].text) == (unit, "/")
    assert [cell.text for cell in plain.body[-2].cells][1:] == ["采购项目数量", "采购总金额"]
