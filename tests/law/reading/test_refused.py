"""Files that are no readable report: each is refused with one sentence that names it."""

from __future__ import annotations

import pytest

from gongkai.errors import BinaryFile, EmptyFile, NotAReport, ReadingError, WrongEncoding
from gongkai.reading import read, read_bytes

REFUSED = {
    "nothing": (b"", EmptyFile),
    "white space": (b" \r\n\t ", EmptyFile),
    "binary": (bytes(range(256)) * 4, BinaryFile),
    "foreign encoding": (
        "Jahresbericht für die Öffentlichkeit: größer, schöner".encode("latin-1") * 3,
        WrongEncoding,
    ),
    "no report": ("今天天气很好，我们去公园。".encode(), NotAReport),
    "another page": ("<html><body><p>公开的菜谱</p></body></html>".encode(), NotAReport),
    "half a document": (b'{"form": "2021"}', NotAReport),
    "broken document": (b"{", NotAReport),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_report_is_refused_in_one_sentence(name):
    data, error = REFUSED[name]
    with pytest.raises(ReadingError) as caught:
        read_bytes(data, "李强的文件.txt")
    assert isinstance(caught.value, error)
    sentence = str(caught.value)
    assert "李强的文件.txt" in sentence
    assert "\n" not in sentence
    assert sentence.endswith("。")


def test_rows_of_the_form_without_its_columns_are_no_report_and_the_sentence_says_what_stands_there():
    """Two years and the change from one to the other: the rows of table 三, but not its numbers."""
    labels = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（七）总计")
    rows = "".join(f"<tr><td>{label}</td><td>80</td><td>98</td><td>18</td></tr>" for label in labels)
    with pytest.raises(NotAReport) as caught:
        read_bytes(
            f"<h1>两年对照</h1><p>三、收到和处理政府信息公开申请情况</p><table>{rows}</table>".encode(),
            "对照.html",
        )
    sentence = str(caught.value)
    assert "本年新收政府信息公开申请数量·自然人」：应有 7 个数，读到 3 个（80、98、18）" in sentence
    assert "像是摘要或者对照表；请给出年度报告本身" in sentence
    assert "没有找到表二、表三" not in sentence


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ReadingError, match="找不到这个文件"):
        read(tmp_path / "没有.txt")
