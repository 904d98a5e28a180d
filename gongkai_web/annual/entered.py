"""What stands in a cell without a number, and what does the report say about it?

0, 空, 不适用 and 未报 are four things (handbook 02 §7): a number is entered, a cell is left blank or does not
apply with the reason for it, or nobody has entered it yet. In print the reason stands above table 二.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from gongkai.form import Form
from gongkai.report import BLANK, NOT_APPLICABLE, NOT_REPORTED, CellValue, Note
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.models import EnteredFigure, EnteredState
from gongkai_web.asked_once import once
from gongkai_web.prepared import PreparedRecords, slots

SECTION = 2
Empty = Mapping[str, EnteredFigure | None]


def of_year(agency: Agency, year: int) -> list[EnteredFigure]:
    """All that was entered for the year: a report asks for it more than once."""
    return once((EnteredFigure, agency.pk, year), lambda: _asked().told((agency.pk, year)))


@functools.cache
def _asked() -> PreparedRecords[EnteredFigure]:
    """Of an agency and a year."""
    agency, year = slots(2)
    return PreparedRecords.of(EnteredFigure.objects.filter(agency=agency, year=year))


def without_number(agency: Agency, year: int, cells: Mapping[str, CellValue]) -> Empty:
    """The cells without a number; None for one that nobody has entered. Nothing is read where none is."""
    empty = [cell for cell, value in cells.items() if value is None]
    if not empty:
        return {}
    found = {one.cell: one for one in of_year(agency, year)}
    return {cell: found.get(cell) for cell in empty}


def notes(layout: Form, empty: Empty) -> tuple[Note, ...]:
    """What is known of each of these cells, as a report keeps it."""
    return tuple(_note(layout, cell, figure) for cell, figure in empty.items())


def remarks(layout: Form, empty: Empty) -> list[str]:
    """The reasons in print, a paragraph each."""
    return [
        f"注：{layout.name(cell)}{_state(figure)}，{figure.source.rstrip('。')}。"
        for cell, figure in empty.items()
        if figure
    ]


def reasons(agency: Agency, year: int, cells: Mapping[str, CellValue]) -> dict[str, str]:
    """By cell without a number, why it has none."""
    return {cell: one.source for cell, one in without_number(agency, year, cells).items() if one}


def waiting(known: Sequence[Note]) -> Iterator[str]:
    """The cells that nobody has entered yet."""
    return (str(note.cell) for note in known if note.stated == NOT_REPORTED)


def _note(layout: Form, cell: str, figure: EnteredFigure | None) -> Note:
    name = layout.name(cell)
    if figure is None:
        return Note(BLANK, f"{name}：还没有填报。", cell, NOT_REPORTED)
    message = f"{name}{_state(figure)}：{figure.source}"
    if figure.state == EnteredState.NOT_APPLICABLE:
        return Note(BLANK, message, cell, NOT_APPLICABLE, 0)
    return Note(BLANK, message, cell, "")


def _state(figure: EnteredFigure) -> str:
    return EnteredState(figure.state).label
