"""Does every check find the fault that was planted for it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.letters import (
    CODES,
    Letter,
    LetterError,
    LetterFacts,
    compose,
    doubts,
    letter_kinds,
    problems,
)
from gongkai.letters.compose import elements_found
from tests.law.letters import samples

KINDS = letter_kinds()
Plant = Callable[[Letter], Letter]
PROMISED = samples.setting("P02").due_on


def _reworded(old: str, new: str, *, of: str = "paragraphs") -> Plant:
    def plant(letter: Letter) -> Letter:
        before = getattr(letter, of)
        after = tuple(text.replace(old, new) for text in before)
        assert after != before, old
        return replace(letter, **{of: after})

    return plant


def _with(**changes: object) -> Plant:
    return lambda letter: replace(letter, **changes)


PLANTED: list[tuple[str, str, Plant, dict[str, object]]] = [
    ("title", "L09", _with(title="不予公开决定书"), {}),
    ("signature", "L09", _with(agency="示范市民政局"), {}),
    ("recipient", "L09", _with(recipient="王方"), {}),
    ("recipient", "P08", _with(recipient="示范市常青建设有限公司"), {}),
    ("number-missing", "L09", _with(number=""), {}),
    ("number-format", "L09", _with(number="示民公开[2024]12号"), {}),
    ("number-format", "L09", _with(number="示民公开〔2024〕012号"), {}),
    ("number-year", "L09", _with(number="示民公开〔2023〕12号"), {}),
    ("number-series", "L09", _with(number="示财公开〔2024〕12号"), {}),
    ("date-not-act", "L09", _with(day=date(2024, 10, 17)), {}),
    ("date-before-receipt", "L09", _with(day=date(2024, 9, 19)), {}),
    ("date-after-due", "L09", _with(day=date(2024, 10, 24)), {}),
    ("registry-number", "L09", _reworded("2024-0012", "2024-0021"), {}),
    ("received-day", "L09", _reworded("9月20日", "9月21日"), {}),
    ("received-day", "P01", _reworded("9月20日", "9月21日"), {}),
    ("element-missing", "L09", _reworded(samples.REASON, "略"), {}),
    ("element-missing", "P04", _reworded("10个工作日", "尽快"), {}),
    ("element-missing", "P16", _reworded("接收回执；", ""), {}),
    ("element-missing", "P08", _reworded("15个工作日", "10个工作日"), {}),
    ("article", "L09", _reworded("第十六条第二款", "第十六条第一款"), {}),
    ("article-case", "L03", _with(), {"article": "第三十七条、第十六条第二款"}),
    ("outcome-kind", "L09", _with(), {"outcome": "denied_internal_affairs"}),
    ("outcome-kind", "L09", _with(), {"outcome": ""}),
    ("outcome-words", "L09", _reworded("本机关决定", "附件的第1页予以公开，本机关决定"), {}),
    ("outcome-words", "L12", _reworded("特此告知", "不予公开，特此告知"), {}),
    ("remedy-outcome", "L24", _with(), {"outcome": "denied_state_secret"}),
    ("remedy-outcome", "L24", _with(), {"outcome": "partially_granted"}),
    ("article-case", "L24", _with(), {"outcome": "granted", "article": "《条例》第三十六条第（二）项"}),
    ("new-decision", "L24", _with(), {"outcome": "denied_state_secret"}),
    (
        "due-day-passed",
        "P02",
        _with(day=PROMISED + timedelta(days=1)),
        {"due_on": PROMISED, "late_recorded": True},
    ),
    ("remedy-missing", "L09", _with(remedies=()), {}),
    ("remedy-missing", "P11", _with(remedies=()), {}),
    ("remedy-missing", "L12", _with(remedies=()), {}),
    ("remedy-unwanted", "P04", _with(remedies=samples.letter("L12").remedies), {}),
    ("remedy-unwanted", "P17", _with(remedies=samples.letter("P11").remedies), {}),
    ("remedy-direct-suit", "L09", _with(remedies=samples.letter("L12").remedies), {}),
    (
        "remedy-direct-suit",
        "L04",
        _reworded("提起行政诉讼。", "提起行政诉讼，也可以在6个月内直接提起行政诉讼。", of="remedies"),
        {},
    ),
    (
        "remedy-direct-suit",
        "L03",
        _reworded("日内先向", "日内向法院提起行政诉讼，也可以直接提起行政诉讼，或先向", of="remedies"),
        {},
    ),
    (
        "remedy-order",
        "L12",
        _reworded("可以自收到", "应当自收到之日起先申请行政复议，可以自收到", of="remedies"),
        {},
    ),
    ("remedy-term", "L12", _reworded("60日", "30日", of="remedies"), {}),
    ("remedy-term", "L12", _reworded("6个月", "3个月", of="remedies"), {}),
    ("remedy-term", "L09", _reworded("15日", "30日", of="remedies"), {}),
    ("remedy-start", "L09", _reworded("自收到本决定之日起60日", "自本决定作出之日起60日", of="remedies"), {}),
    ("remedy-start", "L12", _reworded("自收到本告知书之日起6个月", "自成文之日起6个月", of="remedies"), {}),
    ("remedy-start", "L12", _reworded("自收到本告知书之日起", "在", of="remedies"), {}),
    ("remedy-start", "L12", _reworded("自收到本告知书之日起60", "自2024年10月18日起60", of="remedies"), {}),
    ("remedy-start", "L09", _reworded("自收到行政复议决定书", "自收到本决定", of="remedies"), {}),
    ("remedy-start", "L09", _reworded("自收到行政复议决定书", "自行政复议决定作出", of="remedies"), {}),
    ("remedy-start", "L09", _reworded("自收到本决定之日", "自收到行政复议决定书之日", of="remedies"), {}),
    (
        "remedy-term",
        "L03",
        _reworded(
            "其他部分不服，可以自收到本答复之日起60日",
            "其他部分不服，可以自收到本答复之日起30日",
            of="remedies",
        ),
        {},
    ),
    ("remedy-authority", "L09", _reworded("示范区人民政府", "人民政府", of="remedies"), {}),
    ("remedy-court", "L12", _reworded("示范区人民法院", "中级人民法院", of="remedies"), {}),
    ("remedy-channel", "L09", _with(), {"by_internet": True}),
    ("attachment-missing", "L02", _with(attachments=("分配方案.pdf",)), {}),
    ("attachment-missing", "P08", _with(attachments=()), {}),
    ("attachment-extra", "L02", _with(), {"attachments": ("分配方案.pdf",)}),
    ("attachment-number", "L02", _reworded("公开的内容如下", "公开的内容（见附件3）如下"), {}),
    ("applicant-disclosed", "P08", _reworded("一件政府信息", "王芳的一件政府信息"), {}),
    ("applicant-disclosed", "P13", _reworded("以前函复", "以前电告13800000000，并函复"), {}),
    ("unfilled", "L09", _reworded(samples.REASON, f"{samples.REASON}，见××文件"), {}),
    ("unfilled", "L09", _reworded(samples.REASON, f"{samples.REASON}【待补充】"), {}),
]


@pytest.mark.parametrize(
    ("code", "kind", "plant", "facts"),
    PLANTED,
    ids=[f"{code}-{kind}-{index}" for index, (code, kind, _, _) in enumerate(PLANTED)],
)
def test_a_planted_fault_is_found(code: str, kind: str, plant: Plant, facts: dict[str, object]) -> None:
    letter = plant(samples.letter(kind))
    found = problems(letter, KINDS[kind], samples.facts(kind, **facts))
    assert code in [problem.code for problem in found]
    assert all(problem.message.endswith("。") and str(problem.source) for problem in found)


@pytest.mark.parametrize(
    "said", ["附件2中个人姓名已作涂黑处理", "该通知的附件2不在其中", "见《办法》附件2中的名单"]
)
def test_an_annex_of_the_released_document_is_none_of_the_letter(said: str) -> None:
    letter = _reworded("公开的内容如下", f"公开的内容（{said}）如下")(samples.letter("L02"))
    assert problems(letter, KINDS["L02"], samples.facts("L02")) == ()


def test_an_annex_that_is_missing_is_told_once_and_one_that_is_there_not_at_all() -> None:
    plant = _reworded("公开的内容如下", "公开的内容（见附件2，详见附件2）如下")
    missing, there = ("甲.pdf",), ("甲.pdf", "乙.pdf")
    for names, told in ((missing, ["attachment-number"]), (there, [])):
        letter = replace(plant(samples.letter("L02")), attachments=names)
        found = problems(letter, KINDS["L02"], samples.facts("L02", attachments=names))
        assert [problem.code for problem in found] == told


def test_a_letter_that_speaks_of_its_annex_has_one() -> None:
    letter = _reworded("公开的内容如下", "公开的内容（见附件）如下")(samples.letter("L02"))
    for names, told in (((), ["attachment-number"]), (("甲.pdf",), [])):
        found = problems(
            replace(letter, attachments=names), KINDS["L02"], samples.facts("L02", attachments=names)
        )
        assert [problem.code for problem in found] == told


def test_every_check_has_a_planted_fault() -> None:
    other = problems(samples.letter("L09"), KINDS["L08"], samples.facts("L08"))
    assert [problem.code for problem in other] == ["kind"]
    assert {code for code, *_ in PLANTED} | {"kind", "doubt"} == set(CODES)


@pytest.mark.parametrize(
    ("code", "element"),
    [(code, element.key) for code, kind in KINDS.items() for element in kind.elements],
)
def test_a_letter_without_an_element_is_held_back(code: str, element: str) -> None:
    kind = KINDS[code]
    letter = replace(samples.letter(code), remedies=())
    while element in elements_found(kind, letter.body, dict(letter.words)):
        rest = letter.paragraphs
        letter = replace(letter, paragraphs=rest[1:]) if rest else replace(letter, attachments=())
    found = problems(letter, kind, samples.facts(code))
    assert element in [problem.element for problem in found]


def test_a_late_reply_goes_out_once_its_lateness_is_on_record() -> None:
    letter = samples.letter("L09", day=date(2024, 10, 24))
    facts = samples.facts("L09", day=date(2024, 10, 24))
    assert [problem.code for problem in problems(letter, KINDS["L09"], facts)] == ["date-after-due"]
    assert problems(letter, KINDS["L09"], replace(facts, late_recorded=True)) == ()


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind.addressee == "internal"])
def test_a_paper_that_stays_in_the_house_may_be_written_after_the_last_day(code: str) -> None:
    day = date(2024, 10, 24)
    assert day > samples.SETTING.due_on
    assert problems(samples.letter(code, day=day), KINDS[code], samples.facts(code, day=day)) == ()


def test_a_draft_may_still_lack_its_number() -> None:
    letter = samples.letter("L09", number="")
    assert problems(letter, KINDS["L09"], samples.facts("L09", draft=True)) == ()


def test_terms_in_chinese_numerals_are_right_too() -> None:
    letter = samples.letter("L12")
    words = letter.remedies[0].replace("60日", "六十日").replace("6个月", "六个月")
    assert problems(replace(letter, remedies=(words,)), KINDS["L12"], samples.facts("L12")) == ()


def test_a_denial_of_2023_may_offer_the_court() -> None:
    day = date(2023, 12, 29)
    letter = samples.letter("L09", day=day, received_on=date(2023, 12, 1))
    facts = samples.facts("L09", day=day, received_on=date(2023, 12, 1), due_on=date(2023, 12, 29))
    assert problems(letter, KINDS["L09"], facts) == ()


def test_what_the_case_does_not_say_is_not_compared() -> None:
    facts = LetterFacts(outcome="denied_process_information")
    assert problems(samples.letter("L09"), KINDS["L09"], facts) == ()


@pytest.mark.parametrize(
    ("listed", "kept", "code"),
    [
        (1, 2, "attachment-missing"),
        (2, 1, "attachment-extra"),
        (2, 2, ""),
    ],
)
def test_two_enclosures_of_one_name_are_listed_twice(listed: int, kept: int, code: str) -> None:
    """Two files may bear one name (申请表.pdf of two offices); the letter lists as many as it encloses."""
    name = "分配方案.pdf"
    letter = replace(samples.letter("L02"), attachments=(name,) * listed)
    found = problems(letter, KINDS["L02"], samples.facts("L02", attachments=(name,) * kept))
    assert {problem.code for problem in found} == ({code} if code else set())


LAWFUL = [
    ("L07", "第三方书面表示不同意予以公开。"),
    ("L07", "第三方同意公开或者行政机关认为不公开会对公共利益造成重大影响的，予以公开。"),
    ("L07", "第三方认为上述信息予以公开会损害其竞争地位。"),
    ("L09", "该信息不属于法律、法规、规章规定应当予以公开的信息。"),
    ("L10", "处罚决定书已经予以公开，案卷内的调查笔录不公开。"),
    ("L12", "该信息曾由其他机关决定不予公开的说法没有依据。"),
    ("L02", "第三方要求不予公开，理由不成立。"),
]


@pytest.mark.parametrize(("code", "sentence"), LAWFUL)
def test_a_sentence_that_does_not_say_what_this_office_decides_is_no_decision(
    code: str, sentence: str
) -> None:
    letter = samples.letter(code)
    more = replace(letter, paragraphs=(*letter.paragraphs[:1], sentence, *letter.paragraphs[1:]))
    assert problems(more, KINDS[code], samples.facts(code)) == ()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("L04", "本机关决定予以公开。"),
        ("L07", "经审核，本机关对上述信息予以公开，复印件随本决定送达。"),
        ("L09", "上述信息予以公开。"),
        ("L12", "本机关决定不予公开。"),
        ("L02", "现决定不予处理。"),
    ],
)
def test_what_this_office_decides_against_the_kind_of_its_letter_is_found(code: str, sentence: str) -> None:
    letter = samples.letter(code)
    more = replace(letter, paragraphs=(*letter.paragraphs, sentence))
    assert [one.code for one in problems(more, KINDS[code], samples.facts(code))] == ["outcome-words"]


@pytest.mark.parametrize(
    ("code", "field", "name", "asked"),
    [
        ("L05", "provision", "《示范市政务信息管理规定》第三条", True),
        ("L05", "provision", "《示范市档案管理办法》第三条", True),
        ("L05", "provision", "示范省人民政府令第123号", True),
        ("L05", "provision", "示范部令2020年第3号第五条", True),
        ("L05", "provision", "《示范省保守秘密条例》第三条", True),
        ("L05", "provision", "《示范市不予公开事项目录》第三条", True),
        ("L05", "provision", "国务院令第492号第五条", False),
        ("L05", "provision", "《中华人民共和国档案法》第二十八条", False),
        ("L05", "provision", "《不动产登记暂行条例》第二十七条", False),
        ("L11", "special_law", "《不动产登记资料查询暂行办法》第四条", True),
    ],
)
def test_a_ground_that_may_be_no_law_and_no_administrative_regulation_is_asked_about(
    code: str, field: str, name: str, asked: bool
) -> None:
    """第十四条: 法律、行政法规; by its title alone nobody can say, so that it is a question and no fault."""
    values = {**samples.VALUES[code], field: name}
    letter = compose(code, samples.setting(code), values, day=samples.DAY, number=samples.NUMBER)
    assert problems(letter, KINDS[code], samples.facts(code)) == ()
    found = doubts(letter, KINDS[code])
    assert [name.partition("第")[0] in one.message for one in found] == ([True] if asked else [])


@pytest.mark.parametrize("code", ["L08", "L09", "L10"])
def test_article_fourteen_in_a_refusal_by_article_sixteen_is_asked_about(code: str) -> None:
    letter = samples.letter(code)
    assert doubts(letter, KINDS[code]) == ()
    more = replace(letter, paragraphs=(*letter.paragraphs, "依据《条例》第十四条的规定不予公开。"))
    assert ["第十四条" in one.message for one in doubts(more, KINDS[code])] == [True]


def test_what_the_applicant_asks_for_is_theirs_to_word() -> None:
    asked = samples.setting("L05", request_title="《示范市统计管理规定》的起草说明")
    letter = compose("L05", asked, samples.VALUES["L05"], day=samples.DAY, number=samples.NUMBER)
    assert doubts(letter, KINDS["L05"]) == ()


def test_wang_fang_is_refused_for_two_grounds_in_one_letter() -> None:
    values = {
        **samples.VALUES["L06"],
        "aspect": "公共安全、社会稳定",
        "further": "该信息还是讨论记录，依据《条例》第十六条第二款可以不予公开",
    }
    letter = compose("L06", samples.setting("L06"), values, day=samples.DAY, number=samples.NUMBER)
    assert "可能危及公共安全、社会稳定" in letter.text
    assert "此外，该信息还是讨论记录" in letter.text
    assert "第十四条、第三十六条第（三）项" in letter.text
    assert problems(letter, KINDS["L06"], samples.facts("L06", article="第十四条、第十六条第二款")) == ()


def test_a_part_is_withheld_for_two_articles() -> None:
    values = {**samples.VALUES["L03"], "withheld_article": "第十四条、第十五条"}
    letter = compose("L03", samples.setting("L03"), values, day=samples.DAY, number=samples.NUMBER)
    facts = samples.facts("L03", article="第三十七条、第十四条、第十五条")
    assert problems(letter, KINDS["L03"], facts) == ()
    with pytest.raises(LetterError, match="第十七条"):
        compose(
            "L03",
            samples.setting("L03"),
            {**values, "withheld_article": "第十四条、第十七条"},
            day=samples.DAY,
        )


@pytest.mark.parametrize(
    ("code", "field"),
    [("L17", "earlier_day"), ("L07", "asked_on"), ("L21", "notice_served_on")],
)
def test_a_day_that_must_have_been_is_not_after_that_of_the_letter(code: str, field: str) -> None:
    values = {**samples.VALUES[code], field: "2024-12-01"}
    with pytest.raises(LetterError, match="2024-12-01 晚于文书的日期 2024-10-18") as refusal:
        compose(code, samples.setting(code), values, day=samples.DAY, number=samples.NUMBER)
    assert list(refusal.value.fields) == [field]


def test_a_denial_in_place_of_a_reply_gives_its_reason_and_its_ground() -> None:
    values = {
        **samples.VALUES["L24"],
        "remedy": "B",
        "content": "原答复予以公开，现更正为不予公开",
        "basis": "第十六条第二款、第三十六条第（三）项",
        "reason": samples.REASON,
    }
    letter = compose("L24", samples.setting("L24"), values, day=samples.DAY, number=samples.NUMBER)
    facts = samples.facts("L24", outcome="denied_process_information")
    assert problems(letter, KINDS["L24"], facts) == ()
    without = {name: text for name, text in values.items() if name not in ("basis", "reason")}
    letter = compose("L24", samples.setting("L24"), without, day=samples.DAY, number=samples.NUMBER)
    assert [one.code for one in problems(letter, KINDS["L24"], facts)] == ["new-decision"]


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("L12", "自收到本告知书之日起", "自知道或者应当知道本告知书之日起"),
        ("L12", "自收到本告知书之日起6个月内", "在6个月内"),
        ("L12", "自收到本告知书之日起", "自本告知书送达之日起"),
        ("L09", "自收到行政复议决定书之日", "自收到复议决定书之日"),
    ],
)
def test_a_start_that_the_law_knows_is_left_alone(code: str, old: str, new: str) -> None:
    letter = _reworded(old, new, of="remedies")(samples.letter(code))
    assert problems(letter, KINDS[code], samples.facts(code)) == ()
