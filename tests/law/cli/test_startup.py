"""Starting a command: it loads what it uses; the rest would take longer to load than it takes to answer."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from gongkai.cli.commands import OFFICE, parser

# Read files, write files, or are the office.
HEAVY = {
    *("docx", "lxml", "opencc", "pypdfium2", "python_calamine", "typst", "xlsxwriter", "pyarrow"),
    *("django", "gunicorn", "multiprocessing", "gongkai_web"),
}
LAW = {"gongkai.clock", "gongkai.tariff", "gongkai.lawbook"}

_LOADED = """
import json, sys
sys.argv = ["gongkai", *json.loads(sys.argv[1])]
from gongkai.cli import main
try:
    main()
except SystemExit:
    pass
print("\\n" + json.dumps(sorted(sys.modules)))
"""


def loaded(*words: str) -> set[str]:
    """The modules that are there after that call, with the packages that they belong to."""
    call = [sys.executable, "-c", _LOADED, json.dumps(words)]
    said = subprocess.run(call, capture_output=True, text=True, check=True, encoding="utf-8")
    names = json.loads(said.stdout.splitlines()[-1])
    return {*names, *(name.partition(".")[0] for name in names)}


@pytest.mark.parametrize(
    ("words", "law"),
    [
        (("due", "--received", "2024-09-20"), {"gongkai.clock", "gongkai.lawbook"}),
        (("fee", "--by", "items", "--count", "40"), {"gongkai.tariff", "gongkai.lawbook"}),
        (("due", "--help"), {"gongkai.clock", "gongkai.lawbook"}),
        (("--version",), set()),
    ],
    ids=lambda words: " ".join(sorted(words)) if isinstance(words, set) else " ".join(words),
)
def test_a_question_of_the_law_loads_the_law_alone(words, law):
    found = loaded(*words)
    assert not found & HEAVY
    assert found & LAW == law


def test_rules_need_no_reader_of_files():
    assert not loaded("rules") & {"docx", "pypdfium2", "typst", "xlsxwriter", "python_calamine", "django"}


@pytest.mark.parametrize(
    "words", [("read", "nowhere.docx"), ("compare", "one.docx", "two.docx")], ids=" ".join
)
def test_what_writes_no_layout_loads_no_writer(words):
    assert not loaded(*words) & {"typst", "xlsxwriter", "pyarrow", "django"}


@pytest.mark.parametrize(
    "words",
    [
        ("serve", "--help"),
        ("demo", "--help"),
        ("work", "--help"),
        ("serve", "--port", "x"),
        ("backup",),
        ("restore", "one", "two"),
        ("audit", "burn"),
    ],
    ids=" ".join,
)
def test_the_help_of_the_office_and_a_slip_load_neither_the_site_nor_the_law(words):
    found = loaded(*words)
    assert "gongkai_web.commands" in found
    assert not found & ((HEAVY | LAW) - {"gongkai_web"})


def test_the_list_of_the_commands_of_the_site_loads_no_reader_of_files():
    found = loaded("manage", "help")
    assert "django" in found
    assert not found & {"docx", "lxml", "opencc", "pypdfium2", "python_calamine", "typst", "xlsxwriter"}


_WITHOUT_DJANGO = """
import sys
sys.modules["django"] = None
from gongkai.cli import main
raise SystemExit(main(["serve"]))
"""


def test_where_the_site_is_not_installed_its_commands_say_so():
    call = [sys.executable, "-c", _WITHOUT_DJANGO]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert said.startswith("命令「serve」属于网站部分，缺少软件包 django；请安装 gongkai[web]")


def test_help_names_every_command():
    (choices,) = [action.choices for action in parser()._actions if action.choices]
    assert {*choices} == {
        *("read", "check", "compare", "combine", "write", "due", "fee", "rules", "proof", "law", "verify"),
        *OFFICE,
    }
