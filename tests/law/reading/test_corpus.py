"""Every layout of handbook 08: no wrong cell, and what a layout loses ends unreadable."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.reading import read_bytes
from gongkai.report import BLANK, NOT_WHOLE, UNREADABLE
from tests.corpus_maker import Case, cases, make_corpus

pytestmark = pytest.mark.slow

CASES = list(cases())


def test_the_corpus_holds_at_least_three_hundred_files(tmp_path):
    assert make_corpus(tmp_path) == len(CASES) >= 300
    assert len({case.name for case in CASES}) == len(CASES)


def test_pages_of_two_columns_come_in_many_kinds():
    found = [case for case in CASES if case.name.startswith("pdf-column")]
    assert len(found) == len({case.content for case in found}) >= 12
    assert {case.form for case in found} == {"2019", "2021"}
    assert all(len(set(case.cells.values())) == len(case.cells) for case in found)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_no_cell_is_read_wrong(case: Case):
    report = read_bytes(case.content, case.name)
    codes = {
        note.cell: note.code
        for note in report.notes
        if note.cell and note.code in {BLANK, UNREADABLE, NOT_WHOLE}
    }
    wrong = {}
    for cell, stated in case.cells.items():
        wanted = Decimal(stated) if isinstance(stated, str) else stated
        value, code = report.cells.get(cell), codes.get(cell)
        if cell in case.lost:
            right = value is None and (code in {UNREADABLE, NOT_WHOLE} or cell not in report.cells)
        elif cell in case.blank:
            right = value is None and code == BLANK
        elif cell in case.open:
            right = value == wanted or (value is None and code is not None)
        else:
            right = value == wanted and code is None
        if not right:
            wrong[cell] = (value, code, stated)
    assert not wrong
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.form == case.form or len(case.lost) == len(case.cells)  # lost tables do not tell the form
