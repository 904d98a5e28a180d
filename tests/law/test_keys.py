"""Does a key of an outcome, a letter or a kind of applicant decide anything in Python or in a template?

What is special about one is a field in its YAML; then the next one is data. The places where such a key may
stand are listed here, each with its reason; any other fails. Docstrings and comments may name them.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import gongkai
from gongkai.letters import letter_kinds
from gongkai.outcomes import applicant_kinds, outcomes

ROOT = Path(gongkai.__file__).parent.parent
BEGINNING = re.compile(r"""_["'{]""")  # of a text that names several
PACKAGES = ("gongkai", "gongkai_web")

MADE_UP = "makes up records, and lets an outcome come about as it must: its subject is which ones it shows"
PEOPLE = "a number of the prose may count natural persons alone; organizations are all the others"
CLOCK = "the beginning of an event of the clock, other_agency.asked, which is no outcome"
# By file: why a key may stand in it, and which.
ALLOWED: dict[str, tuple[str, set[str]]] = {
    "gongkai/checking/readings.py": (PEOPLE, {"natural_person"}),
    "gongkai/procedure/course/walk.py": (CLOCK, {"other_"}),
    "gongkai_web/replay/plan.py": (
        MADE_UP,
        {
            "denied_third_party_rights",
            "natural_person",
            "other_correction_overdue",
            "other_fee_overdue",
            "partially_granted",
            "unavailable_not_held",
            "unavailable_unclear_after_correction",
        },
    ),
    "gongkai_web/replay/replay.py": (
        MADE_UP,
        {
            "denied_third_party_rights",
            "other_correction_overdue",
            "other_fee_overdue",
            "other_misc",
            "partially_granted",
            "unavailable_unclear_after_correction",
        },
    ),
    "gongkai_web/replay/sample_city.py": (
        MADE_UP,
        {
            "commercial_enterprise",
            "legal_service_agency",
            "natural_person",
            "research_institution",
            "unavailable_not_held",
        },
    ),
}


@functools.cache
def keys() -> set[str]:
    """The keys of the law that must not stand in Python."""
    return {*outcomes(), *letter_kinds(), *applicant_kinds()}


def literals(source: str) -> Iterator[tuple[int, str]]:
    """The strings of a module without its docstrings: line and text."""
    tree = ast.parse(source)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def named_in(text: str, known: set[str]) -> set[str]:
    """The keys that a text names: as a word of it, or by a beginning such as `denied_`."""
    words = set(re.findall(r"\b[A-Za-z][A-Za-z0-9_]*", text))
    beginning = text if text.endswith("_") and any(key.startswith(text) for key in known) else ""
    return (words & known) | ({beginning} - {""})


def found_in(path: Path) -> Iterator[tuple[int, str]]:
    """The keys that stand in a module or a template: line and key."""
    known, source = keys(), path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        for number, line in enumerate(source.splitlines(), 1):
            for tag in re.findall(r"\{[{%].*?[%}]\}", line):
                yield from ((number, key) for key in named_in(tag, known))
        return
    if not named_in(source, known) and not BEGINNING.search(source):
        return  # most name none, and are not parsed
    for number, text in literals(source):
        yield from ((number, key) for key in named_in(text, known))


def _files() -> list[Path]:
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*")]
    return sorted(path for path in found if path.suffix in {".py", ".html"} and path.is_file())


@pytest.mark.slow
def test_no_key_of_the_law_stands_where_it_is_not_listed():
    wrong = []
    for path in _files():
        name = path.relative_to(ROOT).as_posix()
        if "/migrations/" in name:
            continue  # what a database once was
        allowed = ALLOWED.get(name, ("", set()))[1]
        wrong += [f"{name}:{line} {key}" for line, key in found_in(path) if key not in allowed]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("name", ALLOWED)
def test_what_is_listed_stands_there_and_has_its_reason(name):
    reason, allowed = ALLOWED[name]
    assert reason
    assert {key for _, key in found_in(ROOT / name)} == allowed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("granted", {"granted"}),
        ("文书 L24 必填", {"L24"}),
        ("denied_", {"denied_"}),
        ("granted_already", set()),
        ("table3.other_misc.total", {"other_misc"}),
        ("PL24", set()),
    ],
)
def test_a_key_is_found_as_a_word_and_by_its_beginning(text, found):
    assert named_in(text, keys()) == found


def test_a_docstring_may_name_a_letter_and_a_condition_may_not():
    source = 'def f(x):\n    """L24, as it is."""\n    return x == "L13"\n'
    assert [text for _, text in literals(source)] == ["L13"]
