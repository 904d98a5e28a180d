"""Whose report is it, and of which year, where its title does not say?

The title comes first (`titles`). Text may run on behind it on its line, or the report is only named in a
sentence, 《…年度报告》. An agency that no title names is looked for where pages state it (`agencies`). What
nothing names stays open.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.prose.agencies import agency_in
from gongkai.prose.titles import Title, find_title, tidy, title_in, year_below
from gongkai.prose.wording import plain

_TAIL = re.compile(r"(?:政府|政务)?信息公开(?:工作)?(?:20\d\d年?)?的?(?:年度(?:工作)?报告|年报|工作报告)")
_NAMED = re.compile(r"《(?P<title>[^《》]{0,60}信息公开[^《》]{0,20}(?:报告|年报)[^《》]{0,10})》")
_SENTENCE = re.compile(r"[,。;、]|根据|按照|依据|为了|现将|现予|编制|公布|发布|形成|开展|做好|关于")
_CUT, _CUT_OR_SPACE = re.compile(r"[>:|]"), re.compile(r"[>:|\s]")
_OPENING = re.compile(
    r"(?:\([一二三四五]\)[^。,]{0,12}?)?(20\d\d)年度?(?:,|(?=我|本|全[市县区镇乡局年]|在|共|认真))"
    r"(?!.{0,20}(?:印发|修订|颁布|施行|公布|出台))(?=.{8,}[。,;])"
)
# How a text says what it is itself: 现公布…2023年度报告, 全文为2023年度报告. 实现, 及时发布 say nothing.
_ANNOUNCED = re.compile(
    r"(?:(?<![实发体出表呈展兑涌])现(?:予以?|依法|依规|向社会|就|将)*(?:公布|公开|发布|编制|形成|将|就)"
    r"|全文[为是]|本(?:年度)?报告[为是])"
    r"(?:向社会)?[^。;,\d]{0,40}(?P<year>20\d\d)年度?[^。;,\d]{0,30}(?:报告|年报)"
)
_CLAUSE = re.compile(r"[。;]")
_SECTION = re.compile(r"[一二三四五六]、")
_SHOWN = 24
_FIRST_LINES, _LAST_LINES = 30, 12
_LONGEST_NAME = 40
_LONGEST_LINE = 80


@dataclass(frozen=True, slots=True)
class Opening:
    """The words in which a text says of which year it is, and that year."""

    said: str
    year: int


def find_head(paragraphs: Sequence[str]) -> Title:
    """The title with agency and year, each from the text where the title fails; its text is "" for none."""
    title = find_title(paragraphs)
    if title and title.agency:
        return title
    found = _running_on(paragraphs) or _named(paragraphs)
    if found:
        return found
    title = title or Title("", None, year_below(paragraphs))
    return replace(title, agency=agency_in(paragraphs, title.text))


def titles_in(paragraph: str) -> list[Title]:
    """All whole titles that stand in one line: two where two reports stand side by side."""
    line, start, found = plain(paragraph), 0, list[Title]()
    for hit in _TAIL.finditer(line) if len(line) <= 2 * _LONGEST_LINE else ():
        before = _CUT.split(line[start : hit.start()])[-1]
        title = title_in(f"{before}{hit[0]}") if before and not _SENTENCE.search(before) else None
        found += [title] if title and title.agency and title.year else []
        start = hit.end()
    return found


def opening(paragraphs: Sequence[str], year: int) -> Opening | None:
    """The words in which the text says that it is of another year than that of the title.

    It opens with that year, or announces the report of that year. Within the sections the check of the prose
    finds the first, and 现将…年: of these only the next year, there that of a plan, is told here too.
    """
    opens = True
    for number, line in enumerate(map(plain, paragraphs[:_FIRST_LINES])):
        in_section = any(_SECTION.match(plain(before)) for before in paragraphs[:number])
        told = _announced(line, year, in_section=in_section)
        if told is None and opens and (found := _OPENING.match(line)):
            opens = False
            told = Opening(line[:_SHOWN], int(found[1])) if str(year) not in line else None
            told = told if told and (not in_section or told.year == year + 1) else None
        if told:
            return told
    return None


def _announced(line: str, year: int, *, in_section: bool) -> Opening | None:
    """Which report a clause of the line says that this one is, where it is that of another year."""
    for clause in _CLAUSE.split(line):
        found = None if str(year) in clause else _ANNOUNCED.search(clause)
        told_there = in_section and "现将" in clause
        if found and (not told_there or int(found["year"]) == year + 1):
            return Opening(found[0], int(found["year"]))
    return None


def _running_on(paragraphs: Sequence[str]) -> Title | None:
    """A title in a line that goes on behind it: at its start, or behind the way to the page."""
    for place, paragraph in enumerate(paragraphs[:_FIRST_LINES]):
        found = next(_within(paragraph[: 4 * _LONGEST_NAME]), None)
        if found:
            return found if found.year else replace(found, year=year_below(paragraphs[place:]))
    return None


def _within(text: str) -> Iterator[Title]:
    """The titles in a line that name an agency; a space shows better than nothing where one begins."""
    spaced = unicodedata.normalize("NFKC", " ".join(text.strip("# *").split()))
    for line, cut in ((spaced, _CUT_OR_SPACE), (plain(tidy(text.strip("# *"))), _CUT)):
        for hit in _TAIL.finditer(line):
            start = cut.split(line[: hit.start()])[-1]
            found = title_in(f"{start}{hit[0]}") if start and not _SENTENCE.search(start) else None
            if found and found.agency:
                yield found


def _named(paragraphs: Sequence[str]) -> Title | None:
    """The report's name where a sentence of its first lines, or of its last ones, gives it in 《》."""
    for paragraph in (*paragraphs[:_FIRST_LINES], *paragraphs[-_LAST_LINES:]):
        for hit in _NAMED.finditer(plain(paragraph)):
            found = title_in(hit["title"])
            if found and found.agency and found.year:
                return found
    return None
