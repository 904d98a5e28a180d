"""What stands in a Word document arrives as a reader of its pages sees it, and what does not is said."""

from __future__ import annotations

import io
import re
import socket
import zipfile
from hashlib import sha256

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gongkai.confined import call
from gongkai.errors import ReadingError, UnsupportedFormat
from gongkai.reading.formats.refusals import Damaged, Protected
from gongkai.richtext.clean import clean
from gongkai.richtext.imported import Imported
from gongkai.richtext.out.docx import render
from gongkai.richtext.out.work import Work
from gongkai.richtext.wordprocessing.numbering import in_style
from gongkai.richtext.wordprocessing.read import read, read_docx
from tests.law.richtext.texts import PIXEL
from tests.law.richtext.worddocx import SPACES, docx, numbered, numbering, p, part, picture, run


def arrived(body: str, **parts: str | bytes) -> Imported:
    more = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    brought = read_docx(docx(body, more=more), "通知.docx")
    assert clean(brought.html) == brought.html
    return brought


def codes(brought: Imported) -> list[str]:
    return [one.code for one in brought.remarks]


STYLES = part(
    "styles",
    "<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
    '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="正文粗"/><w:basedOn w:val="a"/>'
    "<w:rPr><w:b/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="居中"/><w:basedOn w:val="b"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="d"><w:name w:val="强调"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="g"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="m"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="h"><w:name w:val="Hyperlink"/><w:rPr><w:u '
    'w:val="single"/></w:rPr></w:style>',
)


def style(key: str) -> str:
    return f'<w:pStyle w:val="{key}"/>'


def test_a_paragraph_takes_from_its_style_and_from_what_that_is_based_on():
    body = (
        p("首行", "") + p("粗", style("b")) + p("中", style("c")) + p("平", '<w:ind w:firstLineChars="0"/>')
    )
    assert arrived(body, styles_xml=STYLES).html == (
        '<p class="indent">首行</p>\n<p class="indent"><strong>粗</strong></p>\n'
        '<p class="align-center"><strong>中</strong></p>\n<p class="indent">平</p>'
    )


def test_an_indent_that_is_taken_back_is_none():
    taken_back = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    assert arrived(p("平", taken_back), styles_xml=STYLES).html == "<p>平</p>"


def test_bold_in_both_styles_cancels_out_and_its_own_word_counts_most():
    body = p(run("甲", '<w:rStyle w:val="d"/>') + run("乙", '<w:b w:val="0"/>') + run("丙"), style("b"))
    assert arrived(body, styles_xml=STYLES).html == '<p class="indent">甲乙<strong>丙</strong></p>'


def test_headings_and_the_title_come_from_their_styles():
    body = (
        p("关于公开的", style("t"))
        + p("通知", style("t"))
        + p("一、总则", style("1"))
        + p("（一）目的", style("2"))
    )
    brought = arrived(body, styles_xml=STYLES)
    assert brought.title == "关于公开的通知"
    assert brought.html == "<h2>一、总则</h2>\n<h3>（一）目的</h3>"


def test_the_document_number_under_the_title_is_no_text():
    number = p("示政发〔2026〕3号", '<w:jc w:val="center"/>')
    brought = arrived(p("通知", style("t")) + number + p("各县", style("1")), styles_xml=STYLES)
    assert (brought.title, brought.number, brought.html) == ("通知", "示政发〔2026〕3号", "<h2>各县</h2>")
    assert arrived(number).html == '<p class="align-center">示政发〔2026〕3号</p>'


def test_where_there_are_no_styles_the_faces_of_an_official_document_tell_headings_and_title():
    def face(name: str, size: int = 32) -> str:
        return f'<w:rFonts w:eastAsia="{name}"/><w:sz w:val="{size}"/>'

    body = (
        p(run("示范市公开工作要点", face("方正小标宋简体", 44)), '<w:jc w:val="center"/>')
        + p(run("一、总体要求", face("黑体")))
        + p(run("（一）目标", face("楷体_GB2312")))
        + p(run("一、这是正文里的一句话，不是标题。", face("黑体")))
        + p(run("一、仿宋的一行", face("仿宋_GB2312")))
    )
    brought = arrived(body)
    assert brought.title == "示范市公开工作要点"
    assert brought.html == (
        "<h2>一、总体要求</h2>\n<h3>（一）目标</h3>\n<p>"
        "一、这是正文里的一句话，不是标题。</p>\n<p>一、仿宋的一行</p>"
    )


def test_numbers_that_a_text_is_quoted_by_are_text_and_go_on_counting():
    legal = numbering(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    body = (
        numbered("总则")
        + numbered("目的", 1, 1)
        + numbered("依据", 1, 1)
        + numbered("甲", 1, 2)
        + numbered("附则")
    )
    assert arrived(body, numbering_xml=legal).html == (
        "<p>一、总则</p>\n<p>（一）目的</p>\n<p>（二）依据</p>\n<p>1.甲</p>\n<p>二、附则</p>"
    )


def test_two_lists_of_one_definition_count_on_unless_one_begins_anew():
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3">'
        '<w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )
    legal = numbering(("chineseCounting", "%1、")).replace("</w:numbering>", more)
    body = numbered("甲") + numbered("乙", 2) + numbered("丙", 3)
    assert arrived(body, numbering_xml=legal).html == "<p>一、甲</p>\n<p>二、乙</p>\n<p>一、丙</p>"


def test_articles_stand_apart_from_their_text():
    articles = numbering(("chineseCounting", "第%1条"))
    body = "".join(numbered(f"内容{number}") for number in range(1, 13))
    html = arrived(body, numbering_xml=articles).html
    assert html.startswith("<p>第一条\u3000内容1</p>")
    assert html.endswith("<p>第十二条\u3000内容12</p>")


def test_points_and_plain_numbers_are_lists_in_each_other():
    lists = numbering(("decimal", "%1."), ("bullet", "·"), ("lowerRoman", "%3."))
    body = (
        numbered("甲")
        + numbered("点", 1, 1)
        + numbered("小", 1, 2)
        + numbered("乙")
        + p("说明")
        + numbered("丙")
    )
    assert arrived(body, numbering_xml=lists).html == (
        '<ol>\n<li>甲\n<ul>\n<li>点\n<ol type="i">\n<li>小</li>\n</ol></li>\n</ul></li>\n<li>乙</li>\n</ol>\n'
        '<p>说明</p>\n<ol start="3">\n<li>丙</li>\n</ol>'
    )


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (1005, "chineseCounting", "一千零五"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "decimalEnclosedCircle", "③"),
        (3, "decimalEnclosedParen", "⑶"),
        (3, "ideographTraditional", "丙"),
        (4, "upperRoman", "IV"),
        (27, "lowerLetter", "aa"),
        (7, "decimalZero", "07"),
        (7, "decimalFullWidth", "７"),
        (5, "ganada", "5"),
    ],
)
def test_a_number_is_written_as_word_writes_it(number, style, written):
    assert in_style(number, style) == written


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def test_a_table_keeps_its_merged_cells_its_head_and_where_its_text_stands():
    span, begin, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        p("表1 统计", style("g"))
        + "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell(p("事项", '<w:jc w:val="center"/>'), span)
        + cell(p("备注"), begin)
        + "</w:tr><w:tr>"
        + cell(p("受理") + p("审核"))
        + cell(p("12", '<w:jc w:val="right"/>'))
        + cell(p(""), on)
        + "</w:tr><w:tr>"
        + cell(p("甲"), span)
        + cell(p("乙"))
        + "</w:tr></w:tbl>"
    )
    assert arrived(body, styles_xml=STYLES).html == (
        '<table>\n<caption>表1 统计</caption>\n<thead>\n<tr><td colspan="2" class="align-center">事项</td>'
        '<td rowspan="2">备注</td></tr>\n<tr><td>受理\n<p>审核</p></td><td '
        'class="align-right">12</td></tr>\n</thead>\n'
        '<tbody>\n<tr><td colspan="2">甲</td><td>乙</td></tr>\n</tbody>\n</table>'
    )


def test_a_row_that_was_deleted_or_is_hidden_is_not_there():
    def row(text: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cell(p(text))}</w:tr>"

    body = "<w:tbl>" + row("甲") + row("乙", '<w:del w:id="1"/>') + row("丙", "<w:hidden/>") + "</w:tbl>"
    brought = arrived(body)
    assert brought.html == "<table>\n<tbody>\n<tr><td>甲</td></tr>\n</tbody>\n</table>"
    assert codes(brought) == ["hidden", "revisions"]


def test_a_cell_goes_on_only_below_one_as_wide():
    wide, begin, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    first = cell(p("甲"), wide + begin) + cell(p("乙"))
    body = (
        f"<w:tbl><w:tr>{first}</w:tr><w:tr>{cell(p('丙'), on) + cell(p('丁')) + cell(p('戊'))}</w:tr></w:tbl>"
    )
    assert arrived(body).html == (
        '<table>\n<tbody>\n<tr><td colspan="2">甲</td><td>乙</td></tr>\n'
        "<tr><td>丙</td><td>丁</td><td>戊</td></tr>\n</tbody>\n</table>"
    )


def test_a_centred_line_of_the_size_of_the_text_is_no_title():
    line = run("第一章", '<w:sz w:val="32"/>')
    brought = arrived(p(line, '<w:jc w:val="center"/>'))
    assert (brought.title, brought.html) == ("", '<p class="align-center">第一章</p>')


def test_changes_are_taken_as_accepted_and_that_is_said():
    body = (
        p(
            run("公开")
            + f'<w:ins w:id="1" w:author="张">{run("及时")}</w:ins>'
            + '<w:del w:id="2" w:author="张"><w:r><w:delText>拖延</w:delText></w:r></w:del>'
        )
        + p(run("上半"), "<w:rPr><w:del/></w:rPr>")
        + p("下半")
    )
    brought = arrived(body)
    assert brought.html == "<p>公开及时</p>\n<p>上半下半</p>"
    assert codes(brought) == ["revisions"]


def test_comments_and_hidden_and_struck_text_stay_behind_and_that_is_said():
    body = p(
        run("公开")
        + run("内部口径", "<w:vanish/>")
        + run("不", "<w:strike/>")
        + '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    brought = arrived(body, comments_xml=part("comments", ""))
    assert brought.html == "<p>公开</p>"
    assert codes(brought) == ["struck", "hidden", "comments"]


def test_white_and_tiny_text_stays_behind_unless_something_is_behind_it():
    white = run("口径", '<w:color w:val="FFFFFF"/>')
    tiny = run("附注", '<w:sz w:val="2"/>')
    brought = arrived(p(run("公开") + white + tiny))
    assert brought.html == "<p>公开</p>"
    assert codes(brought) == ["faint"]
    shade = '<w:shd w:fill="003366"/>'
    shaded = f"<w:tbl><w:tr>{cell(p(white), shade)}</w:tr></w:tbl>"
    assert "口径" in arrived(shaded).html


def test_a_text_box_comes_behind_its_paragraph_once():
    def box(text: str) -> str:
        return f"<w:txbxContent>{p(text)}</w:txbxContent>"

    body = p(
        run("正文")
        + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        + box("框里")
        + "</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        + box("框里")
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    brought = arrived(body)
    assert brought.html == "<p>正文</p>\n<p>框里</p>"
    assert codes(brought) == ["boxes"]


def test_headers_stay_behind_and_that_is_said_unless_they_are_a_page_number():
    assert codes(arrived(p("正文"), header1_xml=part("hdr", p("内部资料")))) == ["headers"]
    assert codes(arrived(p("正文"), footer1_xml=part("ftr", p("— 1 —")))) == []


def test_footnotes_and_endnotes_stand_at_the_foot_in_the_order_of_their_calls():
    def note(kind: str, number: int, text: str) -> str:
        return f'<w:{kind} w:id="{number}">{p("<w:r><w:footnoteRef/></w:r>" + run(" " + text))}</w:{kind}>'

    def call_of(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    separator = f'<w:footnote w:type="separator" w:id="0">{p("")}</w:footnote>'
    body = p(run("甲") + call_of("endnote", 1) + run("乙") + call_of("footnote", 1))
    brought = arrived(
        body,
        footnotes_xml=part("footnotes", separator + note("footnote", 1, "脚")),
        endnotes_xml=part("endnotes", note("endnote", 1, "尾")),
    )
    assert brought.html == (
        '<p>甲<sup><a href="#note-1">1</a></sup>乙<sup><a href="#note-2">2</a></sup></p>\n'
        '<section class="footnotes">\n<ol>\n<li id="note-1">尾</li>\n<li id="note-2">脚</li>'
        "\n</ol>\n</section>"
    )


def test_pictures_come_as_bytes_under_their_digest():
    body = p(run("见") + picture("media/image1.png", "流程图"))
    brought = arrived(body, media__image1_png=PIXEL)
    key = sha256(PIXEL).hexdigest()
    assert brought.html == f'<p>见<img src="sha256:{key}" alt="流程图"></p>'
    assert [one.data for one in brought.pictures] == [PIXEL]


def test_a_picture_with_its_caption_is_a_figure():
    body = p(picture("media/image1.png")) + p("图1 流程", style("g"))
    html = arrived(body, media__image1_png=PIXEL, styles_xml=STYLES).html
    assert html.endswith('alt=""><figcaption>图1 流程</figcaption></figure>')


def test_a_picture_that_lies_elsewhere_or_is_not_there_is_named_and_not_fetched(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("asked the network"))
    linked = picture("x").replace('r:embed="tox"', 'r:link="k1"')
    brought = read_docx(docx(p("见：") + p(linked), outside={"k1": "http://192.0.2.1/a.png"}), "通知.docx")
    (said,) = brought.missing
    assert "图片只是链接在别处" in said
    assert "<img" not in brought.html
    (said,) = arrived(p("见：") + p(picture("media/gone.png"))).missing
    assert "文件里没有这张图片" in said


def test_a_picture_that_no_page_can_show_is_named():
    body = p("流程如下：") + p(picture("media/image1.emf"))
    brought = arrived(body, media__image1_emf=b"\x01\x00\x00\x00" + bytes(60))
    assert brought.missing == (
        "「流程如下：」后面的图片（image1.emf）没有带入："
        "图片是 EMF 格式，网页显示不了；请另存为 PNG 或 JPG 以后上传。",
    )


def test_links_keep_where_they_lead_and_are_not_underlined_for_it():
    def link(key: str, text: str) -> str:
        shown = run(text, '<w:rStyle w:val="h"/>')
        return f'<w:hyperlink r:id="{key}">{shown}</w:hyperlink>'

    outside = {"k1": "https://www.example.gov.cn/a", "k2": "file:///C:/x.doc"}
    code = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    field = (
        code.format("begin")
        + '<w:r><w:instrText> HYPERLINK "https://www.example.gov.cn/b" </w:instrText></w:r>'
        + code.format("separate")
        + run("丙")
        + code.format("end")
    )
    data = docx(p(link("k1", "甲") + link("k2", "乙") + field), more={"styles.xml": STYLES}, outside=outside)
    brought = read_docx(data, "x.docx")
    assert brought.html == (
        '<p class="indent"><a href="https://www.example.gov.cn/a">甲</a>乙<a '
        'href="https://www.example.gov.cn/b">丙</a></p>'
    )
    assert codes(brought) == ["links"]


def test_fields_show_their_results_and_a_table_of_contents_is_left_out():
    code = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    date = code.format("begin") + "<w:r><w:instrText>DATE</w:instrText></w:r>" + code.format("separate")
    body = p("一、总则\t1", style("m")) + p(run("日期：") + date + run("2026年1月1日") + code.format("end"))
    brought = arrived(body, styles_xml=STYLES)
    assert brought.html == '<p class="indent">日期：2026年1月1日</p>'
    assert codes(brought) == ["contents"]


def test_formulas_are_characters_and_objects_are_named():
    formula = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    brought = arrived(p(run("式") + formula + "<w:r><w:object/></w:r>"))
    assert brought.html == "<p>式a+b</p>"
    assert codes(brought) == ["objects", "formulas"]


def test_a_cropped_picture_is_said_to_come_whole():
    drawn = picture("media/image1.png").replace("</a:graphicData>", '<a:srcRect l="5000"/></a:graphicData>')
    assert codes(arrived(p(run("见") + drawn), media__image1_png=PIXEL)) == ["cropped"]


def test_the_rounding_of_a_converter_is_no_cut():
    drawn = picture("media/image1.png").replace(
        "</a:graphicData>", '<a:srcRect l="-12" r="40"/></a:graphicData>'
    )
    assert codes(arrived(p(run("见") + drawn), media__image1_png=PIXEL)) == []


def test_a_prompt_that_nobody_overwrote_is_no_text():
    prompt = f"<w:sdtContent>{run('单击此处输入')}</w:sdtContent>"
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{prompt}</w:sdt>"
    assert arrived(p(run("标题：") + control)).html == "<p>标题：</p>"


def test_what_is_no_document_is_refused_in_a_sentence():
    with pytest.raises(UnsupportedFormat, match="不能作为正文导入"):
        read(b"%PDF-1.7 x", "通知.pdf")
    with pytest.raises(Damaged, match=r"通知\.docx"):
        read(docx(p("x"))[:-30], "通知.docx")
    with pytest.raises(Protected):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "通知.docx")


def test_a_page_and_a_plain_text_are_read_too():
    page = "<html><body><p align=center>通知</p></body></html>".encode()
    assert read(page, "a.html").html == '<p class="align-center">通知</p>'
    assert (
        read("\u3000\u3000第一段\n第二段\n".encode("gb18030"), "a.txt").html
        == '<p class="indent">第一段</p>\n<p>第二段</p>'
    )


def test_tables_without_end_are_refused_and_paragraphs_in_each_other_too():
    deep = "<w:tbl><w:tr><w:tc>" * 300 + p("x") + "</w:tc></w:tr></w:tbl>" * 300
    with pytest.raises(ReadingError):
        read(docx(deep), "深.docx")


def test_a_strangers_file_is_read_in_a_process_of_its_own():
    brought = call(read, docx(p("公开")), "通知.docx", name="通知.docx", near=True)
    assert brought == Imported("<p>公开</p>")


def test_nothing_in_a_document_gets_past_the_vocabulary():
    body = p(run("&lt;script&gt;alert(1)&lt;/script&gt;")) + p(f"<w:r><w:t {SPACES}>a</w:t></w:r>")
    assert arrived(body).html == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>a</p>"


LONG = Work(
    "通知",
    clean(
        "<h2>一、甲</h2><ol><li>乙<ul><li>丙</ul></ol><table><tr><th>a<td rowspan=2>b<tr><td>c</table>"
        "<p>丁<sup><a href='#note-1'>1</a></sup><a href='https://www.example.gov.cn/'>戊</a></p>"
        "<section class=footnotes><ol><li id=note-1>己</ol></section>"
    ),
)
PIECES = re.compile(r'="[^"]*"|<w:\w+')
WRONG = (
    '="-1"',
    '="99999999999"',
    '=""',
    '="٣"',
    '="二"',
    '="1.5"',
    "<w:tbl",
    "<w:p",
    "<w:r",
    "<w:num",
    "<w:sz",
)


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_a_document_with_anything_wrong_in_it_is_read_or_refused_in_a_sentence(data):
    """Whatever stands in a part: another word for an element, a value that means nothing."""
    with zipfile.ZipFile(io.BytesIO(render(LONG))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = data.draw(st.sampled_from(sorted(name for name in parts if name.endswith(".xml"))))
    source = parts[name].decode()
    for place in data.draw(st.lists(st.integers(0, 4_000), min_size=1, max_size=6)):
        found = list(PIECES.finditer(source))
        if found:
            one = found[place % len(found)]
            source = source[: one.start()] + data.draw(st.sampled_from(WRONG)) + source[one.end() :]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for part_name, content in (parts | {name: source.encode()}).items():
            file.writestr(part_name, content)
    told = said_of(made.getvalue())
    assert told.startswith("通知.docx：") or clean(told) == told


def said_of(data: bytes) -> str:
    """The text of a file, or the sentence that refuses it."""
    try:
        return read(data, "通知.docx").html
    except ReadingError as refused:
        return str(refused)
