"""Does a letter read as the law of its day has it, with the old wording beside the new?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.errors import NotInForce
from gongkai.letters import (
    compose,
    letter_from_json,
    letter_kinds,
    letter_to_json,
    letters_for_outcome,
    problems,
)
from gongkai.letters.remedies import remedies_open
from tests.law.letters import samples
from tests.lawfolder import LawFolder

CHANGES = date(2027, 3, 1)
BEFORE = CHANGES - timedelta(days=1)

NEW_CITATION = """    - from: 2027-03-01
      article: 第三十九条
      source: {instrument: regulation, article: 第三十九条}
"""
NEW_ELEMENT = """    - from: 2027-03-01
      paragraphs:
        - "{phrase:opening}{phrase:decide}"
        - "{you}申请获取的政府信息，属于本机关{category}方面的内部事务信息。理由：{reason}。"
        - "依据{phrase:regulation}{article}的规定，本机关决定对上述信息不予公开，并已告知{reviewer}。"
      fields:
        reviewer: {label: 告知了谁, kind: text}
        category: {label: 属于哪一类内部事务信息, kind: choice, choices: [人事管理, 后勤管理]}
      elements:
        category: null
        reviewer:
          label: 告知了谁
          supplied: field
          signs: ["{reviewer}"]
          source: {instrument: regulation, article: 第四十七条}
      source: {instrument: regulation, article: 第十六条第一款}
"""


@pytest.fixture
def law(tmp_path: Path) -> LawFolder:
    return LawFolder(tmp_path / "law")


@pytest.fixture
def cited(law: LawFolder) -> Iterator[LawFolder]:
    law.add_value("letters/granting.yaml", "L02", NEW_CITATION)
    with law.installed():
        yield law


def test_a_citation_that_changes_on_a_day_stands_only_in_the_letters_from_that_day(cited: LawFolder) -> None:
    old, new = (samples.letter("L02", day=day) for day in (BEFORE, CHANGES))
    assert "条例》第三十六条第（二）项的规定" in old.text
    assert "第三十九条" not in old.text
    assert "条例》第三十九条的规定" in new.text
    assert "第三十六条" not in new.text
    for letter, day in ((old, BEFORE), (new, CHANGES)):
        kind = letter_kinds().at("L02", day)
        assert problems(letter, kind, samples.facts("L02", day=day, due_on=None, article="")) == ()


def test_an_old_letter_keeps_its_words_when_the_law_has_changed(cited: LawFolder) -> None:
    old = samples.letter("L02", day=BEFORE)
    kept = letter_from_json(letter_to_json(old))
    assert kept == old
    assert kept.text == samples.letter("L02", day=BEFORE).text
    # What was made before the change and is dated after it does not pass.
    later = samples.facts("L02", day=BEFORE, due_on=None, article="")
    found = problems(old, letter_kinds().at("L02", CHANGES), later)
    assert [(one.code, one.element) for one in found] == [("article", "article")]


def test_a_value_says_only_what_changes_and_null_takes_a_part_away(law: LawFolder) -> None:
    law.add_value("letters/denial.yaml", "L08", NEW_ELEMENT)
    with law.installed():
        old, new = (letter_kinds().at("L08", day) for day in (BEFORE, CHANGES))
        assert [field.name for field in old.fields] == ["category", "reason", "further"]
        assert [field.name for field in new.fields] == ["category", "reason", "further", "reviewer"]
        category = new.field("category")
        assert category
        assert category.choices == ("人事管理", "后勤管理")
        keys = [[one.key for one in kind.elements] for kind in (old, new)]
        assert "category" in keys[0]
        assert keys[1][-3:] == ["decision", "reason", "reviewer"]
        assert (new.title, new.remedy, new.outcomes) == (old.title, old.remedy, old.outcomes)


def test_a_phrase_that_changes_changes_every_letter_that_uses_it(law: LawFolder) -> None:
    source = "source: {instrument: convention, note: 手册04 §1, status: convention}}"
    text = f"text: 经审核，现答复如下：, {source}"
    later = text.replace("经审核，现答复如下：", "经审查，答复如下：")
    law.replace("letters/common.yaml", text, f"{text}\n      - {{from: 2027-03-01, {later}")
    with law.installed():
        assert "经审核，现答复如下：" in samples.letter("L01", day=BEFORE).text
        assert "经审查，答复如下：" in samples.letter("L01", day=CHANGES).text
        assert "经审核，现决定如下：" in samples.letter("L08", day=CHANGES).text


def test_a_letter_outside_its_days_is_refused_with_dates_and_source(law: LawFolder) -> None:
    ends = "    - {from: 2027-03-01, ended: true, source: {instrument: form_2021, article: 附件}}"
    law.add_value("letters/granting.yaml", "L01", ends)
    with law.installed():
        assert [kind.code for kind in letters_for_outcome("granted", BEFORE)] == ["L01", "L02"]
        assert [kind.code for kind in letters_for_outcome("granted", CHANGES)] == ["L02"]
        with pytest.raises(NotInForce) as refusal:
            compose("L01", samples.setting("L01"), samples.VALUES["L01"], day=CHANGES)
        assert str(refusal.value) == (
            "文书「答复书（已主动公开）」自 2019-05-15 起施行（《条例》第三十六条第（一）项），"
            "自 2027-03-01 起不再适用（国办公开办函〔2021〕30号 附件），2027-03-01 不能选用。"
        )
        assert remedies_open("L01", CHANGES, made_on=BEFORE)


def test_a_letter_does_not_outlive_nor_precede_the_outcome_that_it_carries() -> None:
    with pytest.raises(NotInForce, match=r"自 2021-01-01 起施行.*2020-12-31 不能选用"):
        compose("L22", samples.setting("L22"), samples.VALUES["L22"], day=date(2020, 12, 31))
