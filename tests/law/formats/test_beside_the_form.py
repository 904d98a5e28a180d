"""What stands beside the form – a row of its own, the unit of an amount – is found in each format."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gongkai.reading import read_bytes
from gongkai.render.pages import pages
from gongkai.report import ExtraRow, Report
from tests.law.formats import writers
from tests.law.formats.builders import Cell, Table
from tests.law.render.reports import distinct

UNIT = "table2.centralized_procurement.procurement_unit"
FORMATS = [writers.as_docx, writers.as_xlsx, writers.as_html, writers.as_ofd, writers.as_pdf]

pytestmark = pytest.mark.usefixtures("cjk_font")


def _parts(report: Report) -> Iterator[str | Table]:
    """The report from top to bottom, for writers that do not know the library."""
    printed = pages(report)
    yield printed.title
    for section in printed.sections:
        yield section.heading
        yield from section.paragraphs
        if section.table:
            placed = list(section.table.placed())
            cells = tuple(Cell(row, at, c.text, c.rowspan, c.colspan) for row, at, c in placed)
            width = section.table.width
            yield Table(len(section.table.rows), width, cells, (1.0,) * width)


def _read(write, report: Report, monkeypatch) -> Report:
    monkeypatch.setattr(writers, "parts", _parts)
    return read_bytes(write(report), "年报")


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize("unit", ["元", "万元", "/", "", "示范市财政局"])
def test_the_unit_of_an_amount_is_found_as_it_stands(unit, write, monkeypatch):
    report = distinct("2019", texts={UNIT: unit})
    again = _read(write, report, monkeypatch)
    assert again.texts == {UNIT: unit}
    assert again.cells == report.cells


@pytest.mark.parametrize("write", FORMATS)
def test_a_unit_that_stands_nowhere_is_not_in_the_report(write, monkeypatch):
    assert _read(write, distinct("2019"), monkeypatch).texts == {}


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize("values", [(7,), (3, 1, 0, 2, 6), tuple(range(301, 316))])
def test_a_row_of_its_own_under_table_four_is_found(values, write, monkeypatch):
    rows = (ExtraRow(4, "其中一并要求赔偿的", values),)
    report = distinct(extra_rows=rows)
    again = _read(write, report, monkeypatch)
    assert again.extra_rows == rows
    assert again.cells == report.cells


@pytest.mark.parametrize("size", [6, 6.5, 7])
@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_row_torn_between_two_columns_of_a_page_is_one_row(form, size, monkeypatch):
    monkeypatch.setattr(writers, "parts", _parts)
    report = distinct(form)
    again = read_bytes(writers.as_pdf(report, columns=2, size=size, inset=1), "年报.pdf")
    assert again.cells == report.cells
    assert again.extra_rows == ()
    assert [note.code for note in again.notes] == []
    assert [section.heading for section in again.sections] == [s.heading for s in report.sections]
