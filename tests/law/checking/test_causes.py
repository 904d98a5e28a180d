"""One fault is one finding with its consequences under it; two faults are two."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from gongkai.checking import by_cause, check, rules, rules_version
from gongkai.checking.findings import CLASSES, NOTE, SEVERITIES
from gongkai.lawbook import Lawbook, lawbook
from gongkai.report import Section
from tests.law.checking import builders as b


def caused(made, **given):
    """The rules by cause: each cause's with those that follow from it."""
    return [
        (cause.rule, [one.rule for one in following]) for cause, following in by_cause(check(made, **given))
    ]


def test_a_wrong_cell_is_one_cause_and_says_what_it_would_have_to_be():
    made = b.with_cells(b.office(), table3__granted__commercial_enterprise=11)
    assert caused(made) == [("t3.row_total", ["t3.results_total"])]
    cause, following = by_cause(check(made))[0]
    assert (cause.suspect, cause.stated, cause.right) == ("table3.granted.commercial_enterprise", "11", 8)
    assert "「（一）予以公开·商业企业」：填的是「11」，应为8" in cause.message
    assert following[0].because == cause.id


def test_two_wrong_cells_are_two_causes_each_with_its_own_consequences():
    made = b.with_cells(
        b.office(), table3__granted__commercial_enterprise=11, table3__new_received__natural_person=31
    )
    found = by_cause(check(made))
    assert [cause.suspect for cause, _ in found] == [
        "table3.new_received.natural_person",
        "table3.granted.commercial_enterprise",
    ]
    assert [cause.right for cause, _ in found] == [30, 8]


def test_where_two_cells_would_explain_the_same_sums_neither_is_named():
    made = b.with_cells(
        b.office(), table3__granted__commercial_enterprise=9, table3__partially_granted__natural_person=3
    )
    found = check(made)
    assert {finding.suspect for finding in found} == {None}
    assert len(found) == 4


def test_a_row_and_a_column_that_fail_by_different_amounts_are_two_faults():
    made = b.with_cells(
        b.office(),
        table3__granted__total=30,
        table3__results_total__natural_person=32,
        table3__results_total__total=42,
    )
    assert {finding.suspect for finding in check(made)} == {None}


def test_the_column_of_totals_follows_from_the_column_that_is_wrong():
    made = b.with_cells(b.office(), table3__results_total__natural_person=30, table3__results_total__total=40)
    ((cause, following),) = by_cause(check(made))
    assert cause.rule == "t3.balance"
    assert sorted(one.rule for one in following) == [
        "prose.against_tables",
        "t3.balance",
        "t3.results_total",
        "t3.results_total",
    ]
    assert "其他三格没有错的话应为31" in cause.message


def test_a_sentence_that_gives_the_right_number_follows_from_the_wrong_cell():
    made = b.with_cells(b.office(), table3__new_received__total=42)
    ((cause, following),) = by_cause(check(made))
    assert (cause.suspect, cause.right) == ("table3.new_received.total", 40)
    assert "prose.against_tables" in {one.rule for one in following}


def test_a_sentence_that_gives_another_wrong_number_is_a_fault_of_its_own():
    made = b.rewritten(b.office(), "申请40件", "申请47件")
    made = b.with_cells(made, table3__new_received__total=42)
    assert "prose.against_tables" in {cause.rule for cause, _ in by_cause(check(made))}


def test_headings_that_are_all_off_by_one_are_one_fault():
    made = b.office()
    numerals = "一二三四五六"
    moved = [replace(made.sections[0])] + [
        Section(s.number, f"{numerals[s.number - 2]}{s.heading[1:]}", s.text) for s in made.sections[1:]
    ]
    found = by_cause(check(replace(made, sections=tuple(moved))))
    assert [(cause.rule, len(following)) for cause, following in found] == [("sections.numbering", 4)]


def test_what_was_not_carried_over_in_the_column_of_totals_follows_from_the_one_column():
    made = b.office()
    before = b.with_cells(
        b.year_before(made), table3__carried_over_out__natural_person=6, table3__carried_over_out__total=6
    )
    found = [
        (cause, following)
        for cause, following in by_cause(check(made, before))
        if cause.rule == "years.carried_over"
    ]
    ((cause, following),) = found
    assert cause.cells == ("table3.carried_over_in.natural_person",)
    assert [one.cells for one in following] == [("table3.carried_over_in.total",)]


def test_a_fault_is_never_its_own_consequence_and_every_cause_is_there():
    made = b.with_cells(
        b.town(),
        table3__granted__natural_person=2,
        table3__results_total__total=9,
        table4__reconsideration__total=1,
    )
    found = check(made)
    ids = {finding.id for finding in found}
    assert all(finding.because in ids - {finding.id} for finding in found if finding.because)
    assert sum(1 + len(following) for _, following in by_cause(found)) == len(found)


def test_errors_stand_before_what_is_only_to_be_looked_at():
    made = b.rewritten(b.office(), "实际收取30元", "实际收取90元")
    made = b.with_cells(made, table4__reconsideration__total=2)
    made = b.with_cells(made, table2__normative_documents__issued_count=82)
    shown = [cause.severity for cause, _ in by_cause(check(made))]
    assert shown == sorted(shown, key=SEVERITIES.index)
    assert len(set(shown)) > 1
    assert shown != [finding.severity for finding in check(made)]


def test_a_lawful_lawsuit_beside_a_denial_is_a_note():
    assert rules()["t4.reconsideration_first"].severity == NOTE


def test_every_rule_states_its_class():
    for node in lawbook().nodes("rules"):
        for key, entry in node.entries():
            assert entry.text("class") in CLASSES, key


@pytest.mark.parametrize(
    ("rule", "class_"),
    [
        ("t3.row_total", "consistency"),
        ("cells.whole_numbers", "accuracy"),
        ("cells.blank", "completeness"),
        ("rows.missing", "existence"),
    ],
)
def test_the_class_is_data_beside_the_severity(rule, class_):
    assert rules()[rule].class_ == class_


def test_the_rule_set_has_one_version_until_a_rule_changes(tmp_path):
    shutil.copytree(lawbook().root, tmp_path / "law")
    assert rules_version(Lawbook(tmp_path / "law")) == rules_version()
    file = tmp_path / "law" / "rules" / "tables.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("severity: error", "severity: note", 1), "utf-8")
    assert rules_version(Lawbook(tmp_path / "law")) != rules_version()
