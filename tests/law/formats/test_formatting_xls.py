"""What an old workbook shows: errors, struck cells, hidden rows and columns."""

from __future__ import annotations

import random
import struct

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


STRUCK, RAISED, LOWERED, WHITE = (
    ole.Font(struck=True),
    ole.Font(level=1),
    ole.Font(level=2),
    ole.Font(colour=9),
)
FONTS = (STRUCK, RAISED, LOWERED, WHITE)  # their numbers: 1, 2, 3, 5


def _row(*cells, **more) -> list[str]:
    """What a row shows in these cells; another one stands behind them, as one alone would be a paragraph."""
    plain = len(more.get("looks", (ole.Look(),)))
    looks = (*more.pop("looks", (ole.Look(),)), ole.Look())
    (grid,) = blocks(ole.formatted([*cells, (plain, 7.0)], FONTS, looks, **more), "年报.xls").grids
    return [cell.text for cell in grid.rows[0]][:-1]


def test_pieces_of_a_text_that_do_not_count_are_gone():
    texts = (
        ("1120件1121", [(4, 1), (5, 0)]),  # only 件 is struck
        ("11201121", [(0, 1), (4, 0)]),
        ("11211", [(4, 2)]),
        ("11211", [(4, 3)]),
        ("91121", [(0, 5), (1, 0)]),
        ("1121", [(2, 0)]),
    )
    plain = [(0, text) for text in texts]
    assert _row(*plain) == ["11201121", "1121", "1121", "1121 1", "1121", "1121"]


def test_the_pieces_without_a_font_have_that_of_their_cell():
    text, looks = ("11201121", [(4, 0)]), (ole.Look(), ole.Look(font=1))
    assert _row((1, text), looks=looks) == ["1121"]
    assert _row((1, 1120.0), (1, ("甲", ())), looks=looks) == ["〔划去的字：1120〕", "〔划去的字：甲〕"]


@pytest.mark.parametrize("at", range(1, 8))
def test_a_text_that_goes_on_in_another_record_is_the_same(at):
    for text in ("11201121", "甲120112乙", "甲1201121"):
        cells = [(0, (text, [(0, 1), (4, 0)])), (0, ("11211", [(4, 2)]))]
        assert _row(*cells, broken=(0, at)) == [text[4:], "1121"]


def test_the_shorter_looks_of_excel_95_tell_what_is_struck_and_of_no_ground():
    looks = (ole.Look(font=1, whole=False), ole.Look(font=5, whole=False), ole.Look(whole=False))
    row = (0, 1120.0), (1, 1121.0), (2, 1122.0)
    assert _row(*row, looks=looks, formats=[(164, "0")]) == ["〔划去的字：1120〕", "1121", "1122"]


def test_white_figures_are_seen_on_a_ground_only():
    looks = (
        ole.Look(font=5),
        ole.Look(font=5, pattern=1, ground=18),
        ole.Look(font=5, pattern=1, ground=9),
        ole.Look(font=5, pattern=2, ground=9),
    )
    row = [(look, 1120.0) for look in range(4)]
    assert _row(*row, looks=looks) == ["〔看不见的字：1120〕", "1120", "〔看不见的字：1120〕", "1120"]
    assert _row((0, ("示范市", ())), looks=looks) == ["示范市"]
    red, white = b"\xff\0\0\0", b"\xff\xff\xff\0"
    assert _row((0, 1120.0), looks=looks, palette=[white, red]) == ["1120"]
    assert _row((0, 1120.0), looks=looks, palette=[red, white]) == ["〔看不见的字：1120〕"]


def test_a_number_whose_form_shows_nothing_is_blank():
    looks = (ole.Look(), ole.Look(format_=164))
    assert _row((0, 1.0), (1, 9.0), (0, 2.0), looks=looks, formats=[(164, ";;;")]) == ["1", "", "2"]


def _drawing(shape: int, rows: int, columns: int) -> bytes:
    """A shape from the second cell of the first row on."""
    anchor = struct.pack("<9H", 0, 1, 0, 0, 0, 1 + columns, 0, rows, 0)
    inside = struct.pack("<HHIII", shape << 4 | 2, 0xF00A, 8, 1025, 0)
    inside += struct.pack("<HHI", 0, 0xF010, len(anchor)) + anchor
    return struct.pack("<HHI", 0x000F, 0xF004, len(inside)) + inside


def test_a_small_picture_over_a_cell_is_no_blank():
    row = (0, 1.0), (0, 9.0), (0, 2.0)
    assert _row(*row, drawing=_drawing(75, 1, 1)) == ["1", "〔图片〕", "2"]
    assert _row(*row, drawing=_drawing(75, 6, 3)) == ["1", "9", "2"]  # a seal
    assert _row(*row, drawing=_drawing(202, 1, 1)) == ["1", "9", "2"]  # a box of text


def test_a_damaged_file_says_nothing_here():
    sound = ole.workbook([["规章", "1", "#REF!"]])
    assert old_looks_of(sound)["register"] == Looks({(0, 2): "#REF!"})
    cells = [(0, ("11201121", [(0, 1), (4, 0)]))]
    _damage(sound)
    _damage(ole.formatted(cells, FONTS, drawing=_drawing(75, 1, 1)))


def _damage(sound: bytes) -> None:
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

    def pieces(book, sheet, row, column):
        plain, struck = book.add_format({"bold": True}), book.add_format({"font_strikeout": True})
        assert sheet.write_rich_string(row, column, struck, "1120", plain, figure) == 0

    for write, quoted in ((error, "#DIV/0!"), (struck, "〔划去的字：1120〕"), (hidden, ""), (pieces, "")):
        data = writers.as_xlsx(made_up, {figure: write})
        report = read_bytes(writers.saved_as(libre_office, tmp_path, data, "xlsx", "xls"), "年报.xls")
        if quoted:
            assert [(n.cell, n.code, n.stated) for n in report.notes] == [(CELL, UNREADABLE, quoted)]
        else:
            assert_reads(report, made_up)
