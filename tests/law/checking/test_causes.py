"""One fault is one finding with its consequences under it; two faults are two."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from gongkai.checking import by_cause, check, rules, rules_version
from gongkai.checking.findings import CLASSES, NOTE, SEVERITIES, WARNING
from gongkai.lawbook import Lawbook, lawbook
from gongkai.report import BLANK, NOT_WHOLE, UNREADABLE, Note, Section
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


def test_the_column_of_totals_follows_where_several_columns_make_up_its_difference():
    made = b.office()
    before = b.year_before(made)
    cells = {
        f"table3__carried_over_out__{column}": 1 for column in ("research_institution", "other_organization")
    }
    total = before.cells["table3.carried_over_out.total"]
    wrong = b.with_cells(before, **cells, table3__carried_over_out__total=total + 2)
    assert caused(made, previous=wrong) == [
        ("years.carried_over", ["years.carried_over"]),
        ("years.carried_over", []),
    ]
    wrong = b.with_cells(before, **cells, table3__carried_over_out__total=total + 3)
    assert caused(made, previous=wrong) == [("years.carried_over", [])] * 3


def test_what_does_not_follow_from_the_report_of_another_agency_is_one_cause():
    made = b.office()
    before = b.year_before(made, table3__carried_over_out__total=9)
    other = replace(before, agency="示范市科学技术局")
    assert caused(made, previous=other) == [("years.agency", ["years.carried_over"])]
    for name in (made.agency, None):  # several that were added up have no name
        same = replace(before, agency=name)
        assert caused(made, previous=same) == [("years.carried_over", [])]


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


def said_of_blanks(made):
    return next(finding.message for finding in check(made) if finding.rule == "cells.blank")


def test_a_sign_for_nothing_where_a_number_has_to_stand_is_one_cause_with_its_sums():
    made = b.with_cells(b.office(), table3__granted__commercial_enterprise=None)
    note = Note(BLANK, "填的是「/」", "table3.granted.commercial_enterprise", "/", 0)
    made = replace(made, notes=(*made.notes, note))
    assert caused(made) == [("t3.row_total", ["t3.results_total", "cells.blank"])]
    assert said_of_blanks(made).endswith("求和时按0计；按其他各数之和应为商业企业8，请填上。")


@pytest.mark.parametrize(
    ("stated", "inferred", "told"),
    [
        ("未报", None, "填的是「未报」，还没有数，不当作0；没有发生的应填0。"),
        ("不适用", 0, "填的是「不适用」，求和时按0计。"),
        ("", None, "为空，求和时按0计；没有发生的应填0。"),
        ("/", 0, "填的是「/」，求和时按0计；没有发生的应填0。"),
    ],
)
def test_blank_not_applicable_and_not_reported_are_told_apart(stated, inferred, told):
    """A uploader who reads that 未报 counts as 0 takes it for reported."""
    cell = "table2.administrative_penalty.decision_count"
    made = b.office()
    note = Note(BLANK, "", cell, stated, inferred)
    assert said_of_blanks(replace(made, cells={**made.cells, cell: None}, notes=(note,))).endswith(told)


def test_two_blanks_of_a_row_that_its_columns_give_are_told_once_with_the_right_numbers():
    made = b.office()
    for cell in ("table3.new_received.natural_person", "table3.new_received.total"):
        made = b.with_blank(made, cell)
    ((cause, following),) = by_cause(check(made))
    assert cause.rule == "cells.blank"
    assert "t3.row_total" not in {one.rule for one in following}
    assert cause.message.endswith("求和时按0计；按其他各数之和应为自然人30、总计40，请填上。")


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("注：表二「行政强制·本年处理决定数量」空，本单位没有行政强制职权。", NOTE),
        ("行政强制一格空着：本单位没有这项职权。", NOTE),
        ("行政处罚一格空着。行政强制另见台账。", WARNING),
        ("", WARNING),
    ],
)
def test_a_blank_for_which_the_text_gives_the_reason_is_only_noted(text, severity):
    made = b.with_blank(b.office(), "table2.administrative_coercion.decision_count")
    sections = tuple(replace(one, text=text) if one.number == 2 else one for one in made.sections)
    (found,) = [one for one in check(replace(made, sections=sections)) if one.rule == "cells.blank"]
    assert found.severity == severity
    assert ("没有发生的应填0" in found.message) == (severity == WARNING)


def test_a_blank_that_the_sums_fill_is_not_told_to_be_0_and_one_of_0_is():
    made = b.with_blank(b.office(), "table3.granted.natural_person", 20)
    assert said_of_blanks(made).endswith("按各数之和推得20，请填上。")
    made = b.with_blank(b.town(), "table3.granted.natural_person", 0)
    assert said_of_blanks(made).endswith("按各数之和推得0；没有发生的应填0。")


def test_a_block_of_strokes_and_the_prose_that_counts_are_one_cause():
    made = b.saying(b.office(), 1, b.ONE + "\n全年收到因政府信息公开提起的行政复议申请7件，其中结果维持3件。")
    for column in ("upheld", "total"):
        cell = f"table4.reconsideration.{column}"
        made = replace(
            made, cells={**made.cells, cell: None}, notes=(*made.notes, Note(BLANK, "", cell, "-", 0))
        )
    assert caused(made) == [("cells.blank", ["prose.against_tables", "prose.against_tables"])]
    cause, (total, upheld) = by_cause(check(made))[0]
    assert cause.message == (
        "表四「行政复议」有2格（结果维持、总计）填的是「-」，求和时按0计；正文写的是结果维持3、总计7，请核对后填上；没有发生的应填0。"
    )
    assert "写的是7，表四行政复议总计没有填数，没有一种口径对得上" in total.message
    assert "写的是3，表四行政复议结果维持没有填数，没有一种口径对得上" in upheld.message


def test_a_few_blanks_are_named_and_many_noughts_are_told_once():
    made = b.town()
    for column in ("natural_person", "commercial_enterprise", "research_institution"):
        made = b.with_blank(made, f"table3.granted.{column}", 0)
        told = said_of_blanks(made)
        if column == "commercial_enterprise":
            assert "有2格（自然人、商业企业）为空，按各数之和推得都是0；" in told
    assert "有3格为空，按各数之和推得都是0；" in told


def test_the_prose_says_what_a_blank_would_be_only_where_it_says_one_number():
    once = "\n全年收到因政府信息公开提起的行政复议申请7件。"
    twice = f"{once}\n行政复议申请共收到8件。"
    for text, told in ((once, "正文写的是总计7"), (twice, "")):
        made = b.with_blank(b.saying(b.office(), 1, b.ONE + text), "table4.reconsideration.total")
        assert ("正文写的是" in said_of_blanks(made)) == bool(told)
        assert told in said_of_blanks(made)


def test_a_sum_shows_what_stands_in_its_cells():
    """A blank is 空 and a sign is itself, not a 0 that nobody wrote."""
    made = b.with_blank(b.office(), "table3.new_received.natural_person")
    made = b.with_blank(made, "table3.new_received.total")
    sums = [one.message for one in check(made) if one.rule == "t3.balance"]
    assert [message.partition("＝")[0] for message in sums] == [
        "表三「自然人」：新收（空）＋结转4",
        "表三「总计」：新收（空）＋结转4",
    ]
    assert sums[0].endswith(
        "没有填数的表三「一、本年新收政府信息公开申请数量·自然人」：其他各格没有错的话应为30。"
    )
    cell = "table3.granted.commercial_enterprise"
    sign = Note(BLANK, "", cell, "/", 0)
    made = replace(b.office(), cells={**b.office().cells, cell: None}, notes=(sign,))
    (row,) = [one.message for one in check(made) if one.rule == "t3.row_total"]
    assert "：20＋「/」＋" in row
    cell = "table4.reconsideration.upheld"
    sign = Note(BLANK, "", cell, "无", 0)
    made = b.with_cells(b.office(), table4__reconsideration__total=2)
    made = replace(made, cells={**made.cells, cell: None}, notes=(sign,))
    (block,) = [one.message for one in check(made) if one.rule == "t4.block_total"]
    assert "维持「无」＋纠正" in block


def test_a_number_that_is_not_whole_is_told_with_the_one_that_its_row_gives():
    cell = "table3.granted.natural_person"
    made = b.with_cells(b.office(), table3__granted__natural_person=None)
    made = replace(made, notes=(*made.notes, Note(NOT_WHOLE, "不是整数", cell, "20.5")))
    (found,) = check(made)
    wanted = (
        "表三「（一）予以公开·自然人」填的是「20.5」，不是不小于零的整数；按这一行的其他各数应为20，请改正。"
    )
    assert found.message == wanted


def test_cells_with_like_pictures_or_like_digits_are_faults_of_their_own():
    made, cells = b.office(), ("table3.granted.natural_person", "table3.new_received.natural_person")
    for told in (
        "「〔图片〕」认不出是多少；没有当作零。",
        "读不出——应有 7 个数，读到 1 个（0）；没有当作零。",
    ):
        notes = [Note(UNREADABLE, f"{made.layout.name(cell)}：{told}", cell) for cell in cells]
        lost = replace(made, cells={**made.cells, **dict.fromkeys(cells)}, notes=tuple(notes))
        assert caused(lost) == [("cells.unreadable", []), ("cells.unreadable", [])]


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


def with_sign(made, cell, sign="/"):
    """The report with a sign for nothing in that cell."""
    return replace(
        made, cells={**made.cells, cell: None}, notes=(*made.notes, Note(BLANK, "", cell, sign, 0))
    )


def said_by(made, rule, **given):
    return [finding.message for finding in check(made, **given) if finding.rule == rule]


def test_a_sign_for_nothing_that_is_right_is_no_cause_of_what_is_wrong_beside_it():
    made = with_sign(b.office(), "table3.denied_state_secret.commercial_enterprise")
    made = b.with_cells(made, table3__results_total__commercial_enterprise=99)
    assert ("cells.blank", []) in caused(made)


def test_a_sign_in_a_block_of_table_four_is_no_cause_of_its_wrong_total():
    made = with_sign(b.office(), "table4.reconsideration.corrected", "-")
    made = b.with_cells(made, table4__reconsideration__total=5)
    assert {rule for rule, _ in caused(made)} >= {"t4.block_total", "cells.blank"}


def test_what_follows_from_a_finding_that_was_set_aside_stands_for_itself():
    made = b.with_cells(b.office(), table3__granted__commercial_enterprise=11)
    found = check(made)
    ((cause, following),) = by_cause(found)
    rest = [finding for finding in found if finding != cause]
    assert by_cause(rest) == [(one, []) for one in following]


def test_of_two_cells_without_a_number_none_is_named():
    made = b.office()
    for row in ("new_received", "carried_over_in"):
        made = with_sign(made, f"table3.{row}.natural_person")
    told = said_by(made, "t3.balance")[0]
    assert told.startswith("表三「自然人」：新收「/」＋结转「/」＝0")
    assert "没有填数的" not in told


def test_the_columns_give_no_numbers_that_the_row_does_not_hold_with():
    made = b.office()
    for cell in ("table3.new_received.natural_person", "table3.new_received.total"):
        made = b.with_blank(made, cell)
    assert "按其他各数之和应为自然人30、总计40" in said_of_blanks(made)
    made = b.with_cells(made, table3__new_received__commercial_enterprise=11)
    assert "按其他各数之和" not in said_of_blanks(made)


def test_a_blank_that_its_row_fills_is_written_with_that_number():
    made = b.with_blank(b.office(), "table3.new_received.natural_person", 30)
    made = b.with_cells(made, table3__carried_over_out__natural_person=9)
    (told,) = [one for one in said_by(made, "t3.balance") if "自然人" in one]
    assert told.startswith("表三「自然人」：新收30＋结转")
    made = b.with_blank(b.office(), "table3.new_received.total", 40)
    (told,) = said_by(
        b.rewritten(made, "政府信息公开申请40件", "政府信息公开申请43件"), "prose.against_tables"
    )
    assert "表三本年新收40" in told


def test_the_name_of_an_agency_is_the_same_however_it_is_spaced():
    made = b.office()
    before = replace(b.year_before(made), agency=f"{made.agency[:3]} {made.agency[3:]}")
    assert said_by(made, "years.agency", previous=before) == []
