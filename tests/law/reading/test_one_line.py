"""A page on one line: its parts are told apart, and what only one sum divides is said."""

from __future__ import annotations

import pytest

from gongkai.checking import NOTE, check
from gongkai.reading import read_bytes
from gongkai.reading.blocks import Paragraph
from gongkai.reading.glued import NO_CUT, cut_table3, cut_table4
from gongkai.reading.inline import laid_out
from gongkai.report import CUT_BY_OWN_SUM
from tests.corpus_maker.figures import small
from tests.corpus_maker.in_text import one_line, tab_rows
from tests.corpus_maker.page import page

SHEET = page(small("2021", 81))
TEXT = one_line(SHEET)[0]


def _read(text: str):
    return read_bytes(text.encode(), "一行.txt")


def _pieces(text: str) -> list[str]:
    return [block.text for block in laid_out([Paragraph(text)]) if isinstance(block, Paragraph)]


def test_the_report_stands_on_one_line():
    assert "\n" not in TEXT


def test_title_headings_prose_and_tables_are_told_apart():
    report = _read(TEXT)
    assert (report.title, report.agency, report.year) == (SHEET.title, SHEET.agency, SHEET.year)
    assert [section.heading for section in report.sections] == list(SHEET.headings)
    assert [section.text for section in report.sections] == list(SHEET.prose)


def test_bars_for_the_lost_line_ends_swallow_nothing():
    text = tab_rows(SHEET)[0].strip().replace("\t", "|").replace("\n", "|")
    report = _read(text)
    assert (report.title, report.agency, report.year) == (SHEET.title, SHEET.agency, SHEET.year)
    assert [section.heading for section in report.sections] == list(SHEET.headings)
    assert [section.text for section in report.sections] == list(SHEET.prose)
    assert None not in report.cells.values()


def test_the_bars_of_a_table_stay():
    row = "|行政许可|5120|"
    assert _pieces(row * 3) == [row * 3]


def test_words_behind_a_table_are_prose():
    last = "".join(SHEET.three[-1].values)
    report = _read(TEXT.replace(f"{last}四、", f"{last}以上数据截至年底。四、"))
    assert report.cells["table3.carried_over_out.total"] == int(SHEET.three[-1].values[-1])
    assert report.sections[2].text == f"{SHEET.prose[2]}\n以上数据截至年底。"


def test_a_sentence_about_the_form_is_not_cut():
    text = "本局按照第二十条第（一）项主动公开规章0件、行政规范性文件18件，全年未发生行政复议、行政诉讼。"
    assert _pieces(text) == [text]


def test_a_block_that_only_its_own_sum_divides_is_marked_and_its_sum_reported_as_not_tested():
    four = "3124105678269" + "12113"
    text = TEXT.replace("".join(SHEET.four.values), four)
    assert text != TEXT
    report = _read(text)
    assert [report.cells[cell] for cell in SHEET.four.ids] == [3, 1, 2, 4, 10, 5, 6, 7, 8, 26, 9, 1, 2, 1, 13]
    marked = [note.cell for note in report.notes if note.code == CUT_BY_OWN_SUM]
    assert marked == [
        "table4.reconsideration",
        "table4.litigation_direct",
        "table4.litigation_after_reconsideration",
    ]
    told = [finding for finding in check(report) if finding.rule == "cells.sum_not_tested"]
    assert [finding.severity for finding in told] == [NOTE] * 3
    assert "「行政复议」" in told[0].message
    assert four in told[0].message
    assert "没有经过检验" in told[0].message


def test_one_digit_a_cell_needs_no_sum_and_carries_no_mark():
    report = _read(TEXT.replace("".join(SHEET.four.values), "312060000000000"))
    assert [note for note in report.notes if note.code == CUT_BY_OWN_SUM and "table4" in str(note.cell)] == []
    assert cut_table4("312060000000000", 3, 5).own_sum is False


FLOWS = {"carried_over_in": "1000001", "carried_over_out": "0000000"}


def test_a_row_beside_a_lost_one_is_marked_as_cut_by_its_own_sum():
    cut = cut_table3({"new_received": "120000012", **FLOWS}, ["granted"], 7)
    assert (cut["new_received"].numbers, cut["new_received"].own_sum) == ((12, 0, 0, 0, 0, 0, 12), True)
    assert cut["carried_over_in"].own_sum is False


def test_rows_that_stand_apart_help_to_divide_the_glued_ones():
    rows = {"new_received": "111000012", **FLOWS}
    known = {"granted": (12, 1, 0, 0, 0, 0, 13), "results_total": (12, 1, 0, 0, 0, 0, 13)}
    cut = cut_table3(rows, ["granted"], 7, known)
    assert (cut["new_received"].numbers, cut["new_received"].own_sum) == ((11, 1, 0, 0, 0, 0, 12), False)


def test_what_only_its_own_sum_divides_is_not_kept_where_the_columns_deny_it():
    rows = {"new_received": "120000012", "results_total": "170000017", **FLOWS}
    cut = cut_table3(rows, ["granted"], 7)
    assert (cut["new_received"].numbers, cut["new_received"].problem) == (None, NO_CUT)
    assert cut["carried_over_in"].numbers == (1, 0, 0, 0, 0, 0, 1)


def test_where_the_columns_do_not_add_up_only_one_digit_a_cell_is_kept():
    rows = {"new_received": "120000012", "results_total": "170000017", "granted": "5000005", **FLOWS}
    cut = cut_table3(rows, ["granted"], 7)
    assert {key for key, outcome in cut.items() if outcome.numbers} == {"granted", *FLOWS}


@pytest.mark.parametrize("mark", ["　", " "])
def test_a_space_between_the_parts_does_no_harm(mark):
    heading = SHEET.headings[2]
    report = _read(TEXT.replace(heading, f"{mark}{heading}{mark}"))
    assert [str(report.cells[cell]) for row in SHEET.three for cell in row.ids] == [
        value for row in SHEET.three for value in row.values
    ]
