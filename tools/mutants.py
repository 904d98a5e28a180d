"""Which faults, planted one at a time in the rooms that carry the product, does no test see?

`python -m tools.mutants [--count 60] [--seed 1] [--room clock]` takes a seeded sample of small faults – a
comparison off by one, a condition turned round, a call left out, a number one more – plants each alone in a
copy of the tree, runs the tests of its room there, and lists the survivors. A survivor is a place to look:
some faults change nothing that anyone could notice.

First the tests of each room run without a fault: were they red by themselves, every fault would seem seen.
How long they take then says how long they may take with a fault; one that never ends counts as seen and is
marked.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(
    ".venv", ".git", "__pycache__", ".hypothesis", ".pytest_cache", ".mypy_cache", ".ruff_cache", "var"
)
SAMPLES = (ROOT / os.environ.get("GONGKAI_SAMPLES", "../shared/samples")).resolve()
# How much longer than without a fault the tests may take, before the fault is said never to end.
PATIENCE, SECONDS_AT_LEAST = 5, 120
SHOWN = 30  # lines of what is red by itself
GREEN, RED = 0, (1, 2)  # 2: a module could not even be loaded
NO_DJANGO = ("-p", "no:django", "--confcutdir=tests/law")


@dataclass(frozen=True, slots=True)
class Room:
    """Files in which faults are planted, and the tests that are there to see them."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "clock": Room(
        ("gongkai/clock.py", "gongkai/consultations.py", "gongkai/workdays.py"),
        (
            "tests/law/test_examples.py",
            "tests/law/test_clock.py",
            "tests/law/test_workdays.py",
            "tests/law/procedure",
            "tests/law/cli",
        ),
    ),
    "reading": Room(
        ("gongkai/reading/tables.py", "gongkai/reading/values.py", "gongkai/reading/inference.py"),
        ("tests/law/reading", "tests/law/formats"),
    ),
    "letters": Room(("gongkai/letters/checks.py", "gongkai/letters/remedies.py"), ("tests/law/letters",)),
    "procedure": Room(
        (
            "gongkai/procedure/checks.py",
            "gongkai/procedure/duties.py",
            "gongkai/procedure/state.py",
            "gongkai/procedure/course/*.py",
        ),
        ("tests/law/procedure", "tests/web/cases"),
    ),
    "figures": Room(
        ("gongkai_web/figures/*.py", "gongkai_web/*/figures.py", "gongkai_web/annual/tally.py"),
        ("tests/web/figures", "tests/web/annual", "tests/web/desk", "tests/web/publishing"),
    ),
    "scope": Room(
        ("gongkai_web/agencies/queries.py",), ("tests/web/agencies", "tests/web/cases/test_see.py")
    ),
    "redaction": Room(("gongkai_web/files/redact.py",), ("tests/web/files",)),
    "audit": Room(
        tuple(f"gongkai_web/audit/{name}.py" for name in ("verify", "compare", "seals", "actions")),
        ("tests/web/audit",),
    ),
    "numbering": Room(
        ("gongkai_web/letters/actions/issuing.py", "gongkai_web/letters/actions/entry.py"),
        ("tests/web/letters",),
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One change of one place: the text between two offsets of the file is replaced."""

    room: str
    file: str
    line: int
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {_short(self.old)} → {_short(self.new)}"


def faults_of(source: str, room: str = "", file: str = "") -> list[Fault]:
    """Every fault that can be planted in the source, in order of place."""
    lines = [0]
    for line in source.encode().split(b"\n"):
        lines.append(lines[-1] + len(line) + 1)
    raw, found = source.encode(), []
    for node in _nodes(ast.parse(source)):
        for place, new in _changes(node):
            start = lines[place.lineno - 1] + place.col_offset
            end = lines[(place.end_lineno or place.lineno) - 1] + (place.end_col_offset or 0)
            found.append(Fault(room, file, place.lineno, start, end, raw[start:end].decode(), new))
    return found


def planted(source: str, fault: Fault) -> str:
    """The source with the fault in it."""
    raw = source.encode()
    return (raw[: fault.start] + fault.new.encode() + raw[fault.end :]).decode()


def _nodes(tree: ast.Module) -> Iterator[ast.expr | ast.stmt]:
    """Expressions and statements that run; no annotation, nothing for the type checker alone, no words."""
    for node in ast.walk(tree):
        aside: list[ast.AST | None] = []
        match node:
            case ast.FunctionDef():
                aside = [node.returns, node.args, *node.decorator_list]
            case ast.AnnAssign():
                aside = [node.annotation]
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                aside = [node]
            case ast.JoinedStr():  # its parts have no place of their own before Python 3.12
                aside = list(node.values)
        for one in aside:
            if one is not None:
                for below in ast.walk(one):
                    below._aside = True  # type: ignore[attr-defined]
        if isinstance(node, ast.expr | ast.stmt) and not hasattr(node, "_aside"):
            yield node


_OTHER: dict[type[ast.cmpop], ast.cmpop] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
    ast.In: ast.NotIn(),
    ast.NotIn: ast.In(),
    ast.Is: ast.IsNot(),
    ast.IsNot: ast.Is(),
}


def _changes(node: ast.expr | ast.stmt) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """What can be planted at a node: the place that is replaced, and the new text."""
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                others = [*ops[:at], _OTHER[type(op)], *ops[at + 1 :]]
                yield node, ast.unparse(ast.Compare(node.left, others, node.comparators))
        case ast.BoolOp(op=ast.And(), values=values):
            yield node, f"({ast.unparse(ast.BoolOp(ast.Or(), values))})"
            yield from ((node, ast.unparse(_without(ast.And(), values, at))) for at in range(len(values)))
        case ast.BoolOp(op=ast.Or(), values=values):
            yield from ((node, ast.unparse(_without(ast.Or(), values, at))) for at in range(len(values)))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, f"({ast.unparse(operand)})"
        case ast.If(test=test) | ast.IfExp(test=test) if isinstance(test, _TURNED):
            yield test, f"(not {ast.unparse(test)})"
        case ast.Constant(value=bool(value)):
            yield node, str(not value)
        case ast.Constant(value=int(value)):
            yield node, str(value + 1)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield node, ast.unparse(ast.BinOp(left, ast.Sub(), right))
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            yield node, ast.unparse(ast.BinOp(left, ast.Add(), right))
        case ast.Expr(value=ast.Call()) | ast.Continue():
            yield node, "pass"


# Conditions that are no comparison: what they ask is turned round.
_TURNED = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)


def _without(op: ast.boolop, values: Sequence[ast.expr], at: int) -> ast.expr:
    rest = [value for place, value in enumerate(values) if place != at]
    return rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)


def sample(rooms: Sequence[str], count: int, seed: int) -> list[Fault]:
    """`count` faults, the rooms in turn, always the same for the same seed and source."""
    chance, piles = random.Random(seed), []
    for name in rooms:
        files = sorted({path for pattern in ROOMS[name].files for path in ROOT.glob(pattern)})
        pile = [
            fault
            for path in files
            for fault in faults_of(path.read_text(encoding="utf-8"), name, path.relative_to(ROOT).as_posix())
        ]
        chance.shuffle(pile)
        piles.append(pile)
    taken: list[Fault] = []
    while len(taken) < count and any(piles):
        taken += [pile.pop() for pile in piles if pile][: count - len(taken)]
    return taken


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a fault. `endless`: it was seen by that nothing ended any more."""

    survives: bool
    endless: bool = False

    def __str__(self) -> str:
        return "SURVIVES" if self.survives else "endless " if self.endless else "seen    "


def fate_of(fault: Fault, tree: Path, seconds: float) -> Fate:
    """What the tests of its room say with the fault in the tree; the tree is mended afterwards."""
    path = tree / fault.file
    before = path.read_text(encoding="utf-8")
    path.write_text(planted(before, fault), encoding="utf-8")
    try:
        status = _tests(fault.room, tree, seconds).returncode
    except subprocess.TimeoutExpired:
        return Fate(survives=False, endless=True)
    finally:
        path.write_text(before, encoding="utf-8")
    if status != GREEN and status not in RED:
        raise SystemExit(f"the tests of {fault.room} could not be run (pytest ended with {status}): {fault}")
    return Fate(survives=status == GREEN)


def patience(room: str, tree: Path) -> float:
    """How many seconds the tests of a room may take. Ends the program where they are red without a fault."""
    start = time.monotonic()
    done = _tests(room, tree, None)
    if done.returncode != GREEN:
        told = "\n".join(done.stdout.splitlines()[-SHOWN:])
        raise SystemExit(f"without any fault the tests of {room} are not green; first mend them:\n{told}")
    return max(SECONDS_AT_LEAST, PATIENCE * (time.monotonic() - start))


def _tests(room: str, tree: Path, seconds: float | None) -> subprocess.CompletedProcess[str]:
    tests = ROOMS[room].tests
    alone = NO_DJANGO if all(one.startswith("tests/law") for one in tests) else ()
    # The same examples for every fault: what hypothesis draws decides nothing.
    options = ("-q", "-x", "-p", "no:cacheprovider", "--hypothesis-seed=0", *alone)
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *tests],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "GONGKAI_SAMPLES": str(SAMPLES)},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def _run(faults: Sequence[Fault], jobs: int) -> list[Fault]:
    """The survivors; each worker has a tree of its own."""
    with tempfile.TemporaryDirectory() as folder:
        free = [Path(folder) / f"tree{number}" / "copy" for number in range(jobs)]
        for tree in free:
            shutil.copytree(ROOT, tree, ignore=LEFT_OUT, symlinks=True)

        def timed(room: str) -> float:
            tree = free.pop()
            try:
                return patience(room, tree)
            finally:
                free.append(tree)

        def tried(fault: Fault) -> Fate:
            tree = free.pop()
            try:
                fate = fate_of(fault, tree, seconds[fault.room])
            finally:
                free.append(tree)
            sys.stdout.write(f"{fate}  {fault.room:<10} {fault}\n")
            sys.stdout.flush()
            return fate

        with ThreadPoolExecutor(jobs) as pool:
            rooms = sorted({fault.room for fault in faults})
            seconds = dict(zip(rooms, pool.map(timed, rooms), strict=True))
            fates = list(pool.map(tried, faults))
        return [fault for fault, fate in zip(faults, fates, strict=True) if fate.survives]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 70 else f"{line[:67]}…"


def main() -> int:
    """Prints each fault with its fate, then the survivors and the share that was seen."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--room", action="append", choices=sorted(ROOMS))
    given = parser.parse_args()
    faults = sample(given.room or sorted(ROOMS), given.count, given.seed)
    left = _run(faults, given.jobs)
    seen = len(faults) - len(left)
    sys.stdout.write(f"\n{seen} of {len(faults)} faults were seen (seed {given.seed}); survivors:\n")
    sys.stdout.writelines(f"- {fault}\n" for fault in left)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
