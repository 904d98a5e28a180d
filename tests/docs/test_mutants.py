"""Does the planting of faults plant what it says, and only where a test could see it?"""

import ast

import pytest

from tools import mutants


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
