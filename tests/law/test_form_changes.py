"""What may a form say that extends another one, and which slip is refused with which sentence?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.errors import LawError, UsageError
from gongkai.form import Form, form, form_of_year, forms, nearest
from gongkai.lawbook import Lawbook
from tests.law import new_form

LAST = list(forms())[-1]
HEAD = """\
key: "2030"
extends: "2021"
from: 2030-01-01
source: {instrument: form_2021, article: 附件}
"""


@pytest.fixture
def changed(tmp_path):
    """The form of 2030 that says these changes of today's."""

    def made(changes: str, head: str = HEAD) -> Form:
        folder = new_form.copied(tmp_path / "law")
        (folder / "forms" / "2030.yaml").write_text(head + changes, encoding="utf-8")
        return forms(Lawbook(folder))["2030"]

    return made


def keys(lines) -> list[str]:
    return [line.key for line in lines]


def test_a_form_without_a_change_is_the_one_that_it_extends(changed):
    same, today = changed(""), form("2021")
    assert (same.cells, same.rows3, same.sections) == (today.cells, today.rows3, today.sections)
    assert (same.since, same.until) == (date(2030, 1, 1), None)


def test_what_is_added_stands_before_after_or_last(changed):
    line = "{%s key: %s, label: %s, core: [%s], role: result}"
    wanted = [
        ("before: granted,", "one", "甲"),
        ("after: granted,", "two", "乙"),
        ("", "three", "丙"),
    ]
    added = ", ".join(line % (place, key, label, label) for place, key, label in wanted)
    found = keys(changed(f"table3: {{rows: {{add: [{added}]}}}}").rows3)
    assert found[found.index("granted") - 1 : found.index("granted") + 2] == ["one", "granted", "two"]
    assert found[-1] == "three"


def test_columns_blocks_and_sections_change_alike(changed):
    made = changed(
        """\
sections: {change: [{number: 6, heading: 六、其他事项}]}
table2:
  blocks:
    remove: [第二十条第（八）项]
    change: [{article: 第二十条第（五）项, rows: {change: [{key: administrative_licensing, label: 许可}]}}]
table4:
  columns: {remove: [other_outcome]}
"""
    )
    assert made.sections[5].heading == "六、其他事项"
    assert "table2.administrative_charges.amount_wan_yuan" not in made.cells
    assert made.name("table2.administrative_licensing.decision_count") == "表二「许可·本年处理决定数量」"
    assert len(made.block4("reconsideration")) == len(form("2021").columns4) - 1


def test_a_whole_list_may_take_the_place_of_another(changed):
    made = changed("table4: {columns: [{key: total, label: 总计, core: [=总计]}]}")
    assert keys(made.columns4) == ["total"]


def test_a_form_may_extend_one_that_extends(tmp_path):
    folder = new_form.copied(tmp_path / "law")
    (folder / "forms" / "2030.yaml").write_text(HEAD + "table3: {rows: {remove: [granted]}}", "utf-8")
    head = HEAD.replace('"2021"', '"2030"', 1).replace('key: "2030"', 'key: "2033"')
    later = head.replace('extends: "2021"', 'extends: "2030"').replace("from: 2030", "from: 2033")
    (folder / "forms" / "2033.yaml").write_text(later, encoding="utf-8")
    assert "granted" not in keys(forms(Lawbook(folder))["2033"].rows3)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ("table3: {rows: {remove: [grantd]}}", "grantd"),
        ("table3: {rows: {change: [{key: grantd, label: 甲}]}}", "grantd"),
        ("table3: {rows: {add: [{key: granted, label: 甲, core: [甲]}]}}", "原来就有"),
        ("table3: {rows: {add: [{after: grantd, key: new, label: 甲, core: [甲]}]}}", "grantd"),
        ("table3: {rows: {add: [{after: granted, before: granted, key: new}]}}", "只能写一个"),
        ("table3: {rows: {delete: [granted]}}", "不认识这种改动"),
        ("table3: {rows: {add: [{label: 甲}]}}", "key、number、article"),
        ("table3: {rows: {add: [甲]}}", "key、number、article"),
        ("table3: {rows: {remove: granted}}", "应为列表"),
        ("table3: {rows: {change: [{key: granted, lable: 甲}]}}", "lable"),
        ("table3: {rows: {change: [{key: granted, core: {add: [甲]}}]}}", "没有名字"),
        ("table3: {rows: {change: [{key: granted, marks: [odd]}]}}", "odd"),
        ("table3: {rows: {change: [{key: granted, prose: 商业秘密}]}}", "应为文字的列表"),
        ("table3: {rows: {change: [{key: granted, group: odd}]}}", "odd"),
        ("table3: {rows: {change: [{key: granted, sum_of: [denied_state_secret]}]}}", "计两遍"),
        ("table3: {rows: {remove: [other_misc]}}", "sum_of"),
        ("table3: {rows: {add: [{key: new, label: 9.密, core: [甲]}]}}", "「9.密」这一行没有写 role"),
        ("table3: {rows: {add: [{key: new, label: 甲, core: [甲]}]}}", "flow（新收、结转）、result"),
        ("table3: {left_out: [odd]}", "left_out"),
        ("tables: 3", "tables"),
        ("until: 2029-12-31", "until"),
    ],
)
def test_a_slip_is_refused_by_file_key_and_what_is_allowed(changed, changes, told):
    with pytest.raises(LawError, match=told) as refusal:
        changed(changes)
    assert "forms/2030.yaml" in str(refusal.value)


def test_only_an_earlier_form_may_be_extended(changed):
    with pytest.raises(LawError, match="没有「2022」这个格式；可用：2019、2021"):
        changed("", HEAD.replace('extends: "2021"', 'extends: "2022"'))


@pytest.mark.parametrize("since", ["2021-01-01", "2020-01-01"])
def test_a_form_that_does_not_begin_after_its_base_is_told_both_days(changed, since):
    with pytest.raises(LawError, match=rf"本格式自 {since} 起，「2021」自 2021-01-01 起.*请核对 from"):
        changed("", HEAD.replace("from: 2030-01-01", f"from: {since}"))


def test_a_misspelt_extends_is_told_before_what_it_would_have_brought(changed):
    with pytest.raises(LawError, match="「extnds」：不认识这个键；是不是「extends」写错了"):
        changed("", HEAD.replace("extends:", "extnds:"))


def test_a_row_that_stands_twice_is_refused(tmp_path):
    folder = new_form.copied(tmp_path / "law")
    path = folder / "forms" / "2021.yaml"
    path.write_text(path.read_text("utf-8").replace("key: granted,", "key: denied_state_secret,"), "utf-8")
    with pytest.raises(LawError, match="出现两次"):
        forms(Lawbook(folder))


def test_a_year_after_the_last_form_ended_has_none(tmp_path):
    folder: Path = new_form.copied(tmp_path / "law")
    path = folder / "forms" / "2021.yaml"
    path.write_text(path.read_text("utf-8").replace("\nsource:", "\nuntil: 2024-12-31\nsource:", 1), "utf-8")
    book = Lawbook(folder)
    assert form_of_year(2024, book).key == "2021"
    with pytest.raises(UsageError, match="2025 年度没有收录"):
        form_of_year(2025, book)


@pytest.mark.parametrize(
    ("year", "key"), [(None, LAST), (2018, "2019"), (2020, "2019"), (2021, "2021"), (2050, LAST)]
)
def test_between_equal_forms_the_year_decides(year, key):
    assert nearest(list(forms().values()), year).key == key
