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
    "tcPr": "tcW gridSpan vMerge tcBorders tcMar vAlign",
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
    ("agency", "lines", "narrower"),
    [
        ("市档案局", ["市档案局2024年政府信息公开工作年度报告"], False),
        (
            "示范市云溪区人民政府办公室",
            ["示范市云溪区人民政府办公室", "2024年政府信息公开工作年度报告"],
            False,
        ),
        ("示范市" * 8 + "档案局", ["示范市" * 8 + "档案局", "2024年政府信息公开工作年度报告"], True),
        ("示范市" * 9, [f"{'示范市' * 9}2024年政府信息公开工作年度报告"], True),  # nothing tells that it ends
    ],
)
def test_a_title_of_several_lines_breaks_before_the_year_and_leaves_no_single_word_below(
    agency, lines, narrower
):
    title = f"{agency}2024年政府信息公开工作年度报告"
    written = docx.Document(io.BytesIO(rendered(distinct(agency=agency, title=title), ".docx")))
    found = written.paragraphs[0].paragraph_format
    assert written.paragraphs[0].text.split("\n") == lines
    assert (found.left_indent is not None) == narrower
    assert found.left_indent == found.right_indent
    if narrower and len(lines) > 1:
        assert 442 - 2 * found.left_indent.pt >= 15 * 22  # the second line stays whole: 15 signs of 二号


def test_a_head_of_two_words_is_broken_between_them(made):
    _, table3, _ = docx.Document(io.BytesIO(made[1])).tables
    heads = {cell.text: cell for row in table3.rows[:3] for cell in row.cells}
    for words in ("商业企业", "社会公益组织"):
        room = int(heads[words]._tc.tcPr.find(f"{W}tcW").get(f"{W}w")) - sum(
            int(side.get(f"{W}w")) for side in heads[words]._tc.tcPr.find(f"{W}tcMar")
        )
        assert 2 * 180 <= room < 3 * 180  # twentieths of a point: two signs of 小五
    assert heads["自然人"]._tc.tcPr.find(f"{W}tcMar") is None


def test_no_empty_line_stands_between_a_table_and_the_next_heading(made):
    document = docx.Document(io.BytesIO(made[1]))
    assert [one.text for one in document.paragraphs if not one.text] == []
    below = [one for one in document.paragraphs if one.text[:2] in {"三、", "四、", "五、"}]
    assert [one.paragraph_format.space_before.pt for one in below] == [14, 14, 14]
