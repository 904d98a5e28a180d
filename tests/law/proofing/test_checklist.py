"""Are all open points of an item told at once, in order, each in its field?"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date

import pytest

from gongkai.proofing.checklist import Attachment, Habits, Item, Part, checklist, item_of, proof
from gongkai.proofing.finding import ASK, BLOCK, LEVELS, NOTE
from gongkai.proofing.protected import own_phrases
from gongkai.proofing.words import own_words

DAY = date(2024, 9, 20)
MOBILE = "13800138000"
IDENTITY = "11010519491231002X"
SOUND = Item(
    title="示范市云溪区人民政府关于印发《云溪区停车管理办法》的通知",
    body="<p>为规范停车秩序，根据《中华人民共和国政府信息公开条例》等规定，制定本办法。</p>",
    summary="停车管理办法",
    document_number="云政发〔2024〕1号",
    formed_on=date(2024, 9, 2),
)


def told(item, habits=Habits()):
    return [(one.code, one.field) for one in checklist(item, DAY, habits)]


def test_a_sound_item_has_no_open_point():
    assert told(SOUND) == []


def test_all_points_are_told_at_once_the_gravest_first_and_then_as_one_reads():
    item = replace(
        SOUND,
        title=f"关于王芳（{IDENTITY}）的通知",
        summary="缴费帐户的说明",
        body=f'<p>其它：王芳 {MOBILE}</p><p><a href="http://10.1.2.3/">见</a></p>',
        attachments=(
            Attachment("a1", "名单.docx", f"姓名\t身份证\n王芳\t{IDENTITY}\n"),
            Attachment("b2", "图.pdf", None),
        ),
    )
    assert told(item) == [
        ("identity_number", "title"),
        ("link_intranet", "body"),
        ("identity_number", "attachment:a1"),
        ("wrong_word", "summary"),
        ("mobile_number", "body"),
        ("attachment_unread", "attachment:b2"),
        ("wrong_word", "body"),
    ]
    levels = [one.level for one in checklist(item, DAY)]
    assert levels == sorted(levels, key=LEVELS.index)
    assert [levels.count(level) for level in (BLOCK, ASK, NOTE)] == [3, 3, 1]


def test_every_point_is_a_whole_sentence_that_names_its_field():
    item = replace(SOUND, title=f"王芳{MOBILE}", attachments=(Attachment("a", "名单.docx", IDENTITY),))
    assert [one.message for one in checklist(item, DAY)] == [
        "附件《名单.docx》有居民身份证号码「11*************02X」；请改成「11*************02X」或者删去。",
        "标题有手机号码「138****8000」；请改成「138****8000」或者删去；是办公、咨询电话的请写明。",
    ]


def test_what_its_kind_requires_and_it_lacks_is_told():
    found = checklist(replace(SOUND, kind="guide", elements={}), DAY)
    assert {one.code for one in found} == {"missing_element"}
    assert all(one.level == BLOCK and one.message.endswith("请补上。") for one in found)


def test_it_is_told_when_the_last_day_of_article_26_is_over():
    item = replace(SOUND, formed_on=date(2024, 8, 1))
    (one,) = checklist(item, DAY)
    assert (one.code, one.field, one.quote) == ("late_publication", "formed_on", "2024-08-29")
    assert "《条例》" in one.message
    assert checklist(item, date(2024, 8, 29)) == ()


def test_an_attachment_that_the_text_names_and_that_is_not_there_is_asked_about():
    item = replace(SOUND, body="<p>名单见附件。</p>")
    assert told(item) == [("attachment_absent", "body")]
    assert told(replace(item, attachments=(Attachment("a", "名单", "王某某"),))) == []


def test_the_name_of_a_file_is_read_too():
    assert told(replace(SOUND, attachments=(Attachment("a", f"王芳{MOBILE}.docx", "通知"),))) == [
        ("mobile_number", "attachment_name:a")
    ]


def test_an_agency_brings_its_own_words_phrases_and_inner_hosts():
    habits = Habits(
        own_words([{"wrong": "政务大厅", "right": "政务服务中心"}]),
        own_phrases(["示范市云溪区人民政府"]),
        ("inner.shifan.gov.cn",),
    )
    item = replace(
        SOUND,
        title="示范市云溪区人名政府通知",
        body='<p>到政务大厅，见<a href="https://a.inner.shifan.gov.cn/">网站</a></p>',
    )
    assert told(item, habits) == [
        ("protected_phrase", "title"),
        ("link_intranet", "body"),
        ("own_word", "body"),
    ]
    assert told(item) == []


def test_the_canonical_content_of_an_item_is_read():
    content = {
        "title": "通知",
        "body": f"<p>王芳 {MOBILE}</p>",
        "attachments": [{"sha256": "ab", "name": "名单.docx"}, {"sha256": "cd", "name": "扫描件.pdf"}],
        "formed_on": "2024-08-01",
    }
    assert told(item_of(content, {"ab": IDENTITY})) == [
        ("identity_number", "attachment:ab"),
        ("mobile_number", "body"),
        ("late_publication", "formed_on"),
        ("attachment_unread", "attachment:cd"),
    ]


def test_texts_alone_are_looked_through_in_their_order():
    found = proof([Part("b", "乙", "帐户"), Part("a", "甲", "帐户")], DAY)
    assert [one.field for one in found] == ["b", "a"]


@pytest.mark.parametrize(
    "piece",
    [
        f"王芳{MOBILE}，",
        "<p>王芳，缴费帐户，http://10.1.1.1/</p>",
        "中华人民共合国",
        "<table><tr><td>姓名<td>电话<tr><td>王芳<td>1",
        "见附件：",
    ],
)
def test_twice_the_text_is_at_most_twice_the_work(piece):
    def work(times):
        counted = 0

        def count(frame, event, told):
            nonlocal counted
            counted += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            checklist(replace(SOUND, body=piece * times), DAY)
        finally:
            sys.setprofile(None)
        return counted

    assert work(200) <= 2.2 * work(100)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "<",
        '<a href="',
        "&#",
        "\u200b",
        "帐户",
        "《",
        "@a.",
        "http://",
        "\t",
        "路",
        "号",
        "张三患",
        "\x00",
    ],
)
def test_a_hundred_thousand_signs_of_one_thing_are_read_to_the_end(piece):
    checklist(replace(SOUND, body=piece * (100_000 // len(piece))), DAY)


def test_what_was_formed_before_the_law_folder_begins_has_no_last_day():
    """A document of 2012 that is published today: no term was counted for it, and it is no fault."""
    assert checklist(replace(SOUND, formed_on=date(2012, 6, 1)), DAY) == ()
