"""Do two reports stand in one file, or two years in one table?

Side by side, one below the other, or as a comparison. Numbers of two reports must never become one: where the
left one of two can be told with certainty it is read (`tables`), everything else is refused with a sentence.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.form import forms
from gongkai.labels import normal
from gongkai.prose.head import titles_in
from gongkai.reading.rows import Segment
from gongkai.reading.vocabulary import Sense, is_numbered

_FEWEST = 3  # rows that show it; fewer are a slip of the page
_FIRST_HEADING = re.compile(r"[#*\s]*一\s*[、.．]")
_LINES_TO_HEADING = 15
Row = Sequence[Segment]

TOLD_TWICE = "同一行在原文里出现两次，数字不同"
COMPARED = "表三的行里有两倍以上的数，像是两个年度或者两个机关的对照表，分不清各数属于哪一份"
BESIDE = "左右并排着两份报告，有的格空着，分不清各数属于哪一份"
BELOW = "有两份报告的表格，同一行前后出现两次、数字不同"
NAMED = "有两份报告的标题"
ADVICE = "请把每一份另存为一个文件再读"


@dataclass(frozen=True, slots=True)
class Several:
    """What the rows show. `why`: their numbers cannot be told apart; `repeated`: they come twice."""

    why: str = ""
    repeated: bool = False


def in_tables(parted: Sequence[Sequence[Row]]) -> Several:
    """Whether the rows of the tables, cut into segments, are those of two reports."""
    rows = [row for grid in parted for row in grid]
    twice = [row for row in rows if _may_be_doubled(row) and _is_doubled(row)]
    again, otherwise = _told_again(rows)
    if sum(map(_is_compared, rows)) >= _FEWEST:
        return Several(COMPARED)
    if len(twice) >= _FEWEST and any(map(_is_mixed, twice)):
        return Several(BESIDE)
    return Several(BELOW if otherwise >= _FEWEST else "", max(len(twice), again) >= _FEWEST)


def in_lost(problems: Iterable[tuple[str, str]]) -> Several:
    """The same of rows whose numbers came one by one: cells that are lost as told twice, with the reason."""
    rows = {cell.rpartition(".")[0] for cell, problem in problems if problem == TOLD_TWICE}
    return Several(BELOW) if len(rows) >= _FEWEST else Several()


def named(paragraphs: Sequence[str]) -> str:
    """Why these are two reports where rows come twice: two whole titles head a text; "" for one.

    A title with no heading behind it is a link to another report.
    """
    titles = {
        (normal(title.agency or ""), title.year)
        for place, paragraph in enumerate(paragraphs)
        for title in titles_in(paragraph)
        if any(map(_FIRST_HEADING.match, paragraphs[place + 1 : place + 1 + _LINES_TO_HEADING]))
    }
    return NAMED if len(titles) > 1 else ""


# – rows


def _is_compared(row: Row) -> bool:
    """A row of table 三 with the numbers of two reports or more behind one label, or behind none."""
    width = _width()
    return any(
        len(part.stated) > width
        and len(part.stated) in {2 * width, 3 * width}
        and (not part.labels or _keys(part, table3=True))
        for part in row
    )


def _may_be_doubled(row: Row) -> bool:
    """Whether there are two labels in it at all: most rows have one."""
    return len(row) > 1 or (len(row) == 1 and len(row[0].labels) > 1)


def _is_doubled(row: Row, *, table3: bool = False) -> bool:
    """A row that holds the label of the same row twice, before different numbers or before the same ones."""
    keys = [found for part in row if (found := _keys(part, table3=table3))]
    last = [found[-1] for found in keys]  # a group's name may stand in front of its item
    return len(last) > len(set(last)) or any(len(found) > len(set(found)) for found in keys)


def _is_mixed(row: Row) -> bool:
    """A doubled row of table 三 of which it is open which number is whose: not all behind each label."""
    named = [part for part in row if _keys(part, table3=True)]
    return _is_doubled(row, table3=True) and (
        len(named) == 1 or any(len(part.stated) != _width() for part in named)
    )


@functools.lru_cache
def _width() -> int:
    """How many numbers a row of table 三 has, in every form."""
    return max(len(form.columns3) for form in forms().values())


def _told_again(rows: Sequence[Row]) -> tuple[int, int]:
    """How many rows of table 三 come twice, one below the other, and how many of them with other numbers."""
    told: dict[str, Segment] = {}
    again, otherwise = set(), set()
    for row in rows:
        for part in row if len(row) == 1 else ():
            if not part.stated or not part.labels:
                continue
            key = _key(*part.labels[-1], table3=True)
            if key and told.setdefault(key, part) is not part:
                again.add(key)
                if _numbers(told[key]) != _numbers(part):
                    otherwise.add(key)
    return len(again), len(otherwise)


def _numbers(part: Segment) -> list[str]:
    return [cell.text.strip() for cell in part.stated]


def _keys(part: Segment, *, table3: bool = False) -> list[str]:
    return [key for text, meaning in part.labels if (key := _key(text, meaning, table3=table3))]


def _key(text: str, meaning: Sense, *, table3: bool) -> str:
    """The row that a label names by itself; 其他 and 总计 without their number are heads."""
    if meaning.row3 and (not meaning.vague or is_numbered(text)):
        return meaning.row3
    return "" if table3 else meaning.row2 or ""
