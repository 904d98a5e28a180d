"""Whatever is thrown at the reader: a report or a ReadingError, in bounded time, never a crash."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.errors import ReadingError
from gongkai.reading import read_bytes
from tests.corpus_maker.figures import distinct
from tests.corpus_maker.in_html import spans
from tests.corpus_maker.in_text import pipe_rows, tab_rows
from tests.corpus_maker.page import page

pytestmark = pytest.mark.slow

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PIECES = st.sampled_from(
    [
        "规章",
        "（七）总计",
        "3.其他",
        "一、本年新收政府信息公开申请数量",
        "三、收到和处理政府信息公开申请情况",
        "自然人",
        "结果维持",
        "行政复议",
        "第二十条第（一）项",
        "0",
        "00",
        "7 8",
        "-",
        "|",
        "||",
        "\t",
        "\n",
        "\n\n",
        " ",
        "0000000",
        "。",
        "12",
        "- 5 -",
        "其他",
        "总计",
        "（六）其他处理",
        "现行有效件数",
        "<table>",
        "<tr>",
        "<td rowspan='9999999999'>",
        "</table>",
        "<br>",
        "&nbsp;",
    ]
)
SOUND = {
    name: carrier(page(distinct("2021", 61)))[0]
    for name, carrier in {"t": tab_rows, "p": pipe_rows, "h": spans}.items()
}


def _read(text: str) -> None:
    try:
        report = read_bytes(text.encode("utf-8", "replace"), "any")
    except ReadingError:
        return
    assert set(report.layout.cells) <= set(report.cells)


@QUICK
@given(st.text(max_size=400))
def test_any_text(text):
    _read(text)


@QUICK
@given(st.lists(PIECES, max_size=120))
def test_any_order_of_labels_and_values(pieces):
    _read("".join(pieces))
    _read("<html><body>" + "".join(pieces))


@QUICK
@given(
    st.sampled_from(sorted(SOUND)), st.integers(0, 6000), st.integers(0, 300), st.lists(PIECES, max_size=4)
)
def test_a_damaged_report(name, start, length, pieces):
    text = SOUND[name]
    _read(text[:start] + "".join(pieces) + text[start + length :])


@QUICK
@given(st.binary(max_size=300))
def test_any_bytes(data):
    with contextlib.suppress(ReadingError):
        read_bytes(data, "any")


HOSTILE = {
    "nested boxes": "<div>" * 1000 + "规章" + "</div>" * 1000,
    "nested tables": "<table><tr><td>" * 1000 + "规章" + "</td></tr></table>" * 1000,
    "nested spans": "<table><tr><td>" + "<span>" * 1000 + "0",
    "many cells": "<table>"
    + "<tr>"
    + "<td>0</td>" * 100
    + "</tr>"
    + ("<tr>" + "<td>0</td>" * 100 + "</tr>") * 1000
    + "</table>",
    "absurd spans": "<table>"
    + "<tr><td rowspan='9999999' colspan='99999999999999999999'>规章</td></tr>" * 3000
    + "</table>",
    "many bars": "规章 " + "|" * 100_000,
    "many lines": "0\n" * 100_000,
    "many labels": "1.属于国家秘密\n" * 20_000 + "0 0 0 0 0 0 0\n" * 2000,
    "many digits": "行政许可" + "1" * 50_000,
    "many glued rows": "（一）予以公开" + "123456789012345678901234567890" * 3,
    "many pending values": "行政许可\n" + "0\n" * 50_000,
    "long line": "总计" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_or_refused(name):
    _read(HOSTILE[name])
    _read(f"<html><body>{HOSTILE[name]}</body></html>")
