"""Can one count with the workbook, and does it show what the report states?"""

import io
import re
import zipfile

import pypdfium2
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from gongkai.render import rendered, tables
from tests.law.render.reports import changed, distinct, libreoffice, sound, with_blank, with_lost

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet(data, number):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))


def formulas(data, number):
    return {
        cell.get("r"): (cell.findtext(f"{S}f"), cell.findtext(f"{S}v"))
        for cell in sheet(data, number).iter(f"{S}c")
        if cell.find(f"{S}f") is not None
    }


def numbers(data, number):
    return {
        cell.get("r"): float(cell.findtext(f"{S}v"))
        for cell in sheet(data, number).iter(f"{S}c")
        if cell.get("t") != "s" and cell.find(f"{S}v") is not None
    }


def place(reference):
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def inside(area):
    """The references of an area such as D5:D20."""
    (top, left), (bottom, right) = map(place, (area.split(":") * 2)[:2])
    return {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_every_formula_gives_the_number_that_is_stored_with_it(key):
    data, counted = rendered(sound(key), ".xlsx"), 0
    for number in (3, 4):
        values = {place(reference): value for reference, value in numbers(data, number).items()}
        for formula, stored in formulas(data, number).values():
            areas = re.fullmatch(r"=?SUM\((.*)\)", formula)[1].split(",")
            assert sum(values[at] for area in areas for at in inside(area)) == float(stored)
            counted += 1
    rows = len(tables(sound(key))[1].body)
    assert counted == rows + 6 + 3  # each row, each kind of （七）总计, each block of table 四


def test_a_total_that_is_not_the_sum_stays_the_number_that_was_stated():
    report = changed(sound(), table3__granted__total=4321)
    data = rendered(report, ".xlsx")
    assert "4321" not in {stored for _, stored in formulas(data, 3).values()}
    assert 4321.0 in numbers(data, 3).values()
    assert not formulas(rendered(distinct(), ".xlsx"), 4)


def test_a_sum_with_a_lost_part_is_no_formula():
    report = with_lost(sound(), "table4.reconsideration.pending")
    assert len(formulas(rendered(report, ".xlsx"), 4)) == 2


def test_a_blank_is_an_empty_cell_and_no_zero():
    report = with_blank(sound(), "table4.reconsideration.pending")
    assert len(numbers(rendered(sound(), ".xlsx"), 4)) - len(numbers(rendered(report, ".xlsx"), 4)) == 1


def test_the_merged_heads_are_those_of_the_form():
    book = CalamineWorkbook.from_filelike(io.BytesIO(rendered(distinct(), ".xlsx")))
    for printed, name in zip(tables(distinct()), ("表二", "表三", "表四"), strict=True):
        wanted = {
            ((row, column), (row + cell.rowspan - 1, column + cell.colspan - 1))
            for row, column, cell in printed.placed()
            if cell.rowspan * cell.colspan > 1
        }
        assert set(book.get_sheet_by_name(name).merged_cell_ranges) == wanted


def test_it_prints_on_a4_with_repeated_heads():
    data = rendered(distinct(), ".xlsx")
    for number in (1, 2, 3, 4):
        assert sheet(data, number).find(f"{S}pageSetup").get("paperSize") == "9"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "'表三'!$1:$3" in archive.read("xl/workbook.xml").decode().replace("&apos;", "'") or (
            "表三!$1:$3" in archive.read("xl/workbook.xml").decode()
        )


@pytest.mark.slow
def test_libreoffice_opens_it_and_shows_all_numbers(tmp_path):
    file = tmp_path / "年报.xlsx"
    file.write_bytes(rendered(sound(), ".xlsx"))
    with pypdfium2.PdfDocument(libreoffice(file, tmp_path)) as document:
        words = "\n".join(page.get_textpage().get_text_range() for page in document).split()
    assert [cell for cell, value in sound().cells.items() if str(value) not in words] == []
