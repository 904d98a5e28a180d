"""What does the prose of the report say by the records, and what does a first draft of it say?

A section is kept as it is written, with its references; in print each reference is the number of this moment
(`numbers`). Text that was written before there were references, or whose figure is gone, stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from gongkai.drafting.blocks import Block, blocks_for, paragraphs
from gongkai.drafting.passage import printed
from gongkai.drafting.references import Counted, Reference, Text, parse, written
from gongkai.drafting.rounding import Number
from gongkai.errors import UsageError
from gongkai.topics import groups
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.former import report_of
from gongkai_web.annual.models import Problem
from gongkai_web.annual.numbers import counted, numbers, of_the_year_before, unknown

PROBLEMS, IMPROVEMENTS = "problems", "improvements"
_ORDINALS = "一二三四五六七八九十"


def living(text: str) -> Text:
    """The parts of a section as it is kept; what cannot be counted is text."""
    try:
        parts = parse(text)
    except UsageError:
        return (text,)
    return tuple(str(one) if isinstance(one, Reference) and unknown(one) else one for one in parts)


def in_print(agency: Agency, year: int, kept: Mapping[int, str]) -> dict[int, str]:
    """The sections by number as they are printed; nothing is counted where nothing is referred to."""
    texts = {number: living(text) for number, text in kept.items()}
    found = numbers(agency, year, texts.values())
    return {number: printed(text, found) for number, text in texts.items()}


def first_draft(agency: Agency, year: int) -> dict[int, str]:
    """By section what the blocks and the entered problems say of the year, with living numbers.

    A section of which they say nothing is not there.
    """
    day = date(year, 12, 31)
    asked = {one for block in blocks_for(agency.kind, day).values() for one in block.asked}
    found = counted(agency, year, {one for one in asked if not why_uncountable(one)})
    before = _compared(agency, year, blocks_for(agency.kind, day).values())
    draft = paragraphs(agency.kind, day, {one: found.get(one, 0) for one in asked}, before)
    told = problems(agency, year)
    sections: dict[int, list[str]] = {}
    for code, group in groups().on(day).items():
        text = written(draft[code]) + told.get(code, "")
        if text != group.lead or group.required:
            sections.setdefault(group.section, []).append(text)
    return {number: "\n".join(texts) for number, texts in sections.items()}


def _compared(agency: Agency, year: int, usable: Iterable[Block]) -> dict[Counted, Number]:
    """What is known of the year before, where there is a report of it.

    Without one the records of that year may be no more than what was carried over from it.
    """
    if report_of(agency, year - 1) is None:
        return {}
    return of_the_year_before(agency, year, {one for block in usable for one in block.compared})


def problems(agency: Agency, year: int) -> dict[str, str]:
    """The two paragraphs of section five: this year's problems, and what became of last year's."""
    told = Problem.objects.filter(agency=agency, dropped="")
    now, before = told.filter(year=year), told.filter(year=year - 1).exclude(improved="")
    improved = _numbered(f"针对上年{one.text}，{one.improved}" for one in before)
    measures = _numbered(one.measure for one in now if one.measure)
    return {
        PROBLEMS: _numbered(one.text for one in now),
        IMPROVEMENTS: improved + (f"下一步，{measures}" if measures else ""),
    }


def _numbered(sentences: Iterable[str]) -> str:
    """“一是…；二是…。”, a single one without its number."""
    told = [one.strip().rstrip("。；") for one in sentences]
    if len(told) == 1:
        return f"{told[0]}。"
    return "；".join(f"{_ordinal(place)}是{one}" for place, one in enumerate(told)) + ("。" if told else "")


def _ordinal(place: int) -> str:
    return _ORDINALS[place] if place < len(_ORDINALS) else f"第{place + 1}"


def why_uncountable(one: Counted) -> str:
    """Why this installation does not count it; empty where it does."""
    return unknown(Reference(one))
