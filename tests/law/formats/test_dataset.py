"""Is every cell in the data set as the report has it, in each format, and no word a number?"""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import duckdb
import pyarrow.parquet
import pytest

from gongkai import dataset
from gongkai.cli import main
from gongkai.dataset import COLUMNS, FIELDS, STATES, Origin
from gongkai.errors import UsageError
from gongkai.flat.columns import Column, plain, typed
from gongkai.flat.writers import streamed
from gongkai.render import rendered
from gongkai.report import BLANK, MISSING_ROW, UNREADABLE, Fees, Note
from tests.law.render.reports import distinct

UNIT = "table2.centralized_procurement.procurement_unit"
ORIGIN = Origin("https://example.test/1", "yunxi", "政府工作部门", 2, "2025-01-20", "ab" * 32)


@pytest.fixture
def report():
    """A report of 2024 with a number in each cell but five, and a fee that its prose states."""
    made = distinct("2021")
    gone = {"table3.granted.total": None, "table3.granted.natural_person": None}
    gone |= {"table2.rules.issued_count": None, "table4.reconsideration.total": None}
    gone |= {"table4.litigation_direct.total": None}
    notes = (
        Note(BLANK, "空", "table3.granted.total", ""),
        Note(BLANK, "写的是/", "table3.granted.natural_person", "/", 0),
        Note(UNREADABLE, "图片", "table2.rules.issued_count", "〔图〕"),
        Note(MISSING_ROW, "没有这一行", "table4.reconsideration"),
        Note(BLANK, "未报", "table4.litigation_direct.total", "未报"),
    )
    fees = Fees(collected_amount_yuan=Decimal("1250.50"))
    return replace(made, cells={**made.cells, **gone}, notes=notes, fees=fees)


def written(suffix, report) -> bytes:
    return b"".join(streamed(suffix, COLUMNS, dataset.rows(report, ORIGIN)))


def read_back(suffix, data: bytes) -> list[dict]:
    if suffix == ".csv":
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    if suffix == ".json":
        return json.loads(data, parse_float=Decimal)
    return pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist()


def number(value):
    return None if value in ("", None) else Decimal(value)


@pytest.mark.parametrize("suffix", [".csv", ".json", ".parquet"])
def test_each_format_read_back_is_the_report(report, suffix):
    found = {row["cell"]: row for row in read_back(suffix, written(suffix, report))}
    assert set(report.cells) <= set(found)
    for cell, value in report.cells.items():
        assert number(found[cell]["value"]) == value, cell
        assert found[cell]["digest"] == "ab" * 32
        assert int(found[cell]["version"]) == 2
    assert number(found["fees.collected_amount_yuan"]["value"]) == Decimal("1250.50")


def test_a_zero_a_blank_a_stroke_a_number_not_reported_and_one_not_given_stay_apart(report):
    found = {row["cell"]: row for row in dataset.rows(report, ORIGIN)}
    states = {
        "table3.granted.total": ("blank", ""),
        "table3.granted.natural_person": ("not_applicable", "/"),
        "table2.rules.issued_count": ("unreadable", "〔图〕"),
        "table4.reconsideration.total": ("absent", ""),
        "table4.litigation_direct.total": ("not_reported", "未报"),
        "fees.notice_count": ("absent", ""),
    }
    assert {cell: (found[cell]["state"], found[cell]["stated"]) for cell in states} == states
    assert {found[cell]["value"] for cell in states} == {None}
    zero = "table3.denied_state_secret.total"
    cells = {**report.cells, zero: 0}
    found = {row["cell"]: row for row in dataset.rows(replace(report, cells=cells), ORIGIN)}
    assert (found[zero]["value"], found[zero]["state"]) == (0, "stated")
    assert {row["state"] for row in found.values()} <= set(STATES)


def test_words_and_units_stand_in_columns_of_their_own():
    found = {row["cell"]: row for row in dataset.rows(distinct("2019", texts={UNIT: "元"}), ORIGIN)}
    assert (found[UNIT]["value"], found[UNIT]["stated"]) == (None, "元")
    units = {cell: found[cell]["unit"] for cell in found}
    assert units["table2.administrative_penalty.net_change"] == "项"
    assert units["table3.new_received.total"] == "件"
    wan = {row["cell"]: row["unit"] for row in dataset.rows(distinct("2021"), ORIGIN)}
    assert wan["table2.administrative_charges.amount_wan_yuan"] == "万元"


def test_duckdb_reads_each_format_and_adds_the_same_sum(report, tmp_path):
    wanted = sum(value for cell, value in report.cells.items() if cell.startswith("table3.") and value)
    for suffix in (".csv", ".json", ".parquet"):
        path = tmp_path / f"cells{suffix}"
        path.write_bytes(written(suffix, report))
        asked = f"SELECT sum(value), count(*) FROM '{path}' WHERE cell LIKE 'table3.%' AND state = 'stated'"
        total, count = duckdb.sql(asked).fetchall()[0]
        assert (int(total), count) == (wanted, 175 - 2)


def test_a_row_is_handed_on_before_the_last_one_is_read(report):
    taken = []

    def rows():
        for number, row in enumerate(list(dataset.rows(report, ORIGIN)) * 50):
            taken.append(number)
            yield row

    for suffix in (".csv", ".json", ".parquet"):
        taken.clear()
        pieces = streamed(suffix, COLUMNS, rows())
        next(pieces)
        assert len(taken) < len(list(dataset.rows(report, ORIGIN))) * 50
        pieces.close()


def test_nothing_at_all_is_a_file_too():
    assert read_back(".json", b"".join(streamed(".json", COLUMNS, []))) == []
    assert read_back(".parquet", b"".join(streamed(".parquet", COLUMNS, []))) == []
    head = b"".join(streamed(".csv", COLUMNS, [])).decode("utf-8-sig").strip()
    assert head.split(",") == [field.column.name for field in FIELDS]


def test_no_word_is_a_formula_and_no_amount_loses_a_place():
    assert plain("-", Column("stated")) == "'-"
    assert plain(Decimal("-3"), Column("value", "money")) == "-3"
    assert plain(Decimal("1E+3"), Column("value", "money")) == "1000"


def test_the_digest_of_the_set_tells_one_version_from_another_and_no_order():
    one, two = ("yunxi", 2024, 1, "aa"), ("baishi", 2024, 1, "bb")
    assert dataset.digest_of([one, two]) == dataset.digest_of([two, one])
    assert dataset.digest_of([one, two]) != dataset.digest_of([one, ("baishi", 2024, 2, "bb")])


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_the_command_line_writes_the_same_rows_over_a_folder(tmp_path, suffix):
    folder, out = tmp_path / "reports", tmp_path / f"cells{suffix}"
    folder.mkdir()
    report = distinct("2021")
    for name in ("一.txt", "二.txt"):
        (folder / name).write_bytes(rendered(report, ".txt"))
    assert main(["read", str(folder), "--cells", "--out", str(out)]) == 0
    lines = out.read_bytes()
    if suffix == ".jsonl":
        found = [json.loads(line, parse_float=Decimal) for line in lines.splitlines()]
    else:
        found = read_back(suffix, lines)
    assert {row["source"] for row in found} == {str(folder / "一.txt"), str(folder / "二.txt")}
    for row in found:
        if row["cell"] in report.cells:
            assert number(row["value"]) == report.cells[row["cell"]]


def test_the_command_line_says_what_goes_together(tmp_path, capsys):
    out = str(tmp_path / "a.jsonl")
    assert main(["read", "a.txt", "--cells"]) == 2
    assert main(["read", "a.txt", "--cells", "--resume", "--out", out]) == 2
    assert capsys.readouterr().err.count("--cells") == 2


@pytest.mark.parametrize("kind", ["count", "money"])
def test_a_number_that_no_column_holds_is_said_and_no_traceback(kind):
    column, widest = Column("value", kind), 18 if kind == "count" else 28
    assert typed(10**widest - 1, column) == 10**widest - 1
    for number in (10**widest, Decimal(f"{10**widest}.5"), 10**400):
        with pytest.raises(UsageError, match="这种格式写不下"):
            typed(number, column)
