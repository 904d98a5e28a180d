"""What stands in the written report, in which order?

Title, the six sections with their paragraphs, the tables where the form puts them, and at the end what must
be said about cells that could not be read. Every target prints exactly this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.prose.head import find_head
from gongkai.prose.titles import tidy
from gongkai.render.layout import UNREADABLE_MARK, PrintedTable, lost_cells, tables
from gongkai.report import Report

_TITLE = "政府信息公开工作年度报告"
_TITLE_SIGNS = 19.5  # characters of 二号 in a line of 156 mm
_BEFORE_YEAR = re.compile(r"(.+?)((?:关于)?20\d\d\s*年.+)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """One section: number, heading, paragraphs and, in the sections 二 to 四, its table."""

    number: int
    heading: str
    paragraphs: tuple[str, ...]
    table: PrintedTable | None


@dataclass(frozen=True, slots=True)
class Pages:
    """A report as printed. `notes` are paragraphs after the last section."""

    title: str
    sections: tuple[PrintedSection, ...]
    notes: tuple[str, ...]

    @property
    def tables(self) -> tuple[PrintedTable, ...]:
        """The tables, in order."""
        return tuple(section.table for section in self.sections if section.table)

    def texts(self) -> Iterator[str]:
        """Every piece of text that is printed."""
        yield self.title
        for section in self.sections:
            yield section.heading
            yield from section.paragraphs
            for cell in (cell for row in section.table.rows for cell in row) if section.table else ():
                yield cell.text
        yield from self.notes


def pages(report: Report) -> Pages:
    """The report as printed: six sections in order, with the source's headings where it has them."""
    printed = tables(report)
    by_number = {table.number: table for table in printed}
    written = {section.number: section for section in report.sections}
    sections = []
    for heading in report.layout.sections:
        own = written.get(heading.number)
        sections.append(
            PrintedSection(
                heading.number,
                clean(own.heading) if own else heading.heading,
                tuple(_paragraphs(own.text)) if own else (),
                by_number.get(heading.number),
            )
        )
    return Pages(title(report, sections), tuple(sections), tuple(_notes(report, printed)))


def title(report: Report, sections: Sequence[PrintedSection] = ()) -> str:
    """The title: as it stands, where it and the text tell this agency and year; else composed of them."""
    own = clean(report.title or "")
    below = [line for section in sections for line in (section.heading, *section.paragraphs)]
    told = find_head([own, *below]) if own else None
    if told and (told.text, told.agency, told.year) == (tidy(own), report.agency, report.year):
        return own
    year = f"{report.year}年" if report.year else ""
    return clean(f"{report.agency or ''}{year}{_TITLE}")


def title_lines(title: str) -> tuple[str, ...]:
    """A title too long for one line breaks before the year, where the sense allows it (GB/T 9704).

    Not where the first line alone is no longer known as the name of the agency.
    """
    wide = sum(0.5 if sign.isascii() else 1 for sign in title)
    found = _BEFORE_YEAR.fullmatch(title) if wide > _TITLE_SIGNS else None
    lines = tuple(part.strip() for part in found.groups()) if found else (title,)
    whole, broken = find_head([title]), find_head(lines)
    return lines if whole and broken and whole.agency == broken.agency else (title,)


def clean(text: str) -> str:
    """One line without characters that no document may hold."""
    return " ".join(_CONTROL.sub("", text).split())


def _paragraphs(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if paragraph := clean(line):
            yield paragraph


def _notes(report: Report, printed: tuple[PrintedTable, ...]) -> Iterator[str]:
    lost = lost_cells(printed)
    if not lost:
        return
    names = [report.layout.name(cell.id) for cell in lost if cell.id] or ["格式以外的行"]
    named = "、".join(names[:_MOST_NAMED]) + ("等" if len(names) > _MOST_NAMED else "")
    where = f"注：标为{UNREADABLE_MARK}的 {len(lost)} 格（{named}）"
    yield f"{where}，来源没有给出可以辨认的数字，没有当作零；请补正后使用。"
