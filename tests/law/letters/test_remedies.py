"""Do the remedies come out as the law says, day by day?  One worked example each in remedies.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.errors import GongkaiError
from gongkai.letters import letter_kinds, remedies_open
from gongkai.letters.remedies import lawsuit_after_reconsideration

EXAMPLES = yaml.safe_load(Path(__file__).with_name("remedies.yaml").read_text(encoding="utf-8"))


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
    assert "《民法典》第二百零三条" in first.note
    assert "2024年放假通知" in first.note


def test_the_suit_after_a_decision_has_fifteen_days_from_it_whatever_the_letter_was() -> None:
    assert lawsuit_after_reconsideration(date(2024, 6, 3)).last_day == date(2024, 6, 18)
    awaited = lawsuit_after_reconsideration()
    assert awaited.last_day is None
    assert "现在还没有最后一日" in awaited.note
    with pytest.raises(GongkaiError):
        lawsuit_after_reconsideration(date(2018, 1, 2))


def test_only_the_seven_letters_of_handbook_04_demand_reconsideration_first_and_procedure_has_none() -> None:
    types = {code: kind.remedy for code, kind in letter_kinds().items()}
    assert [code for code, type_ in types.items() if type_ == "B"] == [f"L{n:02}" for n in range(4, 11)]
    assert types["L03"] == "A+B"
    assert types["L11"] == "A"
    assert {type_ for code, type_ in types.items() if code.startswith("P")} == {"none"}
