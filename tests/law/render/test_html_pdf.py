"""Can the web page be heard, and does the PDF keep?"""

import re

import pypdfium2
import pytest
from lxml import html

from gongkai import fonts
from gongkai.render import remarks, rendered
from gongkai.report import Section
from tests.law.render.reports import distinct, with_blank, with_lost

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def page():
    report = with_lost(with_blank(distinct(), "table3.granted.total"), "table4.reconsideration.total")
    return html.document_fromstring(rendered(report, ".html").decode())


def test_every_table_has_a_caption_and_every_head_a_scope(page):
    tables = page.findall(".//table")
    assert [table.findtext("caption") for table in tables] == [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ]
    heads = page.findall(".//th")
    assert heads
    assert {head.get("scope") for head in heads} == {"col", "colgroup", "row", "rowgroup"}


def test_a_value_names_the_heads_of_its_row_and_column(page):
    names = {head.get("id"): head.text for head in page.findall(".//th")}
    table2, table3, table4 = page.findall(".//table")

    def heads_of(table, number):
        cell = next(cell for cell in table.findall(".//td") if cell.text == number)
        return [names[one] for one in cell.get("headers").split()]

    assert heads_of(table2, "18") == ["第二十条第（六）项", "本年处理决定数量", "行政处罚"]
    assert heads_of(table3, "50") == [
        "申请人情况",
        "法人或其他组织",
        "商业企业",
        "三、本年度办理结果",
        "（三）不予公开",
        "1.属于国家秘密",
    ]
    assert heads_of(table4, "206") == ["行政诉讼", "复议后起诉", "结果维持"]


def test_blank_and_lost_cells_look_different_from_zero(page):
    assert [cell.text for cell in page.findall(".//td[@class='unreadable']")] == ["〔读不出〕"]
    assert [cell.text for cell in page.findall(".//td[@class='blank']")] == [None]


def test_the_page_stands_alone(page):
    source = html.tostring(page, encoding="unicode")
    assert not page.findall(".//script")
    assert not re.search(r"""(?:src|href)=|url\(|@import|https?:""", source)
    assert page.get("lang") == "zh-CN"


@pytest.fixture(scope="module")
def pdf():
    return rendered(distinct(), ".pdf")


def test_the_pdf_is_tagged_and_made_for_archives_and_screen_readers(pdf):
    assert b"/MarkInfo" in pdf
    assert b"/StructTreeRoot" in pdf
    for standard in (b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:conformance>A</", b"<pdfuaid:part>1</"):
        assert standard in pdf


def test_the_pdf_embeds_our_fonts_and_no_other(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        used = {
            (item.get_font().get_base_name(), item.get_font().is_embedded)
            for page in document
            for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=6)
        }
    assert {name.partition("+")[2].split("-")[0] for name, _ in used} == {"GongkaiSong", "GongkaiHei"}
    assert all(embedded for _, embedded in used)


def test_the_pdf_has_bookmarks_for_the_six_sections(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        titles = [mark.get_title() for mark in document.get_toc()]
        assert document.get_metadata_dict()["Title"] == "示范市档案馆2024年政府信息公开工作年度报告"
        assert document.get_metadata_dict()["Author"] == ""
    assert [title[:2] for title in titles] == ["一、", "二、", "三、", "四、", "五、", "六、"]


def left_of(page, words):
    """Where the first sign of these words begins, in points."""
    text = page.get_textpage()
    index, _ = text.search(words).get_next()
    return text.get_charbox(index, loose=True)[0]


def test_headings_and_paragraphs_begin_at_the_same_place(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        last = document[len(document) - 1]
        assert left_of(last, "五、存在") == pytest.approx(left_of(last, "窗口人手"), abs=1)


def test_a_head_of_three_signs_stands_in_one_line_and_no_word_is_torn(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        (text,) = [found for page in document if "商业" in (found := page.get_textpage().get_text_range())]
    assert "自然人" in text
    for words in ("商业", "企业", "社会", "公益", "组织", "法律", "服务", "机构"):
        assert words in text


def test_a_character_outside_our_fonts_is_said():
    report = distinct()
    rare = Section(5, report.sections[4].heading, "由王㛃同志负责。")
    report = distinct(sections=(*report.sections[:4], rare, report.sections[5]))
    assert "㛃" not in fonts.characters()
    assert "没有「㛃」等 1 个字" in remarks(report, ".pdf")[0]
    assert remarks(report, ".docx") == []


def test_the_fonts_lie_beside_their_licence():
    kept = {file.name for file in fonts.FOLDER.iterdir()}
    assert {"GongkaiSong-Regular.otf", "GongkaiHei-Regular.otf", "GongkaiHei-Bold.otf", "OFL.txt"} <= kept
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts.FOLDER / "OFL.txt").read_text(encoding="utf-8")
