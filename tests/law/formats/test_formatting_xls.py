"""What an old workbook shows: errors, struck cells, hidden rows and columns."""

from __future__ import annotations

import random

import pytest

from gongkai.reading import read_bytes
from gongkai.reading.formats.oldlooks import old_looks_of
from gongkai.reading.formats.sheetlooks import Looks
from gongkai.reading.reader import blocks
from gongkai.report import UNREADABLE
from tests.law.formats import ole, writers
from tests.law.formats.expect import assert_reads

CELL = "table3.new_received.natural_person"


@pytest.mark.parametrize("error", ole.ERRORS)
def test_an_error_is_no_blank_and_is_quoted(error):
    data = ole.workbook([["规章", "1", error, "3"], ["行政许可", error]])
    (grid,) = blocks(data, "年报.xls").grids
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["规章", "1", error, "3"],
        ["行政许可", error, "", ""],
    ]


def test_a_damaged_file_says_nothing_here():
    sound = ole.workbook([["规章", "1", "#REF!"]])
    assert old_looks_of(sound)["register"] == Looks({(0, 2): "#REF!"})
    chance = random.Random("damage")
    for _ in range(300):
        data = bytearray(sound[: chance.randrange(len(sound))])
        for at in random.Random(len(data)).sample(range(len(data)), min(20, len(data))):
            data[at] = chance.randrange(256)
        assert isinstance(old_looks_of(bytes(data)), dict)


@pytest.mark.slow
def test_what_libre_office_saved_means_the_same(libre_office, tmp_path, made_up):
    figure = made_up.figures.cells[CELL]

    def error(book, sheet, row, column):
        sheet.write_formula(row, column, "=1/0", None, "#DIV/0!")

    def struck(book, sheet, row, column):
        sheet.write(row, column, 1120, book.add_format({"font_strikeout": True}))

    def hidden(book, sheet, row, column):
        sheet.write(row, column, int(figure))
        sheet.write(row, 20, 9)
        sheet.set_column(20, 20, None, None, {"hidden": True})
        sheet.write_row(row + 40, 0, ["行政许可", 9])
        sheet.set_row(row + 40, None, None, {"hidden": True})

    for write, quoted in ((error, "#DIV/0!"), (struck, "〔划去的字〕"), (hidden, "")):
        data = writers.as_xlsx(made_up, {figure: write})
        report = read_bytes(writers.saved_as(libre_office, tmp_path, data, "xlsx", "xls"), "年报.xls")
        if quoted:
            assert [(n.cell, n.code, n.stated) for n in report.notes] == [(CELL, UNREADABLE, quoted)]
        else:
            assert_reads(report, made_up)
