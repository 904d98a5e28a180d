"""A text goes out to a page, to DOCX, PDF and plain text, and each says what the text says."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from hashlib import sha256

import pypdfium2
import pytest
from hypothesis import Phase, given, settings

from gongkai.errors import UsageError, WritingError
from gongkai.reading.formats import legacy
from gongkai.reading.formats.sniff import Kind
from gongkai.richtext.clean import clean
from gongkai.richtext.out import docx, pdf, written
from gongkai.richtext.out.page import page_html
from gongkai.richtext.out.text import text_of, text_version
from gongkai.richtext.out.work import Work
from gongkai.richtext.out.written import write
from gongkai.richtext.serialise import html_of
from gongkai.richtext.wordprocessing.read import read, read_docx
from tests import samples
from tests.law.render.wordprocessing import faults
from tests.law.richtext.texts import PICTURES, texts


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def drawn(wide: int, high: int) -> bytes:
    """A picture of that size."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x20\x60\xa0" * wide) * high)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


CHART = drawn(2000, 300)
KEY = sha256(CHART).hexdigest()
ROWS = "".join(
    f"<tr><td>{number}</td><td>第{number}中学</td><td class=align-right>{number * 137}</td></tr>"
    for number in range(1, 41)
)
HTML = clean(
    "<p>各县（区）人民政府：</p><p class=indent>为落实<strong>《条例》</strong>"
    "<sup><a href='#note-1'>1</a></sup>，全年公开不少于10<sup>3</sup>件，见"
    "<a href='/zwgk/1'>目录</a>和<a href='https://other.example/a'>附件</a>，<em>按季</em><u>公布</u>。</p>"
    "<h2>一、要求</h2><h3>（一）原则</h3><ol start=3><li>依法<ul><li>目录</li><li>指南</li></ul></li>"
    "<li>及时<p>自形成之日起</p></li></ol>"
    f"<figure><img src='sha256:{KEY}' alt='流程'><figcaption>图1 流程</figcaption></figure>"
    "<table><caption>表1 任务</caption><thead><tr><th rowspan=2>序号</th><th rowspan=2>单位</th>"
    "<th class=align-center>任务</th></tr><tr><th>数量</th></tr></thead><tbody>"
    f"{ROWS}<tr><th colspan=2>合计</th><td>5617</td></tr></tbody></table>"
    "<p class=align-right>示范市人民政府</p>"
    "<section class=footnotes><ol><li id=note-1>国务院令第711号。</li></ol></section>"
)
WORK = Work("关于公开的通知", HTML, "示政发〔2026〕3号", {KEY: CHART}, "https://www.example.gov.cn")


def test_a_page_shows_pictures_under_their_addresses_and_leads_back_from_footnotes():
    shown = page_html(HTML, lambda digest: f"/fujian/{digest[:8]}?a=1&b=2")
    assert f'<img src="/fujian/{KEY[:8]}?a=1&amp;b=2" loading="lazy" alt="流程">' in shown
    assert '<a href="#note-1" id="note-1-call" role="doc-noteref">1</a>' in shown
    assert (
        '国务院令第711号。 <a href="#note-1-call" role="doc-backlink" aria-label="返回正文">↩</a></li>'
        in shown
    )
    assert "sha256:" not in shown
    assert "style=" not in shown


def test_words_that_look_like_markup_are_words_on_a_page():
    html = clean(f'<p>写作 &lt;img src="sha256:{KEY}" alt=""&gt; 的图</p>')
    assert page_html(html, lambda _: "/x") == html


def test_the_words_of_a_text_have_a_line_for_each_paragraph_and_tabs_between_cells():
    html = clean(
        "<p>甲<sup><a href='#note-1'>1</a></sup></p><ol><li>乙</li></ol><table><caption>"
        "表</caption><tr><td>a<td>b<p>c"
        "<tr><td colspan=2>d</table><section class=footnotes><ol><li id=note-1>注</ol></section>"
    )
    assert text_of(html) == "甲\n乙\n表\na\tb c\nd\t\n注"


def test_the_text_version_keeps_numbers_marks_of_pictures_and_raised_figures():
    told = text_version(HTML, WORK.title)
    assert told.startswith("关于公开的通知\n\n各县（区）人民政府：\n\n\u3000\u3000为落实《条例》[1]，")
    assert "不少于10³件" in told
    assert "3. 依法\n  • 目录\n  • 指南\n4. 及时\n  自形成之日起\n" in told
    assert "〔图：流程〕\n图1 流程\n" in told
    assert "序号\t单位\t任务\n\t\t数量\n1\t第1中学\t137\n" in told
    assert told.endswith("[1] 国务院令第711号。\n")


@pytest.mark.parametrize("fmt", ["docx", "pdf", "txt"])
def test_what_is_written_reads_back_as_the_text(fmt):
    assert write(WORK, fmt)


def test_a_document_of_ours_is_what_the_standard_allows():
    assert list(faults(docx.render(WORK))) == []


def test_no_document_that_we_write_breaks_the_standard_however_the_text_is_nested():
    nested = clean(
        "<table><tr><td><table><caption>内</caption><tr><td>x</table></td><th><ul><li>点<p>"
        "续</ul></th></tr></table>"
        "<ol type=a><li>甲<ol type=I start=4><li>乙</ol><p>丙</ol>"
    )
    assert list(faults(docx.render(Work("通知", nested)))) == []


@pytest.mark.parametrize("fmt", ["docx", "pdf", "txt"])
def test_a_row_that_got_lost_on_the_way_is_noticed(fmt, monkeypatch):
    short = Work(WORK.title, HTML.replace("第17中学", "第中学"), WORK.number, WORK.pictures, WORK.site)
    render = written._WRITERS[fmt]
    monkeypatch.setitem(written._WRITERS, fmt, lambda _: render(short))
    with pytest.raises(WritingError, match="与正文不一致"):
        write(WORK, fmt)


def test_one_of_two_equal_lines_that_got_lost_in_a_pdf_is_noticed(monkeypatch):
    twice, once = Work("通知", "<p>同上</p>\n<p>同上</p>"), Work("通知", "<p>同上</p>")
    monkeypatch.setitem(written._WRITERS, "pdf", lambda _: pdf.render(once))
    with pytest.raises(WritingError):
        write(twice, "pdf")


def test_a_paragraph_and_a_cell_that_go_on_on_the_next_page_are_found_there():
    long = "".join(f"第{number}点要求各单位认真落实并按时报送情况。" for number in range(1, 90))
    assert write(Work("通知", f"<p>{long}</p>\n<p>{long}</p>"), "pdf")
    assert write(Work("通知", clean(f"<table><tr><th>项<th>说明<tr><td>甲<td>{long}</table>")), "pdf")


def test_two_paragraphs_in_the_wrong_order_are_noticed_in_a_document(monkeypatch):
    one, other = Work("通知", "<p>甲</p>\n<p>乙</p>"), Work("通知", "<p>乙</p>\n<p>甲</p>")
    monkeypatch.setitem(written._WRITERS, "docx", lambda _: docx.render(other))
    with pytest.raises(WritingError):
        write(one, "docx")


def test_a_picture_that_is_not_there_is_named_in_its_place():
    without = Work(WORK.title, HTML, WORK.number)
    assert "〔图：流程〕" in read_docx(write(without, "docx"), "a.docx").html
    assert "〔图：流程〕" in write(without, "txt").decode()
    assert write(without, "pdf")


def test_a_link_into_the_site_leads_there_from_paper_and_nowhere_without_a_site():
    assert 'href="https://www.example.gov.cn/zwgk/1"' in read_docx(write(WORK, "docx"), "a.docx").html
    without = read_docx(write(Work("通知", HTML), "docx"), "a.docx").html
    assert "zwgk" not in without
    assert 'href="https://other.example/a"' in without


def test_a_link_to_an_attachment_leads_nowhere_from_paper():
    html = clean(f'<p>见<a href="sha256:{KEY}">附件</a></p>')
    assert read_docx(write(Work("通知", html), "docx"), "a.docx").html == "<p>见附件</p>"


def test_the_head_of_a_table_is_its_head_whatever_its_cells():
    html = clean("<table><thead><tr><td>甲</thead><tbody><tr><th>乙<tr><td>丙</table>")
    assert "<thead>\n<tr><td>甲</td></tr>\n</thead>" in html
    assert write(Work("通知", html), "docx")


def test_a_long_table_repeats_its_head_on_each_page_of_a_pdf():
    with pypdfium2.PdfDocument(write(WORK, "pdf")) as document:
        pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    with_rows = [page for page in pages if re.search(r"第\d+中学", page)]
    assert len(with_rows) > 1
    assert all("序号" in page and "数量" in page for page in with_rows)


def test_a_footnote_stands_on_the_page_of_its_call():
    with pypdfium2.PdfDocument(write(WORK, "pdf")) as document:
        first = document[0].get_textpage().get_text_range()
    assert "国务院令第711号" in first.replace(" ", "")


def test_the_parts_of_a_document_name_nobody():
    with zipfile.ZipFile(io.BytesIO(write(WORK, "docx"))) as file:
        told = file.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in told or "<dc:creator/>" in told
    assert "python-docx" not in told


def test_a_character_that_no_font_has_is_named():
    with pytest.raises(WritingError, match="\U0010fffd"):
        pdf.render(Work("通知", "<p>\U0010fffd</p>"))


def test_another_format_is_refused_with_those_that_there_are():
    with pytest.raises(UsageError, match="docx、pdf、txt"):
        write(WORK, "wps")


@given(texts())
@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_any_text_can_be_printed_and_read_back(document):
    work = Work("通知", html_of(document), pictures=PICTURES)
    assert write(work, "pdf")
    assert write(work, "txt")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("to", "alt"), [("odt", "流程"), ("doc", ""), pytest.param("rtf", "", marks=pytest.mark.long)]
)
def test_a_document_that_libreoffice_saved_in_another_format_is_the_same_text(to, alt, monkeypatch):
    samples.libre_office()
    filters = {"odt": "odt", "doc": "doc:MS Word 97", "rtf": "rtf"}
    monkeypatch.setattr(legacy, "_FILTERS", filters)
    other = legacy.converted(docx.render(WORK), "通知.docx", Kind.DOCX, to)
    monkeypatch.undo()
    back = read(other, f"通知.{to}")
    wanted = HTML.replace('href="/', 'href="https://www.example.gov.cn/').replace(
        'alt="流程"', f'alt="{alt}"'
    )
    assert back.html == wanted
    assert (back.title, back.number) == (WORK.title, WORK.number)
    assert [one.code for one in back.remarks] == ["converted"]


def test_every_picture_of_a_document_has_a_number_of_its_own():
    two = f"<p>甲<img src='sha256:{KEY}' alt=''>乙<img src='sha256:{KEY}' alt=''></p>"
    with zipfile.ZipFile(io.BytesIO(docx.render(Work("通知", two, pictures={KEY: CHART})))) as file:
        ids = re.findall(r'<wp:docPr id="(\d+)"', file.read("word/document.xml").decode())
    assert ids == ["1", "2"]
