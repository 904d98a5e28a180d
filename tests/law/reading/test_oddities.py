"""Things that befell single reports (handbook 08 §1, §2): each is read, or said to be lost, never guessed."""

from __future__ import annotations

from gongkai.reading import read_bytes
from gongkai.reading.vocabulary import sense
from gongkai.report import UNREADABLE, UNSPLIT
from tests.corpus_maker.figures import distinct, sparse
from tests.corpus_maker.in_html import plain, spans
from tests.corpus_maker.in_text import cell_lines, pipe_rows_leading_bar, tab_rows
from tests.corpus_maker.page import page

FIGURES = distinct("2021", 71)
SHEET = page(FIGURES)


def _cells(text: str):
    return read_bytes(text.encode(), "odd").cells


def _right(text: str, lost: tuple[str, ...] = ()) -> None:
    """Every cell is right, but for those that begin as in `lost`, which are empty."""
    cells = _cells(text)
    for cell, value in FIGURES.cells.items():
        if cell.startswith(lost or ("-",)):
            assert cells[cell] is None, cell
        else:
            assert str(cells[cell]) == str(value), cell


def _row(key: str):
    return next(row for row in SHEET.three if row.ids[0].startswith(f"table3.{key}."))


def test_fifty_six_zeros_behind_one_label_are_eight_lost_rows():
    text = cell_lines(page(sparse("2021", 72)))[0]
    start, end = text.index("（三）不予公开"), text.index("（四）无法提供")
    zeros = "\n0" * 56
    cells = _cells(f"{text[:start]}（三）不予公开\n1.属于国家秘密{zeros}\n{text[end:]}")
    assert {value for cell, value in cells.items() if ".denied_" in cell} == {None}
    assert cells["table3.partially_granted.total"] is not None
    assert cells["table3.unavailable_not_held.total"] is not None


def test_a_row_continued_on_the_next_line_is_one_row():
    row = _row("granted")
    text = pipe_rows_leading_bar(SHEET)[0]
    _right(
        text.replace(f"| {row.values[2]} | {row.values[3]} |", f"| {row.values[2]} |\n| {row.values[3]} |")
    )


def test_a_label_broken_from_its_bar_keeps_its_numbers():
    row = SHEET.two[2].rows[0]
    _right(pipe_rows_leading_bar(SHEET)[0].replace(f"| {row.label} |", f"| {row.label}\n|"))


def test_a_label_broken_in_two_cells_keeps_its_numbers():
    label = _row("other_correction_overdue").label
    _right(tab_rows(SHEET)[0].replace(label, f"{label[:12]}\n\t\t{label[12:]}"))


def test_a_total_that_stands_alone_above_its_row_is_lost_with_it():
    row = _row("denied_enforcement_file")
    text = tab_rows(SHEET)[0]
    whole = f"{row.label}\t" + "\t".join(row.values)
    assert whole in text
    _right(
        text.replace(f"\t\t{whole}", f"{row.values[6]}\n\t\t{whole.rpartition(chr(9))[0]}"),
        ("table3.denied_enforcement_file",),
    )


def test_upright_heads_of_table_four_do_no_harm():
    text = tab_rows(SHEET)[0]
    start = text.index("行政复议\t")
    end = text.index("\t".join(SHEET.four.values))
    _right(f"{text[:start]}结 结 其 尚\n果 果 他 未\n维 纠 结 审\n持 正 果 结\n{text[end:]}")


def test_heads_over_two_rows_of_the_table_do_no_harm():
    _right(
        plain(SHEET)[0]
        .replace("<td>商业企业</td>", "<td>商业</td>")
        .replace("</tr><tr><td>一、", "</tr><tr><td>企业</td></tr><tr><td>一、")
    )


def test_the_first_line_of_table_two_may_be_missing_or_lack_its_number():
    text = spans(SHEET)[0]
    _right(text.replace("第二十条第（一）项", ""))
    _right(text.replace("第二十条第（一）项", "第二十条第"))
    _right(text.replace("第二十条第（一）项", "第二十条 第(一)项"))


def test_sentences_with_numbers_before_a_table_are_not_its_numbers():
    text = cell_lines(SHEET)[0]
    _right(text.replace("第二十条第（一）项", "2023年共公开信息18条，其中规章1件。\n图1\n第二十条第（一）项"))


def test_table_two_broken_in_blocks_of_different_width_is_one_table():
    text = tab_rows(SHEET)[0]
    _right(text.replace("行政强制\t", "\n行政强制\t"))
    _right(text.replace("第二十条第（八）项\t", "\t\t\t\t\n\t\t\t\n第二十条第（八）项\t"))


def test_the_page_menu_may_hold_a_row_label():
    text = cell_lines(SHEET)[0]
    _right("首页\n规章\n政务公开\n" + text)


def test_a_row_whose_label_was_removed_as_a_repetition_is_lost():
    text = cell_lines(SHEET)[0]
    _right(text.replace("\n规章\n", "\n"), ("table2.rules",))


def test_a_missing_result_row_is_lost_and_no_other():
    row = _row("not_processed_duplicate")
    text = tab_rows(SHEET)[0]
    line = next(line for line in text.split("\n") if row.label in line)
    _right(text.replace(f"{line}\n", ""), ("table3.not_processed_duplicate",))


def test_a_line_break_parts_figures_in_a_cell():
    cell = "table3.granted.natural_person"
    value = FIGURES.cells[cell]
    text = spans(SHEET)[0]
    for inside in (f"{value}<br>5", f"<p>{value}</p><p>5</p>"):
        assert _cells(text.replace(f"<td>{value}</td>", f"<td>{inside}</td>"))[cell] is None
    for inside in (
        f"<br>{value}",
        f"<p>{value}</p>",
        f"<span>{str(value)[:1]}</span><b>{str(value)[1:]}</b>",
    ):
        assert _cells(text.replace(f"<td>{value}</td>", f"<td>{inside}</td>"))[cell] == value


def test_a_control_sign_beside_a_line_break_does_no_harm():
    label = _row("granted").label
    text = spans(SHEET)[0]
    assert f">{label}<" in text
    _right(text.replace(f">{label}<", f">{label}<br>&#8;<"))


def test_page_marks_between_cells_are_not_cells():
    row = _row("granted")
    text = cell_lines(SHEET)[0]
    for mark in ("- 4 -", "第 5 页 共 9 页", "— 12 —"):
        _right(text.replace(f"\n{row.values[3]}\n", f"\n{mark}\n{row.values[3]}\n"))


def test_stray_pinyin_inside_a_label_does_no_harm():
    _right(tab_rows(SHEET)[0].replace("规章\t", "規(guī)章\t").replace("（七）总计", "(七)總(zǒng)計"))


def test_a_label_behind_another_is_the_one_that_is_meant():
    meaning = sense("1.属于国家秘密2.其他法律行政法规禁止公开")
    assert meaning
    assert meaning.row3 == "denied_prohibited_by_law"


def test_the_three_rows_of_an_unsplit_report_are_said_to_be_unsplit():
    report = read_bytes(spans(page(distinct("2021-unsplit", 74)))[0].encode(), "odd")
    codes = {note.cell: note.code for note in report.notes}
    assert codes["table3.other_fee_overdue.total"] == UNSPLIT
    assert UNREADABLE not in codes.values()
