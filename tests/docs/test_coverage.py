"""功能清单: has each of its rows a record behind it, and do the tests plant what the table says?"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.written import read_yaml
from tools import docs_coverage
from tools.docs_coverage import LAST, LIST, Row, faults, rows

ROOT = docs_coverage.ROOT
STILL_MISSING = 0
SOUND = rows()


def data(path: str):
    return read_yaml(ROOT / path)


def planted() -> dict[str, dict[int, set[str]]]:
    """What each test of the rows sees move, by row: figures, whatever the part or the year, and lists."""
    found: dict[str, dict[int, set[str]]] = {}
    own = found.setdefault("tests/web/coverage/test_rows.py", {})
    for plant in data("tests/web/coverage/rows.yaml")["plants"]:
        for row, moves in plant["moves"].items():
            names = {name if name.startswith(LIST) else name.split("[")[0].split("@")[0] for name in moves}
            own.setdefault(row, set()).update(names)
    kept = found.setdefault("tests/web/oversight/test_rows.py", {})
    for one in data("tests/web/oversight/rows.yaml")["rows"]:
        names = {f"{one['register']}.{name}" for name, by in one["moves"].items() if by}
        kept.setdefault(one["row"], set()).update(names)
    return found


def test_every_name_is_there_and_every_row_once():
    assert faults(SOUND) == []
    assert [one.row for one in SOUND] == list(range(1, LAST + 1))


def test_no_more_rows_are_without_a_record_than_were():
    assert len([one for one in SOUND if one.missing]) == STILL_MISSING


def test_the_tests_of_the_rows_plant_what_the_table_says():
    moved = planted()
    told = {file: {row: set() for row in by_row} for file, by_row in moved.items()}
    for one in SOUND:
        files = [test.partition("::")[0] for test in one.tests]
        of_rows = [file for file in files if file in moved]
        seen = set().union(*(moved[file].get(one.row, set()) for file in of_rows))
        assert not of_rows or seen == set(one.counts), one.row
        for file in of_rows:
            told[file].setdefault(one.row, set()).update(moved[file].get(one.row, set()))
    assert told == moved


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"acts": ("cases.actions.fly",)}, "动作 cases.actions.fly 不存在"),
        ({"acts": ("nowhere.actions.reply",)}, "动作 nowhere.actions.reply 不存在"),
        ({"counts": ("cases.clouds",)}, "数 cases.clouds 没有登记"),
        ({"page": "desk:nowhere"}, "页面 desk:nowhere 没有地址"),
        ({"tests": ("tests/web/coverage/test_rows.py::test_nothing",)}, "test_nothing 不存在"),
        ({"tests": ("tests/web/nowhere.py::test_it",)}, "tests/web/nowhere.py::test_it 不存在"),
        ({"tests": ()}, "没有写 tests"),
        ({"missing": "没有台账"}, "又写了 acts、counts、page、tests"),
        ({"row": 2}, "第 1 行没有写"),
        ({"row": 2}, "第 2 行写了 2 次"),
        ({"row": 136}, "没有第 136 行"),
    ],
)
def test_a_planted_fault_is_told(wrong, said):
    table: list[Row] = [replace(SOUND[0], **wrong), *SOUND[1:]]
    assert any(said in one for one in faults(table))


def test_a_table_with_a_fault_makes_no_page(monkeypatch, tmp_path):
    short: Path = tmp_path / "coverage.yaml"
    short.write_text("tests: {}\nrows:\n  - {row: 1, told: 要点, missing: 没有}\n", encoding="utf-8")
    monkeypatch.setattr(docs_coverage, "FILE", short)
    with pytest.raises(ValueError, match="第 2 行没有写"):
        docs_coverage.coverage()
