"""Does every address that a room names lead to its own floor or below, and every page part too?

import-linter holds it for imports; what is named in a string it cannot see. The floors are read from its
layers in `pyproject.toml`.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.urls import get_resolver

HERE = Path(__file__).resolve().parents[3]
OFFICE = HERE / "gongkai_web"
URL_TAG = re.compile(r"""\{%\s*url\s+['"](\w+):\w+['"]""")
PART_TAG = re.compile(r"""\{%\s*(?:include|extends)\s+['"](\w+)/""")
# Not written in a call: the address itself, as `Section` and the registers of `office` take it.
NAMED = re.compile(r"^(\w+):\w+$")
# The same where it is put together: its head.
HEAD = re.compile(r"^(\w+):")
ASKING = {
    "reverse",
    "reverse_lazy",
    "address_of",
    "redirect",
    "resolve_url",
    "HttpResponseRedirect",
    "HttpResponsePermanentRedirect",
}
# What the rooms above have entered in the office is asked there by a plain variable.
BY_VARIABLE = {
    "addresses.py",
    "oversight/ways.py",
    *(f"office/{name}.py" for name in ("places", "menu", "frame", "kept", "downloads", "once")),
}
STATIC_TAG = re.compile(r"""\{%\s*static\s+['"]gongkai/([\w-]+)\.(?:css|js)['"]""")
# The sheets and programs that are not called like their room.
SHEETS = {
    "tokens": "look",
    "site": "look",
    "gongkai": "look",
    "forms": "office",
    "redact": "files",
    "items": "publishing",
    "editing": "publishing",
    "editor": "publishing",
    "report": "desk",
}
# What no cache may keep: the one place that names a whole floor by its address.
BY_ADDRESS = {"caching.py"}


@cache
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


@cache
def namespaces() -> dict[str, str]:
    """The room that has the addresses of a namespace."""
    found = {}
    for space, (_, resolver) in get_resolver().namespace_dict.items():
        for pattern in resolver.url_patterns:
            found[space] = pattern.callback.__module__.split(".")[1]
    return found


def strings(source: str) -> Iterator[str]:
    """The namespace of every string that is written like the name of an address, or begins so."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from NAMED.findall(node.value)
        elif isinstance(node, ast.JoinedStr | ast.BinOp | ast.Call):
            head = first(node)
            if isinstance(head, ast.Constant) and isinstance(head.value, str):
                yield from HEAD.findall(head.value)


def first(node: ast.expr) -> ast.expr:
    """With what a text begins that is put together: by `f""`, `+`, `%` or `format`."""
    if isinstance(node, ast.JoinedStr) and node.values:
        return first(node.values[0])
    if isinstance(node, ast.FormattedValue):
        return node.value
    if isinstance(node, ast.BinOp):
        return first(node.left)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return first(node.func.value)
    return node


def unread(source: str, *, by_variable: bool = False) -> list[int]:
    """The lines at which an address is asked by a name that nobody can read where it stands."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and called(node) in ASKING
        and not all(is_read(one, called(node), by_variable) for one in asked(node))
    ]


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def asked(node: ast.Call) -> list[ast.expr]:
    named = [one.value for one in node.keywords if one.arg in {"viewname", "to", "redirect_to"}]
    return [*node.args[:1], *named]


def is_read(node: ast.expr, asking: str, by_variable: bool) -> bool:
    """A literal; where one is sent, what a call has answered, perhaps with more behind; a variable."""
    head = first(node)
    if isinstance(head, ast.Call):
        return not asking.startswith(("reverse", "address_of")) and called(head) != "format"
    plain = by_variable and isinstance(node, ast.Name | ast.Attribute)
    return isinstance(node, ast.Constant) or plain


def addresses(source: str) -> list[int]:
    """The lines of the strings that begin with an address of the office as it is typed."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("/office/")
    ]


def upwards(room: str, source: str, *, python: bool) -> list[str]:
    """What a file of the room names above its floor, or beside it."""
    known, owners = floors(), namespaces()
    if python:
        named = [owners[space] for space in strings(source) if space in owners]
    else:
        named = [owners[space] for space in URL_TAG.findall(source) if space in owners]
        named += [part for part in PART_TAG.findall(source) if part in known]
        named += [SHEETS.get(sheet, sheet) for sheet in STATIC_TAG.findall(source)]
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


@pytest.mark.parametrize("path", sorted(OFFICE.rglob("*.py")), ids=lambda path: str(path.relative_to(OFFICE)))
def test_every_address_is_named_where_it_is_asked(path):
    source, place = path.read_text(encoding="utf-8"), path.relative_to(OFFICE).as_posix()
    assert unread(source, by_variable=place in BY_VARIABLE) == []
    assert place in BY_ADDRESS or addresses(source) == []


def test_a_page_learns_which_day_it_is_in_one_place():
    pages = [path for path in OFFICE.rglob("*.py") if "views" in path.relative_to(OFFICE).as_posix()]
    asking = [
        path.name for path in pages if re.search(r"localdate|date\.today|datetime\.now", path.read_text())
    ]
    assert len(pages) > 20
    assert asking == []


def test_every_room_stands_on_a_floor():
    rooms = {path.parent.name for path in OFFICE.glob("*/__init__.py")}
    assert rooms <= set(floors())


def test_what_points_upwards_is_found():
    assert upwards("files", 'reverse("desk:home")', python=True) == ["desk"]
    assert upwards("letters", "redirect('casework:case', pk=1)", python=True) == ["casework"]
    assert upwards("look", "{% url 'letters:letter' one.pk %}", python=False) == ["letters"]
    assert upwards("office", '{% include "casework/head.html" %}', python=False) == ["casework"]
    assert upwards("desk", "reverse('files:download')", python=True) == []


@pytest.mark.parametrize(
    "source",
    [
        "reverse(f'casework:{act}')",
        "redirect('casework:' + act)",
        "resolve_url('casework:%s' % act)",
        "HttpResponseRedirect(reverse('casework:{}'.format(act)))",
        "urls.reverse(viewname=f'casework:{act}')",
        "shown_at('letters.Letter', f'casework:{act}')",
    ],
)
def test_what_points_upwards_is_found_though_it_is_put_together(source):
    assert set(upwards("letters", source, python=True)) == {"casework"}


@pytest.mark.parametrize(
    "source",
    [
        "reverse(name)",
        "reverse(f'{space}:case')",
        "reverse(named(case))",
        "reverse(f'casework:{act}')",
        "redirect(space + ':case')",
        "resolve_url('casework:%s' % act)",
        "HttpResponseRedirect('{}:case'.format(space))",
        "redirect(to=place.page)",
    ],
)
def test_a_name_that_nobody_can_read_is_refused(source):
    assert unread(source) == [1]


def test_the_office_asks_by_a_plain_variable_and_by_nothing_else():
    assert unread("reverse(place.page)", by_variable=True) == []
    assert unread("reverse(f'{space}:case')", by_variable=True) == [1]
    assert unread("redirect(reverse('files:redaction') + query)\nplaces.reverse()") == []
    assert unread("redirect(f\"{reverse('letters:letters')}?state=issued\")") == []


def test_an_address_as_it_is_typed_is_refused():
    assert addresses("redirect('/office/cases/')\nlink = f'/office/cases/{pk}/'") == [1, 2]
    assert addresses("link = '/apply/'") == []


def test_a_sheet_of_a_higher_room_is_found():
    tag = "{% static 'gongkai/casework.css' %}"
    assert upwards("office", tag, python=False) == ["casework"]
    assert upwards("corrections", tag, python=False) == ["casework"]
    assert upwards("imports", tag, python=False) == []
    assert upwards("corrections", "{% static 'gongkai/forms.css' %}", python=False) == []


def test_every_sheet_and_program_belongs_to_a_room():
    known = {path.stem for path in (OFFICE / "static" / "gongkai").glob("*.[cj]s*")}
    assert {SHEETS.get(stem, stem) for stem in known} <= set(floors())
