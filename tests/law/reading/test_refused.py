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


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ReadingError, match="找不到这个文件"):
        read(tmp_path / "没有.txt")
