"""How is a read report compared with the figures that were written down?"""

from __future__ import annotations

from gongkai.report import Report
from tests.law.formats.builders import Written


def assert_reads(report: Report, written: Written) -> None:
    """Every cell has its figure, and no other cell has one."""
    expected = written.figures.cells
    read = {cell: str(value) for cell, value in report.cells.items() if value is not None}
    wrong = {cell: (text, read.get(cell)) for cell, text in expected.items() if read.get(cell) != text}
    assert not wrong
    assert set(read) == set(expected)


def wrong_cells(report: Report, written: Written) -> dict[str, tuple[str, str]]:
    """The cells that were read with another figure than the one written; lost ones are not among them."""
    expected = written.figures.cells
    read = {cell: str(value) for cell, value in report.cells.items() if value is not None}
    return {cell: (expected[cell], text) for cell, text in read.items() if expected.get(cell) != text}
