"""Any bytes at all: only a ReadingError may come out, whatever the signature in front."""

from __future__ import annotations

import contextlib
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from gongkai import confined
from gongkai.errors import ReadingError
from gongkai.reading import read_bytes
from tests.law.formats import ole, writers
from tests.law.formats.builders import Table, distinct, parts

pytestmark = pytest.mark.slow

# {\rtf and DOC would start LibreOffice for each example; their readers get whatever it makes as DOCX.
SIGNATURES = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\x89PNG\r\n\x1a\n",
    b"<html><body><table><tr><td>",
    b"MIME-Version: 1.0\r\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b'{"form": "2021", ',
    "一、总体情况\n| 规章 | 0 |\n".encode(),
]


@given(some.sampled_from(SIGNATURES), some.binary(max_size=600))
@settings(max_examples=200, deadline=None)
def test_random_bytes_end_in_a_report_or_a_sentence(signature, data):
    with contextlib.suppress(ReadingError):
        read_bytes(signature + data, "年报")


@pytest.fixture(scope="module")
def originals() -> list[bytes]:
    report = distinct()
    return [writers.as_docx(report), writers.as_xlsx(report), writers.as_ofd(report), writers.as_html(report)]


@given(
    some.integers(0, 3),
    some.lists(
        some.tuples(some.floats(0, 1, exclude_max=True), some.integers(0, 255)), min_size=1, max_size=20
    ),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_report_with_changed_bytes_ends_in_a_report_or_a_sentence(originals, which, changes):
    data = bytearray(originals[which])
    for place, value in changes:
        data[int(place * len(data))] = value
    with contextlib.suppress(ReadingError):
        read_bytes(bytes(data), "年报")


def _reads(data: bytes) -> bool:
    read_bytes(data, "年报.xls")
    return True


def test_an_old_workbook_with_changed_bytes_ends_in_a_report_or_a_sentence():
    """In a process of its own, as strangers' files are: what reads it may panic, or ask for all memory."""
    chance = random.Random("records of a sheet")
    rows = [row for part in parts(distinct()) if not isinstance(part, str) for row in _lines(part)]
    sound = ole.workbook(rows)
    assert confined.call(_reads, sound, name="年报.xls", near=True)
    for _ in range(20):
        data = bytearray(sound)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        with contextlib.suppress(ReadingError):
            confined.call(_reads, bytes(data), name="年报.xls", near=True)


def _lines(table: Table) -> list[list[str]]:
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows
