"""Which cells of a report are blank, and nothing in it says why (手册02 §7)?

0, 空, 不适用 and 未报 are four things. What the report itself explains needs no other word; a `/` or
不适用 says what it means.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.checking import NOTE, Finding, check
from gongkai.report import Report

_BLANK = "cells.blank"
_NAMED = 3  # cells that the sentence names


def unexplained(report: Report, found: Sequence[Finding]) -> tuple[str, ...]:
    """The blank cells of which nobody says why. `found`: what the rules find in the report."""
    empty = {note.cell for note in report.notes if note.left_blank}
    told = (one for one in found if one.rule == _BLANK and one.severity != NOTE)
    return tuple(dict.fromkeys(cell for one in told for cell in one.cells if cell in empty))


def unexplained_in(report: Report) -> tuple[str, ...]:
    """The same of a report that was not checked yet; few have a blank at all."""
    return unexplained(report, check(report)) if any(note.left_blank for note in report.notes) else ()


def to_explain(report: Report, cells: Sequence[str]) -> str:
    """The sentence in which the unit is asked about them; empty where there are none."""
    if not cells:
        return ""
    named = "、".join(report.layout.name(cell) for cell in cells[:_NAMED])
    which = f"{named}等 {len(cells)} 格" if len(cells) > _NAMED else named
    return f"{which}空着：没有发生的填 0；确实不填的，请写明为什么空着。"


def reasons(found: Sequence[Finding], reason: str) -> dict[str, str]:
    """By message of the finding, what the unit said of the blanks when it handed in."""
    return {one.message: reason for one in found if reason and one.rule == _BLANK}
