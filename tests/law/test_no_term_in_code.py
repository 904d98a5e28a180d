"""Does a sentence in Python or in a page say how long a term of the law is?

The lengths stand in `law/deadlines/` with their days; a sentence asks for the one of its day. What is no term
of the law is listed here with its reason; a new place is a fault, and so is one that is listed and gone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gongkai.clock import Event, due
from tests.lawfolder import LawFolder

ROOT = Path(__file__).parents[2]
LENGTH = re.compile(r"(?<!下)[一二三四五六七八九十百\d]+ ?(?:个工作日|日以?内|个月以?内)")
ENDS = ("个工作日", "日内", "日以内", "个月内", "个月以内")  # every length ends so
OWN = {
    "最短 1 个工作日": "less than one day is no extension",
    "最短 1 个、最长": "the same, where the longest is asked of the law",
    "三个工作日": "what the office calls soon (`look.marks.SOON`)",
}


def texts() -> Iterator[tuple[str, str]]:
    """Every text of both packages but docstrings, with its file; those that replay a year are invented."""
    for path in sorted((*ROOT.glob("gongkai*/**/*.py"), *ROOT.glob("gongkai*/**/*.html"))):
        name = path.relative_to(ROOT).as_posix()
        if "/replay/" in name or "/migrations/" in name:
            continue
        source = path.read_text(encoding="utf-8")
        if not any(end in source for end in ENDS):
            continue
        if path.suffix == ".html":
            yield name, source
            continue
        tree = ast.parse(source)
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                yield name, node.value


@pytest.mark.slow
def test_no_sentence_says_a_length_that_the_law_folder_has() -> None:
    told = [(name, found[0]) for name, text in texts() for found in LENGTH.finditer(_without_own(text))]
    assert told == []


@pytest.mark.slow
def test_what_is_listed_is_still_said() -> None:
    every = "\n".join(text for _, text in texts())
    assert [words for words in OWN if words not in every] == []


def test_a_term_that_the_law_changes_is_said_as_the_law_of_the_day_has_it(tmp_path: Path) -> None:
    law = LawFolder(tmp_path / "law")
    source = "{instrument: regulation, article: 第三十条}"
    five = f"    - {{from: 2027-07-01, unit: workdays, amount: 5, source: {source}}}"
    law.add_value("deadlines/receipt.yaml", "correction_notice", five)
    with law.installed():
        said = {day: _late_correction(day) for day in (date(2027, 6, 30), date(2027, 7, 1))}
    assert {day: re.findall(r"\d+ 个工作日", text) for day, text in said.items()} == {
        date(2027, 6, 30): ["7 个工作日"],
        date(2027, 7, 1): ["5 个工作日"],
    }


def _late_correction(received: date) -> str:
    (note,) = due(received, [Event("correction.asked", date(2027, 7, 20))]).notes
    assert note.code == "correction-late"
    return note.message


def _without_own(text: str) -> str:
    for words in OWN:
        text = text.replace(words, "")
    return text
