"""Two reports in one file: the left one alone is read where that is certain, else both are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.errors import SeveralReports
from gongkai.reading import read_bytes
from tests.corpus_maker.figures import distinct, sparse, zero
from tests.corpus_maker.in_columns import pdf_columns
from tests.corpus_maker.in_html import plain, spans
from tests.corpus_maker.in_text import cell_lines, pipe_rows, tab_rows, table3, table4
from tests.corpus_maker.page import Page, page, revalued

LEFT = page(distinct("2021", 91))
RIGHT = replace(page(distinct("2021", 92)), agency="示范市教育局", year=2022)


def _read(text: str):
    return read_bytes(text.encode(), "两份.txt")


def _refused(text: str) -> str:
    with pytest.raises(SeveralReports) as refused:
        _read(text)
    said = str(refused.value)
    assert said.startswith("两份.txt：")
    assert said.endswith("请把每一份另存为一个文件再读。")
    return said


def _with_blanks(sheet: Page) -> Page:
    return revalued(sheet, lambda cell, text: "" if text == "0" and "table3" in cell else text)


@pytest.mark.parametrize("carrier", [tab_rows, pipe_rows, cell_lines, spans, plain])
def test_two_reports_one_below_the_other_are_refused(carrier):
    first, second = carrier(LEFT)[0], carrier(RIGHT)[0]
    second = second[second.index("<h1>") :] if "<h1>" in second else f"\n{second}"
    assert "同一行前后出现两次、数字不同" in _refused(first.partition("</body>")[0] + second)


def test_two_reports_without_a_single_case_are_two_by_their_titles():
    first, second = page(zero("2021")), replace(page(zero("2021")), agency="示范市教育局")
    text = f"{tab_rows(first)[0]}\n{tab_rows(second)[0]}"
    assert "两份报告的标题" in _refused(text)


def test_the_same_report_twice_is_one():
    text = tab_rows(LEFT)[0]
    report = _read(f"{text}\n{text}")
    assert [str(report.cells[cell]) for cell in LEFT.four.ids] == list(LEFT.four.values)


def test_the_same_report_twice_beside_links_to_those_of_other_years_is_one():
    text = tab_rows(LEFT)[0]
    links = "\n".join(f"{LEFT.agency}{year}年政府信息公开工作年度报告" for year in (2022, 2021))
    report = _read(f"{text}\n{text}\n{links}")
    assert [str(report.cells[cell]) for cell in LEFT.four.ids] == list(LEFT.four.values)


def test_two_reports_side_by_side_are_refused_where_a_number_could_be_of_either():
    left = _with_blanks(page(sparse("2021", 93)))
    assert "左右并排着两份报告" in _refused(pdf_columns(left, RIGHT)[0])


def _side_by_side(left: Page, right: Page, *tables) -> str:
    """A table of tables: each row of the one and, in the same row, that of the other."""
    text = tab_rows(left)[0]
    for table in tables or [table3]:
        rows = zip(table(left), table(right), strict=True)
        lines = "\n".join("\t".join([*one, "", *other]) for one, other in rows)
        own = "\n".join("\t".join(cells) for cells in table(left))
        assert own in text
        text = text.replace(own, lines)
    return text


def test_a_blank_row_of_the_left_report_never_takes_the_numbers_of_the_right_one():
    assert "左右并排" in _refused(_side_by_side(_with_blanks(page(sparse("2021", 94))), RIGHT))


def test_side_by_side_with_every_number_the_left_one_is_read():
    report = _read(_side_by_side(LEFT, RIGHT))
    assert [str(report.cells[cell]) for row in LEFT.three for cell in row.ids] == [
        value for row in LEFT.three for value in row.values
    ]
    assert (report.agency, report.year) == (LEFT.agency, LEFT.year)


def test_of_thirty_numbers_of_table_four_side_by_side_the_left_fifteen_are_read():
    report = _read(_side_by_side(LEFT, RIGHT, table3, table4))
    assert [str(report.cells[cell]) for cell in LEFT.four.ids] == list(LEFT.four.values)


def test_two_titles_in_a_line_over_tables_side_by_side_are_refused():
    text = _side_by_side(LEFT, RIGHT)
    assert "两份报告的标题" in _refused(text.replace(LEFT.title, f"{LEFT.title}    {RIGHT.title}"))


@pytest.mark.parametrize("years", [2, 3])
def test_a_table_that_compares_years_is_refused(years):
    lines = []
    for cells, other in zip(table3(LEFT), table3(RIGHT), strict=True):
        lines.append(
            "".join(f"<td>{text}</td>" for text in [*cells[:3], *cells[3:], *other[3:] * (years - 1)])
        )
    table = "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
    text = plain(LEFT)[0]
    start = text.index("<table>", text.index("三、收到"))
    end = text.index("</table>", start) + len("</table>")
    assert "对照表" in _refused(text[:start] + table + text[end:])


def test_titles_of_other_years_beside_one_report_are_no_second_report():
    links = "\n".join(f"{LEFT.agency}{year}年政府信息公开工作年度报告" for year in (2022, 2021))
    report = _read(f"{tab_rows(LEFT)[0]}\n{links}")
    assert (report.agency, report.year) == (LEFT.agency, LEFT.year)
