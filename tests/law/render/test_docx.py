"""Is the Word document what Word expects, and what the office prints?"""

import io
import zipfile

import docx
import pypdfium2
import pytest
from lxml import etree

from gongkai.render import rendered, tables
from tests.law.render.reports import distinct, libreoffice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The order that the schema prescribes, as far as these elements are used.
ORDER = {
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge tcBorders vAlign",
    "pPr": "pStyle keepNext keepLines widowControl tabs spacing ind jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs lang",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat rsid pPr rPr tblPr",
    "font": "altName panose1 charset family notTrueType pitch sig",
}


@pytest.fixture(scope="module", params=["2019", "2021"])
def made(request):
    return distinct(request.param), rendered(distinct(request.param), ".docx")


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_merged_cells_form_a_full_grid(made):
    report, data = made
    for printed, table in zip(tables(report), docx.Document(io.BytesIO(data)).tables, strict=True):
        assert len(table.columns) == printed.width
        for row in table._tbl.tr_lst:
            assert sum(cell.grid_span for cell in row.tc_lst) == printed.width


def test_every_cell_stands_at_its_place(made):
    report, data = made
    for printed, table in zip(tables(report), docx.Document(io.BytesIO(data)).tables, strict=True):
        for row, column, cell in printed.placed():
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    assert table.cell(row + down, column + right).text == cell.text


def test_the_head_repeats_on_each_page_and_no_row_is_torn(made):
    report, data = made
    for printed, table in zip(tables(report), docx.Document(io.BytesIO(data)).tables, strict=True):
        rows = table._tbl.tr_lst
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert repeated == [number < len(printed.head) for number in range(len(rows))]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_elements_stand_in_the_order_of_the_schema(made):
    for name, data in parts(made[1]).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for element in etree.fromstring(data).iter():
            tag = etree.QName(element).localname
            if tag in ORDER and etree.QName(element).namespace == W[1:-1]:
                found, order = [etree.QName(child).localname for child in element], ORDER[tag].split()
                assert set(found) <= set(order), f"{name}: {tag} holds {found}"
                assert found == sorted(found, key=order.index), f"{name}: {tag} in the order {found}"


def test_the_page_is_that_of_the_standard(made):
    section = docx.Document(io.BytesIO(made[1])).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Normal", "仿宋_GB2312", 16),
        ("年报表格", "宋体", 9),
    ],
)
def test_the_official_fonts_are_named(made, style, font, points):
    found = docx.Document(io.BytesIO(made[1])).styles[style].font
    assert found.element.rPr.rFonts.get(f"{W}eastAsia") == font
    assert found.size.pt == points
    table = etree.fromstring(parts(made[1])["word/fontTable.xml"])
    assert font in {entry.get(f"{W}name") for entry in table if entry.find(f"{W}altName") is not None}


def test_the_text_stands_on_lines_of_28_points(made):
    shape = docx.Document(io.BytesIO(made[1])).styles["Normal"].paragraph_format
    assert shape.line_spacing.pt == 28


def test_nothing_personal_is_in_the_file(made):
    core = docx.Document(io.BytesIO(made[1])).core_properties
    assert core.title == made[0].title
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert "thumbnail" not in "".join(parts(made[1]))
    assert b"Macintosh" not in b"".join(parts(made[1]).values())


@pytest.mark.slow
def test_libreoffice_opens_it_and_prints_all_cells(made, tmp_path):
    report, data = made
    file = tmp_path / "年报.docx"
    file.write_bytes(data)
    with pypdfium2.PdfDocument(libreoffice(file, tmp_path)) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    words = text.split()
    assert [cell for cell, value in report.cells.items() if f"{value}" not in words] == []
    assert "— 1 —" in text
    assert "— 2 —" in text


@pytest.mark.parametrize(
    ("agency", "narrower"), [("市档案局", False), ("示范市云溪区人民政府办公室", True), ("示范市" * 9, True)]
)
def test_a_title_of_several_lines_leaves_no_single_word_below(agency, narrower):
    title = f"{agency}2024年政府信息公开工作年度报告"
    written = docx.Document(io.BytesIO(rendered(distinct(agency=agency, title=title), ".docx")))
    found = written.paragraphs[0].paragraph_format
    assert (found.left_indent is not None) == narrower
    assert found.left_indent == found.right_indent
