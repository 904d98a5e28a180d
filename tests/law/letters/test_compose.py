"""Does 李强 get the letter that the law demands, and a sentence where it cannot be made?"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.letters import (
    Letter,
    LetterError,
    compose,
    elements_found,
    letter_from_json,
    letter_kinds,
    letter_to_json,
    problems,
    write,
)
from gongkai.letters.writing import text_of
from tests.law.letters import samples

KINDS = list(letter_kinds())


@pytest.mark.parametrize("code", KINDS)
def test_a_letter_as_composed_has_no_problem(code: str) -> None:
    assert problems(samples.letter(code), letter_kinds()[code], samples.facts(code)) == ()


@pytest.mark.parametrize("fmt", ["docx", "pdf"])
@pytest.mark.parametrize("code", KINDS)
def test_every_mandatory_element_stands_in_the_file(code: str, fmt: str) -> None:
    letter, kind = samples.letter(code), letter_kinds()[code]
    text = text_of(write(letter, fmt), fmt)
    assert set(elements_found(kind, text, dict(letter.words))) == {element.key for element in kind.elements}
    for remedy in letter.remedies:
        assert "".join(remedy.split()) in "".join(text.split())


@pytest.mark.parametrize("code", KINDS)
def test_a_letter_keeps_word_for_word(code: str) -> None:
    letter = samples.letter(code, by_internet=True)
    assert letter_from_json(json.loads(json.dumps(letter_to_json(letter), ensure_ascii=False))) == letter


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 2}, "版"),
        ({"day": "2024-13-01"}, "日期"),
        ({"paragraphs": "一段"}, "paragraphs"),
        ({"colour": "红"}, "colour"),
        ({"words": ["您"]}, "words"),
        ({"by_internet": "是"}, "by_internet"),
        ({"title": None}, "title"),
    ],
)
def test_a_damaged_record_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(LetterError, match=said):
        letter_from_json({**letter_to_json(samples.letter("L09")), **change})


def test_a_denial_tells_of_reconsideration_first_and_before_2024_of_the_court_too() -> None:
    now = "".join(samples.letter("L09").remedies)
    assert "60日内先向示范市示范区人民政府申请行政复议" in now
    assert "15日内依法向人民法院提起行政诉讼" in now
    then = samples.letter("L09", day=date(2023, 12, 29), received_on=date(2023, 12, 1))
    assert "6个月内依法向示范市示范区人民法院提起行政诉讼" in "".join(then.remedies)


def test_a_reply_that_is_only_taken_back_says_that_another_follows() -> None:
    def correcting(act: str) -> Letter:
        values = {**samples.VALUES["L24"], "act_of_correction": act}
        return compose("L24", samples.setting("L24"), values, day=samples.DAY, number=samples.NUMBER)

    letter, kind = correcting("予以撤销，另行作出答复"), letter_kinds()["L24"]
    facts = replace(samples.facts("L24"), outcome="", article="")
    follows = "本机关将对您的政府信息公开申请依法另行作出答复，新的答复文书另行送达。"
    assert letter.paragraphs[-1] == follows
    assert problems(letter, kind, facts) == ()
    without = replace(letter, paragraphs=letter.paragraphs[:-1])
    assert [(one.code, one.element) for one in problems(without, kind, facts)] == [
        ("element-missing", "follows")
    ]
    for other in ("予以更正", "予以撤销并重新作出答复"):
        assert follows not in correcting(other).paragraphs


def test_a_letter_served_over_the_internet_names_the_channel_from_2024() -> None:
    assert samples.URL in samples.letter("L09", by_internet=True).remedies[-1]
    # True also where it is posted in the end: nothing is said of how it is served.
    assert samples.letter("L09", by_internet=True).remedies[-1] == (
        f"您可以通过{samples.URL}提交行政复议申请书。"
    )
    earlier = samples.letter("L09", day=date(2023, 12, 29), by_internet=True)
    assert samples.URL not in "".join(earlier.remedies)


def test_a_correcting_decision_takes_the_remedies_of_the_new_decision() -> None:
    reasoned = {"basis": "第十六条第二款、第三十六条第（三）项", "reason": samples.REASON}
    values = {**samples.VALUES["L24"], **reasoned, "remedy": "B"}
    letter = compose("L24", samples.setting("L24"), values, day=samples.DAY, number=samples.NUMBER)
    assert "先向" in "".join(letter.remedies)
    denied = samples.facts("L24", outcome="denied_process_information")
    assert problems(letter, letter_kinds()["L24"], denied) == ()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("写明年度\n写明批次", ["1．写明年度；", "2．写明批次。"]),
        ("1.写明年度\n2.写明批次", ["1.写明年度；", "2.写明批次。"]),
        ("1、写明年度\n写明批次", ["1．写明年度；", "2．写明批次。"]),
        ("2024.3.5的批复是哪一份\n写明批次", ["1．2024.3.5的批复是哪一份；", "2．写明批次。"]),
        ("写明年度", ["写明年度。"]),
    ],
)
def test_what_is_to_be_corrected_is_numbered(typed: str, printed: list[str]) -> None:
    values = {**samples.VALUES["P04"], "unclear": typed}
    letter = compose("P04", samples.setting("P04"), values, day=samples.DAY, number=samples.NUMBER)
    assert [text for text in letter.paragraphs if text in printed] == printed


def test_several_applicants_are_addressed_as_such() -> None:
    letter = samples.letter("L09", recipient="王芳、李小明", several=True)
    assert "你们申请获取的政府信息" in letter.text
    assert "您" not in letter.text


def test_an_organisation_is_addressed_as_one() -> None:
    letter = samples.letter("L09", recipient="示范市读书会", organisation=True)
    assert "你单位申请获取的政府信息" in letter.text
    assert "您" not in letter.text


def test_what_is_not_known_is_left_out_and_its_opposite_is_said() -> None:
    values = {"reason": samples.VALUES["L13"]["reason"]}
    letter = compose("L13", samples.setting("L13"), values, day=samples.DAY, number=samples.NUMBER)
    assert "不能确定负责公开该信息的机关" in letter.text
    assert "不能确定" not in samples.letter("L13").text


def test_an_agency_in_charge_without_its_address_is_not_enough() -> None:
    values = {"reason": "由财政部门制作", "responsible": "示范市示范区财政局"}
    with pytest.raises(LetterError, match="联系方式") as refusal:
        compose("L13", samples.setting("L13"), values, day=samples.DAY)
    assert "responsible_contact" in refusal.value.fields


@pytest.mark.parametrize(
    ("code", "field", "value", "said"),
    [
        ("L09", "reason", "", "还没有填写"),
        ("L09", "category", "草稿", "讨论记录"),
        ("P04", "days", "十", "不是大于零的整数"),
        ("P04", "days", "7.5", "不是大于零的整数"),
        ("P05", "until", "2024年11月4日", "2024-09-20 的样子"),
        ("P05", "until", "20241104", "2024-09-20 的样子"),
        ("P06", "days", "21", "最多 20"),
        ("P06", "days", "二十", "不是数"),
        ("P14", "amount", "2,000", "不是数"),
    ],
)
def test_what_was_typed_wrongly_is_said_at_its_field(code: str, field: str, value: str, said: str) -> None:
    values = {**samples.VALUES[code], field: value}
    with pytest.raises(LetterError) as refusal:
        compose(code, samples.setting(code), values, day=samples.DAY)
    assert said in refusal.value.fields[field]


@pytest.mark.parametrize(
    ("code", "values", "changes", "said"),
    [
        ("L99", {}, {}, "L99"),
        ("L09", {"purpose": "科研"}, {}, "purpose"),
        ("L09", None, {"court": "", "reconsideration_authority": ""}, "行政复议机关"),
        ("L09", None, {"by_internet": True, "online_reconsideration_url": ""}, "网址"),
        ("L09", None, {"registry_number": ""}, "登记号"),
        ("P02", None, {"due_on": None}, "答复期限届满日"),
    ],
)
def test_what_the_case_lacks_is_said(
    code: str, values: dict[str, str] | None, changes: dict[str, object], said: str
) -> None:
    setting = samples.setting(code if code != "L99" else "L09", **changes)
    with pytest.raises(LetterError, match=said):
        compose(code, setting, samples.VALUES[code] if values is None else values, day=samples.DAY)


def test_a_receipt_promises_no_day_that_is_over_when_it_is_written() -> None:
    setting = samples.setting("P02")
    due = setting.due_on
    assert due
    in_time, late = (
        compose("P02", setting, samples.VALUES["P02"], day=day, number="示民公开〔2024〕12号")
        for day in (due, due + timedelta(days=1))
    )
    assert "以前答复您" in in_time.body
    assert "届满；本机关尚未答复的，将尽快答复您" in late.body
    assert "以前答复" not in late.body
    facts = samples.facts("P02", due_on=due, late_recorded=True)
    codes = [
        {problem.code for problem in problems(letter, letter_kinds()["P02"], facts)}
        for letter in (in_time, late, replace(in_time, day=due + timedelta(days=1)))
    ]
    assert ["due-day-passed" in found for found in codes] == [False, False, True]


def test_the_clerk_may_put_it_in_other_words_with_the_same_content() -> None:
    letter = samples.letter("L09")
    mine = (
        *letter.paragraphs[:1],
        "您要的材料是讨论记录，不予公开的理由如下：评审尚在进行，公开会妨碍其独立判断。",
        "依《条例》第十六条第二款、第三十六条第（三）项，本机关决定不予公开。",
    )
    edited = replace(letter, paragraphs=mine)
    assert problems(edited, letter_kinds()["L09"], samples.facts("L09")) == ()


@pytest.mark.parametrize("code", KINDS)
def test_a_day_by_which_something_is_to_be_done_is_said_to_count_itself(code: str) -> None:
    said = re.findall(r"\d日(.{0,16}?)以前", samples.letter(code).text)
    assert [words for words in said if "含当日）" not in words] == []
    assert bool(said) is (code in {"P02", "P05", "P13"})


@pytest.mark.parametrize("code", KINDS)
def test_a_letter_calls_itself_by_its_name_and_an_agency_its_equal(code: str) -> None:
    text = samples.letter(code).text
    assert re.findall(r"本告知(?!书)|我机关", text) == []
    if code in {"P12", "P13"}:
        assert ("我单位" in text, "贵单位" in text, "你单位" in text) == (True, True, False)
        assert ("第三十三条第三款" in text) is (code == "P13")
