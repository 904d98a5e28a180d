"""What a workbook does to a report: merged ranges, numbers with formats, hidden sheets, formulas."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import xlsxwriter

from gongkai.reading import read_bytes
from gongkai.reading.formats.xlsx import shown
from gongkai.reading.reader import blocks
from tests.law.formats import writers


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    fill(book)
    book.close()
    return buffer.getvalue()


def test_a_merged_range_is_one_cell_where_it_begins():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 1, 1, "甲")
        sheet.write(2, 1, "乙")
        sheet.write(1, 2, 3)

    (grid,) = blocks(workbook(fill), "年报.xlsx").grids
    places = [[(cell.column, cell.text) for cell in row] for row in grid.rows]
    assert places == [[(0, "甲"), (2, "")], [(2, "3")], [(0, ""), (1, "乙"), (2, "")]]


@pytest.mark.parametrize(
    ("value", "text"),
    [(3.0, "3"), (103.3879, "103.3879"), (0.37, "0.37"), (-2.0, "-2"), ("/", "/"), (0.0, "0")],
)
def test_numbers_stand_as_they_are_shown(value, text):
    assert shown(value) == text


def test_a_hidden_sheet_is_not_read():
    def fill(book):
        shown_sheet, hidden = book.add_worksheet("年报"), book.add_worksheet("旧")
        shown_sheet.write_row(0, 0, ["行政许可", 1])
        hidden.write_row(0, 0, ["行政许可", 2])
        hidden.hide()

    assert [len(grid.rows) for grid in blocks(workbook(fill), "年报.xlsx").grids] == [1]


def test_a_formula_counts_with_its_stored_value():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["规章", 1])
        sheet.write_formula(0, 2, "=B1+4", None, 5)

    (grid,) = blocks(workbook(fill), "年报.xlsx").grids
    assert [cell.text for cell in grid.rows[0]] == ["规章", "1", "5"]


def test_prose_in_cells_makes_the_sections(made_up):
    report = read_bytes(writers.as_xlsx(made_up), "年报.xlsx")
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.sections[4].text == made_up.prose[4]
