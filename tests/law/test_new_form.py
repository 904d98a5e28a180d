"""Is a new form of the report a file of data, and nothing else?

The form of docs/law.md (one row more, one fewer, one reworded) is entered by its steps, and another one
between it and today's, so that nothing depends on being the last. No line of Python knows them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.document import to_json
from gongkai.form import Form, form, form_of_year, forms
from gongkai.lawbook import Lawbook
from gongkai.report import completed
from tests import samples
from tests.law import new_form
from tests.law.render import reports

pytestmark = pytest.mark.slow

CITY = sorted((Path(__file__).parents[2] / "gongkai_web" / "replay" / "city").glob("*-20*.json"))
EVERY = ("docx", "pdf", "html", "xlsx", "txt", "json")
BETWEEN = """\
key: "2025"
extends: "2021"
from: 2025-01-01
until: 2026-12-31
source: {instrument: form_2021, article: 附件}
sections:
  change: [{number: 5, heading: 五、存在的问题和改进的打算, core: [存在…问题]}]
table2:
  blocks:
    change:
      - article: 第二十条第（六）项
        columns: {change: [{key: decision_count, label: 本年作出的处理决定数量, core: [处理决定]}]}
table3:
  rows:
    add:
      - before: unavailable_requires_creation
        key: unavailable_archived
        label: 2.已移交档案馆
        core: [移交档案]
        role: result
        group: unavailable
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The law with the form that docs/law.md enters and with one of 2025."""
    folder = new_form.entered(tmp_path_factory.mktemp("new") / "law")
    (folder / "forms" / "2025.yaml").write_text(BETWEEN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def layouts(law: Path) -> dict[str, Form]:
    return forms(Lawbook(law))


def known_files() -> list[Path]:
    """The samples and the sample city: what is read today and must be read so for ever."""
    found = sorted(samples.folder().glob("*.txt"))
    assert CITY
    return [*found, *CITY]


def document(layout: Form, year: int) -> dict[str, object]:
    """示范市档案馆 of that year on that form: no two leaves alike, every sum holds."""
    whole = to_json(reports.sound())
    numbers = iter(range(11, 10_000))
    counts = {f"table3.{row.key}.{kind.key}": next(numbers) for row in layout.rows3 for kind in layout.kinds3}
    for kind in layout.kinds3:
        done = sum(counts[f"table3.{row}.{kind.key}"] for row in layout.results())
        counts |= {f"table3.carried_over_in.{kind.key}": 2, f"table3.carried_over_out.{kind.key}": 5}
        counts[f"table3.new_received.{kind.key}"] = done + 3
    cells = {cell: next(numbers) for cell in layout.cells if cell.startswith("table2")}
    cells |= {cell: str(value) for cell, value in cells.items() if layout.cells[cell].kind == "money"}
    cells |= completed(layout, counts)
    tables: dict[str, dict[str, dict[str, object]]] = {"table2": {}, "table3": {}, "table4": {}}
    for cell, value in cells.items():
        table, row, column = cell.split(".")
        tables[table].setdefault(row, {})[column] = value
    headings = {heading.number: heading.heading for heading in layout.sections}
    return (
        whole
        | tables
        | {
            "form": layout.key,
            "year": year,
            "title": f"{whole['agency']}{year}年政府信息公开工作年度报告",
            "sections": [{**one, "heading": headings[one["number"]]} for one in whole["sections"]],
        }
    )


def handed_in(folder: Path, layout: Form, year: int) -> Path:
    path = folder / f"{layout.key}-{year}.json"
    path.write_text(json.dumps(document(layout, year), ensure_ascii=False), encoding="utf-8")
    return path


def rules_broken(told: new_form.Told) -> set[str]:
    return {finding["rule"] for finding in told.documents}


OF_THE_PROSE = ("prose.", "sections.")  # its few words are not about these numbers
TABLES = ("table2", "table3", "table4")


# – what is there already


def test_a_copy_of_todays_form_for_a_later_year_changes_nothing(tmp_path):
    folder = new_form.copied(tmp_path / "law")
    today = (folder / "forms" / "2021.yaml").read_text(encoding="utf-8")
    later = today.replace('key: "2021"', 'key: "2027"').replace("from: 2021-01-01", "from: 2027-01-01")
    (folder / "forms" / "2027.yaml").write_text(later, encoding="utf-8")
    files = known_files()
    assert new_form.command(folder, "check", *files) == new_form.command(None, "check", *files)


@pytest.mark.parametrize("words", [("read", "--json"), ("check",)], ids=" ".join)
def test_the_samples_and_the_sample_city_are_read_and_checked_as_before(law, words):
    assert new_form.command(law, *words, *known_files()) == new_form.command(None, *words, *known_files())


def test_the_sample_city_is_written_as_before(law, tmp_path):
    told = new_form.command(law, "write", CITY[0], "--out", tmp_path / "年报.docx")
    assert (told.status, told.err) == (0, "")


# – the new forms


def test_a_form_says_only_what_changes(layouts):
    today, later = layouts["2021"], layouts["2027"]
    rows, new = ([row.key for row in one.rows3] for one in (today, later))
    assert [row for row in new if row not in rows] == ["denied_trade_secret"]
    assert [row for row in rows if row not in new] == ["not_processed_reconfirmation"]
    assert new.index("denied_trade_secret") == new.index("denied_administrative_inquiry") + 1
    assert later.label3("not_processed_duplicate") == "2.就同一事项重复申请"
    assert (later.sections, later.blocks2, later.columns3) == (today.sections, today.blocks2, today.columns3)


def test_a_row_that_went_is_counted_where_the_form_says(layouts):
    wanted = {"2021": "not_processed_reconfirmation", "2025": "not_processed_reconfirmation"}
    assert {key: one.row_of("not_processed_reconfirmation") for key, one in layouts.items()} == {
        "2019": "not_processed_reconfirmation",
        **wanted,
        "2027": "other_misc",
    }
    assert layouts["2021"].row_of("denied_trade_secret") is None


def test_each_year_has_its_form(law):
    book = Lawbook(law)
    years = (2019, 2020, 2021, 2024, 2025, 2026, 2027, 2040)
    assert [form_of_year(year, book).key for year in years] == [
        *("2019", "2019", "2021", "2021", "2025", "2025", "2027", "2027")
    ]


@pytest.mark.parametrize(
    ("key", "year", "suffixes"),
    [
        pytest.param("2027", 2027, EVERY, marks=pytest.mark.long),
        ("2025", 2026, ("docx", "txt")),
        ("2027", 2031, ("html", "xlsx")),
    ],
)
def test_a_report_on_a_new_form_is_written_and_reads_back(law, layouts, tmp_path, key, year, suffixes):
    source = handed_in(tmp_path, layouts[key], year)
    files = [tmp_path / f"年报.{suffix}" for suffix in suffixes]
    for file in files:
        told = new_form.command(law, "write", source, "--out", file)
        assert (told.status, told.err) == (0, ""), file.suffix
    wanted = json.loads(source.read_text(encoding="utf-8"))
    found = new_form.command(law, "read", "--json", *files).documents
    assert [(one["form"], one["year"]) for one in found] == [(key, year)] * len(suffixes)
    for table in TABLES:
        assert [one[table] for one in found] == [wanted[table]] * len(suffixes)
    broken = rules_broken(new_form.command(law, "check", "--json", *files))
    assert {rule for rule in broken if not rule.startswith(OF_THE_PROSE)} == set()


def test_a_fault_on_a_new_form_is_found_by_the_rules_of_all_forms(law, layouts, tmp_path):
    made = document(layouts["2027"], 2027)
    made["table3"]["denied_trade_secret"]["total"] += 1  # type: ignore[index]
    source = tmp_path / "年报.json"
    source.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    told = new_form.command(law, "check", source)
    assert told.status == 1
    assert "表三「9.属于商业秘密」" in told.out


@pytest.mark.parametrize("suffix", ["docx", "txt"])
def test_the_old_form_handed_in_for_a_new_year_is_read_as_it_is_and_said(law, layouts, tmp_path, suffix):
    old = handed_in(tmp_path, layouts["2021"], 2027)
    file = tmp_path / f"旧格式.{suffix}"
    assert new_form.command(law, "write", old, "--out", file).status == 0
    told = new_form.command(law, "check", file)
    assert "表格用的是2021年格式，2027年度应当用2027年格式" in told.out
    assert "rows.missing" not in told.out
    assert [one["form"] for one in new_form.command(law, "read", "--json", file).documents] == ["2021"]


REWORDED = """\
key: "2030"
extends: "2021"
from: 2030-01-01
source: {instrument: form_2021, article: 附件}
table3: {rows: {change: [{key: granted, label: （一）全部予以公开}]}}
"""


def test_where_only_the_wording_differs_the_wording_decides(tmp_path):
    law = new_form.copied(tmp_path / "law")
    (law / "forms" / "2030.yaml").write_text(REWORDED, encoding="utf-8")
    files = {}
    for key, layout in forms(Lawbook(law)).items():
        if key in {"2021", "2030"}:
            files[key] = tmp_path / f"{key}.txt"
            source = handed_in(tmp_path, layout, 2030)
            assert new_form.command(law, "write", source, "--out", files[key]).status == 0
    told = new_form.command(law, "read", "--json", *files.values()).documents
    assert [one["form"] for one in told] == list(files)


def test_rows_that_are_missing_are_told_by_name(law, layouts, tmp_path):
    source = handed_in(tmp_path, layouts["2027"], 2027)
    whole = tmp_path / "全.txt"
    assert new_form.command(law, "write", source, "--out", whole).status == 0
    lines = whole.read_text(encoding="utf-8").splitlines(keepends=True)
    some = tmp_path / "缺.txt"
    left = "".join(line for line in lines if "属于国家秘密" not in line and "没有现成信息" not in line)
    some.write_text(left, encoding="utf-8")
    told = new_form.command(law, "check", some)
    for row in ("1.属于国家秘密", "2.没有现成信息需要另行制作"):
        assert f"● 提醒 表三「{row}」这一行没有找到；请按2027年格式补上" in told.out
    assert "没有发现问题" not in told.out


def test_a_number_of_the_prose_about_a_new_row_is_checked(law, layouts, tmp_path):
    made = document(layouts["2027"], 2027)
    right = made["table3"]["denied_trade_secret"]["total"]  # type: ignore[index]
    said = "依申请公开。其中属于商业秘密 {} 件。"
    for number, status in ((right, 0), (right + 1, 1)):
        made["sections"][0]["text"] = said.format(number)  # type: ignore[index]
        source = tmp_path / "年报.json"
        source.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
        told = new_form.command(law, "check", source)
        assert (told.status, "prose.against_tables" in told.out) == (status, bool(status)), told.out


def test_reports_on_a_new_form_are_added_and_compared(law, layouts, tmp_path):
    one = handed_in(tmp_path, layouts["2027"], 2027)
    other = tmp_path / "other.json"
    made = json.loads(one.read_text(encoding="utf-8"))
    other.write_text(json.dumps(made | {"agency": "示范市教育局"}, ensure_ascii=False), encoding="utf-8")
    whole = tmp_path / "汇总.json"
    words = ("--agency", "示范市人民政府", "--year", 2027, "--out", whole)
    assert new_form.command(law, "combine", one, other, *words).status == 0
    total = json.loads(whole.read_text(encoding="utf-8"))["table3"]["denied_trade_secret"]["total"]
    assert total == 2 * made["table3"]["denied_trade_secret"]["total"]
    assert "denied_trade_secret" not in new_form.command(law, "compare", one, whole).out


def test_todays_law_knows_none_of_them():
    assert "2027" not in forms()
    assert form("2021").until is None
