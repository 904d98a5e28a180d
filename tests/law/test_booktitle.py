"""Does a title stand in book-title marks as GB/T 15834 sets them, wherever the project writes one?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gongkai
from gongkai.booktitle import in_marks

ROOT = Path(gongkai.__file__).parent.parent


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("停车收费办法", "《停车收费办法》"),
        ("关于印发《停车收费办法》的通知", "《关于印发〈停车收费办法〉的通知》"),
        ("关于转发《关于印发〈办法〉的通知》的通知", "《关于转发〈关于印发《办法》的通知〉的通知》"),
        ("《停车收费办法》解读", "《〈停车收费办法〉解读》"),
        ("《停车收费办法》", "《停车收费办法》"),
        ("《办法》和《细则》", "《〈办法〉和〈细则〉》"),
        ("少一半的《办法", "《少一半的《办法》"),
    ],
)
def test_the_marks_inside_a_title_are_those_of_the_inner_level(title, written):
    assert in_marks(title) == written


def test_nothing_puts_a_title_into_marks_by_itself():
    """A file is called as it is called, and what a letter is titled is fixed by law without marks."""
    by_itself = re.compile(r"《\{+ ?(?![^{}]*(name|held\[|kind\.title))[^{}]*\}+》")
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for part in ("gongkai", "gongkai_web")
        for path in (ROOT / part).rglob("*")
        if path.suffix in {".py", ".html", ".txt", ".yaml"}
        for hit in by_itself.finditer(path.read_text("utf-8"))
        if path.name != "booktitle.py"
    ]
    assert found == []
