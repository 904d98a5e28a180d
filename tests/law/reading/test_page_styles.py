"""What a page hides, strikes out or raises; and what stands in its cells that is no text."""

from __future__ import annotations

import pytest

from gongkai.checking import check
from gongkai.reading import read_bytes
from gongkai.reading.blocks import Paragraph
from gongkai.reading.reader import blocks
from tests.corpus_maker.figures import distinct
from tests.corpus_maker.in_html import spans
from tests.corpus_maker.page import page, revalued

FIGURES = distinct("2021", 101)
CELL = "table3.new_received.natural_person"
VALUE = str(FIGURES.cells[CELL])
SEEN = {
    "struck": f"<s>1120</s>{VALUE}",
    "deleted and inserted": f"<del>1120</del><ins>{VALUE}</ins>",
    "struck by its style": f"<p><span style='text-decoration: line-through'>1120</span> {VALUE}</p>",
    "hidden by its style": f"<span style='color:red;DISPLAY: None'>9</span>{VALUE}",
    "hidden by its attribute": f"<b hidden>9</b>{VALUE}",
    "unseen": f"<span style='visibility:hidden'>9</span>{VALUE}",
    "seen again": f"<span style='visibility:hidden'>9<b style='visibility:visible'>{VALUE}</b></span>",
    "without size": f"<font style='font-size:0'>9</font>{VALUE}",
    "through which one sees": f"<i style='opacity:0'>9</i>{VALUE}",
    "white": f"<span style='color:#fff'>9</span>{VALUE}",
    "white by an old tag": f"<font color='white'>9</font>{VALUE}",
    "white by a class": f"<style>.w{{color:#FFFFFF}}</style><i class=w>9</i>{VALUE}",
    "white on a white ground": f"<p style='background:#fff'><i style='color:white'>9</i>{VALUE}</p>",
    "white on a ground": f"<p style='background:#036'><b style='color:#fff'>{VALUE}</b></p>",
    "white on the ground of a class": "<style>.g{background:#036}</style>"
    f"<p class=g><b style='color:#fff'>{VALUE}</b></p>",
    "beside the page": f"<span style='position:absolute;left:-9999px'>9</span>{VALUE}",
    "in a box without room": f"<span style='display:inline-block;width:0;overflow:hidden'>9</span>{VALUE}",
    "by a class": f"<style>td .x, .y{{display:none}}</style><span class='z x'>9</span>{VALUE}",
    "by an id": f"<style>/* 9 */ #n > b{{display:none !important}}</style><i id=n><b>9</b></i>{VALUE}",
    "shown by the weightier rule": "<style>b.x{display:inline}.x{display:none}</style>"
    f"<b class=x>{VALUE}</b>",
    "hidden in print only": f"<style>@media print{{.x{{display:none}}}}</style><b class=x>{VALUE}</b>",
    "hidden on narrow screens": "<style>@media (max-width:9px){.x{display:none}}</style>"
    f"<b class=x>{VALUE}</b>",
    "a note's mark": f"{VALUE}<sup>1</sup>",
    "a note's mark in brackets": f"{VALUE}<a href='#n'><sup>[12]</sup></a>",
    "a note's mark by its style": f"{VALUE}<span style='vertical-align:super;font-size:8px'>①</span>",
    "raised as Word does": f"{VALUE}<span style='position:relative;top:-4.0pt;mso-text-raise:4.0pt'>2</span>",
    "a mark, then the unit": f"{VALUE}<sup>*</sup>件",
    "a field": f"<input type='text' value='{VALUE}' size=4>",
    "a field among others": f"<form><input type=hidden value=9><input value='{VALUE}'></form>",
    "a choice": f"<select><option>9</option><option selected>{VALUE}</option></select>",
    "a large field": f"<textarea>{VALUE}</textarea>",
    "a picture that only fills room": f"<img src='s.gif' width='1' height='1'>{VALUE}",
    "joiners": f"\u2060{VALUE[:1]}\u200b{VALUE[1:]}\ufeff",
    "a soft hyphen": f"{VALUE[:2]}&shy;{VALUE[2:]}",
    "marks of direction": f"&lrm;{VALUE}&rlm;",
}
UNREAD = {
    "a picture": ("<img src='n.png'>", "〔图片〕"),
    "a picture that says what it shows": ("<img src='n.png' alt='1121'>", "〔图片：1121〕"),
    "a picture of one digit": ("1<img src='2.png'>1", "1〔图片〕1"),
    "a drawing": ("<svg><text>12</text></svg>", "〔图片〕"),
    "an empty field": ("<input type='text'>", "〔没有填的填写框〕"),
    "an empty choice": ("<select><option></option></select>", "〔没有填的填写框〕"),
    "an object": ("<object data='x.swf'>12</object>", "〔嵌入的对象〕"),
    "white whole": ("<p><b style='color:#fff'>1120</b></p>", "〔看不见的字：1120〕"),
    "struck whole": ("<p><s>1120</s></p>", "〔划去的字：1120〕"),
    "a lowered figure": ("1121<sub>1</sub>", "1121 1"),
    "a raised figure between figures": ("11<sup>2</sup>1", "11 2 1"),
    "by a rule that is not certain": (
        "<style>td b:first-child{display:none}</style><b>9</b>1121",
        "9 1121",
    ),
}


def _with(inside: str):
    text = spans(revalued(page(FIGURES), lambda at, value: "HERE" if at == CELL else value))[0]
    assert text.count("HERE") == 1
    return read_bytes(text.replace("HERE", inside).encode(), "page.html")


@pytest.mark.parametrize("case", SEEN)
def test_a_person_and_the_reader_see_the_same_number(case):
    report = _with(SEEN[case])
    assert {cell: str(value) for cell, value in report.cells.items()} == {
        cell: str(value) for cell, value in FIGURES.cells.items()
    }
    assert report.notes == ()


@pytest.mark.parametrize("case", UNREAD)
def test_what_is_no_text_is_neither_blank_nor_a_number_and_is_quoted(case):
    inside, quoted = UNREAD[case]
    report = _with(inside)
    assert [cell for cell, value in report.cells.items() if value is None] == [CELL]
    assert [(note.code, note.stated) for note in report.notes] == [("unreadable-cell", quoted)]
    [finding] = [finding for finding in check(report) if CELL in finding.cells]
    assert (finding.rule, finding.severity) == ("cells.unreadable", "warning")
    assert f"「{quoted}」" in finding.message


def test_a_cell_and_a_row_that_are_hidden_are_not_there():
    text = spans(page(FIGURES))[0]
    text = text.replace(f"<td>{VALUE}</td>", f"<td style='display:none'>9</td><td>{VALUE}</td>")
    text = text.replace(
        '<tr><td colspan="3">二、',
        '<tr hidden><td>规章</td><td>9</td><td>9</td><td>9</td></tr><tr><td colspan="3">二、',
    )
    assert text.count("hidden") == 1
    report = read_bytes(text.encode(), "page.html")
    assert {cell: str(value) for cell, value in report.cells.items()} == {
        cell: str(value) for cell, value in FIGURES.cells.items()
    }


def test_a_picture_beside_a_label_is_decoration():
    text = spans(page(FIGURES))[0].replace("（一）予以公开", "<img src='dot.png' alt='•'>（一）予以公开")
    report = read_bytes(text.encode(), "page.html")
    assert str(report.cells["table3.granted.total"]) == str(FIGURES.cells["table3.granted.total"])
    assert report.notes == ()


def test_struck_and_hidden_words_are_gone_from_the_prose_and_marks_of_notes_too():
    source = blocks(
        "<html><body><p>全年收到申请<s>11</s><span style='display:none'>9</span>12<sup>[1]</sup>件。</p>"
        "</body></html>".encode(),
        "page.html",
    )
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == ["全年收到申请12件。"]


def test_a_page_without_a_visible_cell_is_no_report_of_zeros():
    text = spans(page(FIGURES))[0].replace("<table>", "<table style='display:none'>")
    report = read_bytes(text.encode(), "page.html")
    assert {report.cells[cell] for cell in report.layout.cells} == {None}
