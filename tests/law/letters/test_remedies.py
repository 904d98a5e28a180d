"""Do the remedies come out as the law says, day by day?  One worked example each in remedies.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.errors import GongkaiError
from gongkai.letters import compose, letter_kinds, problems, remedies_open
from gongkai.letters.remedies import lawsuit_after_reconsideration
from tests.law.letters import samples
from tests.written import read_yaml

EXAMPLES = read_yaml(Path(__file__).with_name("remedies.yaml"))


@pytest.mark.parametrize("example", [pytest.param(found, id=found["name"]) for found in EXAMPLES])
def test_the_remedies_against_a_letter_to_wang_fang(example: dict[str, Any]) -> None:
    assert example["article"]
    question: dict[str, Any] = {
        "what": example["what"],
        "served_on": example["served"],
        "by_internet": example.get("internet", False),
        "made_on": example.get("made"),
        "decided_on": example.get("decided"),
        "online_reconsideration_url": "https://fy.example.cn",
    }
    if "refused" in example:
        with pytest.raises(GongkaiError) as refusal:
            remedies_open(**question)
        assert [words for words in example["refused"] if words not in str(refusal.value)] == []
        return
    found = remedies_open(**question)
    told = {
        "ways": [remedy.key for remedy in found],
        "last": [remedy.last_day for remedy in found],
        "rolled": [remedy.rolled_from for remedy in found],
        "provisional": [remedy.provisional for remedy in found],
    }
    expect = example["expect"]
    text = "".join(remedy.text for remedy in found)
    assert [words for words in expect.pop("says", []) if words not in text] == []
    assert [words for words in expect.pop("silent", []) if words in text] == []
    assert {key: told[key] for key in expect} == expect


def test_every_example_has_a_name_of_its_own() -> None:
    names = [example["name"] for example in EXAMPLES]
    assert sorted(names) == sorted(set(names))


def test_what_rolled_over_says_why_and_by_which_notice() -> None:
    first = remedies_open("L01", EXAMPLES[3]["served"])[0]
    assert "国庆" in first.note
    assert "《民法典》" not in first.note
    assert "2024年放假通知" in first.note


def test_the_suit_after_a_decision_has_fifteen_days_from_it_whatever_the_letter_was() -> None:
    assert lawsuit_after_reconsideration(date(2024, 6, 3)).last_day == date(2024, 6, 18)
    awaited = lawsuit_after_reconsideration()
    assert awaited.last_day is None
    assert "现在还没有最后一日" in awaited.note
    with pytest.raises(GongkaiError):
        lawsuit_after_reconsideration(date(2018, 1, 2))


def test_only_the_seven_letters_of_handbook_04_demand_reconsideration_first_and_procedure_has_none() -> None:
    types = {code: kind.remedy for code, kind in letter_kinds().on(samples.DAY).items()}
    assert [code for code, type_ in types.items() if type_ == "B"] == [f"L{n:02}" for n in range(4, 11)]
    assert types["L03"] == "A+B"
    assert types["L11"] == "A"
    told = {code: type_ for code, type_ in types.items() if code.startswith("P") and type_ != "none"}
    assert told == {"P11": "A", "P17": "A"}  # they decide about a right of whom they are written to


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2023, 12, 29), "法释〔2011〕17号第一条第"),
        (date(2025, 5, 30), "法释〔2011〕17号第一条第"),
        (date(2025, 6, 3), "法释〔2025〕8号第一条"),
    ],
)
def test_why_a_third_party_is_told_of_remedies_is_said_by_the_day_of_the_letter(day: date, said: str) -> None:
    for code in ("P11", "P17"):
        assert said in str(letter_kinds().at(code, day).remedy_source).replace(" ", "")


@pytest.mark.parametrize(
    ("situation", "said", "unsaid"),
    [
        ("逾期未提出意见", "15个工作日内没有提出意见，由本机关决定是否公开", "已经收悉"),
        ("不同意公开，没有合理理由", "不同意公开的理由不合理", "公共利益"),
        ("不同意公开，不公开可能对公共利益造成重大影响", "可能对公共利益造成重大影响", "不合理"),
    ],
)
def test_a_third_party_is_told_what_it_really_did_and_what_it_can_do(
    situation: str, said: str, unsaid: str
) -> None:
    values = {**samples.VALUES["P11"], "situation": situation, "reason": "资金来自财政，使用结果应当受监督"}
    letter = compose("P11", samples.setting("P11"), values, day=samples.DAY, number=samples.NUMBER)
    assert said in letter.text
    assert unsaid not in letter.text
    assert "你单位如对本告知书不服，可以自收到本告知书之日起60日内" in letter.remedies[0]
    assert problems(letter, letter_kinds()["P11"], samples.facts("P11")) == ()


@pytest.mark.parametrize(
    ("handling", "told"),
    [("经审核不属实，不予更正", True), ("经审核属实，本机关已予更正", False)],
)
def test_only_who_is_refused_a_correction_is_told_of_remedies(handling: str, told: bool) -> None:
    values = {**samples.VALUES["P17"], "handling": handling}
    letter = compose("P17", samples.setting("P17"), values, day=samples.DAY, number=samples.NUMBER)
    assert bool(letter.remedies) is told
    assert problems(letter, letter_kinds()["P17"], samples.facts("P17")) == ()
    assert bool(remedies_open("P17", samples.DAY, words=values)) is told


@pytest.mark.parametrize(
    ("served", "reconsideration", "suit"),
    [
        (date(2020, 8, 3), "《民事诉讼法》第八十二条第三款、修订前的《行政复议法》第四十条", None),
        (date(2023, 8, 3), "《民事诉讼法》第八十五条第三款、修订前的《行政复议法》第四十条", None),
        (date(2025, 8, 8), "《民事诉讼法》第八十五条第三款、《行政复议法》第八十八条", None),
        (date(2020, 4, 3), None, "《民事诉讼法》第八十二条第三款、《行政诉讼法》第一百零一条"),
        (date(2025, 4, 3), None, "《民事诉讼法》第八十五条第三款、《行政诉讼法》第一百零一条"),
    ],
)
def test_a_last_day_that_rolls_over_cites_the_law_of_its_procedure_and_day(
    served: date, reconsideration: str | None, suit: str | None
) -> None:
    found = {one.key: one for one in remedies_open("L01", served)}
    for key, cited in (("reconsideration", reconsideration), ("litigation", suit)):
        if cited:
            assert found[key].rolled_from
            assert cited in found[key].note
