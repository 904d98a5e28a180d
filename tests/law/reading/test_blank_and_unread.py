"""Blank is not unread, unread is not blank, and neither is a zero."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.checking import check
from gongkai.combine import MISSING, combine
from gongkai.reading import read_bytes
from gongkai.reading.found import READ_AS
from gongkai.report import BLANK, MISSING_TABLE, UNREADABLE
from tests.corpus_maker.figures import distinct, sparse, zero
from tests.corpus_maker.in_html import plain, spans
from tests.corpus_maker.in_text import (
    blank_collapsed,
    markdown,
    pipe_rows_leading_bar,
    pipe_rows_trailing_span,
    sample_tabs,
    tab_rows,
)
from tests.corpus_maker.page import page, revalued

BLOCKS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
OUTCOMES = ("upheld", "corrected", "other_outcome", "pending", "total")
FOUR = [f"table4.{block}.{outcome}" for block in BLOCKS for outcome in OUTCOMES]
GRANTED = "table3.granted"
CELL = "table3.granted.natural_person"


def _read(text: str):
    return read_bytes(text.encode(), "report")


def _codes(report) -> dict[str | None, str]:
    return {note.cell: note.code for note in report.notes if note.cell}


def _without(cells, sheet, sign: str = ""):
    return revalued(sheet, lambda at, text: sign if at in cells else text)


# – table 四


@pytest.mark.parametrize("carrier", [tab_rows, sample_tabs, pipe_rows_leading_bar, markdown, plain, spans])
@pytest.mark.parametrize("blank", [FOUR[11:12], FOUR[0:1], FOUR[1:3] + FOUR[6:8], FOUR[4:10]])
def test_a_blank_in_table_four_leaves_the_other_numbers_where_they_stand(carrier, blank):
    figures = distinct("2021", 81)
    report = _read(carrier(_without(blank, page(figures)))[0])
    for cell in FOUR:
        assert report.cells[cell] == (None if cell in blank else figures.cells[cell]), cell
    assert {code for cell, code in _codes(report).items() if cell in FOUR} == {BLANK}


def test_a_number_that_fell_out_of_table_four_is_not_taken_for_a_blank_at_its_end():
    sheet = page(distinct("2021", 94))
    whole = "\t".join(sheet.four.values)
    for gone in range(14):
        left = [*sheet.four.values[:gone], *sheet.four.values[gone + 1 :], ""]
        report = _read(tab_rows(sheet)[0].replace(whole, "\t".join(left)))
        assert {report.cells[cell] for cell in FOUR} == {None}, gone


def test_numbers_of_table_four_never_move_into_another_block():
    """Heads that name their block in every cell, and three blocks with blanks."""
    heads = [
        f"{block}{outcome}"
        for block in ("复议", "直接起诉", "复议后起诉")
        for outcome in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    ]
    values = ["5", "", "", "2", "7", "8", "", "", "1", "9", "", "", "", "", ""]
    text = tab_rows(page(distinct("2021", 82)))[0]
    start, end = text.index("行政复议\t"), text.index("五、存在")
    rows = [heads, ["---"] * 15, values]
    four = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    report = _read(f"{text[:start]}{four}\n\n{text[end:]}")
    assert [report.cells[cell] for cell in FOUR] == [int(value) if value else None for value in values]


def test_a_blank_of_table_four_is_not_inferred_from_the_sum_that_is_tested_with_it():
    figures = distinct("2021", 83)
    cell, total = "table4.litigation_direct.corrected", "table4.litigation_direct.total"
    report = _read(tab_rows(_without([cell], page(figures)))[0])
    [note] = [note for note in report.notes if note.cell == cell]
    assert (note.code, note.stated, note.inferred) == (BLANK, "", None)
    [finding] = [finding for finding in check(report) if finding.rule == "t4.block_total"]
    assert (finding.actual, finding.expected) == (
        figures.cells[total],
        figures.cells[total] - figures.cells[cell],
    )


def test_the_heads_of_table_four_are_no_blank_row_of_it():
    report = _read(tab_rows(page(distinct("2021", 84)))[0].rpartition("\n")[0])
    assert BLANK not in set(_codes(report).values())


def test_blanks_behind_the_heads_of_table_four_are_no_values_of_it():
    figures = distinct("2021", 96)
    sheet = _without(FOUR[:1], page(figures))
    values = "\n" + "\t".join(sheet.four.values)
    text = tab_rows(sheet)[0]
    assert text.count(values) == 1
    report = _read(text.replace(values, f"\t\t{values}"))
    assert [report.cells[cell] for cell in FOUR] == [None, *(figures.cells[cell] for cell in FOUR[1:])]


# – rows of table 三


def test_a_tab_row_whose_first_and_last_number_are_blank_keeps_its_other_five():
    figures = distinct("2021", 85)
    columns = [cell for cell in figures.cells if cell.startswith(f"{GRANTED}.")]
    report = _read(tab_rows(_without([columns[0], columns[6]], page(figures)))[0])
    assert [report.cells[cell] for cell in columns[1:6]] == [figures.cells[cell] for cell in columns[1:6]]
    assert {_codes(report)[columns[0]], _codes(report)[columns[6]]} == {BLANK}


@pytest.mark.parametrize("carrier", [tab_rows, pipe_rows_leading_bar, pipe_rows_trailing_span, plain])
def test_rows_with_nothing_but_a_total_have_six_blanks(carrier):
    figures = zero("2021")
    parts = {cell for cell in figures.cells if cell.startswith("table3") and not cell.endswith(".total")}
    report = _read(carrier(_without(parts, page(figures)))[0])
    three = [cell for cell in figures.cells if cell.startswith("table3")]
    assert {cell: report.cells[cell] for cell in three} == {
        cell: None if cell in parts else 0 for cell in three
    }
    assert {_codes(report)[cell] for cell in parts} == {BLANK}


def test_blanks_that_a_carrier_dropped_are_not_taken_for_kept_ones():
    figures = sparse("2021", 86)
    sheet = revalued(page(figures), lambda at, text: "" if text == "0" and "table4" in at else text)
    report = _read(blank_collapsed(sheet)[0])
    assert {report.cells[cell] for cell in FOUR} == {None}


def test_a_row_without_a_number_is_quoted_in_what_is_said_of_it():
    sheet = page(distinct("2021", 87))
    row = next(row for row in sheet.three if row.ids[0].startswith(GRANTED))
    report = _read(tab_rows(sheet)[0].replace("\t".join(row.values), "\t".join(row.values[:5])))
    [message] = {note.message.partition("读不出")[2] for note in report.notes if note.cell in row.ids}
    assert f"读到 5 个（{'、'.join(row.values[:5])}）" in message


# – inference


def test_a_sign_for_nothing_is_worth_zero_and_never_what_would_make_the_sum_true():
    """12 + 无 = 12 + 1 is wrong by one, whatever the prose says of the year before."""
    cells = {"new_received": 12, "granted": 12, "results_total": 12, "carried_over_out": 1}

    def change(at: str, text: str) -> str:
        _, row, column = at.split(".")
        return str(cells[row]) if row in cells and column in {"natural_person", "total"} else "无"

    report = _read(spans(revalued(page(zero("2021")), change))[0])
    findings = check(report)
    errors = [finding for finding in findings if finding.severity == "error"]
    assert [(f.rule, f.cells[0]) for f in errors] == [
        ("t3.balance", "table3.new_received.natural_person"),
        ("t3.balance", "table3.new_received.total"),
    ]
    carried = next(note for note in report.notes if note.cell == "table3.carried_over_in.natural_person")
    assert (carried.stated, carried.inferred) == ("无", 0)
    said = next(f.message for f in findings if f.rule == "cells.blank" and carried.cell in f.cells)
    assert "有7格填的是「无」，求和时按0计" in said


def test_a_sum_of_a_column_never_fills_the_blank_that_it_tests():
    """Blank, the part of a row without a total: one sum (R3) would make it 5."""
    figures = distinct("2021", 88)
    blank = [CELL, "table3.granted.total"]
    report = _read(spans(_without(blank, page(figures)))[0])
    assert {note.inferred for note in report.notes if note.cell in blank} == {None}
    assert [f.rule for f in check(report) if CELL in f.cells and f.severity == "error"] == [
        "t3.results_total"
    ]


def test_two_sums_that_agree_on_nothing_make_a_blank_nothing():
    figures = zero("2021")
    cell = "table3.results_total.natural_person"
    report = _read(spans(_without([cell, "table3.results_total.total"], page(figures)))[0])
    assert {n.inferred for n in report.notes if n.cell == cell} == {0}


def test_a_blank_is_not_what_its_row_says_where_its_column_says_otherwise():
    """A zero left blank in a row with a changed number: the change is found, the blank is not blamed."""
    figures = sparse("2021", 89)
    blank = next(cell for cell in figures.cells if cell.startswith(GRANTED) and figures.cells[cell] == 0)
    total = "table3.granted.total"
    sheet = revalued(
        page(figures), lambda at, text: "" if at == blank else str(int(text) + 1) if at == total else text
    )
    findings = [f for f in check(_read(spans(sheet)[0])) if f.rule.startswith("t3.")]
    assert {(f.rule, f.severity) for f in findings} == {
        ("t3.row_total", "warning"),
        ("t3.results_total", "error"),
    }
    assert all(total in finding.cells for finding in findings)


# – 00, words, errors


def test_two_zeros_are_a_zero_with_a_note():
    figures = zero("2021")
    report = _read(tab_rows(revalued(page(figures), lambda at, text: "00" if at == CELL else text))[0])
    assert report.cells[CELL] == 0
    [note] = [note for note in report.notes if note.cell == CELL]
    assert (note.code, note.stated) == (READ_AS, "00")
    assert "填的是「00」，读作 0" in note.message


@pytest.mark.parametrize("carrier", [tab_rows, pipe_rows_leading_bar, plain, spans])
@pytest.mark.parametrize(
    "words", ["一千一百二十一", "O", "l2", "单击此处输入数字", "待核", "#REF!", "3 4", "〔图片〕"]
)
def test_what_stands_in_a_cell_is_quoted_and_the_other_cells_are_read(carrier, words):
    figures = distinct("2021", 90)
    report = _read(carrier(revalued(page(figures), lambda at, text: words if at == CELL else text))[0])
    assert [cell for cell, value in report.cells.items() if value is None] == [CELL]
    [note] = [note for note in report.notes if note.cell == CELL]
    assert (note.code, note.stated) == (UNREADABLE, words)
    [finding] = [finding for finding in check(report) if CELL in finding.cells]
    assert finding.rule == "cells.unreadable"
    assert f"「{words}」" in finding.message


@pytest.mark.parametrize("carrier", [tab_rows, pipe_rows_leading_bar, markdown, plain, spans])
@pytest.mark.parametrize("sign", ["3*", "待定", "三", "X", "TRUE", "3、", "见附件", "〇"])
@pytest.mark.parametrize("cell", [CELL, FOUR[0], FOUR[7]])
def test_what_is_no_number_makes_only_its_own_cell_unreadable(carrier, sign, cell):
    figures = distinct("2021", 81)
    report = _read(carrier(_without([cell], page(figures), sign))[0])
    read = [at for at, value in figures.cells.items() if str(report.cells[at]) == str(value)]
    assert read == [at for at in figures.cells if at != cell]
    assert [(note.cell, note.code, note.stated) for note in report.notes] == [(cell, UNREADABLE, sign)]


def test_a_label_before_table_four_is_not_taken_for_a_number_that_is_lost():
    sheet = page(distinct("2021", 81))
    whole = "\t".join(sheet.four.values)
    text = tab_rows(sheet)[0]
    lost = _read(text.replace(whole, "\t".join(["数量", *sheet.four.values[:-1]])))
    assert {lost.cells[cell] for cell in FOUR} == {None}
    assert "应有 15 个数，读到 14 个" in next(note.message for note in lost.notes if note.cell == FOUR[0])
    named = _read(text.replace(whole, "\t".join(["数量", "待定", *sheet.four.values[1:]])))
    assert [named.cells[cell] for cell in FOUR[1:]] == list(map(int, sheet.four.values[1:]))


@pytest.mark.parametrize("carrier", [tab_rows, plain])
def test_a_low_line_is_a_sign_for_nothing(carrier):
    figures = distinct("2021", 81)
    report = _read(carrier(_without([CELL], page(figures), "_"))[0])
    assert [(note.cell, note.code, note.stated) for note in report.notes] == [(CELL, BLANK, "_")]


@pytest.mark.parametrize("behind", [True, False])
def test_a_blank_beside_a_number_without_a_row_is_no_blank_for_certain(behind):
    """A number that fell out of its row may be that of the row beside it."""
    figures, cell = distinct("2021", 81), "table3.denied_prohibited_by_law.natural_person"
    text = plain(_without([cell], page(figures)))[0]
    at = text.index("2.其他法律行政法规禁止公开")
    at = text.index("</tr>", at) + len("</tr>") if behind else text.rindex("<tr", 0, at)
    report = _read(f"{text[:at]}<tr><td>77</td></tr>{text[at:]}")
    assert [note.code for note in report.notes if note.cell == cell] == [UNREADABLE]


def test_a_row_that_the_form_lacks_has_a_label_and_no_sentence():
    text = plain(page(distinct("2021", 91)))[0]
    before, _, after = text.partition("<td>（七）总计</td>")
    head, told = before.rpartition("<tr>")[0], "4.另一情形" + "，需要另外说明的" * 6
    extra = f"<tr><td></td><td></td><td>{told}</td>{'<td>8</td>' * 7}</tr><tr><td></td>"
    assert _read(f"{head}{extra}<td>（七）总计</td>{after}").extra_rows == ()


def test_a_blank_is_never_filled_with_less_than_nothing():
    cell, total = "table3.granted.natural_person", "table3.granted.total"
    sheet = revalued(page(distinct("2021", 81)), {cell: "", total: "1"}.get)
    (note,) = [note for note in _read(tab_rows(sheet)[0]).notes if note.cell == cell]
    assert (note.code, note.inferred) == (BLANK, None)


def test_a_row_that_the_form_lacks_is_no_row_with_words_in_it():
    text = plain(page(distinct("2021", 91)))[0]
    before, _, after = text.partition("<td>（七）总计</td>")
    head = before.rpartition("<tr>")[0]
    extra = (
        "<tr><td></td><td>（六）其他处理</td><td>4.另一情形</td>" + "<td>8</td>" * 7 + "</tr><tr><td></td>"
    )
    report = _read(f"{head}{extra}<td>（七）总计</td>{after}")
    assert [(row.label, row.values) for row in report.extra_rows] == [("4.另一情形", (8,) * 7)]


# – a table of pictures


def test_a_report_of_pictures_has_no_zeros_and_is_missing_in_the_sum():
    figures = distinct("2021", 92)
    sheet = page(figures)
    sound = _read(spans(sheet)[0])
    text = spans(revalued(sheet, lambda at, value: "PICTURE"))[0].replace("PICTURE", "<img src='n.png'>")
    pictures = _read(text)
    assert {pictures.cells[cell] for cell in pictures.layout.cells} == {None}
    assert {code for cell, code in _codes(pictures).items()} == {UNREADABLE}
    assert [note.code for note in pictures.notes if note.cell is None] == [MISSING_TABLE] * 3
    findings = check(pictures)
    assert {f.rule for f in findings if f.severity != "note"} >= {"cells.unreadable"}
    assert not [f for f in findings if f.rule in {"cells.blank", "prose.against_tables"}]
    assert all("「〔图片〕」" in f.message for f in findings if f.rule == "cells.unreadable")
    other = replace(pictures, agency="示范市财政局")
    combined = combine([sound, other], "示范市", 2023)
    assert [(p.kind, p.agency, p.left_out) for p in combined.problems if p.kind == MISSING] == [
        (MISSING, "示范市财政局", True)
    ]
    assert combined.report.cells[CELL] == figures.cells[CELL]


def test_a_row_of_pictures_is_told_in_one_sentence_with_what_stands_there():
    figures = distinct("2021", 93)
    cells = {cell for cell in figures.cells if cell.startswith(f"{GRANTED}.")}
    report = _read(spans(_without(cells, page(figures), "〔图片〕"))[0])
    [finding] = [finding for finding in check(report) if finding.rule == "cells.unreadable"]
    assert set(finding.cells) == cells
    assert "有7格认不出是多少，填的是「〔图片〕」；没有当作零" in finding.message


LOOSE = """
（五）不
予处理4.无正当理由大量反复
申请
5.要求行政机关确认或
重新出具已获取信息
1.申请人无正当理由逾
期不补正、行政机关不
再处理其政府信息公开
申请
{0}
{1}
{2}

（六）其
他处理
2.申请人逾期未按收费
通知要求缴纳费用、行
政机关不再处理其政府
信息公开申请
1
{3}"""


def test_the_name_of_a_group_over_rows_without_labels_is_no_row_of_its_own():
    """（六）其 / 他处理 stands broken over bare numbers, and 3.其他 carries its own label."""
    sheet = page(distinct("2021", 95))
    last = next(row for row in sheet.three if row.label == "3.其他")
    end = sheet.three.index(last)
    rows = sheet.three[end - 4 : end]
    lines = markdown(sheet)[0].split("\n")
    at = next(number for number, line in enumerate(lines) if rows[0].label in line)
    bare = [f"| {' | '.join(row.values)} |" for row in rows]
    report = _read("\n".join([*lines[:at], LOOSE.format(*bare), *lines[at + 4 :]]))
    assert not [cell for cell in report.cells if "unsplit" in cell]
    assert [str(report.cells[cell]) for cell in last.ids] == list(last.values)
    for row in rows:
        read = [report.cells[cell] for cell in row.ids]
        assert set(read) == {None} or [str(value) for value in read] == list(row.values)
