"""What stays of a register once nothing of it is left to import?

What came of each row by its number, for a day. Whoever brought the register has it, and lays one beside the
other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongkai_web.imports.run import Line, Report, Result
from gongkai_web.imports.workbooks import workbook

KEY = "came"
_UNDONE = {Result.WILL, Result.ASKED, Result.LEFT}
_DONE = {Result.MADE, Result.THERE}
_HEAD = ("登记簿", "行")


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a row: where it stood, the result, our number and case, the sentence."""

    sheet: str
    line: int
    result: Result
    number: str
    case: int | None
    sentence: str


def is_finished(report: Report) -> bool:
    """Whether another click would do nothing more.

    Where nothing has come of it yet, the clerk may still tell its columns, or ask for past years.
    """
    came = set(report.counts)
    past = any(line.result == Result.PASSED and not line.row.aside for line in report.lines)
    return bool(report.tables) and not _UNDONE & came and bool(_DONE & came or not past)


def noted(lines: tuple[Line, ...]) -> list[list[Any]]:
    """As it is kept."""
    return [
        [one.row.sheet, one.row.line, one.result.value, one.number, one.case, one.sentence] for one in lines
    ]


def read(kept: list[list[Any]]) -> list[Came]:
    """As it is shown."""
    return [
        Came(sheet, line, Result(result), number, case, said)
        for sheet, line, result, number, case, said in kept
    ]


def came_workbook(rows: list[Came]) -> bytes:
    """The results without the register."""
    lines = [(one.sheet, str(one.line), one.result.label, one.number, one.sentence) for one in rows]
    return workbook([("导入结果", _HEAD, lines)])
