"""Which faults, planted one at a time in the rooms that carry the product, does no test see?

`python -m tools.mutants [--count 60] [--seed 1] [--room clock]` takes a seeded sample of small faults – a
comparison off by one, a condition turned round, a call left out, a number one more – plants each alone in a
copy of the tree, runs the tests of its room there, and lists the survivors. A survivor is a place to look:
some faults change nothing that anyone could notice.
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
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".venv", ".git", "__pycache__", ".mypy_cache", ".ruff_cache", "var")
SAMPLES = (ROOT / os.environ.get("GONGKAI_SAMPLES", "../shared/samples")).resolve()
SECONDS = 600


@dataclass(frozen=True, slots=True)
class Room:
    """Files in which faults are planted, and the tests that are there to see them."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "clock": Room(("gongkai/clock.py", "gongkai/consultations.py", "gongkai/workdays.py"), ("tests/law",)),
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
        ("tests/law", "tests/web/cases"),
    ),
    "figures": Room(
        ("gongkai_web/figures/*.py", "gongkai_web/*/figures.py", "gongkai_web/annual/tally.py"),
        ("tests/web/figures", "tests/web/annual", "tests/web/desk", "tests/web/publishing"),
    ),
    "scope": Room(
        ("gongkai_web/agencies/queries.py",), ("tests/web/agencies", "tests/web/cases/test_see.py")
    ),
    "redaction": Room(("gongkai_web/files/redact.py",), ("tests/web/files",)),
    "audit": Room(("gongkai_web/audit/queries.py", "gongkai_web/audit/actions.py"), ("tests/web/audit",)),
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
        start = lines[node.lineno - 1] + node.col_offset
        end = lines[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        old = raw[start:end].decode()
        found += [Fault(room, file, node.lineno, start, end, old, new) for new in _changes(node)]
    return found


def planted(source: str, fault: Fault) -> str:
    """The source with the fault in it."""
    raw = source.encode()
    return (raw[: fault.start] + fault.new.encode() + raw[fault.end :]).decode()


def _nodes(tree: ast.Module) -> Iterator[ast.expr | ast.stmt]:
    """Expressions and statements that run; no annotation, nothing for the type checker alone."""
    for node in ast.walk(tree):
        aside: list[ast.AST | None] = []
        match node:
            case ast.FunctionDef():
                aside = [node.returns, node.args, *node.decorator_list]
            case ast.AnnAssign():
                aside = [node.annotation]
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                aside = list(node.body)
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


def _changes(node: ast.expr | ast.stmt) -> Iterator[str]:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            yield ast.unparse(ast.Compare(left, [_OTHER[type(op)]], [right]))
        case ast.BoolOp(op=ast.And(), values=values):
            yield f"({ast.unparse(ast.BoolOp(ast.Or(), values))})"
            yield from (ast.unparse(_without(ast.And(), values, at)) for at in range(len(values)))
        case ast.BoolOp(op=ast.Or(), values=values):
            yield from (ast.unparse(_without(ast.Or(), values, at)) for at in range(len(values)))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield f"({ast.unparse(operand)})"
        case ast.Constant(value=bool(value)):
            yield str(not value)
        case ast.Constant(value=int(value)):
            yield str(value + 1)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield ast.unparse(ast.BinOp(left, ast.Sub(), right))
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            yield ast.unparse(ast.BinOp(left, ast.Add(), right))
        case ast.Expr(value=ast.Call()):
            yield "pass"
        case ast.Continue():
            yield "pass"


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


def survives(fault: Fault, tree: Path) -> bool:
    """Whether the tests of its room stay green with the fault in the tree; the tree is mended afterwards."""
    path = tree / fault.file
    before = path.read_text(encoding="utf-8")
    path.write_text(planted(before, fault), encoding="utf-8")
    tests = [one for one in ROOMS[fault.room].tests if (tree / one).exists()]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": str(tree), "GONGKAI_SAMPLES": str(SAMPLES)},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    finally:
        path.write_text(before, encoding="utf-8")
    return done.returncode == 0


def _run(faults: Sequence[Fault], jobs: int) -> list[Fault]:
    """The survivors; each worker has a tree of its own."""
    with tempfile.TemporaryDirectory() as folder:
        trees = [Path(folder) / f"tree{number}" / "copy" for number in range(jobs)]
        for tree in trees:
            shutil.copytree(ROOT, tree, ignore=LEFT_OUT, symlinks=True)
        free = list(trees)

        def tried(fault: Fault) -> bool:
            tree = free.pop()
            try:
                found = survives(fault, tree)
            finally:
                free.append(tree)
            sys.stdout.write(f"{'SURVIVES' if found else 'seen    '}  {fault.room:<10} {fault}\n")
            sys.stdout.flush()
            return found

        with ThreadPoolExecutor(jobs) as pool:
            return [fault for fault, found in zip(faults, pool.map(tried, faults), strict=True) if found]


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
