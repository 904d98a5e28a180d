"""Blank, `/`, `-`, 无 and 0 are five things; two numbers in a cell are none."""

from __future__ import annotations

import sys
import unicodedata
from decimal import Decimal

import pytest

from gongkai.reading import read_bytes
from gongkai.reading.marks import seen
from gongkai.reading.values import Reading, State, looks_like_value, read_value
from gongkai.report import BLANK, UNREADABLE
from tests.corpus_maker.figures import distinct, zero
from tests.corpus_maker.in_html import plain
from tests.corpus_maker.page import page, revalued

NUMBERS = [
    ("0", "count", 0),
    (" 12 ", "count", 12),
    ("１２", "count", 12),
    ("1,333", "count", 1333),
    ("00", "count", 0),
    ("０００", "count", 0),
    ("3件", "count", 3),
    ("22(其中修订16件)", "count", 22),
    ("+3", "signed", 3),
    ("-15", "signed", -15),
    ("减4", "signed", -4),
    ("減3", "signed", -3),
    ("增98", "signed", 98),
    ("增加5", "signed", 5),
    ("103.3879万元", "money", Decimal("103.3879")),
    ("251000元", "money", Decimal("25.1")),
    ("0.37万元", "money", Decimal("0.37")),
    ("59237.2449", "money", Decimal("59237.2449")),
    ("24252.311082", "money", Decimal("24252.311082")),
]
UNREADABLES = [
    ("--253", "signed"),
    ("增", "signed"),
    ("0/0", "count"),
    ("? 0", "count"),
    ("3 4", "count"),
    ("22①", "count"),
    ("3²", "count"),
    ("9" * 5000, "count"),
    ("9" * 5000, "money"),
]


@pytest.mark.parametrize(("text", "kind", "value"), NUMBERS)
def test_a_stated_number_is_read(text, kind, value):
    reading = read_value(text, kind)
    assert (reading.state, reading.value) == (State.NUMBER, value)
    assert looks_like_value(text)


@pytest.mark.parametrize(("text", "kind"), UNREADABLES)
def test_what_is_not_certainly_a_number_is_not_read(text, kind):
    assert read_value(text, kind).state is State.UNREADABLE


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u2060", "\u200b"])
def test_a_cell_without_a_sign_to_see_is_blank(text):
    assert read_value(text, "count") == Reading("", State.BLANK)


def test_what_nobody_has_reported_is_no_statement_that_nothing_happened():
    assert read_value("未报", "count") == Reading("未报", State.BLANK)


@pytest.mark.parametrize("text", ["/", "／", "-", "—", "无", "無", "不适用"])
def test_a_sign_for_nothing_says_that_nothing_happened_and_is_kept(text):
    assert read_value(text, "count") == Reading(text, State.NOTHING)


def test_characters_without_a_shape_are_those_of_the_category_format():
    shapeless = [sign for sign in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(sign) == "Cf"]
    assert [sign for sign in shapeless if seen(sign)] == []
    assert seen("一、\t1 121\n（合计）") == "一、\t1 121\n（合计）"


@pytest.mark.parametrize("text", ["-1", "1.5", "3%"])
def test_a_number_that_is_no_count_is_said_to_be_none(text):
    assert read_value(text, "count").state is State.NOT_WHOLE


@pytest.mark.parametrize("sign", ["", "/", "-", "无"])
def test_a_blank_is_what_its_row_leaves_for_it_and_a_sign_is_nothing(sign):
    cell = "table3.granted.natural_person"
    figures = distinct("2021", 31)
    sheet = revalued(page(figures), lambda at, text: sign if at == cell else text)
    report = read_bytes(plain(sheet)[0].encode(), "page.html")
    [note] = [note for note in report.notes if note.cell == cell]
    amount = 0 if sign else figures.cells[cell]
    assert report.cells[cell] is None
    assert (note.code, note.stated, note.inferred) == (BLANK, sign, amount)
    assert report.amount(cell) == amount


def test_a_stated_zero_has_no_note():
    report = read_bytes(plain(page(zero("2021")))[0].encode(), "page.html")
    assert report.notes == ()
    assert set(report.cells.values()) == {0, Decimal(0)}


def test_a_lost_table_is_never_zeros():
    text, _ = plain(page(zero("2021")))
    start, end = text.index("<table", text.index("三、收到")), text.index("四、政府信息公开行政复议")
    report = read_bytes((text[:start] + text[end:]).encode(), "page.html")
    lost = [cell for cell in report.cells if cell.startswith("table3.")]
    assert {report.cells[cell] for cell in lost} == {None}
    assert {note.code for note in report.notes if note.cell in lost} == {UNREADABLE}
    assert report.cells["table4.reconsideration.total"] == 0
