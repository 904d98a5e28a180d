"""The oddities of grids, one by one: what may be read, and what may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.checking import check
from gongkai.reading import read_bytes
from gongkai.reading.beside import unfolded
from gongkai.reading.blocks import Paragraph
from gongkai.reading.commas import parted_by_tabs
from gongkai.reading.glued import AMBIGUOUS, cut_table3, cut_table4, glued_rows, row_cuts
from gongkai.report import UNREADABLE
from tests.corpus_maker.figures import distinct, small, sparse
from tests.corpus_maker.in_columns import pdf_column_break, pdf_columns, pdf_text
from tests.corpus_maker.in_html import plain, spans
from tests.corpus_maker.in_text import (
    blank_collapsed,
    cell_lines,
    commas,
    glued_whole,
    pipe_rows_trailing_span,
    tab_rows,
)
from tests.corpus_maker.page import page, relabelled, revalued


def _read(text: str):
    return read_bytes(text.encode(), "report")


def test_two_hundred_distinct_cells_are_read_from_text_and_page():
    figures = distinct("2021", 41)
    assert len({str(value) for value in figures.cells.values()}) == 200
    for carrier in (tab_rows, spans, cell_lines, pdf_text):
        report = _read(carrier(page(figures))[0])
        assert {cell: str(value) for cell, value in report.cells.items()} == {
            cell: str(value) for cell, value in figures.cells.items()
        }


def test_columns_follow_their_heads():
    figures = distinct("2021", 42)
    text = spans(page(figures))[0]
    swapped = text.replace("商业企业", "甲").replace("科研机构", "商业企业").replace("甲", "科研机构")
    report = _read(swapped)
    assert (
        report.cells["table3.granted.research_institution"]
        == figures.cells["table3.granted.commercial_enterprise"]
    )
    assert (
        report.cells["table3.granted.commercial_enterprise"]
        == figures.cells["table3.granted.research_institution"]
    )


def test_columns_of_table_two_follow_their_heads():
    figures = distinct("2021", 42)
    text = spans(page(figures))[0].replace("本年制发件数", "甲").replace("本年废止件数", "本年制发件数")
    report = _read(text.replace("甲", "本年废止件数"))
    assert report.cells["table2.rules.repealed_count"] == figures.cells["table2.rules.issued_count"]


def test_heads_of_the_other_form_are_not_taken_by_position():
    figures = distinct("2021", 43)
    text = spans(page(figures))[0]
    for own, other in (
        ("本年制发件数", "本年新制作数量"),
        ("本年废止件数", "本年新公开数量"),
        ("现行有效件数", "对外公开总数量"),
    ):
        text = text.replace(own, other)
    report = _read(text)
    read = {cell: value for cell, value in report.cells.items() if cell.startswith("table2.rules.")}
    assert report.form == "2019" or set(read.values()) == {None}
    assert read.get("table2.rules.issued_count") is None


def test_the_form_is_told_by_labels_not_by_the_year():
    report = _read(tab_rows(page(distinct("2019", 44), year=2023))[0])
    assert (report.form, report.year) == ("2019", 2023)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_table_that_is_not_there_says_nothing_of_the_form(form):
    sheet = replace(page(distinct(form, 61)), two=())
    assert _read(tab_rows(sheet)[0]).form == form


def test_labels_that_only_one_form_knows_count_against_the_other():
    sheet = page(distinct("2021", 62), year=2019)
    lost = ("不补正", "未按收费通知")
    rows = tuple(row for row in sheet.three if not any(words in row.label for words in lost))
    assert len(rows) == len(sheet.three) - 2
    # As many labels of either form are missing now; 其他处理's own 其他 is of one form only.
    assert _read(tab_rows(replace(sheet, two=(), three=rows))[0]).form == "2021"


def test_a_blank_dropped_from_its_row_is_not_taken_for_a_column():
    figures = sparse("2021", 45)
    sheet = revalued(page(figures), lambda cell, text: "" if text == "0" and "table3" in cell else text)
    report = _read(blank_collapsed(sheet)[0])
    for cell, value in report.cells.items():
        assert value is None or value == figures.cells[cell] or not cell.startswith("table3")


def test_a_label_that_comes_twice_with_other_numbers_is_not_trusted():
    text = tab_rows(page(distinct("2021", 46)))[0]
    row = next(line for line in text.split("\n") if "1.属于国家秘密" in line)
    report = _read(text.replace(row, f"{row}\n{row}7"))
    assert report.cells["table3.denied_state_secret.total"] is None


def test_two_reports_side_by_side_give_the_left_one_and_say_so():
    left, right = distinct("2021", 47), distinct("2021", 48)
    report = _read(pdf_columns(page(left), page(right))[0])
    assert report.cells["table3.results_total.total"] == left.cells["table3.results_total.total"]
    assert "two-reports" in {note.code for note in report.notes}


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_table_across_the_break_of_two_columns_is_one_report(form):
    figures = distinct(form, 55)
    report = _read(pdf_column_break(page(figures), 12, repeat=True)[0])
    assert {cell: str(value) for cell, value in report.cells.items()} == {
        cell: str(value) for cell, value in figures.cells.items()
    }
    assert [note.code for note in report.notes] == []


def test_what_stands_in_the_right_column_alone_is_not_the_left_report():
    left, right = page(distinct("2021", 56)), page(distinct("2019", 57))
    report = _read(pdf_columns(left, right)[0])
    assert report.form == "2021"
    assert report.extra_rows == ()
    bought = right.two[-1].rows[0]
    assert not {str(value) for value in report.cells.values()} & set(bought.values)
    assert "two-reports" in {note.code for note in report.notes}


def test_text_without_two_columns_is_left_as_it_is():
    lines = tab_rows(page(distinct("2021", 58)))[0].split("\n")
    blocks = [Paragraph(line) for line in [*lines, "行政许可   3   行政处罚   4", "第二十条   第二十条"]]
    assert unfolded(blocks) is blocks


def test_a_row_that_a_province_added_is_kept_beside_the_form():
    text = tab_rows(page(distinct("2021", 49)))[0]
    report = _read(text.replace("第二十条第（五）项", "其他主动公开文件\t1\t0\t7\n第二十条第（五）项"))
    assert [(row.table, row.label, row.values) for row in report.extra_rows] == [
        (2, "其他主动公开文件", (1, 0, 7))
    ]


@pytest.mark.parametrize("carrier", [tab_rows, cell_lines, spans, plain, pipe_rows_trailing_span])
def test_a_row_added_under_table_four_is_kept_beside_the_form(carrier):
    figures = distinct("2021", 52)
    sheet = page(figures)
    text = carrier(sheet)[0]
    last = sheet.four.values[-1]
    row = {
        tab_rows: f"{last}\n其中网上提出的\t3\t0\t9",
        cell_lines: f"{last}\n其中网上提出的\n3\n0\n9",
        spans: f"{last}</td></tr><tr><td>其中网上提出的</td><td>3</td><td>0</td><td>9",
        plain: f"{last}</td></tr><tr><td>其中网上提出的</td><td>3</td><td>0</td><td>9",
        pipe_rows_trailing_span: f"{last} |\n其中网上提出的 | 3 | 0 | 9",
    }[carrier]
    before, _, after = text.rpartition(last)
    report = _read(f"{before}{row}{after}")
    assert [(row.table, row.label, row.values) for row in report.extra_rows] == [
        (4, "其中网上提出的", (3, 0, 9))
    ]
    assert [str(report.cells[cell]) for cell in sheet.four.ids] == list(sheet.four.values)


def test_figures_in_the_text_after_table_four_are_no_rows_of_it():
    text = tab_rows(page(distinct("2021", 53)))[0]
    heading = next(line for line in text.split("\n") if line.startswith("五、"))
    report = _read(text.replace(heading, f"以上数据截至年底，由各科室报送。\n网站访问量\t812\n{heading}"))
    assert report.extra_rows == ()


def test_the_unsplit_row_stands_in_a_present_form():
    figures = distinct("2021-unsplit", 50)
    report = _read(spans(page(figures))[0])
    assert report.form == "2021"
    assert (
        report.cells["table3.other_processing_unsplit.total"]
        == figures.cells["table3.other_processing_unsplit.total"]
    )
    assert [finding.rule for finding in check(report) if finding.rule.startswith("t3.results")] == []


def test_an_amount_under_a_head_in_yuan_is_an_amount_in_yuan():
    sheet = relabelled(page(sparse("2021", 51)), lambda label: label.replace("万元", "元"))
    sheet = revalued(sheet, lambda cell, text: "251000" if "amount" in cell else text)
    assert str(_read(tab_rows(sheet)[0]).cells["table2.administrative_charges.amount_wan_yuan"]) == "25.1"


@pytest.mark.parametrize("amount", ["251000元", "251000 元", "25.1万元"])
def test_an_amount_that_says_its_own_unit_under_a_head_in_yuan_keeps_it(amount):
    sheet = relabelled(page(sparse("2021", 51)), lambda label: label.replace("万元", "元"))
    sheet = revalued(sheet, lambda cell, text: amount if "amount" in cell else text)
    report = _read(tab_rows(sheet)[0])
    assert str(report.cells["table2.administrative_charges.amount_wan_yuan"]) == "25.1"
    assert [note for note in report.notes if note.code == UNREADABLE] == []


def _twice(change):
    """The row 3.危及… of table 三 once more, below, with its numbers changed."""
    sheet = page(distinct("2021", 63))
    row = next(row for row in sheet.three if "denied_security_stability" in row.ids[0])
    text = tab_rows(sheet)[0]
    line = next(line for line in text.splitlines() if row.label in line)
    again = "\t".join([*line.split("\t")[: -len(row.values)], *change(row.values)])
    assert line.endswith("\t".join(row.values))
    return row, _read(text.replace(line, f"{line}\n{again}"))


def test_a_row_that_stands_twice_with_other_numbers_is_lost_and_said():
    row, report = _twice(lambda values: [*values[:-1], f"{values[-1]}1"])
    assert {report.cells[cell] for cell in row.ids} == {None}
    told = {note.cell: note.message for note in report.notes if note.code == UNREADABLE}
    assert set(told) == set(row.ids)
    assert all("同一行在原文里出现两次，数字不同" in message for message in told.values())


def test_a_row_that_stands_twice_with_the_same_numbers_is_read_once():
    row, report = _twice(lambda values: values)
    assert [str(report.cells[cell]) for cell in row.ids] == list(row.values)
    assert report.notes == ()


@pytest.mark.parametrize(("columns", "kept"), [(7, True), (6, False), (2, False), (1, False)])
def test_a_row_that_the_form_lacks_is_kept_in_table_three_only_with_all_columns(columns, kept):
    sheet = page(distinct("2021", 64))
    text = tab_rows(sheet)[0]
    line = next(line for line in text.splitlines() if "执法案卷" in line)
    extra = "\t".join(["", "", "另有一种情形", *map(str, range(81, 81 + columns))])
    report = _read(text.replace(line, f"{line}\n{extra}"))
    found = [(row.table, row.label, row.values) for row in report.extra_rows]
    assert found == ([(3, "另有一种情形", (81, 82, 83, 84, 85, 86, 87))] if kept else [])
    assert [cell for cell, value in report.cells.items() if value is None] == []


def test_a_short_row_padded_at_its_end_is_not_taken_for_a_blank():
    sheet = page(distinct("2021", 52))
    row = sheet.two[0].rows[1]
    text = pipe_rows_trailing_span(sheet)[0]
    short = text.replace(
        " | ".join([row.label, *row.values]) + " | ", f"{row.label} | {row.values[0]} | {row.values[2]} | |"
    )
    assert short != text
    assert {_read(short).cells[cell] for cell in row.ids} == {None}


# – glued digits


def test_one_digit_a_cell_leaves_one_cut():
    assert row_cuts("3000003", 7) == [(3, 0, 0, 0, 0, 0, 3)]


EMPTY = {"carried_over_in": "0000000", "carried_over_out": "0000000"}


def test_two_cuts_that_both_add_up_are_ambiguous():
    digits = "111000012"
    assert {(11, 1, 0, 0, 0, 0, 12), (1, 11, 0, 0, 0, 0, 12)} <= set(row_cuts(digits, 7))
    cut = cut_table3(
        {"new_received": digits, "granted": digits, "results_total": digits, **EMPTY}, ["granted"], 7
    )
    assert {outcome.problem for key, outcome in cut.items() if key not in EMPTY} == {AMBIGUOUS}


def test_the_columns_decide_between_two_cuts_of_a_row():
    rows = {"new_received": "111000012", "results_total": "111000012", **EMPTY}
    rows |= {"granted": "1000001", "partially_granted": "101000011"}  # the latter: 10, 1, 0, 0, 0, 0, 11
    cut = cut_table3(rows, ["granted", "partially_granted"], 7)
    assert cut["granted"].numbers == (1, 0, 0, 0, 0, 0, 1)
    assert cut["new_received"].numbers == (11, 1, 0, 0, 0, 0, 12)


def test_digits_that_fit_no_sum_are_not_cut():
    rows = dict.fromkeys(["new_received", "granted", "results_total"], "3000004") | EMPTY
    assert cut_table3(rows, ["granted"], 7)["granted"].numbers is None


def test_fifteen_digits_are_cut_by_the_blocks():
    assert cut_table4("200130000000000", 3, 5).numbers == (2, 0, 0, 1, 3, *[0] * 10)
    assert cut_table4("12000120000000000", 3, 5).numbers == (12, 0, 0, 0, 12, *[0] * 10)
    assert cut_table4("200140000000000", 3, 5).numbers is None


def test_ambiguous_digits_are_said_to_be_ambiguous():
    text = glued_whole(page(distinct("2021", 53)))[0]
    report = _read(text)
    messages = [
        note.message for note in report.notes if note.cell == "table2.normative_documents.issued_count"
    ]
    assert report.cells["table2.normative_documents.issued_count"] is None
    assert ["有歧义" in message for message in messages] == [True]


def test_a_value_cut_by_sums_carries_a_note():
    figures = small("2021", 54)
    report = _read(glued_whole(page(figures))[0])
    cut = {note.cell for note in report.notes if note.code == "cut-by-sums"}
    assert cut
    for cell in cut:
        assert report.cells[cell] == figures.cells[cell]


@pytest.mark.parametrize(
    "sentence",
    [
        "本年制发行政规范性文件18件，行政许可20件，行政处罚5件",
        "行政处罚3件",
        "全年办理行政许可 12",
        "共收到申请27",
    ],
)
def test_a_sentence_is_no_glued_row(sentence):
    assert glued_rows(sentence) == []


def test_labels_without_numbers_are_not_zeros():
    report = _read(
        "\n".join(
            line for line in cell_lines(page(distinct("2021", 55)))[0].split("\n") if not line.isdigit()
        )
    )
    assert {value for cell, value in report.cells.items() if cell[:6] in {"table3", "table4"}} == {None}
    assert UNREADABLE in {note.code for note in report.notes}


def test_a_sentence_with_commas_in_a_sheet_saved_with_commas_stays_a_sentence():
    sheet = page(distinct("2021", 53))
    said = "全年培训3次,覆盖120人,检查2轮。"
    lines = commas(sheet)[0].splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith(sheet.headings[4])) + 1
    report = _read("\n".join([*lines[:at], said, *lines[at:]]))
    assert said in next(section.text for section in report.sections if section.number == 5).replace("，", ",")
    assert None not in report.cells.values()


def test_a_text_with_a_few_rows_of_commas_is_no_such_sheet():
    text = "\n".join(["一、总体情况", *["栏目,1,2,3,4,5,6,7"] * 4])
    assert parted_by_tabs(text) == text
    assert parted_by_tabs(f"{text}\n栏目,1,2,3,4,5,6,7").splitlines()[-1] == "栏目\t1\t2\t3\t4\t5\t6\t7"
    assert (
        parted_by_tabs('栏目,"1,2,3,4,5,6,7\n' * 5) == '栏目,"1,2,3,4,5,6,7\n' * 5
    )  # no sheet: quotes stay open


def test_a_row_told_twice_stays_unreadable_where_one_of_its_labels_stands_around_its_numbers():
    text = pdf_text(page(distinct("2021", 81)))[0]
    again = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请" + "   1" * 6 + "   6\n"
    report = _read(text.replace("（一）予以公开", f"{again}（一）予以公开", 1))
    cells = report.layout.row3("other_correction_overdue")
    assert {cell for cell, value in report.cells.items() if value is None} == set(cells)
    assert {note.code for note in report.notes if note.cell in cells} == {UNREADABLE}
