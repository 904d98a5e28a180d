"""Many files at once: the same lines in the same order, whatever happens to one of them."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import pickle
import sys
from pathlib import Path

import pyarrow.parquet
import pytest
from python_calamine import CalamineWorkbook

from gongkai import corpus
from gongkai.cli import main
from gongkai.corpus import Outcome, items, run, shard
from gongkai.document import from_json
from gongkai.reading import read
from gongkai.render import rendered
from tests.law.formats import works, writers
from tests.law.formats.expect import assert_reads
from tests.law.render.reports import distinct

pytestmark = pytest.mark.slow


def filled(folder: Path, data: bytes, *names: str) -> Path:
    for name in names:
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def folder(tmp_path, made_up) -> Path:
    """Twenty good files and one that is none."""
    filled(tmp_path, writers.as_html(made_up), *(f"{number:02}.html" for number in range(20)))
    return filled(tmp_path, b"nothing", "07.html")


def test_two_processes_say_what_one_says_in_the_same_order(folder):
    alone = list(shard(works.title_of, items([folder])))
    together = list(run(works.title_of, items([folder]), jobs=2))
    assert together == alone
    assert [outcome.problem is None for outcome in together].count(False) == 1


def test_a_file_that_crashes_its_process_is_that_files_failure(tmp_path, made_up):
    filled(tmp_path, writers.as_html(made_up), "a.html", "crash1.html", "d.html", "crash2.html", "e.html")
    found = {
        Path(outcome.name).stem: outcome for outcome in run(works.dies_at_crash, items([tmp_path]), jobs=2)
    }
    assert list(found) == ["a", "crash1", "crash2", "d", "e"]
    assert {name for name, outcome in found.items() if outcome.result} == {"a", "d", "e"}
    assert "意外退出" in str(found["crash1"].problem)


def test_a_file_that_never_ends_is_stopped_and_the_others_go_on(tmp_path, made_up):
    filled(tmp_path, writers.as_html(made_up), "a.html", "slow.html", "z.html")
    first, slow, last = run(works.hangs_at_slow, items([tmp_path]), jobs=1, seconds=10)
    assert first.result == last.result == made_up.title
    assert "没有读完，已停止" in str(slow.problem)


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_outcomes_of_many_files_travel_in_few_messages(tmp_path, jobs, monkeypatch):
    filled(tmp_path, b"nothing", *(f"{number:03}.txt" for number in range(160)))
    heard = []

    class Counted(corpus.Child):
        def hear(self):
            heard.append(super().hear())
            return heard[-1]

    monkeypatch.setattr(corpus, "Child", Counted)
    assert len(list(run(works.title_of, items([tmp_path]), jobs=jobs))) == 160
    assert sum(map(len, heard)) == 160
    assert len(heard) <= 160 / 4


def test_what_was_done_before_a_crash_and_not_said_yet_is_done_again(tmp_path, made_up):
    names = [*(f"{number:02}.html" for number in range(6)), "06-crash.html", "07.html"]
    filled(tmp_path, writers.as_html(made_up), *names)
    found = list(run(works.dies_at_crash, items([tmp_path]), jobs=1))
    assert [Path(outcome.name).name for outcome in found] == names
    assert [Path(outcome.name).name for outcome in found if outcome.problem] == ["06-crash.html"]


def test_outcomes_that_are_too_large_together_travel_one_by_one(monkeypatch):
    monkeypatch.setattr("gongkai.confined.LARGEST_ANSWER", 900)
    ours, theirs = multiprocessing.Pipe()
    done = [Outcome(f"{number}.html", "年报" * (400 if number == 3 else 40), None) for number in range(6)]
    corpus._tell(theirs, list(done))
    heard = [pickle.loads(ours.recv_bytes()) for _ in done]
    assert [[outcome.name for outcome in message] for message in heard] == [[one.name] for one in done]
    assert [message[0].problem is None for message in heard] == [True, True, True, False, True, True]
    assert "超过" in str(heard[3][0].problem)


def test_a_fault_of_the_program_on_one_file_stops_nothing(tmp_path, made_up):
    filled(tmp_path, writers.as_html(made_up), "bug.html", "z.html")
    bug, good = shard(works.stumbles_at_bug, items([tmp_path]))
    assert "ZeroDivisionError" in str(bug.problem)
    assert good.result == made_up.title


def test_one_file_that_takes_long_does_not_let_done_ones_pile_up(tmp_path, made_up, monkeypatch):
    monkeypatch.setattr(corpus, "_AHEAD", 4)
    monkeypatch.setattr(corpus, "_SHARD", 2)
    filled(tmp_path, writers.as_html(made_up), "a-slow.html", *(f"b{number:02}.html" for number in range(20)))
    walked = 0

    def counted():
        nonlocal walked
        for item in items([tmp_path]):
            walked += 1
            yield item

    next(run(works.hangs_at_slow, counted(), jobs=2, seconds=6))
    assert walked <= 10


# – the commands


def test_read_goes_on_after_a_failure_and_ends_with_two(folder, capsys):
    assert main(["read", str(folder), "--jobs", "2"]) == 2
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 19
    assert [line.split("：")[0] for line in told.err.splitlines()] == [str(folder / "07.html")]
    assert "█" not in told.err


def test_read_says_the_same_with_and_without_processes(folder, capsys):
    main(["read", "--json", *(str(path) for path in sorted(folder.iterdir())[:3])])
    alone = capsys.readouterr().out
    main(["read", "--json", "--jobs", "2", *(str(path) for path in sorted(folder.iterdir())[:3])])
    assert capsys.readouterr().out == alone
    assert len([json.loads(line) for line in alone.splitlines()]) == 3


def test_check_walks_folders_too(folder, capsys):
    assert main(["check", str(folder), "--jobs", "2"]) == 2
    told = capsys.readouterr()
    named = list(dict.fromkeys(line.split("：")[0] for line in told.out.splitlines()))
    assert named == [str(folder / f"{number:02}.html") for number in range(20) if number != 7]
    assert "07.html" in told.err


def test_a_single_file_is_a_document_over_several_lines(folder, capsys):
    main(["read", "--json", str(folder / "00.html")])
    assert capsys.readouterr().out.startswith("{\n")


def test_json_lines_hold_a_report_each_and_its_file(folder, tmp_path, made_up):
    out = tmp_path / "out.jsonl"
    assert main(["read", str(folder / "00.html"), str(folder / "01.html"), "--out", str(out)]) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["file"] for line in lines] == [str(folder / "00.html"), str(folder / "01.html")]
    assert_reads(from_json(lines[0]), made_up)


def test_a_run_that_broke_off_is_taken_up_where_it_was(folder, tmp_path):
    out = tmp_path / "jahr" / "out.jsonl"
    out.parent.mkdir()
    main(["read", str(folder), "--out", str(out), "--jobs", "1"])
    whole = out.read_text(encoding="utf-8")
    out.write_text("".join(whole.splitlines(keepends=True)[:5]) + '{"file": "cut o', encoding="utf-8")
    assert main(["read", str(folder), "--out", str(out), "--resume"]) == 2
    assert out.read_text(encoding="utf-8") == whole


def test_resume_needs_a_file_that_can_be_taken_up(folder, tmp_path, capsys):
    assert main(["read", str(folder), "--out", str(tmp_path / "a.csv"), "--resume"]) == 2
    assert "jsonl" in capsys.readouterr().err
    assert main(["read", str(folder), "--resume"]) == 2


def test_an_unknown_suffix_is_told_with_the_known_ones(folder, tmp_path, capsys):
    assert main(["read", str(folder), "--out", str(tmp_path / "a.doc")]) == 2
    assert ".parquet" in capsys.readouterr().err


def test_parquet_without_its_package_is_one_sentence_before_anything_is_read(
    folder, tmp_path, capsys, monkeypatch
):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "gongkai.flat.parquet", raising=False)
    for path in (folder, folder / "00.html"):
        assert main(["read", str(path), "--out", str(tmp_path / "a.parquet")]) == 2
        said = capsys.readouterr()
        assert not said.out
        assert said.err.count("\n") == 1
        assert "pip install 'gongkai[parquet]'" in said.err


def test_parquet_csv_and_a_workbook_hold_every_cell(folder, tmp_path, made_up):
    out = tmp_path / "results"
    out.mkdir()
    for suffix in ("parquet", "csv", "xlsx"):
        assert main(["read", str(folder / "00.html"), "--out", str(out / f"a.{suffix}")]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["a.csv", "a.parquet", "a.xlsx"]
    (row,) = pyarrow.parquet.read_table(out / "a.parquet").to_pylist()
    (line,) = csv.DictReader(io.StringIO((out / "a.csv").read_text(encoding="utf-8-sig")))
    heads, numbers = CalamineWorkbook.from_path(out / "a.xlsx").get_sheet_by_index(0).to_python()
    sheet = dict(zip(heads, numbers, strict=True))
    for cell, text in made_up.figures.cells.items():
        assert float(row[cell]) == float(line[cell]) == float(sheet[cell]) == float(text)
    assert row["year"] == 2024


def test_the_unit_of_an_amount_has_a_column_of_its_own(folder, tmp_path):
    unit = "table2.centralized_procurement.procurement_unit"
    report = distinct("2019", texts={unit: "元"})
    (folder / "2020.txt").write_bytes(rendered(report, ".txt"))
    for suffix in ("parquet", "csv"):
        assert main(["read", str(folder / "2020.txt"), "--out", str(tmp_path / f"a.{suffix}")]) == 0
    (row,) = pyarrow.parquet.read_table(tmp_path / "a.parquet").to_pylist()
    (line,) = csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig")))
    assert (row[unit], line[unit]) == ("元", "元")


def test_findings_go_into_a_workbook(folder, tmp_path, made_up):
    page = writers.as_html(made_up).decode()
    number = made_up.figures.cells["table3.granted.total"]
    (folder / "wrong.html").write_text(page.replace(f">{number}<", f">{int(number) + 1}<"), encoding="utf-8")
    out = tmp_path / "findings.xlsx"
    assert main(["check", str(folder / "wrong.html"), "--out", str(out)]) == 1
    heads, *findings = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    rows = [dict(zip(heads, finding, strict=True)) for finding in findings]
    assert {row["file"] for row in rows} == {str(folder / "wrong.html")}
    assert [row for row in rows if row["severity"] == "error" and "table3.granted.total" in str(row["cells"])]


def test_text_in_a_spreadsheet_is_never_a_formula(folder, tmp_path, made_up):
    page = writers.as_html(made_up).decode().replace(made_up.title, f"=cmd()示范市{made_up.title}")
    (folder / "00.html").write_text(page, encoding="utf-8")
    title = read(folder / "00.html").title
    main(["read", str(folder / "00.html"), "--out", str(tmp_path / "a.csv")])
    (line,) = csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig")))
    assert str(title).startswith("=")
    assert line["title"].startswith("'=")


def test_wrong_numbers_of_processes_are_told(folder, capsys):
    assert main(["read", str(folder), "--jobs", "0"]) == 2
    assert main(["read", str(folder), "--jobs", "-1"]) == 2
    assert "Traceback" not in capsys.readouterr().err
