"""How is a sheet of indicators read on a page: group by group, each number leading to what it counts?"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.formats import localize

from gongkai.indicators import Line, Sheet
from gongkai_web.look.parts import NumberRow

Groups = list[tuple[str, list[NumberRow]]]


def grouped(sheet: Sheet, opens: Callable[[Line], str], apart: str = "") -> Groups:
    """The lines under their groups, in the order of the sheet.

    `opens`: the address of what a line counts, empty where it opens nothing; `apart`: what stands before the
    code of an indicator where its parts are asked for, empty where nobody can ask.
    """
    groups: dict[str, list[NumberRow]] = {}
    for line in sheet.lines:
        href = opens(line) if line.value is not None else ""
        parts = f"{apart}{line.code}#{line.code}" if apart and line.apart else ""
        row = NumberRow(line.label, _shown(line), line.unit, href, line.code, under=line.under, parts=parts)
        groups.setdefault(line.group, []).append(row)
    return list(groups.items())


def _shown(line: Line) -> str:
    """The number as it is read; words where there is none."""
    if line.value is None:
        return line.words or "—"
    return str(localize(line.value)) if isinstance(line.value, Decimal) else str(line.value)
