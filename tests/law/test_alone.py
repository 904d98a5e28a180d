"""Does the law stand alone: can every module of it, and every test of it, be loaded without the office?"""

import ast
import subprocess
import sys
from pathlib import Path

import gongkai

TESTS = Path(__file__).parents[1]
LOAD = """
import importlib, pkgutil, sys
import gongkai
for module in pkgutil.walk_packages(gongkai.__path__, "gongkai."):
    importlib.import_module(module.name)
print(sorted(name for name in sys.modules if name.split(".")[0] in {"django", "gongkai_web"}))
"""


def test_no_module_of_the_law_loads_django_or_the_office():
    root = Path(gongkai.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", LOAD], cwd=root, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def imported(path: Path) -> set[str]:
    """The modules that a file names in its imports, with what it takes from a package as a module too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def test_no_test_of_the_law_and_nothing_that_it_uses_asks_the_office():
    """`make test-law` runs them where Django is not even installed."""
    waiting, seen = sorted((TESTS / "law").rglob("*.py")), set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        asked = imported(path)
        office = {
            name for name in asked if name.split(".")[0] == "gongkai_web" or "django" in name.split(".")
        }
        assert not office, f"{path.relative_to(TESTS)} imports {sorted(office)}"
        helpers = {
            TESTS.parent / f"{name.replace('.', '/')}.py" for name in asked if name.startswith("tests.")
        }
        waiting += [helper for helper in helpers if helper.exists() and helper not in seen]
    assert TESTS / "lawfolder.py" in seen or TESTS / "samples.py" in seen
