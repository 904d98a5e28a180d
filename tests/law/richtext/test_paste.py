"""What a clerk pastes from Word or WPS arrives as it was meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from gongkai.richtext.clean import clean
from gongkai.richtext.out.page import pictures_of, renumbered, with_pictures
from gongkai.richtext.paste import paste
from gongkai.richtext.pasting import pasted as brought_of
from gongkai.richtext.serialise import html_of
from gongkai.richtext.wordlists import Number, number_of
from tests.law.richtext.texts import ANY_HTML, texts

HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/zhang/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!--
 @font-face {font-family:仿宋_GB2312; panose-1:2 1 6 9 6 1 1 1 1 1;}
 p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm; text-align:justify; font-size:16.0pt;}
 p.a, li.a {mso-style-name:公文标题; text-align:center; font-size:22.0pt;}
 span.GramE {mso-style-name:"";}
 @list l0:level1 {mso-level-number-format:chinese-counting; mso-level-text:"%1、";}
 --></style></head><body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->"""
FOOT = "<!--EndFragment--></body></html>"


def point(text: str, mark: str, level: int = 1) -> str:
    return (
        f"<p class=MsoListParagraph style='margin-left:18.0pt;text-indent:-18.0pt;mso-list:l0 "
        f"level{level} lfo1'>"
        "<![if !supportLists]><span lang=EN-US style='font-family:Symbol'>"
        f"<span style='mso-list:Ignore'>{mark}<span style='font:7.0pt \"Times New Roman\"'>"
        f"&nbsp;&nbsp; </span></span>"
        f"</span><![endif]>{text}<o:p></o:p></p>\n"
    )


def pasted(body: str) -> str:
    brought = paste(HEAD + body + FOOT)
    assert clean(brought.html) == brought.html
    return brought.html


def test_a_paragraph_of_word_is_its_text_without_the_ways_of_word():
    body = (
        "<p class=a align=center style='text-align:center'><span lang=EN-US>2026</span>"
        "年工作要点<o:p></o:p></p>\n"
        "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><b "
        "style='mso-bidi-font-weight:normal'>"
        "<span style='font-family:黑体'>加强</span></b>公开<span lang=EN-US><span "
        "style='mso-spacerun:yes'>&nbsp;</span>"
        "10<sup>3</sup></span>件。<span style='text-decoration:underline'>重点</span>领域</p>\n"
        "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>"
    )
    assert pasted(body) == (
        '<p class="align-center">2026年工作要点</p>\n'
        '<p class="indent"><strong>加强</strong>公开 10<sup>3</sup>件。<u>重点</u>领域</p>'
    )


def test_alignment_that_stands_in_the_style_sheet_only_is_kept():
    assert pasted("<p class=a>公文标题</p>") == '<p class="align-center">公文标题</p>'


def test_points_become_lists_and_those_below_lists_in_them():
    body = point("甲", "·") + point("乙", "o", 2) + point("丙", "o", 2) + point("丁", "·")
    assert pasted(body) == ("<ul>\n<li>甲\n<ul>\n<li>乙</li>\n<li>丙</li>\n</ul></li>\n<li>丁</li>\n</ul>")


def test_plain_numbers_become_a_list_that_goes_on_after_a_paragraph():
    body = point("甲", "1.") + point("乙", "2.") + "<p class=MsoNormal>说明</p>" + point("丙", "3.")
    assert pasted(body) == (
        '<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>\n<p>说明</p>\n<ol start="3">\n<li>丙</li>\n</ol>'
    )


def test_a_number_that_does_not_follow_begins_a_list_of_its_own():
    assert pasted(point("甲", "1.") + point("乙", "5.")) == (
        '<ol>\n<li>甲</li>\n</ol>\n<ol start="5">\n<li>乙</li>\n</ol>'
    )


def test_letters_below_numbers_are_a_list_of_letters():
    body = point("甲", "1.") + point("乙", "a.", 2) + point("丙", "b.", 2) + point("丁", "2.")
    assert pasted(body) == (
        '<ol>\n<li>甲\n<ol type="a">\n<li>乙</li>\n<li>丙</li>\n</ol></li>\n<li>丁</li>\n</ol>'
    )


@pytest.mark.parametrize("mark", ["一、", "（一）", "第一条", "1、", "（1）", "1.1", "①"])
def test_a_number_that_a_text_is_quoted_by_stays_in_the_text(mark):
    assert pasted(point("总则", mark)) == f"<p>{mark}总则</p>"


@pytest.mark.parametrize(
    ("mark", "kind", "number"),
    [
        ("3.", "", Number("1", 3)),
        ("iv.", "", Number("i", 4)),
        ("i.", "", Number("i", 1)),
        ("i.", "a", Number("a", 9)),
        ("C.", "A", Number("A", 3)),
        ("b.", "", Number("a", 2)),
        ("§", "", Number()),
        ("l", "", Number()),
        ("三、", "", None),
        ("1.2.", "", None),
        ("abc.", "", None),
    ],
)
def test_a_mark_says_its_number_or_is_part_of_the_text(mark, kind, number):
    assert number_of(mark, kind) == number


def test_a_table_keeps_its_merged_cells_and_how_they_stand():
    body = (
        "<table class=MsoTableGrid border=1 cellspacing=0 style='border-collapse:collapse;"
        "mso-table-layout-alt:fixed'>"
        "<tr style='mso-yfti-irow:0'><td width=284 colspan=2 valign=top "
        "style='width:213.05pt;border:solid windowtext 1.0pt'>"
        "<p class=MsoNormal align=center style='text-align:center'>事项<o:p></o:p></p></td>"
        "<td rowspan=2><p class=MsoNormal>备注</p></td></tr>"
        "<tr><td><p class=MsoNormal>受理</p><p class=MsoNormal>审核</p></td>"
        "<td><p class=MsoNormal align=right style='text-align:right'>12</p></td></tr></table>"
    )
    assert pasted(body) == (
        '<table>\n<tbody>\n<tr><td colspan="2" class="align-center">事项</td><td rowspan="2">备注</td></tr>\n'
        '<tr><td>受理\n<p>审核</p></td><td class="align-right">12</td></tr>\n</tbody>\n</table>'
    )


FOOTNOTE = (
    '<p class=MsoNormal>依据<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1" title="">'
    "<span class=MsoFootnoteReference><span style='mso-special-character:footnote'>[1]</span>"
    "</span></a>办理。</p>"
    "<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width=\"33%\">"
    "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>"
    '<a style=\'mso-footnote-id:ftn1\' href="#_ftnref1" name="_ftn1" title=""><span '
    "class=MsoFootnoteReference>[1]"
    "</span></a> 国务院令第711号。</p></div></div>"
)


def test_a_footnote_of_word_is_a_footnote():
    assert pasted(FOOTNOTE) == (
        '<p>依据<sup><a href="#note-1">1</a></sup>办理。</p>\n<section class="footnotes">\n<ol>\n'
        '<li id="note-1">国务院令第711号。</li>\n</ol>\n</section>'
    )


def test_a_footnote_and_an_endnote_of_the_same_number_are_two():
    both = FOOTNOTE + FOOTNOTE.replace("ftn", "edn").replace("footnote", "endnote").replace("711", "492")
    html = pasted(both)
    assert html.count('<li id="note-') == 2
    assert html.index("711号") < html.index("492号")


def test_a_footnote_of_libreoffice_is_a_footnote():
    body = (
        '<p>依据<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p>'
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" '
        'href="#sdfootnote1anc">1</a>条例</p></div>'
    )
    assert '<li id="note-1">条例</li>' in pasted(body)


def test_a_picture_on_the_clerks_machine_is_named_and_not_linked():
    brought = paste(
        f"{HEAD}<p class=MsoNormal>流程图如下：</p><p class=MsoNormal><!--[if gte vml 1]>"
        f'<v:shape id="x"><v:imagedata '
        'src="file:///C:/Users/zhang/Temp/clip_image001.png" o:title=""/></v:shape><![endif]--><![if !vml]>'
        '<img width=10 src="file:///C:/Users/zhang/Temp/clip_image002.png" v:shapes="x"><![endif]></p>' + FOOT
    )
    assert brought.html == "<p>流程图如下：</p>"
    assert brought.missing == (
        "「流程图如下：」后面的图片（clip_image002.png）没有带入："
        "图片留在您的电脑里，粘贴带不过来；请在这里另行上传，或者改用导入 DOCX。",
    )


def test_changes_are_taken_as_accepted_and_comments_left_out_and_both_are_said():
    brought = paste(
        '<p>公开<ins cite="mailto:zhang" datetime="2026-01-01">及时</ins><del>迟</del>'
        '<span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[张1]</a></span></p>'
        "<div style='mso-element:comment-list'><div style='mso-element:comment'>核对一下</div></div>"
    )
    assert brought.html == "<p>公开及时</p>"
    assert [one.code for one in brought.remarks] == ["revisions", "comments"]


def test_headings_stand_below_the_title_of_the_page():
    assert pasted("<h1>一、总则</h1><h2>（一）目的</h2><h5>1.</h5>") == (
        "<h2>一、总则</h2>\n<h3>（一）目的</h3>\n<h4>1.</h4>"
    )


def test_what_wps_writes_is_read_alike():
    body = (
        '<p class=MsoNormal align=center style="text-align:center;"><b><span '
        "style=\"mso-spacerun:'yes';font-family:宋体;"
        'font-weight:bold;font-size:22.0000pt;"><font face="宋体">通知</font></span></b></p>'
        '<p class=MsoNormal style="text-indent:32.0000pt;mso-char-indent-count:2.0000;">'
        "<span style=\"mso-spacerun:'yes';"
        'font-size:16.0000pt;"><font face="仿宋">各县（区）：</font></span></p>'
        '<p class=MsoNormal style="margin-left:21.0000pt;text-indent:-21.0000pt;mso-list:l0 level1 lfo1;">'
        '<![if !supportLists]><span style="font-family:Wingdings;"><span '
        "style='mso-list:Ignore;'>l<span>&nbsp;</span>"
        "</span></span><![endif]>第一点</p>"
    )
    assert pasted(body) == (
        '<p class="align-center"><strong>通知</strong></p>\n<p class="indent">各县（区）：</p>\n'
        "<ul>\n<li>第一点</li>\n</ul>"
    )


def test_the_name_of_a_clerk_in_a_path_goes_nowhere():
    brought = paste(HEAD + FOOTNOTE + "<a href='file:///C:/Users/zhang/x.doc'>附件</a>" + FOOT)
    assert "zhang" not in brought.html + "".join(brought.missing)
    assert "附件" in brought.html
    assert [one.code for one in brought.remarks] == ["links"]


@given(ANY_HTML)
@settings(max_examples=100, deadline=None)
def test_whatever_is_pasted_arrives_clean(html):
    arrived = paste(html).html
    assert clean(arrived) == arrived


@given(texts())
@settings(max_examples=60, deadline=None)
def test_a_text_of_ours_that_is_pasted_again_is_the_same(text):
    html = html_of(text)
    assert paste(html).html == html


def test_lines_without_a_tag_are_paragraphs_and_html_is_html():
    assert brought_of("一、总则\n甲 < 乙\n").html == "<p>一、总则</p>\n<p>甲 &lt; 乙</p>"
    assert brought_of("<p>一</p>二").html == "<p>一</p>\n<p>二</p>"
    assert brought_of("").html == ""


def test_a_paste_with_footnotes_goes_among_others():
    note = '<section class="footnotes"><ol><li id="note-1">注</li></ol></section>'
    html = paste(f'<p>甲<a href="#note-1">1</a></p>{note}')
    moved = renumbered(html.html, 2)
    assert '<a href="#note-3">3</a>' in moved
    assert '<li id="note-3">' in moved
    assert renumbered(html.html, 0) == html.html


def test_pictures_of_a_text_are_exchanged_or_dropped_by_their_digest():
    old, new, gone = "a" * 64, "b" * 64, "c" * 64
    html = paste(f'<p>甲<img src="sha256:{old}" alt="1"></p><p><img src="sha256:{gone}" alt="2"></p>').html
    assert pictures_of(html) == (old, gone)
    changed = clean(with_pictures(html, {old: new, gone: ""}))
    assert changed == f'<p>甲<img src="sha256:{new}" alt="1"></p>'
