"""Is anything of the office written past its actions?"""

import ast
from pathlib import Path

HERE = Path(__file__).resolve().parents[2] / "gongkai_web"
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
# The audit trail writes itself; `refresh` is the one function that rewrites the cached columns of a case.
ALLOWED = {"cases/stored.py", "audit/actions.py", "audit/append_only.py"}


def test_models_are_written_in_actions_only():
    found = [
        f"{path.relative_to(HERE)}:{line} .{name}()"
        for path in sorted(HERE.rglob("*.py"))
        if not allowed(path.relative_to(HERE))
        for line, name in writes(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_planted_write_is_found():
    assert writes("def view(case):\n    case.save()\n") == [(2, "save")]
    assert writes("Case.objects.filter(pk=1).update(title='x')") == [(1, "update")]
    assert writes("known = {}\nknown.update(a=1)\n") == []
    assert writes("picture.save(memory, 'PNG')\nstore.delete(name)\n") == []
    assert writes("Case.objects.all().delete()") == [(1, "delete")]


def allowed(path: Path) -> bool:
    return (
        "actions" in path.parts
        or path.name == "actions.py"
        or "migrations" in path.parts
        or str(path) in ALLOWED
    )


def writes(source: str) -> list[tuple[int, str]]:
    """Calls that write a model: the names above, and `update` on what a query returned."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, owner = node.func.attr, ast.unparse(node.func.value)
            # A picture is saved into something, bytes are deleted by their name; a model just so.
            elsewhere = name in {"save", "delete"} and bool(node.args)
            if (name in WRITES and not elsewhere) or (name == "update" and "objects" in owner):
                found.append((node.lineno, name))
    return found
