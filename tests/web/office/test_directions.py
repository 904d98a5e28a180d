"""Does every address that a room names lead to its own floor or below, and every page part too?

import-linter holds it for imports; what is named in a string it cannot see. The floors are read from its
layers in `pyproject.toml`.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import get_resolver

HERE = Path(__file__).resolve().parents[3]
OFFICE = HERE / "gongkai_web"
URL_TAG = re.compile(r"""\{%\s*url\s+['"](\w+):\w+['"]""")
PART_TAG = re.compile(r"""\{%\s*(?:include|extends)\s+['"](\w+)/""")
# Not written in a call: the address itself, as `Section` and the registers of `office` take it.
NAMED = re.compile(r"^(\w+):\w+$")


def floors() -> dict[str, int]:
    """The floor of each room, from below."""
    contracts = tomllib.loads((HERE / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(
        one["layers"] for one in contracts if one["name"] == "Inside the office, imports point down"
    )
    return {
        room.strip().removeprefix("gongkai_web.").split(".")[0]: number
        for number, layer in enumerate(reversed(layers))
        for room in re.split(r"[|:]", layer)
    }


def namespaces() -> dict[str, str]:
    """The room that has the addresses of a namespace."""
    found = {}
    for space, (_, resolver) in get_resolver().namespace_dict.items():
        for pattern in resolver.url_patterns:
            found[space] = pattern.callback.__module__.split(".")[1]
    return found


def strings(source: str) -> Iterator[str]:
    """Every string of a module that is written like the name of an address."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from NAMED.findall(node.value)


def upwards(room: str, source: str, *, python: bool) -> list[str]:
    """What a file of the room names above its floor, or beside it."""
    known, owners = floors(), namespaces()
    if python:
        named = [owners[space] for space in strings(source) if space in owners]
    else:
        named = [owners[space] for space in URL_TAG.findall(source) if space in owners]
        named += [part for part in PART_TAG.findall(source) if part in known]
    return [one for one in named if one != room and known[one] >= known[room]]


def files() -> list[Path]:
    return sorted(
        path
        for kind in ("*.py", "*.html", "*.txt")
        for path in OFFICE.rglob(kind)
        if path.relative_to(OFFICE).parts[0] in floors()
    )


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(OFFICE)))
def test_nothing_is_named_that_stands_above(path):
    source = path.read_text(encoding="utf-8")
    assert upwards(path.relative_to(OFFICE).parts[0], source, python=path.suffix == ".py") == []


def test_every_room_stands_on_a_floor():
    rooms = {path.parent.name for path in OFFICE.glob("*/__init__.py")}
    assert rooms <= set(floors())


def test_what_points_upwards_is_found():
    assert upwards("files", 'reverse("desk:home")', python=True) == ["desk"]
    assert upwards("letters", "redirect('casework:case', pk=1)", python=True) == ["casework"]
    assert upwards("look", "{% url 'letters:letter' one.pk %}", python=False) == ["letters"]
    assert upwards("office", '{% include "casework/head.html" %}', python=False) == ["casework"]
    assert upwards("desk", "reverse('files:download')", python=True) == []
