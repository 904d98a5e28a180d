"""Does every check find the fault that was planted for it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from gongkai.letters import CODES, Letter, LetterFacts, letter_kinds, problems
from gongkai.letters.compose import elements_found
from tests.law.letters import samples

KINDS = letter_kinds()
Plant = Callable[[Letter], Letter]


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
    ("element-missing", "P04", _reworded("11月4日以前", "近期"), {}),
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
    ("remedy-missing", "L09", _with(remedies=()), {}),
    ("remedy-missing", "L12", _with(remedies=()), {}),
    ("remedy-unwanted", "P04", _with(remedies=samples.letter("L12").remedies), {}),
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


def test_every_check_has_a_planted_fault() -> None:
    other = problems(samples.letter("L09"), KINDS["L08"], samples.facts("L08"))
    assert [problem.code for problem in other] == ["kind"]
    assert {code for code, *_ in PLANTED} | {"kind"} == set(CODES)


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
