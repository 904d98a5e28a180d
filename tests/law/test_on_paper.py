"""Is every list that we write into a workbook set up for printing, so that nobody has to change anything?"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

import gongkai
from gongkai.landscape import landscape

ROOT = Path(gongkai.__file__).parent.parent
MAKERS = sorted(
    path.relative_to(ROOT).as_posix()
    for room in ("gongkai", "gongkai_web")
    for path in (ROOT / room).rglob("*.py")
    if "add_worksheet(" in path.read_text()
)


@pytest.mark.parametrize("maker", MAKERS)
def test_whoever_makes_a_sheet_sets_it_up_for_paper(maker):
    said = (ROOT / maker).read_text()
    assert "landscape(" in said or "repeat_rows(" in said


def sheet_of(**changes):
    """The settings of a sheet as Excel reads them, and the names of its rows that stand on every page."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        landscape(book.add_worksheet("表"), **changes)
    with zipfile.ZipFile(buffer) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        return sheet, parts.read("xl/workbook.xml").decode()


def test_a_list_lies_is_as_wide_as_the_paper_and_has_its_title_head_and_number_on_each_page():
    sheet, book = sheet_of(title="甲&乙的名单")
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "&amp;C&amp;B甲&amp;&amp;乙的名单" in sheet
    assert "第 &amp;P 页，共 &amp;N 页" in sheet
    assert "表!$1:$1" in book


def test_a_list_that_is_too_wide_repeats_who_it_is_about_instead_of_shrinking():
    sheet, book = sheet_of(head=1, aside=2)
    assert "fitToPage" not in sheet
    assert 'scale="70"' in sheet
    assert "表!$A:$B,表!$1:$2" in book
