"""Where do the six sections begin and end?

Headings are recognised by their words, whatever their level, number, mark-up or script (handbook 02 §9, 08
§2–§3). A table of contents in front is passed over; several headings on one line, or a heading with its text
behind it, are taken apart.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.form import Form
from gongkai.labels import bare
from gongkai.prose.periods import find_period
from gongkai.prose.titles import Title, find_title, tidy
from gongkai.prose.wording import plain
from gongkai.report import Section

__all__ = ["Title", "apart", "find_period", "find_sections", "find_title", "heading_number"]

_NUMBERED = re.compile(r"^[一二三四五六七八九十]{1,2}[、.,:]|^第[一二三四五六]部分|^\d[、.]")
_SUBHEADING = re.compile(r"^\d{1,2}[、.]|^\(")
_FEWEST_MAJOR = 3  # so many headings 一、 show that 1. and （一） number what stands below them
_LEADERS = re.compile(r"(?:[.·…⋯-]{2,})?\d{0,3}$")
_LONGEST_HEADING = 45
_SHORTEST_HEADING = len("一、总体情况")
# The six headings without their numbers as the forms print them, with variants met (handbook 08 §3). All are
# accepted in any form: they differ in the heading of section five alone.
_TRADITIONAL = {
    **dict(zip("总体况动开关请处议讼题进报项机诉问", "總體況動開關請處議訟題進報項機訴問", strict=True)),
    "复": "復覆複",
}
_STATUTORY = {
    "总体情况": 1,
    "主动公开政府信息情况": 2,
    "行政机关主动公开政府信息情况": 2,
    "主动公开政府信息的情况": 2,
    "收到和处理政府信息公开申请情况": 3,
    "收到和处理政府信息公开申请的情况": 3,
    "政府信息公开的申请情况": 3,
    "政府信息公开申请情况": 3,
    "政府信息公开行政复议、行政诉讼情况": 4,
    "政府信息公开行政复议和行政诉讼情况": 4,
    "政府信息公开行政复议、诉讼情况": 4,
    "存在的主要问题及改进情况": 5,
    "政府信息公开工作存在的主要问题及改进情况": 5,
    "存在的主要问题和改进情况": 5,
    "存在问题及改进情况": 5,
    "其他需要报告的事项": 6,
    "其他需要报告事项": 6,
}
_FEWEST_CONTENTS = 3  # so many headings with nothing between them, and again later, are a table of contents
_ALONE = 2  # headings side by side that show the line to be a list of headings


@dataclass(frozen=True, slots=True)
class _Found:
    """A heading: which section, where it stands, whether a number stands in front of it."""

    number: int
    place: int
    numbered: bool
    minor: bool = False  # numbered as parts of a section are: 1. or （一）


def find_sections(paragraphs: Iterable[str], layout: Form) -> tuple[Section, ...]:
    """The sections in order of appearance, with their running text."""
    lines = [piece for paragraph in paragraphs for piece in apart(paragraph)]
    starts = _chosen(lines, layout)
    if not starts:
        return ()
    ends = [found.place for found in starts[1:]] + [len(lines)]
    return tuple(
        Section(
            found.number,
            tidy(_LEADERS.sub("", lines[found.place].strip("# *"))),
            "\n".join(lines[found.place + 1 : end]),
        )
        for found, end in zip(starts, ends, strict=True)
    )


def heading_number(paragraph: str, layout: Form) -> int | None:
    """Which of the six headings the paragraph is; None for running text."""
    if len(paragraph) > 2 * _LONGEST_HEADING:
        return None
    label = plain(paragraph)
    if len(label) > _LONGEST_HEADING or "。" in label:
        return None
    if _NUMBERED.match(label):
        fitting = [heading.number for heading in layout.sections if heading.core.matches(label)]
        return fitting[0] if fitting else None
    return _STATUTORY.get(_LEADERS.sub("", bare(label)))


def _chosen(lines: Sequence[str], layout: Form) -> list[_Found]:
    """One heading for each section: the first, numbered before unnumbered, behind a table of contents."""
    found = [
        _Found(number, place, bool(_NUMBERED.match(plain(line))), bool(_SUBHEADING.match(plain(line))))
        for place, line in enumerate(lines)
        if (number := heading_number(line, layout))
    ]
    found = _without_contents(_without_subheadings(found))
    chosen: dict[int, _Found] = {}
    for heading in found:
        known = chosen.get(heading.number)
        if known is None or (heading.numbered and not known.numbered):
            chosen[heading.number] = heading
    return sorted(chosen.values(), key=lambda heading: heading.place)


def _without_subheadings(found: list[_Found]) -> list[_Found]:
    """Without 1.主动公开政府信息情况 under 一、总体情况, where the report numbers its sections 一、二、三."""
    major = {heading.number for heading in found if heading.numbered and not heading.minor}
    if len(major) < _FEWEST_MAJOR:
        return found
    return [heading for heading in found if not heading.minor]


def _without_contents(found: list[_Found]) -> list[_Found]:
    run = 1
    while run < len(found) and found[run].place == found[run - 1].place + 1:
        run += 1
    later = {heading.number for heading in found[run:]}
    again = [heading for heading in found[:run] if heading.number in later]
    if len(again) < _FEWEST_CONTENTS:
        return found
    # The last heading of the run may already be the first of the report itself.
    kept = [found[run - 1]] if found[run - 1].number not in later else []
    return kept + found[run:]


# – headings that do not stand alone on their line


@functools.lru_cache(maxsize=256)  # the reader of the tables asks first, then the one of the sections
def apart(paragraph: str) -> tuple[str, ...]:
    """The paragraph, cut before and behind each heading that stands inside it."""
    if len(paragraph) <= _SHORTEST_HEADING:
        return (paragraph,)
    hits = list(_inside().finditer(paragraph))
    if not hits or (len(hits) == 1 and not paragraph[: hits[0].start()].strip("# *") and _is_all(hits[0])):
        return (paragraph,)
    if len(hits) < _ALONE:
        hits = [hit for hit in hits if _opens(paragraph, hit.start())]
    pieces, place = [], 0
    for hit in hits:
        pieces += [paragraph[place : hit.start()], hit[0]]
        place = hit.end()
    pieces.append(paragraph[place:])
    return tuple(piece.strip() for piece in pieces if piece.strip("#* 　\t"))


def _is_all(hit: re.Match[str]) -> bool:
    """Whether nothing stands behind the heading, or only the dots and the page of a table of contents."""
    rest = hit.string[hit.end() :].strip("# *　\t")
    return not rest or bool(_LEADERS.fullmatch(rest.replace(" ", "")))


def _opens(paragraph: str, start: int) -> bool:
    """Whether a heading may begin here: at the start of the paragraph or behind a full stop."""
    before = paragraph[:start].rstrip()
    return not before.strip("#*") or before[-1] in "。！!；;"


@functools.lru_cache
def _inside() -> re.Pattern[str]:
    """A numbered statutory heading in either script, whatever spaces and stray pinyin stand in it."""
    labels = sorted(_STATUTORY, key=len, reverse=True)
    between = r"\s*(?:[(（][a-zA-Z\u00c0-\u024f]+[)）])?"
    words = "|".join(between.join(map(_either_script, label)) for label in labels)
    return re.compile(rf"[一二三四五六]\s*[、.．]\s*(?:{words})(?:[(（][a-zA-Z\u00c0-\u024f]+[)）])?")


def _either_script(sign: str) -> str:
    return f"[{sign}{_TRADITIONAL[sign]}]" if sign in _TRADITIONAL else re.escape(sign)
