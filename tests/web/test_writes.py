"""Is anything of the office written past its actions?"""

import ast
import builtins
import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2] / "gongkai_web"
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
WRITES |= {f"a{name}" for name in WRITES}
SQL = re.compile(r"\s*(?:insert|update|delete|replace|truncate|merge)\s", re.IGNORECASE)
# The audit trail writes itself; `refresh` is the one function that rewrites the cached columns of a case.
ALLOWED = {"cases/stored.py", "audit/actions.py", "audit/append_only.py"}
# The lease of a job is prolonged without models; the indexes of words are the database's own.
ENGINES = {"search/engines/sqlite.py", "search/engines/postgresql.py"}
ALLOWED_SQL = ALLOWED | {"tasks/lease.py", "desk/word_index.py"} | ENGINES


@pytest.mark.slow
def test_models_are_written_in_actions_only():
    found = [
        f"{path.relative_to(HERE)}:{line} .{name}()"
        for path in sorted(HERE.rglob("*.py"))
        if not allowed(path.relative_to(HERE), ALLOWED)
        for line, name in writes(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.slow
def test_sql_that_writes_stands_in_actions_only():
    found = [
        f"{path.relative_to(HERE)}:{line}"
        for path in sorted(HERE.rglob("*.py"))
        if not allowed(path.relative_to(HERE), ALLOWED_SQL)
        for line in written_in_sql(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.slow
def test_a_row_that_is_held_may_be_referred_to_meanwhile():
    """Foreign keys are looked at when a transaction ends, by then it holds the tail of the trail. A lock that
    keeps even these out (without `no_key`) makes two acts wait for each other.
    """
    found = [
        f"{path.relative_to(HERE)}:{line}"
        for path in sorted(HERE.rglob("*.py"))
        for line in locked_whole(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def locked_whole(source):
    """The lines of locks that let no other row refer to the locked one."""
    calls = ast.walk(ast.parse(source)) if "select_for_update" in source else ()
    locks = [one for one in calls if getattr(getattr(one, "func", None), "attr", "") == "select_for_update"]
    return [one.lineno for one in locks if "no_key" not in {given.arg for given in one.keywords}]


def test_a_lock_that_keeps_references_out_is_seen():
    assert locked_whole("Item.objects.select_for_update(of=('self',)).get(pk=1)") == [1]
    assert locked_whole("Item.objects.select_for_update(no_key=True).get(pk=1)") == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("case.save()", "save"),
        ("case.save(update_fields=['title'])", "save"),
        ("Case.objects.filter(pk=1).update(title='x')", "update"),
        ("Case.objects.all().delete()", "delete"),
        ("visible(p, d).update(title='x')", "update"),
        ("queries.visible(p, d).update(title='x')", "update"),
        ("case.parts.all().update(title='x')", "update"),
        ("case.parts.update(title='x')", "update"),
        ("found = visible(p, d)\nfound.update(title='x')", "update"),
        ("found: Any = visible(p, d)\nfound.update(title='x')", "update"),
        ("visible(p, d).delete()", "delete"),
        ("case.parts.create(title='x')", "create"),
        ("visible(p, d).aupdate(title='x')", "aupdate"),
        ("groups[0].update(title='x')", "update"),
    ],
)
def test_a_planted_write_is_found(source, name):
    assert [found for _, found in writes(source)] == [name]


@pytest.mark.parametrize(
    "source",
    [
        "known = {}\nknown.update(a=1)",
        "known = dict(a=1)\nknown.update(b=2)",
        "globals().update(mail)",
        "picture.save(memory, 'PNG')\nstore.delete(name)",
    ],
)
def test_what_writes_no_model_is_left_alone(source):
    assert writes(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "cursor.execute('UPDATE cases_case SET title = %s')",
        "SQL = f'UPDATE {TABLE} SET title = 1'",
        "SQL = 'DELETE FROM ' + table",
        "SQL = '  insert into cases_case values (1)'",
        "SQL = ' '.join(('INSERT INTO', table))",
    ],
)
def test_planted_sql_is_found(source):
    assert written_in_sql(source) == [1]


def test_sql_that_reads_is_left_alone():
    assert written_in_sql("cursor.execute('SELECT 1')\nname = 'update'") == []


def allowed(path: Path, others: set[str]) -> bool:
    return (
        "actions" in path.parts
        or path.name == "actions.py"
        or "migrations" in path.parts
        or str(path) in others
    )


def writes(source: str) -> list[tuple[int, str]]:
    """Calls that write a model: the names above, and `update` on whatever may be a query."""
    tree, found = ast.parse(source), []
    answers = names_of_answers(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            # A picture is saved into something, bytes are deleted by their name; a model just so.
            elsewhere = name in {"save", "delete"} and bool(node.args)
            of_query = name in {"update", "aupdate"} and may_be_query(node.func.value, answers)
            if (name in WRITES and not elsewhere) or of_query:
                found.append((node.lineno, name))
    return found


def may_be_query(owner: ast.expr, answers: set[str]) -> bool:
    """Whatever is no plain name, and a name that holds the answer of a call."""
    if isinstance(owner, ast.Name):
        return owner.id in answers
    return not of_python(owner)


def names_of_answers(tree: ast.Module) -> set[str]:
    """The names that are given what a call answers."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and isinstance(node.value, ast.Call):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if not of_python(node.value):
                found |= {one.id for one in targets if isinstance(one, ast.Name)}
    return found


def of_python(node: ast.expr) -> bool:
    """`dict(…)`, `globals()`: the answer of a builtin is no query."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and hasattr(builtins, node.func.id)


def written_in_sql(source: str) -> list[int]:
    """The lines of the strings that begin like SQL that writes, whole or as the head of a longer one."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    ]
