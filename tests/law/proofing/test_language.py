"""Does an office's own language find a wrong character, and judge nothing that it does not know?"""

from __future__ import annotations

import sys
from datetime import date

import pytest

from bench.proofing import city_records, city_written, held, measured
from gongkai.proofing.alike import alike
from gongkai.proofing.baseline import house_texts
from gongkai.proofing.checklist import Habits, Part, proof
from gongkai.proofing.finding import ASK
from gongkai.proofing.language import learnt, slips, unlike_own
from gongkai.proofing.markup import page_passage
from gongkai.proofing.passage import plain_passage

DAY = date(2024, 9, 20)
APPROVED = [
    "本机关2023年收到政府信息公开申请12件，已经全部按时办结。",
    "为加强停车管理，规范停车秩序，根据有关规定制定本办法。",
]


def language(*texts):
    return learnt(plain_passage("body", "正文", text) for text in texts or APPROVED)


def found(text, known=None):
    read = page_passage if text.startswith("<") else plain_passage
    return list(unlike_own(read("body", "正文", text), DAY, known or language()))


@pytest.mark.parametrize(
    ("character", "other"),
    [
        ("己", "已"),
        ("账", "帐"),
        ("货", "贷"),
        ("竟", "竞"),
        ("拨", "拔"),
        ("即", "既"),
        ("在", "再"),
        ("圆", "园"),
    ],
)
def test_what_sounds_or_looks_alike_is_alike_both_ways(character, other):
    assert other in alike(character)
    assert character in alike(other)


def test_nothing_is_like_what_is_no_common_character():
    assert alike("A") == alike("，") == alike("爨") - alike("爨") == frozenset()


def test_a_wrong_character_is_found_and_the_right_one_offered():
    (one,) = found("本机关2024年收到政府信息公开申清15件")
    assert (one.code, one.level, one.quote, one.suggestion) == ("unlike_own", ASK, "清", "请")
    assert one.message == "正文“息公开申清0件”里的“清”，本机关以前的文件里是“请”；请核对是不是写错了。"


def test_what_the_office_wrote_before_is_no_alarm():
    for text in APPROVED:
        assert found(text) == []


def test_what_it_never_wrote_is_not_judged():
    assert found("全市森林防火工作会议召开，部署春季造林绿化任务。") == []


def test_numbers_differ_and_what_is_said_about_them_does_not():
    assert found("本机关1998年收到政府信息公开申请3,456件") == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>规范停<b>车</b>秩<i>续</i>，根据</p>",
        "规范停车\n秩续，根据",
        "规范停 车秩 续，根据",
        "規範停車秩續，根據",
    ],
)
def test_tags_wrapped_lines_and_old_characters_hide_nothing(text):
    (one,) = found(text)
    assert one.suggestion == "序"
    assert one.end - one.start == 1


def test_a_word_does_not_go_on_in_another_block():
    assert found("<p>规范停车秩</p><p>续根据</p>") == []


def test_a_new_office_writes_as_the_law_does():
    new = language("")
    assert new.signs == 0
    (one,) = slips("本机关收到政府信息公开申清", new)
    assert (one.written, one.meant) == ("清", "请")


def test_what_the_lists_call_wrong_teaches_nothing():
    texts = "".join(house_texts())
    assert "账户" in texts
    assert "台湾当局" in texts
    assert not {"帐户", "台湾政府"} & {texts[at : at + 4] for at in range(len(texts))}
    assert "帐户" not in texts.replace("蚊帐户", "")


def test_what_the_text_says_twice_is_no_slip():
    once = "本机关2024年收到政府信息公开申清15件"
    assert found(once)
    assert found(f"{once}。又收到申清3件") == []


def test_numerals_are_all_possible():
    known = language(*["每户补助三十元，由区财政负担。"] * 5)
    assert found("每户补助三千元，由区财政负担。", known) == []


def test_what_a_list_has_told_is_not_told_twice():
    known = language("依法撤销原具体行政行为，依法撤销许可")
    told = proof([Part("body", "正文", "依法撤消原具体行政行为")], DAY, Habits(language=known))
    assert [one.code for one in told] == ["wrong_word"]


def test_it_asks_as_part_of_the_checklist():
    told = proof([Part("body", "正文", "收到政府信息公开申清15件")], DAY, Habits(language=language()))
    assert [one.code for one in told] == ["unlike_own"]


def test_twice_the_text_is_at_most_twice_the_work():
    known = language()

    def work(text):
        counted = 0

        def count(frame, event, told):
            nonlocal counted
            counted += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            found(text, known)
        finally:
            sys.setprofile(None)
        return counted

    for piece in ("收到政府信息公开申清", "规范停", "全市森林", "12,", "\0"):
        short = piece * (4000 // len(piece))
        assert work(short * 2) <= 2.2 * work(short) + 200, piece


def test_half_of_planted_characters_are_found_in_the_few_texts_that_the_city_wrote():
    written = city_written()
    one, _ = measured(written, held(written), planted=12)
    assert one.planted > 250
    assert one.share >= 0.5
    assert one.alarms_per_thousand <= 0.3


@pytest.mark.slow
def test_most_planted_characters_are_found_where_the_records_of_the_city_teach():
    written, records = city_written(), city_records(200)
    over = [*held(written), *range(len(written), len(written) + len(records))]
    for one, least in zip(measured([*written, *records], over, planted=6), (0.85, 0.7), strict=True):
        assert one.planted > 1000
        assert one.share >= least
        assert one.alarms_per_thousand <= 0.3
