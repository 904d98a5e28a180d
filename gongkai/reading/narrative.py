"""Is this a report of the years before there were statutory tables, and which are its parts?

Up to the report of 2018 the regulation of 2007 asked for a text: seven or eight parts under headings of the
agency's own choice, some with a table of the time (handbook 08 §7). Such a report is read for its prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.form import forms
from gongkai.prose.titles import Title, tidy
from gongkai.prose.wording import plain
from gongkai.report import Section

_NUMERALS = "〇一二三四五六七八九十"
_HEADING = re.compile(r"第?([一二三四五六七八九十])(?:[、.,:]|部分)(?=\S)")
_LONGEST_HEADING = 40
_FEWEST_PARTS = 2
_FEWEST_SIGNS = 40  # of text under the headings: a list of links has none
_ABOUT = re.compile(r"信息公开|公开[^。]{0,8}信息")


def first_year() -> int:
    """The first year whose report has statutory tables."""
    return min(form.since.year for form in forms().values())


def narrative_parts(title: Title, paragraphs: Sequence[str]) -> tuple[Section, ...]:
    """The parts of a report of those years in order; () where this is none."""
    if not title.text or title.year is None or title.year >= first_year():
        return ()
    parts: list[tuple[str, list[str]]] = []
    for paragraph in paragraphs:
        if _number(paragraph) == len(parts) + 1:
            parts.append((tidy(paragraph.strip("# *")), []))
        elif parts:
            parts[-1][1].append(paragraph)
    text = plain("".join(line for _, lines in parts for line in lines))
    if len(parts) < _FEWEST_PARTS or len(text) < _FEWEST_SIGNS or not _ABOUT.search(text):
        return ()
    return tuple(
        Section(number, heading, "\n".join(lines)) for number, (heading, lines) in enumerate(parts, start=1)
    )


def _number(paragraph: str) -> int | None:
    """The number in front of a heading; None for running text."""
    label = plain(paragraph) if len(paragraph) <= 2 * _LONGEST_HEADING else ""
    hit = _HEADING.match(label.lstrip("#*"))
    return _NUMERALS.index(hit[1]) if hit and len(label) <= _LONGEST_HEADING and "。" not in label else None
