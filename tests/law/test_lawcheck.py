"""Is every slip of the law folder told before anybody works with it, each in a sentence with file and key?"""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai import lawcheck
from gongkai.form import forms
from tests.law import new_form
from tests.lawfolder import LawFolder

pytestmark = pytest.mark.slow

LAST = list(forms())[-1]  # the form that holds without an end: next year another one
FORM = f"""\
key: "2030"
extends: "{LAST}"
from: 2030-01-01
source: {{instrument: form_2021, article: 附件}}
"""
ROW = "{key: %s, label: %s, core: [%s], role: result%s}"
NEW = """\
invented:
  values:
    - from: 2029-06-01
      label: 9.编的
      short: 编的
      group: denied
      reason: true
      source: {instrument: regulation, article: 第一条}
"""
LATE = "late:\n  name: 编的通知\n  short: 编的通知\n  number: 编\n  from: 2029-07-01\n"
SECOND = (
    "    - {from: 2027-01-01, article: 第三十七条, source: {instrument: regulation, article: 第三十七条}}\n"
)


@pytest.fixture
def law(tmp_path) -> LawFolder:
    return LawFolder(tmp_path / "law")


def told(law: LawFolder) -> list[str]:
    with law.installed():
        return lawcheck.problems()


def told_of(law: LawFolder, table3: str) -> list[str]:
    law.enter("forms/2030.yaml", f"{FORM}table3: {{rows: {{{table3}}}}}\n")
    return told(law)


def test_the_shipped_law_is_sound():
    assert lawcheck.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("letters/denial.yaml", "addressee:", "adressee:", "adressee"),
        ("letters/common.yaml", "phrases:", "phrase:", "phrase"),
        ("letters/instruments.yaml", "short:", "shrt:", "shrt"),
        ("remedies.yaml", "ways:", "wyas:", "wyas"),
        ("outcomes.yaml", "reason: false", "reason: no", "reason"),
        ("reports.yaml", "submit: department_report", "submit: report", "submit"),
        ("reports.yaml", "agencies: [government]", "agencies: [ministry]", "agencies"),
        ("outcome_groups.yaml", "label:", "lable:", "lable"),
        ("applicants.yaml", "label:", "lable:", "lable"),
        ("agencies.yaml", "label:", "lable:", "lable"),
        ("instruments.yaml", "short:", "shrt:", "shrt"),
        ("deadlines/fee.yaml", "lapse:", "laspe:", "laspe"),
        ("fees/information_processing.yaml", "tiers:", "tires:", "tires"),
        ("calendar/2026.yaml", "year:", "yaer:", "yaer"),
        ("calendar/festivals.yaml", "from:", "form:", "form"),
        ("forms/2019.yaml", "table2:", "tabel2:", "tabel2"),
        ("rules/text.yaml", "severity:", "sevrity:", "sevrity"),
        ("counting.yaml", "policy:", "polcy:", "polcy"),
    ],
)
def test_a_slip_in_any_file_is_told_with_file_and_key(law, file, old, new, key):
    law.replace(file, old, new)
    assert any(f"法规数据 {file} 的" in one and key in one for one in told(law))


def test_no_file_of_the_folder_is_left_out(law):
    """All are broken at once. Who reads several stops at the first: it is mended, and asked again."""
    written = {path: path.read_text(encoding="utf-8") for path in law.root.rglob("*.yaml")}
    for path, text in written.items():
        path.write_text(f"{text}\n  : {{\n", encoding="utf-8")
    while written:
        slips = told(law)
        named = [path for path in written if any(_file_of(slip) == _name(law, path) for slip in slips)]
        assert named, sorted(_name(law, path) for path in written)
        for path in named:
            path.write_text(written.pop(path), encoding="utf-8")


def _name(law: LawFolder, path: Path) -> str:
    return path.relative_to(law.root).as_posix()


def _file_of(slip: str) -> str:
    return slip.removeprefix("法规数据 ").split(" 的", 1)[0]


def test_slips_of_two_files_are_both_told(law):
    law.replace("letters/denial.yaml", "addressee:", "adressee:")
    law.replace("counting.yaml", "policy:", "polcy:")
    assert len(told(law)) == 2


@pytest.mark.parametrize("name", ["letters/2027.yml", "2027.yaml", "fees/new.yaml", "form/2027.yaml"])
def test_a_file_that_nobody_reads_is_told(law, name):
    (law.root / name).parent.mkdir(exist_ok=True)
    law.enter(name, "key: 1\n")
    assert [one for one in told(law) if f"{name} 的「（文件）」：没有哪一部分读它" in one]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            f"add: [{ROW % ('invented', '（八）编的', '编的', '')}]",
            "outcomes.yaml 里没有「invented」这种办理结果",
        ),
        ("change: [{key: other_misc, sum_of: [other_misc, invented]}]", "没有「invented」"),
        ("remove: [granted], change: []", "没有计「予以公开」（outcomes.yaml 的 granted）的行"),
        (
            f"add: [{ROW % ('other_new', '4.编的', '编的', ', sum_of: [granted]')}], remove: [granted]",
            "table3.rows.other_new.group」：「4.编的」没有写 group",
        ),
        (
            "change: [{key: granted, label: （一）公开}]",
            "table3.rows.granted.core」：认不出自己的标签「（一）公开」",
        ),
        (
            "change: [{key: granted, label: 1.属于国家秘密}]",
            "denied_state_secret.label」：「1.属于国家秘密」和",
        ),
        ("change: [{key: denied_third_party_rights, core: [第三方, 国家秘密]}]", "写了同样的核心字样"),
    ],
)
def test_a_row_that_does_not_fit_is_told(law, rows, words):
    if "other_new" in rows:
        rows = rows.replace("{key: other_new", "{after: denied_state_secret, key: other_new")
    found = told_of(law, rows)
    assert any(words in one and one.startswith("法规数据 forms/2030.yaml 的") for one in found), found


def test_a_row_of_outcomes_that_have_ended_is_told(law):
    law.enter("forms/2030.yaml", FORM)
    ends = "    - {from: 2029-01-01, ended: true, source: {instrument: regulation, article: 第三十五条}}"
    law.add_value("outcomes.yaml", "not_processed_excessive", ends)
    law.add_value("letters/not_processed.yaml", "L19", ends)
    (one,) = told(law)
    assert "自 2030-01-01 起的这个格式里，「not_processed_excessive」都不能选用" in one


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("from: 2030-01-01", "from: 2030-03-01", "2030-03-01 不是一月一日"),
        ("source:", "until: 2031-06-30\nsource:", "2031-06-30 不是十二月三十一日"),
    ],
)
def test_a_form_that_is_not_of_whole_years_is_told(law, old, new, words):
    law.enter("forms/2030.yaml", FORM.replace(old, new, 1))
    assert [one for one in told(law) if words in one and "forms/2030.yaml" in one] == told(law) != []


def test_an_outcome_without_row_or_letter_is_told(law):
    law.enter("outcomes.yaml", NEW)
    row, letter = told(law)
    assert f"forms/{LAST}.yaml 的「table3.rows」：没有计「编的」（outcomes.yaml 的 invented）的行" in row
    assert "outcomes.yaml 的「invented」：2029-06-01 没有哪种文书用于「编的」" in letter


def test_a_sentence_of_the_draft_that_leaves_out_an_outcome_of_a_group_is_told(law):
    """不予公开 is told by its group and has the new one in it; 无法提供 is told one by one."""
    law.enter("outcomes.yaml", NEW + NEW.replace("invented:", "unheld:").replace("denied", "unavailable"))
    found = [one for one in told(law) if "blocks.yaml" in one]
    assert len(found) == 1
    assert "「results」：说了同一组的别的办理结果，没有说「编的」（outcomes.yaml 的 unheld）" in found[0]
    law.replace("drafting/blocks.yaml", "outcome=@denied}", "outcome=@refused}")
    assert any("「@refused」不是办理结果的组" in one for one in told(law))


def test_a_letter_that_ends_before_its_outcome_is_told(law):
    ends = "    - {from: 2029-01-01, ended: true, source: {instrument: regulation, article: 第三十五条}}"
    law.add_value("letters/not_processed.yaml", "L19", ends)
    assert [one.partition("；")[0] for one in told(law)] == [
        "法规数据 outcomes.yaml 的「not_processed_excessive」：2029-01-01 没有哪种文书用于「大量反复申请」"
    ]


def test_a_value_older_than_its_document_is_told_unless_it_says_why(law):
    law.enter("instruments.yaml", LATE)
    change = "    - {from: 2029-06-01, short: 机密, source: {instrument: late, article: 第一条%s}}"
    law.add_value("outcomes.yaml", "denied_state_secret", change % "")
    (one,) = told(law)
    assert "「denied_state_secret.values[1].from」：2029-06-01 早于出处「编的通知」的施行日 2029-07-01" in one
    law.replace(
        "outcomes.yaml",
        "{instrument: late, article: 第一条",
        "{instrument: late, article: 第一条, earlier: 溯及",
    )
    assert told(law) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        (
            "letters/procedure.yaml",
            "\n          source: {instrument: regulation, article: 第三十三条第三款}",
            "\n          source: {instrument: late, article: 第一条}",
            "P09.values[0].elements",
        ),
        (
            "remedies.yaml",
            "source: {instrument: reconsideration_law_2017, article: 第九条}",
            "source: {instrument: late, article: 第一条}",
            "earlier.reconsideration.values[0]",
        ),
    ],
)
def test_what_stands_within_a_value_is_no_older_than_its_document_either(law, file, old, new, where):
    law.enter("instruments.yaml", LATE)
    law.replace(file, old, new)
    (one,) = told(law)
    assert where in one
    assert "2019-05-15 早于出处「编的通知」的施行日 2029-07-01" in one


@pytest.mark.parametrize("word", ["（未核实）", "（实现约定）", "（手册02 §1）"])
def test_a_word_for_reviewers_outside_a_note_is_told(law, word):
    law.replace("rules/tables.yaml", "form_2021, article: 表三}", f"form_2021, article: 表三{word}}}")
    assert told(law)
    assert all("写在同一处的 note" in one for one in told(law))


def test_a_letter_whose_citation_changes_alone_is_told(law):
    law.add_value("letters/unavailable.yaml", "L13", SECOND)
    (one,) = told(law)
    assert "文书 L13 自 2027-01-01 起引用「第三十七条」，按 not_ours 的写法会认作信息不存在" in one


# – the command


def test_the_command_lists_the_files_with_their_days():
    found = new_form.command(None, "law")
    lines = dict(line.partition("  ")[::2] for line in found.out.splitlines())
    assert (found.status, found.err) == (0, "")
    assert lines["calendar/2026.yaml"] == "2026"
    assert lines["deadlines/remedies.yaml"] == "2019-05-15、2024-01-01"
    assert len(lines) == len(list(new_form.LAW.rglob("*.yaml")))


@pytest.mark.parametrize("file", ["letters/denial.yaml", "instruments.yaml"])
def test_the_command_says_each_slip_and_ends_with_2(law, file):
    law.replace(file, "source:" if file.startswith("letters") else "short:", "surce:")
    found = new_form.command(law.root, "law")
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith(f"法规数据 {file} 的")
    assert "Traceback" not in found.err
