"""Are the words of the kept lists found, with their exceptions, and may an agency add its own?"""

from __future__ import annotations

import sys
from datetime import date

import pytest

from gongkai.errors import LawError, UsageError
from gongkai.lawbook import Lawbook
from gongkai.proofing.finding import ASK, BLOCK, NOTE
from gongkai.proofing.markup import page_passage
from gongkai.proofing.passage import plain_passage
from gongkai.proofing.words import kept_words, own_words, wrong_words
from tests.lawfolder import LawFolder

DAY = date(2024, 9, 20)


def found(text, own=(), day=DAY):
    read = page_passage if text.startswith("<") else plain_passage
    return list(wrong_words(read("body", "正文", text), day, own))


def quotes(text, own=(), day=DAY):
    return [one.quote for one in found(text, own, day)]


def test_every_word_of_the_lists_is_found_and_its_right_form_is_not():
    for word in kept_words():
        assert word.wrong in quotes(f"的{word.wrong}，", day=max(word.since, DAY)), word
        assert word.wrong not in quotes(f"的{word.right}，"), word


def test_every_exception_is_let_pass():
    for word in kept_words():
        for exception in word.exceptions:
            assert word.wrong not in quotes(f"的{exception}，"), (word.wrong, exception)


@pytest.mark.parametrize(
    ("text", "right", "level", "code"),
    [
        ("缴费帐户", "账户", ASK, "wrong_word"),
        ("市发展与改革委员会", "发展和改革委员会", ASK, "name_of_body"),
        ("由市国土资源局办理", "自然资源局", ASK, "outdated_name"),
        ("香港、台湾等国家", "香港、台湾等地区", BLOCK, "region_wording"),
        ("其它事项", "其他", NOTE, "wrong_word"),
    ],
)
def test_a_finding_says_what_is_right_why_and_what_follows(text, right, level, code):
    (one,) = found(text)
    assert (one.suggestion, one.level, one.code) == (right, level, code)
    assert f"“{right}”（" in one.message
    assert one.message.endswith("。")


def test_a_word_inside_an_exception_does_not_spare_the_same_word_elsewhere():
    assert quotes("究竟争什么，竟争上岗") == ["竟争"]


@pytest.mark.parametrize(
    "text",
    [
        "关注消费者权益，审核消防设施，汇报消防工作，收取销售款项。",
        "统计录入、审计录音，违反回避规定，违反还应当处理。",
        "社会仪式、评审仪器，同意议案，一起拆除，各自已经完成，来自已建项目。",
        "行政许可征求意见，控制栽培面积，开发韧性材料，全部暑期，答复盖章。",
        "检查长江岸线，检查院内感染，给予警告，给予防护，形势严峻工作繁重。",
        "蚊帐户外帐篷，究竟争什么，没有效区别，缴费截止2024年12月31日。",
    ],
)
def test_signs_of_two_right_words_that_stand_together_are_none(text):
    assert quotes(text) == []


def test_a_word_inside_a_longer_one_is_told_with_it():
    assert quotes("打赢脱贪攻坚战，防止脱贪户返贫") == ["脱贪攻坚", "脱贪"]


def test_an_old_name_is_right_in_its_time_in_titles_and_when_said_to_be_former():
    assert quotes("市国土资源局", day=date(2024, 9, 20)) == ["国土资源局"]
    assert quotes("原国土资源局的职责") == []
    assert quotes("《示范市国土资源局关于印发办法的通知》继续有效") == []
    assert quotes("中国银保监会", day=date(2023, 5, 17)) == []
    assert quotes("中国银保监会", day=date(2023, 5, 18)) == ["银保监会"]


@pytest.mark.parametrize(
    "text", ["<p>帐<b>户</b></p>", "帳戶", "帐\u200b户", "<p>帐&#25143;</p>", "<p><img alt='帐户'></p>"]
)
def test_tags_old_characters_and_what_is_not_seen_hide_no_word(text):
    (one,) = found(text)
    assert one.suggestion == "账户"


def test_the_quote_is_what_was_written():
    (one,) = found("開立帳戶")
    assert (one.quote, one.start, one.end) == ("帳戶", 2, 4)


def test_an_agency_adds_its_own_words():
    own = own_words(
        [{"wrong": "政务大厅", "right": "政务服务中心", "except": "老政务大厅、旧政务大厅", "level": "note"}]
    )
    (one,) = found("到政务大厅办理", own)
    assert (one.code, one.level, one.suggestion) == ("own_word", NOTE, "政务服务中心")
    assert one.message == "正文写“政务大厅”，本机关规定写“政务服务中心”（本机关的词表）；请核对。"
    assert found("老政务大厅", own) == []
    assert found("到政务大厅办理") == []


def test_an_agencys_word_stands_for_that_of_the_list():
    own = own_words([{"wrong": "其它", "right": "其他", "level": "block"}])
    assert [(one.level, one.code) for one in found("其它", own)] == [(BLOCK, "own_word")]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"wrong": "帐", "right": "账"}, "词表第 1 行：「帐」应为二至 40 个字；一个字的会处处误报。"),
        ({"wrong": "局里", "right": ""}, "词表第 1 行：「局里」没有写对的写法。"),
        ({"wrong": "局里", "right": "局里"}, "词表第 1 行：「局里」和对的写法一样；请改正其中一个。"),
        ({"wrong": "大厅", "right": "政务大厅"}, "含有「大厅」，改了还会报"),
        ({"wrong": "局里", "right": "本局", "except": "处里"}, "例外「处里」应当含有「局里」并且更长"),
        ({"wrong": "局里", "right": "本局", "level": "stop"}, "「stop」不在允许的值之内：block、ask、note。"),
    ],
)
def test_a_row_that_cannot_work_is_refused_with_its_number(row, told):
    with pytest.raises(UsageError, match="词表第 1 行") as refusal:
        own_words([row])
    assert told in str(refusal.value)


def test_a_word_that_stands_in_the_lists_twice_is_refused(tmp_path):
    law = LawFolder(tmp_path / "law")
    law.replace("words/wrong.yaml", "{wrong: 渡假, right: 度假}", "{wrong: 帐户, right: 账户}")
    with pytest.raises(LawError, match="「帐户」已经收在表里"):
        kept_words(Lawbook(law.root))


def test_twice_the_text_is_at_most_twice_the_work():
    def work(text):
        counted = 0

        def count(frame, event, told):
            nonlocal counted
            counted += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            found(text)
        finally:
            sys.setprofile(None)
        return counted

    for piece in ("帐户", "究竟争", "《", "银保监会", "国土资源局、"):
        short = piece * (4000 // len(piece))
        assert work(short * 2) <= 2.2 * work(short) + 200, piece
