"""What is the report of this agency for this year, by its records as they stand?"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.checking import ERROR, WARNING, Finding, by_cause, check
from gongkai.drafting.blocks import TO_FILL_IN
from gongkai.form import form_of_year
from gongkai.report import CellValue, Report, Section
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import entered, tally
from gongkai_web.annual.former import report_of
from gongkai_web.annual.models import SectionText
from gongkai_web.annual.prose import in_print
from gongkai_web.annual.remarks import SECTION, Remark, remarks
from gongkai_web.prepared import Prepared, slots


def compose(
    agency: Agency, year: int, reading: str | None = None, *, told: Sequence[Remark] | None = None
) -> Report:
    """The report as the records make it today. Cells that wait for an entry are blank, with a note.

    `told`: what section six says by itself, where it was counted before.
    """
    layout = form_of_year(year)
    cells = tally.cells(agency, year, reading)
    kept: dict[int, str] = dict(_words().asked_by((agency.pk, year)).rows())
    texts = in_print(agency, year, kept)
    said = [remark.sentence for remark in (remarks(agency, year) if told is None else told)]
    texts[SECTION] = "\n".join(filter(None, [texts.get(SECTION, ""), *said]))
    empty = entered.without_number(agency, year, cells)
    reasons = entered.remarks(layout, empty)
    texts[entered.SECTION] = "\n".join(filter(None, [texts.get(entered.SECTION, ""), *reasons]))
    return replace(
        _headed(agency, year, cells),
        sections=tuple(
            Section(heading.number, heading.heading, texts.get(heading.number, ""))
            for heading in layout.sections
        ),
        fees=tally.fees(agency, year),
        notes=entered.notes(layout, empty),
    )


@functools.cache
def _words() -> Prepared:
    """The question for the words of a report, by their section."""
    agency, year = slots(2)
    return Prepared.of(SectionText.objects.filter(agency=agency, year=year).values("number", "text"))


def of_cell(agency: Agency, year: int, cell: str) -> Report:
    """The report as far as one cell goes: its number and its parts by the records today, nothing besides."""
    return _with_notes(agency, year, tally.cell(agency, year, cell))


def in_tables(agency: Agency, year: int) -> Report:
    """The report as far as its tables go: every cell by the records today, no words and no fees."""
    return _with_notes(agency, year, tally.cells(agency, year))


def _with_notes(agency: Agency, year: int, cells: Mapping[str, CellValue]) -> Report:
    made = _headed(agency, year, cells)
    empty = entered.without_number(agency, year, cells)
    return replace(made, notes=entered.notes(made.layout, empty))


def in_words(agency: Agency, year: int, texts: Mapping[int, str]) -> Report:
    """The cells by the records today with these words beside them, instead of those that are kept."""
    headings = form_of_year(year).sections
    said = tuple(Section(one.number, one.heading, texts.get(one.number, "")) for one in headings)
    return replace(_headed(agency, year, tally.cells(agency, year)), sections=said)


def _headed(agency: Agency, year: int, cells: Mapping[str, CellValue]) -> Report:
    name = agency.name_on(date(year, 12, 31))
    return Report(
        form=form_of_year(year).key,
        cells=cells,
        agency=name,
        year=year,
        title=f"{name}{year}年政府信息公开工作年度报告",
        period=(date(year, 1, 1), date(year, 12, 31)),
    )


def findings(report: Report, before: Report | None) -> list[Finding]:
    """What is wrong with the report, that of the year `before` considered."""
    return check(report, before)


def hindrances(report: Report, found: Sequence[Finding], year: int, day: date) -> list[str]:
    """Why the report cannot be checked and frozen on that day, each a sentence; none where it can."""
    over = date(year, 12, 31)
    layout = report.layout
    early = f"{year} 年度的统计期间到 {over} 才结束，{day} 还不能定稿。"
    ordered = (one for cause, following in by_cause(found) for one in (cause, *following))
    return [
        *([early] if day <= over else []),
        *(f"年报没有通过核对，不能定稿：{one.message}" for one in ordered if one.severity == ERROR),
        *(
            f"「{section.heading}」里还有{section.text.count(TO_FILL_IN)}处{TO_FILL_IN}；请填上，或者删去那一句。"
            for section in report.sections
            if TO_FILL_IN in section.text
        ),
        *(
            f"{layout.name(cell)}还没有填报；没有发生的填 0，不适用、留空的写明理由，全部填报后才能定稿。"
            for cell in entered.waiting(report.notes)
        ),
    ]


def open_points(agency: Agency, year: int, report: Report | None = None) -> list[Finding]:
    """What stands open in the report of this moment and is no error: the office says something to each.

    `report`: where it was made already.
    """
    found = findings(report or compose(agency, year), report_of(agency, year - 1))
    return [one for one in found if one.severity == WARNING]


@dataclass(frozen=True, slots=True)
class Moves:
    """What a report says otherwise than it did: cell → (then, now), and the sections whose text differs."""

    cells: dict[str, tuple[CellValue, CellValue]]
    sections: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.cells or self.sections)

    def told(self, year: int) -> list[tuple[str, str, str]]:
        """Rows of where, what stood there, what stands there now."""
        layout = form_of_year(year)
        headings = {one.number: one.heading for one in layout.sections}
        cells = [(layout.name(cell), _shown(then), _shown(now)) for cell, (then, now) in self.cells.items()]
        return [*cells, *((headings[number], "原来的文字", "文字有变动") for number in self.sections)]


def _shown(value: CellValue) -> str:
    return "空" if value is None else str(value)


def moves(then: Report, now: Report) -> Moves:
    """What the report says now otherwise than it did then."""
    cells = {
        cell: (then.cells.get(cell), value)
        for cell, value in now.cells.items()
        if then.cells.get(cell) != value
    }
    texts = {one.number: one.text for one in then.sections}
    return Moves(cells, tuple(one.number for one in now.sections if one.text != texts.get(one.number, "")))
