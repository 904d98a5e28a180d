"""What do `read` and `check` print for good files, faulty ones and files that are no report?"""

import json
import zipfile
from pathlib import Path

import jsonschema
import pytest

from gongkai.checking import rules_version
from gongkai.cli import main
from gongkai.document import from_json, schema, to_json
from gongkai.errors import NotAReport
from gongkai.reading import read
from tests.law.render.reports import distinct
from tests.samples import ROOT, sample_files

pytestmark = pytest.mark.slow

CITY = sorted((ROOT / "gongkai_web" / "replay" / "city").glob("*.json"))
LARGE = next(path for path in CITY if path.name.startswith("city-office"))


def run(capsys, *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A report in which one cell is one too many."""
    document = json.loads(LARGE.read_text(encoding="utf-8"))
    document["table3"]["results_total"]["commercial_enterprise"] -= 1
    path = tmp_path / "faulty.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_the_five_samples_are_read_in_full_and_have_no_error(capsys):
    status, _, err = run(capsys, "check", *sample_files())
    assert (status, err) == (0, "")
    for path in sample_files():
        report = read(path)
        assert len(report.places) == 200
        assert None not in report.cells.values()
        assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


def test_one_report_is_a_document_and_several_are_lines(capsys):
    _, out, _ = run(capsys, "read", "--json", LARGE)
    assert json.loads(out)["table3"]["new_received"]["total"] == 1333
    _, out, _ = run(capsys, "read", "--json", *CITY)
    assert [json.loads(line)["form"] for line in out.splitlines()] == ["2021"] * 5


def test_every_document_validates_and_comes_back_the_same(capsys):
    for path in CITY:
        report = read(path)
        document = to_json(report, provenance=True)
        jsonschema.validate(document, schema())
        assert from_json(json.loads(json.dumps(document))) == report


def test_the_published_schema_is_the_one_made_from_the_forms():
    published = json.loads((ROOT / "gongkai" / "schema" / "report.json").read_text(encoding="utf-8"))
    assert published == schema()


def test_the_schema_refuses_what_is_no_count():
    document = to_json(read(LARGE))
    document["table3"]["granted"]["total"] = "81"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema())


UNIT = "table2.centralized_procurement.procurement_unit"


@pytest.mark.parametrize("unit", [None, "", "/", "元", "万元", "示范市财政局"])
def test_the_unit_of_an_amount_travels_as_words(unit):
    report = distinct("2019", texts={} if unit is None else {UNIT: unit})
    document = json.loads(json.dumps(to_json(report)))
    jsonschema.validate(document, schema())
    assert document["table2"]["centralized_procurement"]["procurement_unit"] == unit
    assert from_json(document) == report
    assert "procurement_unit" not in json.dumps(to_json(distinct("2021")))


def test_a_unit_that_is_a_number_is_refused():
    document = to_json(distinct("2019"))
    document["table2"]["centralized_procurement"]["procurement_unit"] = 5
    with pytest.raises(NotAReport, match="5 不是文字"):
        from_json(document)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema())


def test_a_fault_is_one_line_with_the_cell_and_status_1(capsys, faulty):
    status, out, _ = run(capsys, "check", faulty)
    assert status == 1
    assert (
        "表三「商业企业」：新收32＋结转0＝32，办结31＋结转0＝31，相差1；"
        "请核对表三「（七）总计·商业企业」：填的是「31」，应为32。"
        "（t3.balance，国办公开办函〔2021〕30号 表三）"
    ) in out
    assert all(line.startswith(str(faulty)) for line in out.splitlines())


def test_a_fault_for_machines_has_both_sides_and_the_place(capsys, faulty):
    _, out, _ = run(capsys, "check", "--json", faulty)
    findings = {found["rule"]: found for found in map(json.loads, out.splitlines())}
    balance = findings["t3.balance"]
    assert (balance["severity"], balance["expected"], balance["actual"]) == ("error", 32, 31)
    assert balance["cells"][0] == "table3.new_received.commercial_enterprise"
    assert balance["suspect"] == "table3.results_total.commercial_enterprise"
    assert balance["where"] == {"table": 3, "row": 24, "column": 2}


def test_what_is_no_report_is_one_sentence_and_the_others_are_done(capsys, tmp_path, faulty):
    for name, content in (
        ("空.txt", b""),
        ("二进制.bin", bytes(range(256))),
        ("说明.txt", "今天天气很好。".encode()),
    ):
        (tmp_path / name).write_bytes(content)
    broken = tmp_path / "乱码.txt"
    broken.write_bytes("政府信息公开".encode() + b"\xff\xfe\xff\x80")
    others = [
        tmp_path / "空.txt",
        tmp_path / "二进制.bin",
        tmp_path / "说明.txt",
        broken,
        tmp_path / "没有.txt",
    ]
    status, out, err = run(capsys, "check", *others, LARGE, faulty)
    assert status == 2  # unreadable beats faulty
    assert "Traceback" not in err
    assert [line.split("：")[0] for line in err.splitlines()] == [str(path) for path in others]
    assert str(LARGE) in out
    assert str(faulty) in out


def test_last_years_report_is_checked_against_this_one(capsys, tmp_path):
    document = json.loads(LARGE.read_text(encoding="utf-8"))
    document["year"] = 2023
    before = tmp_path / "2023.json"
    before.write_text(json.dumps(document), encoding="utf-8")
    status, out, _ = run(capsys, "check", "--json", "--previous", before, LARGE)
    carried = [found for found in map(json.loads, out.splitlines()) if found["rule"] == "years.carried_over"]
    assert status == 1
    assert {tuple(found["cells"]) for found in carried} == {
        (f"table3.carried_over_in.{column}",)
        for column in ("natural_person", "legal_service_agency", "total")
    }


def test_a_report_of_another_year_is_no_last_year(capsys):
    other = next(path for path in CITY if path.name.startswith("qinghe"))
    same_year = next(path for path in CITY if path.name.startswith("yunxi"))
    assert run(capsys, "check", "--previous", other, LARGE)[0] in {0, 1}
    status, _, err = run(capsys, "check", "--previous", same_year, LARGE)
    assert status == 2
    assert err.startswith(f"{LARGE}：核对的是 示范市人民政府办公室 2024 年度的")
    assert "「上年报告」是 示范市云溪区人民政府办公室 2024 年度的，两份是同一年度的" in err
    assert "请给出 2023 年度的报告" in err
    status, _, err = run(capsys, "check", "--previous", LARGE, other)
    assert status == 2
    assert "两份给反了；请把 2024 年度的作为要核对的报告" in err


def test_last_years_report_of_a_merged_unit_is_several(capsys, tmp_path):
    first, second = (path for path in CITY if path.name.startswith(("qinghe", "lingang")))
    carried = [
        json.loads(path.read_text(encoding="utf-8"))["table3"]["carried_over_out"]["total"]
        for path in (first, second)
    ]
    status, out, _ = run(capsys, "check", "--json", "--previous", first, "--previous", second, LARGE)
    found = {
        tuple(f["cells"]): f for f in map(json.loads, out.splitlines()) if f["rule"] == "years.carried_over"
    }
    assert status == 1
    assert found["table3.carried_over_in.total",]["expected"] == sum(carried)


def test_last_years_reports_of_several_years_or_twice_of_one_unit_are_refused(capsys):
    other = next(path for path in CITY if path.name.startswith("qinghe"))
    status, _, err = run(capsys, "check", "--previous", other, "--previous", LARGE, LARGE)
    assert status == 2
    assert "给了 2 份，年度是2023、2024" in err
    status, _, err = run(capsys, "check", "--previous", other, "--previous", other, LARGE)
    assert status == 2
    assert "报告有两份" in err


def test_rows_that_are_blank_alike_are_shown_as_a_group_not_as_consequences(capsys, tmp_path):
    document = json.loads(LARGE.read_text(encoding="utf-8"))
    cells = [
        f"table3.{row}.legal_service_agency" for row in ("denied_state_secret", "denied_internal_affairs")
    ]
    for cell in cells:
        _, row, column = cell.split(".")
        assert document["table3"][row][column] == 0
        document["table3"][row][column] = None
        note = {"code": "blank-cell", "cell": cell, "stated": "", "inferred": 0, "message": "原文为空。"}
        document["notes"].append(note)
    path = tmp_path / "blank.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    _, out, _ = run(capsys, "check", path)
    first, second, *_ = (line.removeprefix(f"{path}：") for line in out.splitlines())
    assert first.startswith("● 提醒 表三「1.属于国家秘密」有1格（法律服务机构）为空")
    assert second.startswith("　└ 同类 ● 提醒 表三")


def test_what_follows_from_a_fault_stands_under_it_and_the_last_line_is_the_verdict(capsys, faulty):
    _, out, _ = run(capsys, "check", faulty)
    cause, *following, verdict = (line.removeprefix(f"{faulty}：") for line in out.splitlines())
    assert cause.startswith("▲ 错误 表三「（七）总计」")
    assert [line[:11] for line in following] == ["　└ 随之 ▲ 错误 "] * 2
    assert verdict.startswith("结论：示范市人民政府办公室 2024 年度")
    assert f"有错误，改正以前不得公布；▲ 错误 3 处，归为 1 个原因（规则集 {rules_version()}）" in verdict


def test_the_verdict_of_a_sound_report_names_the_rule_set(capsys):
    _, out, _ = run(capsys, "check", LARGE)
    assert out.splitlines()[-1].endswith(f"（规则集 {rules_version()}）")


def test_a_report_of_which_a_table_was_not_read_is_not_called_checked(capsys, tmp_path):
    path = tmp_path / "缺表.txt"
    text = sample_files()[0].read_text(encoding="utf-8")
    path.write_text("\n".join(line for line in text.splitlines() if "\t" not in line), encoding="utf-8")
    status, out, _ = run(capsys, "check", path)
    assert status == 2
    assert "没有核对完，有的表没有读到" in out.splitlines()[-1]


def test_a_fault_for_machines_says_its_cause_its_class_and_the_rule_set(capsys, faulty):
    _, out, _ = run(capsys, "check", "--json", faulty)
    row, *others = map(json.loads, out.splitlines())
    assert (row["rule"], row["because"], row["stated"], row["right"]) == ("t3.row_total", None, "31", 32)
    assert {found["because"] for found in others} == {row["id"]}
    assert {found["class"] for found in (row, *others)} == {"consistency"}
    assert {found["rules_version"] for found in (row, *others)} == {rules_version()}
    assert len({found["id"] for found in (row, *others)}) == 3


def test_a_report_published_late_is_told(capsys):
    status, out, _ = run(
        capsys, "check", "--published", "2025-02-01", "--kind", "department", "--json", LARGE
    )
    assert status in {0, 1}
    assert [found for found in map(json.loads, out.splitlines()) if "2025-02-01" in found["message"]]
    _, out, _ = run(capsys, "check", "--published", "2025-01-31", "--kind", "department", "--json", LARGE)
    assert not [found for found in map(json.loads, out.splitlines()) if "2025-01-31" in found["message"]]


def test_a_copy_with_comments_is_made_of_a_word_file(capsys, tmp_path, faulty):
    word, copy = tmp_path / "年报.docx", tmp_path / "批注.docx"
    assert run(capsys, "write", faulty, "--out", word)[0] == 0
    status, out, err = run(capsys, "check", word, "--annotate", copy)
    assert status == 1
    assert "相差1" in out
    assert "批注" in err
    with zipfile.ZipFile(copy) as package:
        assert "相差1" in package.read("word/comments.xml").decode()
    assert run(capsys, "check", word, faulty, "--annotate", copy)[0] == 2
