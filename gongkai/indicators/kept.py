"""How is the sheet of a year kept as it was, so that it says the same for years?

What a line counted is not kept, nor which indicator it is: nothing opens from a kept sheet but the cells of
its report.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gongkai.indicators.sheet import Line, Number, Sheet, SumCheck


def to_json(sheet: Sheet) -> dict[str, Any]:
    """The sheet as plain data; a decimal is written as text, so that none of its places is lost."""
    return {
        "agency": sheet.agency,
        "year": sheet.year,
        "about": sheet.about,
        "lines": [
            [one.group, one.label, _written(one.value), one.unit, one.words, one.cell, one.under]
            for one in sheet.lines
        ],
        "checks": [[one.group, one.holds, one.sentence] for one in sheet.checks],
    }


def from_json(kept: Mapping[str, Any]) -> Sheet:
    """The sheet as it was kept."""
    lines = (
        Line(group, label, _read(value), unit, words, cell=cell, under=under)
        for group, label, value, unit, words, cell, under in kept["lines"]
    )
    checks = (SumCheck(*one) for one in kept["checks"])
    return Sheet(kept["agency"], kept["year"], tuple(lines), tuple(checks), kept["about"])


def _written(value: Number | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _read(value: int | str | None) -> Number | None:
    return Decimal(value) if isinstance(value, str) else value
