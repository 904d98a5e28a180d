"""Is the book of letters whole, and does its loader refuse a slip?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.errors import LawError
from gongkai.lawbook import Lawbook, lawbook
from gongkai.letters import letter_kinds, letters_for_outcome
from gongkai.outcomes import outcomes


def test_there_are_the_eighteen_procedural_letters_and_the_twenty_four_decisions() -> None:
    wanted = [f"P{n:02}" for n in range(1, 19)] + [f"L{n:02}" for n in range(1, 25)]
    assert list(letter_kinds()) == wanted


def test_every_title_says_that_it_is_about_government_information() -> None:
    assert [kind.code for kind in letter_kinds().values() if "政府信息公开" not in kind.title] == []


@pytest.mark.parametrize("outcome", list(outcomes()))
def test_every_outcome_has_a_letter(outcome: str) -> None:
    assert letters_for_outcome(outcome)


def test_granted_and_not_held_have_two_letters_each_and_an_unknown_outcome_none() -> None:
    assert [kind.code for kind in letters_for_outcome("granted")] == ["L01", "L02"]
    assert [kind.code for kind in letters_for_outcome("unavailable_not_held")] == ["L12", "L13"]
    assert letters_for_outcome("granted_by_mistake") == ()


def test_every_element_and_every_remedy_names_its_source() -> None:
    for kind in letter_kinds().values():
        assert str(kind.source)
        assert str(kind.remedy_source)
        assert all(str(element.source) for element in kind.elements)
        assert len({element.key for element in kind.elements}) == len(kind.elements)


def test_a_field_that_feeds_no_paragraph_would_be_typed_for_nothing() -> None:
    for kind in letter_kinds().values():
        text = "".join(paragraph.text for paragraph in kind.paragraphs)
        unused = [field.name for field in kind.fields if f"{{{field.name}}}" not in text]
        assert unused == (["remedy"] if kind.code == "L24" else []), kind.code


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("denial.yaml", "{classification}。", "{clasification}。", ["denial.yaml", "L04", "clasification"]),
        ("denial.yaml", "  act: 决定", "  act: 决定\n  tone: 严肃", ["denial.yaml", "L04", "tone"]),
        ("denial.yaml", "  source: {instrument: regulation, article: 第十四条}\n", "", ["L04", "source"]),
        ("denial.yaml", "instrument: regulation", "instrument: regulatoin", ["denial.yaml", "regulatoin"]),
        ("denial.yaml", "outcomes: [denied_state_secret]", "outcomes: [secret]", ["L04.outcomes", "secret"]),
        ("denial.yaml", "政府信息公开申请不予公开决定书", "不予公开决定书", ["L04.title", "政府信息公开"]),
        ("denial.yaml", "[属于国家秘密]", '["属于(国家秘密"]', ["L04", "signs", "正则"]),
        ("denial.yaml", "type: B", "type: C", ["L04.remedy", "A+B"]),
        ("procedure.yaml", "needs: [due_on]", "needs: [due]", ["P02.needs", "due"]),
        ("procedure.yaml", "key: receipt", "key: fee_notice", ["fee_notice", "不止一种"]),
        ("procedure.yaml", "enquiry: {label", "phone: {label", ["P02.fields.phone", "换一个名字"]),
        ("granting.yaml", "L02:", "L01:", ["granting.yaml", "L01", "重复"]),
        ("other.yaml", "is: 予以撤销，另行作出答复", "is: 予以撤回", ["L24.paragraphs[3].when", "予以撤回"]),
        ("other.yaml", "when: {field: act_of_correction", "when: {field: cause", ["L24", "when", "cause"]),
        ("common.yaml", "{registry_number}，", "{registry number}，", ["common.yaml", "opening", "花括号"]),
        ("instruments.yaml", "civil_procedure_law:", "civil_code:", ["instruments.yaml", "civil_code"]),
    ],
)
def test_a_slip_in_a_template_is_refused_with_file_and_key(
    tmp_path: Path, file: str, old: str, new: str, said: list[str]
) -> None:
    root = tmp_path / "law"
    shutil.copytree(lawbook().root, root)
    path = root / "letters" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawError) as refusal:
        letter_kinds(Lawbook(root))
    assert [words for words in said if words not in str(refusal.value)] == [], str(refusal.value)
