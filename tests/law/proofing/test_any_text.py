"""Whatever is handed in: is it read to the end, and does every finding stand in it?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.proofing.checklist import Attachment, Habits, Item, Part, checklist, proof
from gongkai.proofing.finding import LEVELS
from gongkai.proofing.language import learnt
from gongkai.proofing.passage import plain_passage
from gongkai.proofing.shaping import shaped

DAY = date(2024, 9, 20)
PIECES = (
    "11010519491231002X", "13800138000", "138 0013", "8000", "1", "0", "王芳", "姓名", "电话", "住址",
    "申请人", "帐户", "中华人民共合国", "政府信息公开条列", "http://10.1.2.3/", "javascript:",
    "张三患糖尿病", "1990年5月3日出生", "幸福小区3号楼2单元301室", "a@qq.com", "<", ">", "<p>", "</p>",
    "<table>", "<tr>", "<td>", "</td>", "</table>", "<b>", '<a href="', '">', "<img alt='", "'>", "<!--",
    "-->", "&#49;", "&amp;", "&", "<script>", "</script>", "\n", "\t", " ", "|", "，", "。", "《", "》",
    "\u200b", "\u00a0", "㈱", "帳", "１", "一", "\x00", "\ud800", "\U0001f600", "\\", "%",
)  # fmt: skip
HABITS = Habits(language=learnt([plain_passage("body", "正文", "收到政府信息公开申请，缴费账户")]))
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@settings(max_examples=150, deadline=None)
@given(texts, st.booleans())
def test_every_finding_stands_in_the_text_and_says_a_sentence(text, page):
    for one in proof([Part("body", "正文", text, page=page)], DAY, HABITS):
        assert 0 <= one.start < one.end <= len(text), one
        assert one.level in LEVELS
        assert one.message.endswith("。"), one


@settings(max_examples=150, deadline=None)
@given(texts, st.booleans())
def test_a_number_that_is_personal_is_repeated_in_no_finding(text, page):
    for one in proof([Part("body", "正文", text, page=page)], DAY, HABITS):
        assert "11010519491231002" not in str(one.to_json())


@pytest.mark.parametrize("number", ["11010519491231002X", "13800138000"])
def test_nor_is_it_in_what_is_said_of_links_and_attachments(number):
    page = f'<p><a href="http://10.1.2.3/?id={number}">见</a><a href="http://a.gov.cn/{number}">见</a></p>'
    item = Item(title="通知", body=page, attachments=(Attachment("a", f"{number}.pdf", None),))
    found = checklist(item, DAY)
    assert {"link_intranet", "link_plain", "attachment_unread"} <= {one.code for one in found}
    assert number not in str([one.to_json() for one in found])


@settings(max_examples=100, deadline=None)
@given(texts, st.sampled_from("\u200b\u00ad\u2060\ufe0f\u202e"))
def test_what_nobody_sees_changes_nothing(text, hidden):
    told = [one.code for one in proof([Part("body", "正文", text)], DAY, HABITS)]
    assert [one.code for one in proof([Part("body", "正文", hidden.join(text))], DAY, HABITS)] == told


@given(st.characters())
def test_a_shaped_sign_is_shaped_for_good(sign):
    once = "".join(map(shaped, shaped(sign)))
    assert once == shaped(sign)
