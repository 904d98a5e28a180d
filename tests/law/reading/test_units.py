"""In which unit does the form of 2019 state an amount, and where may it say so?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.reading import read_bytes
from tests.corpus_maker.figures import distinct
from tests.corpus_maker.in_html import plain, spans
from tests.corpus_maker.in_text import cell_lines, markdown, pipe_rows, tab_rows
from tests.corpus_maker.page import Page, page, relabelled, revalued

FIGURES = distinct("2019", 61)
AMOUNT = "table2.centralized_procurement.procurement_total_amount"
UNIT = "table2.centralized_procurement.procurement_unit"


def _sheet(head: str, value: str | None = None) -> Page:
    sheet = relabelled(page(FIGURES), lambda label: label.replace("采购总金额（万元）", head))
    return revalued(sheet, lambda cell, text: value if cell == AMOUNT and value else text)


def _read(text: str):
    return read_bytes(text.encode(), "report")


@pytest.mark.parametrize(
    ("head", "value", "unit"),
    [
        ("采购总金额", "251000", None),
        ("采购总金额", "251000元", "元"),
        ("采购总金额", "103.3879万元", "万元"),
        ("采购总金额", "103.3879萬元", "萬元"),
        ("采购总金额", "3.5亿元", "亿元"),
        ("采购总金额（万元）", "103.3879", "万元"),
        ("采购总金额（单位：元）", "251000", "元"),
        ("采购总金额（亿元）", "3.5", "亿元"),
        ("采购总金额（万元）", "251000元", "元"),
        ("采购总金额（万元，含基层单位）", "12", "万元"),
    ],
)
@pytest.mark.parametrize("carrier", [tab_rows, spans, cell_lines])
def test_the_amount_is_read_as_it_stands_and_its_unit_apart(carrier, head, value, unit):
    report = _read(carrier(_sheet(head, value))[0])
    assert report.texts.get(UNIT) == unit
    assert report.cells[AMOUNT] == Decimal(value.rstrip("亿万萬元"))
    rest = {cell: str(v) for cell, v in FIGURES.cells.items() if cell != AMOUNT}
    assert {cell: str(v) for cell, v in report.cells.items() if cell != AMOUNT} == rest


def _with_column(carrier, head: str, text: str) -> str:
    """The page of that carrier with one column more behind the amount."""
    sheet = _sheet("采购总金额")
    amount, page_text = sheet.two[-1].rows[0].values[-1], carrier(sheet)[0]
    between = {
        tab_rows: "\t",
        pipe_rows: " | ",
        markdown: " | ",
        cell_lines: "\n",
        plain: "</td><td>",
        spans: "</td><td>",
    }[carrier]
    assert page_text.count("采购总金额") == page_text.count(amount) == 1
    return page_text.replace("采购总金额", f"采购总金额{between}{head}").replace(
        amount, f"{amount}{between}{text}"
    )


@pytest.mark.parametrize("carrier", [tab_rows, pipe_rows, markdown, plain, spans])
@pytest.mark.parametrize("head", ["单位", "采购单位", "计量单位"])
@pytest.mark.parametrize("text", ["万元", "元", "示范市财政局", "/", "无", "", "-"])
def test_a_column_of_its_own_is_kept_as_it_stands(carrier, head, text):
    report = _read(_with_column(carrier, head, text))
    assert report.texts == {UNIT: text}
    assert {cell: str(v) for cell, v in report.cells.items()} == {
        cell: str(v) for cell, v in FIGURES.cells.items()
    }
    assert report.extra_rows == ()


@pytest.mark.parametrize("text", ["万元", "/"])
def test_a_column_of_its_own_is_kept_where_each_cell_has_a_line(text):
    report = _read(_with_column(cell_lines, "单位", text))
    assert report.texts == {UNIT: text}
    assert str(report.cells[AMOUNT]) == str(FIGURES.cells[AMOUNT])


def test_a_row_that_ends_before_the_column_leaves_it_blank():
    text = tab_rows(_sheet("采购总金额"))[0].replace("采购总金额", "采购总金额\t单位")
    assert _read(text).texts == {UNIT: ""}


def test_the_present_form_has_no_such_cell():
    report = _read(tab_rows(page(distinct("2021", 62)))[0])
    assert report.texts == {}
    assert report.layout.texts == {}
