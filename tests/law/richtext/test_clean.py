"""What of a stranger's HTML remains: a text, and nothing that harms, however it is wrapped up."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given, settings

from gongkai.errors import ReadingError
from gongkai.richtext import clean as cleaning
from gongkai.richtext import pictures
from gongkai.richtext.clean import clean, cleaned, document_of
from gongkai.richtext.serialise import html_of
from gongkai.richtext.settle import settled
from gongkai.richtext.tree import strictly, tree_of
from gongkai.richtext.vocabulary import ATTRIBUTES, CLASSES, address
from tests.law.richtext.texts import ANY_HTML, PIXEL, drafts, texts

ATTACKS = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://evil.example/track.gif'>",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><mi><table><mglyph><style><math href='javascript:alert(1)'>x</math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script><p>x</p></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><script>alert(1)</script></title>",
    "<xmp><script>alert(1)</script></xmp>",
    "<noembed><script>alert(1)</script></noembed>",
    "<plaintext><script>alert(1)",
    "<iframe src='javascript:alert(1)'></iframe><object data=x></object><embed src=x>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    "<a href='vbscript:x'>x</a><a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='file:///C:/Users/clerk/secret.doc'>x</a><a href='\\\\server\\share'>x</a>",
    "<a href='//evil.example/'>x</a><a href='/\\evil.example'>x</a>",
    "<img src='file:///C:/Users/clerk/image001.png'>",
    "<img src='data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+'>",
    "<p style='background:url(https://evil.example/x);position:fixed'>x</p>",
    "<style>@import 'https://evil.example/x.css';</style><link rel=stylesheet href=//evil.example/x.css>",
    "<base href='https://evil.example/'><meta http-equiv=refresh content='0;url=//evil.example'>",
    "<p onclick=alert(1) onmouseover=alert(1) id=location name=cookie class='admin-only fixed'>x</p>",
    "<!--[if gte mso 9]><xml><o:OLEObject/></xml><script>alert(1)</script><![endif]-->",
    "<![if !supportLists]><script>alert(1)</script><![endif]>",
    "<!--<!-- --><script>alert(1)</script>-->",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><img src=x onerror=alert(1)>",
    "<v:shape><v:imagedata src='file:///C:/a.png' o:title='x'/></v:shape>",
    "<o:p onclick=alert(1)>x</o:p><w:wrap/><st1:place>x</st1:place>",
    "<form action=//evil.example><input name=x><button formaction=javascript:alert(1)>x</button></form>",
    "<p>\u202e文倒\u2066x</p>",
    "<table background='javascript:alert(1)'><tr><td background=x>x",
    "<?xml version='1.0'?><?php echo 1 ?><![CDATA[<script>alert(1)</script>]]>",
)
HARM = re.compile(
    r"<script|<style|<svg|<math|<iframe|<img(?! src=\"sha256:)|\son\w+=|javascript:|vbscript:|data:|file:"
    r"|evil|style=|<!|<\?|[\u202a-\u202e\u2066-\u2069]",
    re.IGNORECASE,
)
_TAG = re.compile(r"<([a-z0-9]+)((?:\s[a-z]+=\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r"\s([a-z]+)=\"([^\"]*)\"")


def outside_vocabulary(html: str) -> list[str]:
    """Whatever in a text is no element, attribute or class of the vocabulary."""
    found = []
    for tag in re.findall(r"<(?!/)[^>]*>", html):
        shape = _TAG.fullmatch(tag)
        if shape is None or shape[1] not in ATTRIBUTES:
            found.append(tag)
            continue
        for name, value in _ATTRIBUTE.findall(shape[2]):
            classes = set(value.split()) if name == "class" else set()
            if name not in ATTRIBUTES[shape[1]] or not classes <= CLASSES.get(shape[1], frozenset()):
                found.append(tag)
    return found


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("around", ["{}", "<p>前{}后</p>", "<table><tr><td>{}</table>", "<ul><li>{}"])
def test_nothing_of_an_attack_is_left(attack, around):
    once = clean(around.format(attack))
    without_text = re.sub(r">[^<]*<", "><", f">{once}<")
    assert not HARM.search(without_text)
    assert not outside_vocabulary(once)
    assert clean(once) == once == strictly(once)


def test_the_search_for_harm_finds_every_attack_that_is_not_cleaned():
    """The test above is worth what its pattern sees."""
    unseen = [attack for attack in ATTACKS if not HARM.search(attack) and not outside_vocabulary(attack)]
    assert unseen == []


@given(ANY_HTML)
@settings(max_examples=200, deadline=None)
def test_cleaning_what_is_clean_changes_nothing(html):
    once = clean(html)
    assert clean(once) == once
    assert strictly(once) == once
    assert not outside_vocabulary(once)


@given(drafts())
@settings(max_examples=150, deadline=None)
def test_what_is_nested_or_ragged_in_any_way_comes_to_rest_at_once(html):
    once = clean(html)
    assert clean(once) == once == strictly(once)


@given(texts())
@settings(max_examples=150, deadline=None)
def test_a_text_read_from_its_html_is_the_same_text(document):
    html = html_of(document)
    assert document_of(html) == document
    assert clean(html) == html
    assert settled(document.blocks, dict(enumerate(document.notes, 1))) == document


def test_alignment_numbering_spans_and_marks_stay():
    html = (
        '<h2 class="align-center">通知</h2>\n'
        '<p class="indent">各<strong>县（区）</strong>，10<sup>2</sup>：</p>\n'
        '<ol start="3" type="a">\n<li>一\n<ul>\n<li>二</li>\n</ul></li>\n</ol>\n'
        "<table>\n<caption>表1</caption>\n<thead>\n"
        '<tr><th colspan="2" scope="col">名称</th></tr>\n</thead>\n<tbody>\n'
        '<tr><th rowspan="2" scope="row" class="align-center">甲</th><td class="align-right">1</td></tr>\n'
        "<tr><td>2</td></tr>\n</tbody>\n</table>"
    )
    assert clean(html) == html


def test_a_picture_that_comes_as_bytes_becomes_an_attachment():
    data = b64encode(PIXEL).decode()
    brought = cleaned(f'<p>见图：<img alt="示意图" src="data:image/png;base64,{data}"></p>')
    key = sha256(PIXEL).hexdigest()
    assert brought.html == f'<p>见图：<img src="sha256:{key}" alt="示意图"></p>'
    assert [(one.sha256, one.media_type, one.data) for one in brought.pictures] == [(key, "image/png", PIXEL)]
    assert brought.missing == ()


@pytest.mark.parametrize(
    ("src", "told"),
    [
        (
            "file:///C:/Users/zhang/Temp/msohtmlclip1/01/clip_image001.png",
            "（clip_image001.png）",
        ),
        ("https://other.example/a/%E5%9B%BE.png", "（图.png）没有带入：图片在别的网站上"),
        ("data:image/png;base64,====", "图片的数据不完整"),
        ("data:image/png;base64," + b64encode(b"\x01\x00\x00\x00" + b"x" * 40).decode(), "EMF 格式"),
        ("blob:https://x/1", "没有带入"),
    ],
)
def test_a_picture_that_cannot_come_along_is_named(src, told):
    brought = cleaned(f'<p>办理流程如下：</p><p><img src="{src}"></p>')
    assert brought.html == "<p>办理流程如下：</p>"
    (sentence,) = brought.missing
    assert sentence.startswith("「办理流程如下：」后面的图片")
    assert told in sentence
    assert "zhang" not in sentence


def test_blanks_typed_as_an_indent_are_an_indent_and_nothing_else():
    assert clean("<p>\u3000\u3000各县</p>") == '<p class="indent">各县</p>'
    assert clean("<p>&nbsp;&nbsp;&nbsp;&nbsp;各县</p>") == '<p class="indent">各县</p>'
    assert clean("<p> 各县</p>") == "<p>各县</p>"
    assert clean("<p>局\u3000长</p>") == "<p>局\u3000长</p>"
    assert clean("<p>签字：&nbsp;&nbsp;&nbsp;&nbsp;日期：</p>") == "<p>签字：\u3000\u3000日期：</p>"
    assert clean(f"<p>{chr(0x3000) * 16}示范市人民政府</p>") == '<p class="align-right">示范市人民政府</p>'
    assert clean("<p>日期：<u>&nbsp;&nbsp;&nbsp;&nbsp;</u></p>") == "<p>日期：<u>\u3000\u3000</u></p>"


def test_characters_that_turn_the_reading_direction_or_have_no_shape_are_left_out():
    assert clean("<p>\u202e公\u200b开\u2066\ufeff\u00ad（\u0007甲）</p>") == "<p>公开（甲）</p>"


def test_a_picture_that_is_too_large_is_named(monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST", len(PIXEL) - 1)
    data = b64encode(PIXEL).decode()
    brought = cleaned(f'<p>见图：<img src="data:image/png;base64,{data}"></p>')
    assert (brought.pictures, brought.html) == ((), "<p>见图：</p>")
    assert "请缩小以后上传" in brought.missing[0]


def test_struck_and_hidden_text_does_not_come_back_as_text():
    brought = cleaned("<p><s>不</s>公开<span style='mso-hide:all'>内部</span></p>")
    assert brought.html == "<p>公开</p>"
    assert [one.code for one in brought.remarks] == ["struck", "hidden"]


@pytest.mark.parametrize(
    "look",
    [
        "<span style='color:white'>口径</span>",
        "<span style='color:#FFFFFF'>口径</span>",
        "<font color=white>口径</font>",
        "<span style='font-size:1.0pt'>口径</span>",
        "<span style='opacity:0'>口径</span>",
        "<div style='background:white'><b style='color:rgb(255, 255, 255)'>口径</b></div>",
    ],
)
def test_text_that_nobody_sees_does_not_come_to_light(look):
    brought = cleaned(f"<p>公开</p>{look}")
    assert brought.html == "<p>公开</p>"
    assert [one.code for one in brought.remarks] == ["faint"]


@pytest.mark.parametrize(
    "look",
    [
        "<table><tr><td bgcolor='#003366'><span style='color:white'>口径</span></table>",
        "<table><tr style='background:#036'><th><font color=white>口径</font></table>",
        "<p style='background:#036'><span style='color:#fff'>口径</span></p>",
        "<p style='color:#333;font-size:16pt;opacity:1'>口径</p>",
        "<p style='font-size:x-small'>口径</p>",
        "<p style='font-size:0.8em'>口径</p>",
    ],
)
def test_text_on_a_coloured_ground_or_of_a_usual_look_is_text(look):
    assert "口径" in clean(look)


def test_a_footnote_keeps_its_call_and_one_that_nobody_calls_becomes_text():
    html = (
        '<p>甲<sup><a href="#note-9">9</a></sup>乙<sup><a href="#note-2">2</a></sup></p>'
        '<section class="footnotes"><ol><li id="note-2">二</li><li id="note-9">九</li>'
        '<li id="note-5">五</li></ol></section>'
    )
    assert clean(html) == (
        '<p>甲<sup><a href="#note-1">1</a></sup>乙<sup><a href="#note-2">2</a></sup></p>\n'
        "<p>五</p>\n"
        '<section class="footnotes">\n<ol>\n'
        '<li id="note-1">九</li>\n<li id="note-2">二</li>\n</ol>\n</section>'
    )


def test_a_second_call_of_a_footnote_is_a_figure():
    call = '<sup><a href="#note-1">1</a></sup>'
    html = clean(f'<p>甲{call}乙{call}</p><section class="footnotes"><ol><li id="note-1">注</ol></section>')
    assert html.startswith('<p>甲<sup><a href="#note-1">1</a></sup>乙<sup>1</sup></p>')
    assert html.count("<li") == 1


def test_a_cell_that_would_reach_into_another_is_as_much_narrower():
    overlapping = "<table><tr><td>a<td>b<td rowspan=2>c<tr><td colspan=3>d</table>"
    assert '<tr><td colspan="2">d</td></tr>' in clean(overlapping)


def test_a_table_has_whole_rows_and_no_cell_in_another():
    ragged = "<table><tr><td colspan=2>a<td rowspan=9>b<tr><td>c<tr></table>"
    assert clean(ragged) == (
        '<table>\n<tbody>\n<tr><td colspan="2">a</td><td rowspan="2">b</td></tr>\n'
        "<tr><td>c</td><td></td></tr>\n</tbody>\n</table>"
    )


def test_elements_in_each_other_without_end_are_laid_flat():
    for name in ("div", "b", "ul><li", "table><tr><td", "blockquote"):
        assert "公开" in clean(f"<{name}>" * 5000 + "公开")


def test_the_tree_holds_no_comment_and_nothing_unknown():
    names = {one.name for one in tree_of("".join(ATTACKS)).walk()}
    assert not names & {"script", "style", "svg", "math", "template", "input", "o:p"}


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://www.example.gov.cn/a b", "https://www.example.gov.cn/a%20b"),
        ("/zwgk/1.html", "/zwgk/1.html"),
        ("mailto:a@example.gov.cn", "mailto:a@example.gov.cn"),
        (f"sha256:{'a' * 64}", f"sha256:{'a' * 64}"),
        ("https://www.exa\u200bmple.gov.cn/\ta", "https://www.example.gov.cn/a"),
        ("java\tscript:alert(1)", ""),
        ("https:///x", ""),
        ("https://good.example\\@evil.example", ""),
        ("//evil.example", ""),
        ("zwgk/1.html", ""),
        ("sha256:abc", ""),
        ("https://x.example/" + "a" * 3000, ""),
    ],
)
def test_only_addresses_that_a_page_may_link_to_are_kept(href, kept):
    assert address(href) == kept


def test_what_is_larger_than_any_text_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr(cleaning, "LARGEST", 10)
    with pytest.raises(ReadingError, match="请分几次粘贴"):
        clean("<p>各县人民政府</p>")


def test_nothing_that_stands_between_or_in_footnotes_is_lost():
    picture = f'<img src="sha256:{"a" * 64}" alt="图">'
    note = f'<li id="note-1">注{picture}</li><li id="note-1">同号</li><li>没有号</li>'
    html = f'<p>甲<a href="#note-1">1</a></p><section class="footnotes"><ol>{note}</ol>后面的话</section>'
    made = clean(html)
    assert '<li id="note-1">注</li>' in made
    for kept in (picture, "同号", "没有号", "后面的话"):
        assert made.index(kept) < made.index('<section class="footnotes">')
    assert clean(made) == made
