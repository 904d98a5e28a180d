"""Does the planting of faults plant what it says, and only where a test could see it?"""

import ast
import dataclasses

import pytest

from tools import mutants

pytestmark = pytest.mark.slow


def faults(source: str) -> list[str]:
    return [f"{one.old} → {one.new}" for one in mutants.faults_of(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("late = day > due", ["day > due → day >= due"]),
        ("a = b and c", ["b and c → (b or c)", "b and c → c", "b and c → b"]),
        ("x = not done", ["not done → (done)"]),
        ("n = 7", ["7 → 8"]),
        ("record(line)", ["record(line) → pass"]),
        ("def f(n: int = 3) -> int:\n    return n - 1", ["1 → 2", "n - 1 → n + 1"]),
        (
            "x = first <= day < last",
            ["first <= day < last → first < day < last", "first <= day < last → first <= day <= last"],
        ),
        ("if due:\n    pass", ["due → (not due)"]),
        ("x = a if due else b", ["due → (not due)"]),
        ('x = f"{day + 1} 日"', []),
        ("if TYPE_CHECKING:\n    run()", []),
    ],
)
def test_each_kind_of_fault_is_planted(source, expected):
    assert sorted(faults(source)) == sorted(expected)


def test_chinese_before_the_place_does_not_move_it():
    source = 'x = "期限" if day < due else "逾期"\n'
    fault = next(one for one in mutants.faults_of(source) if one.old == "day < due")
    assert mutants.planted(source, fault) == 'x = "期限" if day <= due else "逾期"\n'


def test_every_fault_of_the_sample_can_be_run_and_the_sample_is_always_the_same():
    once = mutants.sample(sorted(mutants.ROOMS), 120, seed=3)
    assert once == mutants.sample(sorted(mutants.ROOMS), 120, seed=3)
    assert {one.room for one in once} == set(mutants.ROOMS)
    for fault in once:
        source = (mutants.ROOT / fault.file).read_text(encoding="utf-8")
        assert ast.dump(ast.parse(mutants.planted(source, fault))) != ast.dump(ast.parse(source)), fault


def test_each_room_has_the_tests_that_it_names():
    named = [path for room in mutants.ROOMS.values() for path in room.tests]
    assert [path for path in named if not (mutants.ROOT / path).exists()] == []


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A tree with one room: a rule, and its tests, which look at the day after the last alone."""
    (tmp_path / "rule.py").write_text("def late(day):\n    return day > 5\n", encoding="utf-8")
    (tmp_path / "test_rule.py").write_text(
        "from rule import late\n\n\ndef test_late():\n    assert late(6)\n", encoding="utf-8"
    )
    monkeypatch.setitem(mutants.ROOMS, "rule", mutants.Room(("rule.py",), ("test_rule.py",)))
    return tmp_path


# Tests are run by tests here: a tool of whoever changes the house, looked at in the long run.
@pytest.mark.long
def test_the_fault_that_no_test_looks_at_survives_and_the_tree_is_whole_again(house):
    source = (house / "rule.py").read_text(encoding="utf-8")
    seconds = mutants.patience("rule", house)
    fates = {
        fault.new: mutants.fate_of(fault, house, seconds)
        for fault in mutants.faults_of(source, "rule", "rule.py")
    }
    assert fates == {"day >= 5": mutants.Fate(survives=True), "6": mutants.Fate(survives=False)}
    assert (house / "rule.py").read_text(encoding="utf-8") == source


@pytest.mark.long
def test_where_tests_are_red_by_themselves_no_fault_is_called_seen(house):
    (house / "test_rule.py").write_text("def test_broken():\n    assert 0\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="without any fault the tests of rule are not green"):
        mutants.patience("rule", house)


@pytest.mark.long
def test_a_run_that_tests_nothing_is_no_fault_seen(house, monkeypatch):
    (fault, *_) = mutants.faults_of("def late(day):\n    return day > 5\n", "rule", "rule.py")
    gone = dataclasses.replace(mutants.ROOMS["rule"], tests=("test_gone.py",))
    monkeypatch.setitem(mutants.ROOMS, "rule", gone)
    with pytest.raises(SystemExit, match="could not be run"):
        mutants.fate_of(fault, house, 60)


@pytest.mark.long
def test_a_fault_that_never_ends_is_seen_and_marked(house):
    (house / "rule.py").write_text(
        "def late(day):\n    while day < 6:\n        day = day + 1\n    return True\n", encoding="utf-8"
    )
    (house / "test_rule.py").write_text(
        "from rule import late\n\n\ndef test_late():\n    assert late(1)\n", encoding="utf-8"
    )
    source = (house / "rule.py").read_text(encoding="utf-8")
    (fault,) = [one for one in mutants.faults_of(source, "rule", "rule.py") if one.new == "day - 1"]
    assert str(mutants.fate_of(fault, house, 5)) == "endless "
