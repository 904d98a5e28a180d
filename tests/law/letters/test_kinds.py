"""Is the book of letters whole, and does its loader refuse a slip?"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai.errors import LawError, UsageError
from gongkai.lawbook import Lawbook, lawbook
from gongkai.letters import letter_kinds, letters_for_outcome, paper
from gongkai.letters.kinds import PAPERS
from gongkai.outcomes import outcomes

DAY = date(2024, 10, 23)


def test_no_letter_asks_its_author_for_the_day_on_which_somebody_will_approve_it() -> None:
    """That day is in the record of its approval, which is not there when it is drafted."""
    asked = {
        (code, field.name)
        for code, kind in letter_kinds().items()
        for field in kind.fields
        if field.kind == "day" and re.search("(同意|批准|审批|签发)(之日|日期)", field.label)
    }
    assert asked == set()


def test_the_letters_of_the_procedure_stand_before_the_decisions_each_in_their_order() -> None:
    codes = list(letter_kinds())
    procedural = [code for code in codes if letter_kinds()[code].procedural]
    assert codes == sorted(procedural) + sorted(set(codes) - set(procedural))
    assert {code for code in codes if code.startswith("P")} == set(procedural)


def test_every_title_says_that_it_is_about_government_information() -> None:
    assert [kind.code for kind in letter_kinds().values() if "政府信息公开" not in kind.title] == []


@pytest.mark.parametrize("outcome", list(outcomes()))
def test_every_outcome_has_a_letter_on_every_day_of_the_law(outcome: str) -> None:
    days = {*outcomes().days, *letter_kinds().days, DAY}
    lasting = [day for day in days if outcomes().words[outcome].holds(day)]
    assert lasting
    assert [day for day in lasting if not letters_for_outcome(outcome, day)] == []


def test_there_is_one_sheet_for_every_use_that_the_program_has() -> None:
    assert [paper(use, DAY).code for use in PAPERS] == ["P01", "P10", "P15", "P16", "P17", "P18"]
    with pytest.raises(UsageError, match="2019-05-14 没有用作「service」的表单"):
        paper("service", date(2019, 5, 14))


def test_no_two_letters_carry_the_same_procedural_act_on_one_day_unless_the_clerk_chooses() -> None:
    acts = [act for kind in letter_kinds().on(DAY).values() for act in kind.enters if not kind.outcomes]
    assert {act for act in acts if acts.count(act) > 1} == {"ask_agency"}  # P12 to who made it too, P13


def test_granted_and_not_held_have_two_letters_each_and_an_unknown_outcome_none() -> None:
    assert [kind.code for kind in letters_for_outcome("granted", DAY)] == ["L01", "L02"]
    assert [kind.code for kind in letters_for_outcome("unavailable_not_held", DAY)] == ["L12", "L13"]
    assert letters_for_outcome("granted_by_mistake", DAY) == ()


def test_every_element_and_every_remedy_names_its_source() -> None:
    for kind in letter_kinds().values():
        assert str(kind.source)
        assert str(kind.remedy_source)
        assert all(str(element.source) for element in kind.elements)
        assert len({element.key for element in kind.elements}) == len(kind.elements)


def test_a_field_that_feeds_no_paragraph_would_be_typed_for_nothing() -> None:
    for kind in letter_kinds().values():
        text = "".join(paragraph.text for paragraph in kind.paragraphs)
        text += "".join(f"{{{one.when[0]}}}" for one in kind.paragraphs if one.when)
        unused = [field.name for field in kind.fields if f"{{{field.name}}}" not in text]
        assert unused == (["remedy"] if kind.code == "L24" else []), kind.code


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("denial.yaml", "{classification}。", "{clasification}。", ["denial.yaml", "L04", "clasification"]),
        (
            "denial.yaml",
            "      act: 决定",
            "      act: 决定\n      tone: 严肃",
            ["denial.yaml", "L04", "tone"],
        ),
        ("denial.yaml", "      source: {instrument: regulation, article: 第十四条}\n", "", ["L04", "source"]),
        ("denial.yaml", "instrument: regulation", "instrument: regulatoin", ["denial.yaml", "regulatoin"]),
        (
            "denial.yaml",
            "outcomes: [denied_state_secret]",
            "outcomes: [secret]",
            ["L04.V0.outcomes", "secret"],
        ),
        (
            "denial.yaml",
            "政府信息公开申请不予公开决定书",
            "不予公开决定书",
            ["L04.V0.title", "政府信息公开"],
        ),
        ("denial.yaml", "[属于国家秘密]", '["属于(国家秘密"]', ["L04", "signs", "正则"]),
        ("denial.yaml", "type: B", "type: C", ["L04.V0.remedy", "A+B"]),
        ("procedure.yaml", "needs: [due_on]", "needs: [due]", ["P02.V0.needs", "due"]),
        ("procedure.yaml", "offered: title", "offered: titel", ["P08", "content.offered", "titel", "title"]),
        ("procedure.yaml", "ask_reason: {", "ask_why: {", ["P05.V0.enters.ask_why", "ask_reason"]),
        ("procedure.yaml", "facts: quantity", "many: quantity", ["ask_reason.many", "facts、until"]),
        (
            "procedure.yaml",
            "facts: quantity",
            "facts: many",
            ["P05.V0.enters.ask_reason.facts", "many"],
        ),
        ("procedure.yaml", "from: 2021-01-01", "from: 2020-01-01", ["P14", "phrase:fee_measures"]),
        ("other.yaml", "from: 2021-01-01", "from: 2020-01-01", ["L22", "2020-01-01", "other_fee_overdue"]),
        ("other.yaml", "revoke_reply: [A]", "revoke_reply: [C]", ["L24", "remedy.only", "C", "A、B、A+B"]),
        ("granting.yaml", "is: 查阅并抄录", "is: 查阅", ["L03", "public_version.unless.is", "查阅"]),
        ("procedure.yaml", "enquiry: {label", "phone: {label", ["P02.V0.fields.phone", "换一个名字"]),
        ("granting.yaml", "L02:", "L01:", ["granting.yaml", "L01", "重复"]),
        (
            "other.yaml",
            "is: 予以撤销，另行作出答复",
            "is: 予以撤回",
            ["L24.V0.paragraphs[5].when", "予以撤回"],
        ),
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
    assert [words for words in said if words.replace("V0", "values[0]") not in str(refusal.value)] == [], str(
        refusal.value
    )
