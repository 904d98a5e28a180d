"""Do the docs say what is there? Generated parts are fresh, named files, functions and settings exist.

The YAML of docs/law.md is tried on a copy of the law folder, as a keeper of the law would enter it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import pytest

import gongkai
from gongkai import confined, lawcheck
from gongkai.checking import rules
from gongkai.clock import due
from gongkai.deadlines import terms
from gongkai.errors import LawError
from gongkai.form import form_of_year
from gongkai.lawbook import FOLDER_SETTING, STATUSES, Lawbook
from gongkai.prose.examples import failing
from gongkai.prose.vocabulary import vocabulary
from gongkai.tariff import fee
from gongkai.workdays import calendar
from gongkai_web import settings
from tests.lawfolder import LawFolder
from tools import make_docs
from tools.docs_tables import unsettled

ROOT = make_docs.ROOT
LAW = Path(gongkai.__file__).parent / "law"
PAGES = make_docs.pages()
TOP = ("gongkai/", "gongkai_web/", "tests/", "docs/", "tools/", "bench/", "requirements/", ".ci/")
TOP_FILES = ("Makefile", "pyproject.toml", "manage.py")
MACHINERY = ("/" + "home/", "/" + "root/", "/" + "work/", "/" + "Users/", "py" + "pi.org")
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
YAML = re.compile(r"```yaml\n# (新建|追加) (\S+)\n(.*?)```", re.DOTALL)


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def spans(page: Path) -> list[str]:
    """What stands in backticks in the running text."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return SPAN.findall(text)


def missing_paths(words: list[str]) -> list[str]:
    wanted = [word for word in words if word in TOP_FILES or word.startswith(TOP)]
    return [word for word in wanted if not (ROOT / word).exists()]


def test_the_page_of_the_law_lists_every_file_of_its_folder_and_no_other():
    """Each by its name; the notices of days off, one a year, together."""
    page = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
    table = page.partition("## 有哪些文件")[2].partition("\n## ")[0]
    told = [word.removeprefix("gongkai/law/") for word in SPAN.findall(table) if word.endswith(".yaml")]
    there = lawcheck.files(Lawbook(LAW))
    assert [one for one in there if sum(fnmatch(one, name) for name in told) != 1] == []
    assert [name for name in told if not any(fnmatch(one, name) for one in there)] == []


@pytest.mark.parametrize("word", ["doubts", "choices", "remedy.when", "note", "unless"])
def test_the_page_of_the_law_explains_the_keys_of_a_letter(word):
    assert f"`{word}`" in (ROOT / "docs" / "law.md").read_text(encoding="utf-8")


def sources() -> Iterator[str]:
    for folder in ("gongkai", "gongkai_web", "tests", "tools", "bench"):
        for path in (ROOT / folder).rglob("*.py"):
            yield path.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_is_generated_is_fresh(page):
    text = page.read_text(encoding="utf-8")
    assert make_docs.made(text) == text, f"{name(page)}: run `python -m tools.make_docs`"


def test_every_table_stands_in_some_page():
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [block for block in make_docs.BLOCKS if f"<!-- generated: {block} -->" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_file_named_exists(page):
    assert missing_paths(spans(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page):
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_function_named_exists():
    known = {found for text in sources() for found in re.findall(r"^\s*(?:def|class) (\w+)", text, re.M)}
    wanted = {word[:-2] for page in PAGES for word in spans(page) if re.fullmatch(r"\w+\(\)", word)}
    assert len(wanted) > 20
    assert sorted(wanted - known) == []


def test_the_tour_names_each_file_that_a_number_passes():
    named = set(spans(ROOT / "docs" / "tour.md"))
    way = (
        "gongkai_web/cases/models.py",
        "gongkai/procedure/state.py",
        "gongkai_web/annual/cells.py",
        "gongkai_web/annual/tally.py",
        "gongkai/report.py",
        "gongkai/checking/check.py",
        "gongkai_web/annual/actions/filing.py",
        "gongkai/render/layout.py",
        "gongkai_web/annual/presentation.py",
        "gongkai_web/templates/look/report_table.html",
        "gongkai/reading/reader.py",
        "gongkai_web/replay/replay.py",
    )
    assert [path for path in way if path not in named] == []


def test_a_planted_fault_is_found():
    assert missing_paths(["gongkai/clock.py", "gongkai/nowhere.py", "T06"]) == ["gongkai/nowhere.py"]
    stale = "<!-- generated: roles -->\n\n| 中文 | 标识符 |\n\n<!-- /generated -->"
    assert make_docs.made(stale) != stale
    assert "经办人" in make_docs.made(stale)
    assert (
        make_docs.made("```console\n$ gongkai fee --by items --count 1 --day 2025-01-01\nx\n```").count("元")
        == 3
    )
    assert make_docs.shortened(["a", "…", "b"], ["1", "2", "3", "4"]) == ["1", "…", "4"]


def test_every_setting_is_explained_and_none_is_invented():
    source = "".join(Path(one.__file__).read_text(encoding="utf-8") for one in (settings, confined))
    known = set(re.findall(r"GONGKAI_[A-Z_]+", source.replace("GONGKAI_SITE_{", ""))) - {"GONGKAI_SITE"}
    known |= {f"GONGKAI_SITE_{key.upper()}" for key in settings.GONGKAI_SITE} | {FOLDER_SETTING}
    explained = {word for word in spans(ROOT / "docs" / "operations.md") if word.startswith("GONGKAI_")}
    assert {word.partition("=")[0] for word in explained} == known


def test_every_command_has_a_chapter():
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in (
        "read",
        "check",
        "compare",
        "combine",
        "write",
        "due",
        "fee",
        "rules",
        "law",
        "demo",
        "serve",
    ):
        assert f"\n## `gongkai {command}`\n" in text


def test_no_page_names_a_machine_or_an_index():
    found = [
        (name(page), word) for page in PAGES for word in MACHINERY if word in page.read_text(encoding="utf-8")
    ]
    assert found == []


# – docs/law.md


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LAW, tmp_path / "law"))


@pytest.fixture
def entered(folder: Path) -> Path:
    """A copy of the law folder with what docs/law.md enters into it."""
    blocks = YAML.findall((ROOT / "docs" / "law.md").read_text(encoding="utf-8"))
    assert blocks
    for what, file, text in blocks:
        path = folder / file
        assert path.exists() == (what == "追加")
        with path.open("a", encoding="utf-8") as opened:
            opened.write(text)
    return folder


def test_the_next_notice_entered_as_told_ends_what_was_provisional(entered):
    assert due(date(2026, 12, 15)).provisional
    assert not due(date(2026, 12, 15), book=Lawbook(entered)).provisional


def test_a_make_up_day_left_out_is_noticed(entered):
    path = entered / "calendar" / "2027.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2027-02-20, ", ""), encoding="utf-8")
    with pytest.raises(LawError, match="填的是"):
        calendar(Lawbook(entered))


def test_the_next_tariff_entered_as_told_holds_from_its_day(entered):
    book = Lawbook(entered)
    assert fee("pages", 40, date(2029, 12, 31), book).total == 100
    assert fee("pages", 40, date(2030, 1, 1), book).total == 80


def test_the_next_form_entered_as_told_holds_from_its_day(entered):
    book = Lawbook(entered)
    assert form_of_year(2026, book).key == form_of_year(2026).key
    assert form_of_year(2027, book).key == "2027"
    kept = {key: rule.forms for key, rule in rules(book).items() if "2027" not in rule.forms}
    assert set(kept.values()) <= {("2019",)}  # every rule but those that ended with the trial form


def test_what_is_entered_as_told_fits_together(entered):
    book = Lawbook(entered)
    assert lawcheck.problems(book) == []
    touched = [one for one in vocabulary(book).examples if "商业秘密" in one.word]
    assert touched
    assert not list(failing(book, touched))  # what the new row is called takes no word from another one


def test_what_is_entered_without_the_last_section_gets_the_sentences_that_it_shows(tmp_path):
    law, page = LawFolder(tmp_path / "law"), ROOT / "docs" / "law.md"
    for file, text in law.told_by(page, "录入新的办理结果和它的文书", "录入新的年报格式"):
        law.enter(file, text)
    shown = re.findall(r"^> (法规数据 forms/2027.yaml .*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert lawcheck.problems(Lawbook(law.root))[:2] == shown


def test_a_misspelt_key_gets_the_sentence_that_the_page_shows(folder):
    path = folder / "deadlines" / "reply.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("amount", text.index("\nreply:"))
    path.write_text(text[:at] + "amuont" + text[at + 6 :], encoding="utf-8")
    with pytest.raises(LawError) as refusal:
        terms(Lawbook(folder))
    assert f"> {refusal.value}\n" in (ROOT / "docs" / "law.md").read_text(encoding="utf-8")


def test_every_value_that_is_not_settled_is_listed():
    marked = sum(
        len(re.findall(rf"status: {status}\b", path.read_text(encoding="utf-8")))
        for path in LAW.rglob("*.yaml")
        for status in STATUSES[1:]
    )
    listed = [line for line in unsettled().splitlines() if "未核实：" in line or "实现约定：" in line]
    assert len(listed) == marked >= 20
