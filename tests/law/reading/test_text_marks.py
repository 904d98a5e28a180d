"""What Markdown and left-over tags say of letters in plain text."""

from __future__ import annotations

import pytest

from gongkai.reading import read_bytes
from gongkai.reading.text import as_shown
from gongkai.report import UNREADABLE
from tests.corpus_maker.figures import distinct
from tests.corpus_maker.in_text import cell_lines, markdown, tab_rows
from tests.corpus_maker.page import page, revalued

FIGURES = distinct("2021", 121)
CELL = "table3.new_received.natural_person"
SEEN = [
    "~~1120~~{}",
    "~~1120~~ {}",
    "<del>1120</del>{}",
    "<s>1120</s> {}",
    "1\u03361\u03362\u03360\u0336{}",
    "**{}**",
    "{}<sup>1</sup>",
    "{}<sup>[2]</sup>",
    "{}^1^",
    "{}[^1]",
    "\u200b{}\u2060",
]
UNREAD = {
    "~~1120~~": "〔划去的字：1120〕",
    "![](n0.png)": "〔图片〕",
    "![1121](n0.png)": "〔图片：1121〕",
    "<img src='n0.png'>": "〔图片〕",
    "1![2](2.png)1": "1〔图片：2〕1",
    "11<sup>2</sup>1": "11 2 1",
    "1121<sub>1</sub>": "1121 1",
    "1121²": "1121²",
    "1121<br>1122": "1121 1122",
    "#REF!": "#REF!",
}


def _read(carrier, inside: str):
    text = carrier(revalued(page(FIGURES), lambda at, value: inside if at == CELL else value))[0]
    return read_bytes(text.encode(), "report")


@pytest.mark.parametrize("carrier", [tab_rows, markdown, cell_lines])
@pytest.mark.parametrize("inside", SEEN)
def test_a_person_and_the_reader_see_the_same_number(carrier, inside):
    report = _read(carrier, inside.format(FIGURES.cells[CELL]))
    assert {cell: str(value) for cell, value in report.cells.items()} == {
        cell: str(value) for cell, value in FIGURES.cells.items()
    }
    assert report.notes == ()


@pytest.mark.parametrize("carrier", [tab_rows, markdown])
@pytest.mark.parametrize("inside", UNREAD)
def test_what_is_no_number_is_quoted(carrier, inside):
    report = _read(carrier, inside)
    assert [cell for cell, value in report.cells.items() if value is None] == [CELL]
    assert [(note.code, note.stated) for note in report.notes] == [(UNREADABLE, UNREAD[inside])]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("收到申请~~11~~12件[^1]。", "收到申请12件。"),
        ("![本局大门](gate.jpg)", ""),
        ("[^1]: 含上年结转。", "[^1]: 含上年结转。"),
        ("**一、总体情况**", "一、总体情况"),
    ],
)
def test_running_text_is_read_as_it_would_be_set(line, shown):
    assert as_shown(line) == shown
