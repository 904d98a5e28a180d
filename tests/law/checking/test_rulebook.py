"""Is the rule book well formed, and is its page up to date?"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import gongkai
from gongkai.checking import ERROR, NOTE, WARNING, check, rules
from gongkai.checking.document import rules_document
from gongkai.errors import LawError, UsageError
from gongkai.lawbook import Lawbook
from tests.law.checking import builders as b

ROOT = Path(__file__).parents[3]
LAW = Path(gongkai.__file__).parent / "law"
CONTRACT = {
    "R1": ("t3.row_total", ERROR),
    "R2": ("t3.balance", ERROR),
    "R3": ("t3.results_total", ERROR),
    "R4": ("cells.whole_numbers", ERROR),
    "R5": ("years.carried_over", ERROR),
    "R6": ("t4.block_total", ERROR),
    "S1": ("ledger.tally", WARNING),
    "S2": ("prose.against_tables", ERROR),
    "S3": ("prose.fee_statement", WARNING),
    "S4": ("t3.split_once", WARNING),
    "S5": ("years.jump", WARNING),
    "S6": ("years.pending_appeals", WARNING),
}


@pytest.mark.parametrize("number", CONTRACT)
def test_the_rules_of_the_handbook_have_the_ids_of_the_contract(number):
    known = {rule.handbook: (rule.id, rule.severity) for rule in rules().values()}
    assert known[number] == CONTRACT[number]


def test_text_rules_are_notes_but_for_personal_data_templates_and_repealed_law():
    severities = {rule.id: rule.severity for rule in rules().values() if rule.id.startswith("text.")}
    assert severities.pop("text.personal_data") == ERROR
    assert (severities.pop("text.remnant"), severities.pop("text.repealed")) == (WARNING, WARNING)
    assert set(severities.values()) == {NOTE}


def test_the_page_of_the_rules_is_up_to_date():
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == rules_document(), "run: python -m gongkai.checking.document docs/rules.md"


def test_every_rule_stands_on_its_page_with_its_sentence_and_source():
    page = rules_document()
    for rule in rules().values():
        assert f"### `{rule.id}`" in page
        assert rule.sentence in page
        assert str(rule.source) in page


@pytest.fixture
def change(tmp_path):
    """The rule book of a copy of the law in which one file was changed."""

    def changed(file, old, new):
        folder = Path(shutil.copytree(LAW, tmp_path / "law"))
        path = folder / "rules" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return Lawbook(folder)

    return changed


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("years.yaml", "percent: 50", "percnt: 50", "percent"),
        ("years.yaml", "difference: 10}", "difference: 10, days: 3}", "days"),
        ("prose.yaml", "test: years", "test: jahre", "jahre"),
        ("prose.yaml", "severity: error", "severity: fatal", "fatal"),
        ("meaning.yaml", "from: 2024-01-01", "from: someday", "someday"),
        ("text.yaml", "handbook:", "handbuch:", "handbook"),
        ("years.yaml", '{since: "2021"}', '{since: "2020"}', "2020"),
        ("years.yaml", '{since: "2021"}', '{since: "2021", until: "2019"}', "until"),
        ("years.yaml", '{since: "2021"}', '["2021"]', "forms"),
        ("skeleton.yaml", "sections.empty:", "prose.year:", "prose.year"),
    ],
)
def test_a_slip_in_the_rule_book_is_refused_by_name(change, file, old, new, told):
    with pytest.raises(LawError, match=told):
        rules(change(file, old, new))


def test_another_limit_is_a_change_of_the_data_alone(change):
    made = b.office()
    before = b.year_before(made, table2__administrative_licensing__decision_count=100)
    assert check(made, before)
    assert check(made, before, book=change("years.yaml", "percent: 50", "percent: 60")) == []


def test_the_report_of_another_year_is_refused():
    with pytest.raises(UsageError, match="2024 年度的"):
        check(b.office(), b.office())


def test_an_unknown_kind_of_agency_is_refused():
    with pytest.raises(UsageError, match="department"):
        check(b.office(), agency_kind="school", published_on=date(2025, 1, 1))
