"""What a workbook shows: a person and the reader see the same number, or the cell is quoted."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

import pytest

from gongkai.checking import check
from gongkai.combine import MISSING, combine
from gongkai.reading import read_bytes
from gongkai.report import BLANK, MISSING_TABLE, UNREADABLE
from tests.law.formats import writers
from tests.law.formats.expect import assert_reads

CELL = "table3.new_received.natural_person"


def _rich(*pieces, cell=None):
    """A string in pieces, each with the format in front of it; `cell`: that of its cell."""

    def write(book, sheet, row, column):
        told = [book.add_format(one) if isinstance(one, dict) else one for one in pieces]
        told += [book.add_format(cell)] if cell else []
        assert sheet.write_rich_string(row, column, *told) == 0

    return write


def _formatted(value, **format_):
    return lambda book, sheet, row, column: sheet.write(row, column, value, book.add_format(format_))


def _formula(text, value=""):
    return lambda book, sheet, row, column: sheet.write_formula(row, column, text, None, value)


def _png(width: int, height: int) -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\0" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def _picture(width: int, height: int):
    def write(book, sheet, row, column):
        sheet.insert_image(row, column, "n.png", {"image_data": io.BytesIO(_png(width, height))})

    return write


SEEN = {
    "struck": lambda n: _rich({"font_strikeout": True}, "1120", {"bold": True}, n),
    "a note's mark": lambda n: _rich({"bold": True}, n, {"font_script": 1}, "1"),
    "a note's mark in brackets": lambda n: _rich({"bold": True}, n, {"font_script": 1}, "[2]"),
    "a white figure before it": lambda n: _rich({"font_color": "#FFFFFF"}, "9", {"bold": True}, n),
    "a tiny figure behind it": lambda n: _rich({"bold": True}, n, {"font_size": 1}, "9"),
    "white on a ground": lambda n: _formatted(int(n), font_color="#FFFFFF", bg_color="#000080"),
    "white in pieces on a ground": lambda n: _rich(
        {"font_color": "#FFFFFF"}, n[:1], {"bold": True}, n[1:], cell={"bg_color": "#000080"}
    ),
    "in pieces of which only the rest is struck": lambda n: _rich(
        "1120", {"bold": True}, n, cell={"font_strikeout": True}
    ),
    "in pieces": lambda n: _rich({"bold": True}, n[:1], {"italic": True}, n[1:]),
    "a formula with its value": lambda n: _formula("=1+1", int(n)),
    "a text with joiners": lambda n: _formatted(f"\u2060{n[:1]}\u200b{n[1:]}"),
}
UNREAD = {
    "never calculated": (_formula("=SUM(A1:A2)"), "〔没有算出结果的公式：SUM(A1:A2)〕"),
    "an error": (_formula("=A1+#REF!", "#REF!"), "#REF!"),
    "another error": (_formula("=1/0", "#DIV/0!"), "#DIV/0!"),
    "nothing found": (_formula("=NA()", "#N/A"), "#N/A"),
    "struck whole": (_formatted(1120, font_strikeout=True), "〔划去的字：1120〕"),
    "a struck text": (_formatted("1120件", font_strikeout=True), "〔划去的字：1120件〕"),
    "white": (_formatted(1120, font_color="#FFFFFF"), "〔看不见的字：1120〕"),
    "white on white": (_formatted(1120, font_color="#FFFFFF", bg_color="#FFFFFF"), "〔看不见的字：1120〕"),
    "a white text": (_formatted("1120", font_color="#FFFFFF"), "〔看不见的字：1120〕"),
    "tiny": (_formatted(1120, font_size=1), "〔看不见的字：1120〕"),
    "white in pieces": (
        _rich({"font_color": "#FFFFFF"}, "11", {"font_size": 1}, "20"),
        "〔看不见的字：1120〕",
    ),
    "a lowered figure": (_rich({"bold": True}, "1121", {"font_script": 2}, "1"), "1121 1"),
    "a picture": (_picture(40, 12), "〔图片〕"),
    "a picture of WPS": (_formula('=DISPIMG("ID_1",1)', '=DISPIMG("ID_1",1)'), "〔图片〕"),
}


def _workbook(made_up, write) -> bytes:
    data = writers.as_xlsx(made_up, {made_up.figures.cells[CELL]: write})
    return _without_values(data)


def _without_values(data: bytes) -> bytes:
    """Formulas whose value is empty without any, as other programs write them."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            text = source.read(name)
            if name.startswith("xl/worksheets/"):
                text = re.sub(rb' t="str"><f>([^<]*)</f><v></v>', rb"><f>\1</f>", text)
            package.writestr(name, text)
    return target.getvalue()


@pytest.mark.parametrize("case", SEEN)
def test_a_person_and_the_reader_see_the_same_number(case, made_up):
    report = read_bytes(_workbook(made_up, SEEN[case](made_up.figures.cells[CELL])), "年报.xlsx")
    assert_reads(report, made_up)
    assert report.notes == ()


@pytest.mark.parametrize("case", UNREAD)
def test_what_is_no_text_is_neither_blank_nor_a_number_and_is_quoted(case, made_up):
    write, quoted = UNREAD[case]
    report = read_bytes(_workbook(made_up, write), "年报.xlsx")
    assert [cell for cell, value in report.cells.items() if value is None] == [CELL]
    assert [(note.code, note.stated) for note in report.notes] == [(UNREADABLE, quoted)]
    assert any(f"「{quoted}」" in finding.message for finding in check(report) if CELL in finding.cells)


def test_a_number_whose_form_shows_nothing_is_blank(made_up):
    report = read_bytes(_workbook(made_up, _formatted(9, num_format=";;;")), "年报.xlsx")
    assert [(note.code, note.stated) for note in report.notes if note.cell == CELL] == [(BLANK, "")]


@pytest.mark.parametrize(
    ("colour", "is_white"),
    [
        ('theme="0"', True),
        ('theme="0" tint="0"', True),
        ('theme="0" tint="-0.5"', False),
        ('theme="1"', False),
        ('indexed="9"', True),
        ('indexed="10"', False),
    ],
)
def test_white_is_told_in_several_ways_and_a_tint_of_it_is_grey(colour, is_white, made_up):
    data = writers.as_xlsx(made_up, {made_up.figures.cells[CELL]: _formatted(1120, font_color="#FFFFFE")})
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            text = source.read(name)
            if name == "xl/styles.xml":
                assert b'rgb="FFFFFFFE"' in text
                text = text.replace(b'rgb="FFFFFFFE"', colour.encode())
            package.writestr(name, text)
    told = [note.stated for note in read_bytes(target.getvalue(), "年报.xlsx").notes]
    assert told == (["〔看不见的字：1120〕"] if is_white else [])


def test_white_words_stand_on_a_ground_that_is_set_elsewhere(made_up):
    """As in the head of a table that takes its ground from the style of the table."""
    report = read_bytes(
        writers.as_xlsx(made_up, {"行政许可": _formatted("行政许可", font_color="#FFFFFF")}), "年报.xlsx"
    )
    assert_reads(report, made_up)
    assert report.notes == ()


def test_a_large_picture_over_the_table_is_a_seal(made_up):
    report = read_bytes(_workbook(made_up, _picture(400, 400)), "年报.xlsx")
    assert [note.code for note in report.notes if note.cell == CELL] == [BLANK]


def test_a_workbook_that_was_never_calculated_is_missing_in_the_sum(made_up):
    unread = {text: _formula(f"={text}+0") for text in made_up.figures.cells.values()}
    report = read_bytes(_without_values(writers.as_xlsx(made_up, unread)), "年报.xlsx")
    assert {report.cells[cell] for cell in report.layout.cells} == {None}
    assert [note.code for note in report.notes if note.cell is None] == [MISSING_TABLE] * 3
    assert BLANK not in {note.code for note in report.notes}
    sound = read_bytes(writers.as_docx(made_up), "年报.docx")
    combined = combine([sound, report], "示范市", 2024)
    assert [(p.kind, p.left_out) for p in combined.problems] == [(MISSING, True)]


def test_a_nought_that_was_stored_instead_of_a_result_is_none(made_up):
    """As a program writes formulas that does not calculate: 0 with each, and Excel is told to calculate."""
    unread = {text: _formula(f"={text}+0", 0) for text in made_up.figures.cells.values()}
    report = read_bytes(writers.as_xlsx(made_up, unread), "年报.xlsx")
    assert {report.cells[cell] for cell in report.layout.cells} == {None}
    assert BLANK not in {note.code for note in report.notes}


@pytest.mark.parametrize(
    ("formula", "is_nought"),
    [
        ("=Z1+Z2-Z3", True),
        ("=SUM(Z1:Z3,Z2)", True),
        ("=SUM($Z$1:$Z$2)", True),
        ("=1+1", False),
        ("=SUM(Z1:Z4)", False),
        ("=IF(A1=1,0,1)", False),
        ("=SUM(Z:Z)", False),
        ("=Z5", False),
    ],
)
def test_a_nought_counts_where_the_sum_is_nought(made_up, formula, is_nought):
    def write(book, sheet, row, column):
        sheet.write_formula(row, column, formula, None, 0)
        sheet.write_number(3, 25, 7)
        sheet.write_formula(4, 25, "=Z4", None, 0)

    report = read_bytes(_workbook(made_up, write), "年报.xlsx")
    codes = [note.code for note in report.notes if note.cell == CELL]
    assert (report.cells[CELL], codes) == ((0, []) if is_nought else (None, [UNREADABLE]))


@pytest.mark.parametrize("hide", ["row", "column"])
def test_a_hidden_row_and_a_hidden_column_are_not_there(hide, made_up):
    """A second 规章 row that nobody sees, a helper column between label and numbers."""

    def write(book, sheet, row, column):
        sheet.write(row, column, "行政许可")
        if hide == "row":
            sheet.write_row(row + 60, 0, ["行政许可", 9])
            sheet.set_row(row + 60, None, None, {"hidden": True})
        else:
            sheet.write(row, 20, 9)
            sheet.set_column(20, 20, None, None, {"hidden": True})

    report = read_bytes(writers.as_xlsx(made_up, {"行政许可": write}), "年报.xlsx")
    assert_reads(report, made_up)
    assert report.notes == ()
