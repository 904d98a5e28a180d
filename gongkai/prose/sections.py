"""Where do the six sections begin and end, and whose report of which year is it?

Headings are recognised by their words, whatever their level or mark-up (handbook 02 §9); the title gives
agency and year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.form import Form
from gongkai.labels import normal
from gongkai.report import Section

_NUMBERED = re.compile(r"^[一二三四五六]、")
_LONGEST_HEADING = 45
_LONGEST_TITLE = 80
_CJK_GAP = re.compile(r"(?<=[^\x00-\x7f]) +(?=\S)|(?<=\S) +(?=[^\x00-\x7f])")
_YEAR = re.compile(r"(20\d\d)\s*年")
_TITLE_TAIL = re.compile(r"(?:关于)?(?:20\d\d年?)?度?的?(?:政府)?信息公开(?:工作)?的?年度(?:工作)?报告.*$")
_TITLE_YEAR = re.compile(r"20\d\d年?度?")
_PERIOD = re.compile(
    r"(20\d\d)年(\d{1,2})月(\d{1,2})日(?:起)?[至到—\-~～]+(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日"
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title as printed, spaces between Chinese characters removed, with what it tells."""

    text: str
    agency: str | None
    year: int | None


def find_sections(paragraphs: Iterable[str], layout: Form) -> tuple[Section, ...]:
    """The sections in order of appearance, with their running text."""
    found: list[tuple[int, str, list[str]]] = []
    for paragraph in paragraphs:
        number = heading_number(paragraph, layout)
        if number and number not in {known for known, _, _ in found}:
            found.append((number, _tidy(paragraph.lstrip("# ")), []))
        elif found:
            found[-1][2].append(paragraph)
    return tuple(Section(number, heading, "\n".join(text)) for number, heading, text in found)


def heading_number(paragraph: str, layout: Form) -> int | None:
    """Which of the six headings the paragraph is; None for running text."""
    label = normal(paragraph)
    if len(label) > _LONGEST_HEADING or not _NUMBERED.match(label):
        return None
    fitting = [heading.number for heading in layout.sections if heading.core.matches(label)]
    return fitting[0] if fitting else None


def find_title(paragraphs: Sequence[str]) -> Title | None:
    """The first short line that calls itself an annual report on disclosure."""
    for paragraph in paragraphs:
        text = _tidy(paragraph.lstrip("# "))
        if len(text) <= _LONGEST_TITLE and _TITLE_TAIL.search(text) and "通知" not in text:
            year = _YEAR.search(text)
            agency = _TITLE_YEAR.sub("", _TITLE_TAIL.sub("", text)).strip("：:《》 ") or None
            return Title(text, agency, int(year[1]) if year else None)
    return None


def find_period(text: str) -> tuple[date, date] | None:
    """The period that the text states, e.g. 2024年1月1日起至2024年12月31日."""
    for found in _PERIOD.finditer(_CJK_GAP.sub("", text)):
        first_year, month, day, last_year, last_month, last_day = found.groups()
        try:
            first = date(int(first_year), int(month), int(day))
            return first, date(int(last_year or first_year), int(last_month), int(last_day))
        except ValueError:
            continue
    return None


def _tidy(text: str) -> str:
    return _CJK_GAP.sub("", " ".join(text.split()))
