"""Is the head of the desk's pages written once?"""

from pathlib import Path

import gongkai_web.desk

TEMPLATES = Path(gongkai_web.desk.__file__).parent / "templates" / "desk"


def test_the_sheet_of_the_desk_is_named_by_one_page_and_the_others_extend_it():
    texts = {path.name: path.read_text() for path in TEMPLATES.glob("*.html")}
    assert [name for name, text in texts.items() if "desk.css" in text] == ["page.html"]
    extending = {name for name, text in texts.items() if '{% extends "desk/page.html" %}' in text}
    assert {"home.html", "cases.html", "statistics.html", "register.html", "bulk.html"} <= extending
