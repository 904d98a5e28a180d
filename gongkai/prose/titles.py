"""Whose report is it, of which year, over which period?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.prose.periods import find_period, year_of
from gongkai.prose.wording import plain

_LONGEST_TITLE = 80
_LONGEST_NAME = 60
_MOST_BROKEN = 3  # lines above the one that says 年度报告
_FULL_LINE = 14  # a shorter line was not broken for want of room
_ONLY_NAME = re.compile(r"[\u3400-\u9fff（）()·、]+")
_FIRST_LINES = 40  # where a year is looked for when the title names none
_CJK_GAP = re.compile(r"(?<=[^\x00-\x7f]) +(?=\S)|(?<=\S) +(?=[^\x00-\x7f])")
_YEAR = re.compile(r"(20\d\d)\s*年")
_OPENS_WITH_YEAR = re.compile(r"(?:关于)?20\d\d\s*年")
_YEAR_LAST = re.compile(r"[^\d]20\d\d年?度?$")
_BARE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_CHINESE_YEAR = re.compile(r"二[〇○零]([〇○零一二])([〇○零一二三四五六七八九])(?=年)")
_TITLE_TAIL = re.compile(
    r"(?:关于)?(?:20\d\d年?)?度?的?(?:(?<!人民)政府|政务)?信息公开(?:工作)?(?:20\d\d年?)?的?"
    r"(?:年度(?:工作)?报告|年报|工作报告).*$"
)
_LABEL = re.compile(r"^.*(?:标题|題目|题目|题名|名称|名稱|標題)[:：]|^(?:【[^】]*】|\[[^\]]*\])")
_TITLE_YEAR = re.compile(r"[(\[]?20\d\d年?度?[)\]]?")
_NOT_A_TITLE = re.compile(r"通知|格式|编制|要求|[。;]|如下|>|当前位置|上一篇|下一篇")
_NAME_END = re.compile(
    r"(?:政府|办公[厅室]|[局委厅院署部]|委员会|管委会|办事处|中心|街道办?|开发区|集团|公司|大队|支队|队|站|馆|学校)$"
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title as printed, spaces between Chinese characters removed, with what it tells.

    `year` comes from the text below where the title names none.
    """

    text: str
    agency: str | None
    year: int | None


def find_title(paragraphs: Sequence[str]) -> Title | None:
    """The first short line that calls itself an annual report on disclosure, also where it is broken.

    One that names nobody – an entry of the page's menu – gives way to the first one that does.
    """
    nameless: Title | None = None
    for place in range(len(paragraphs)):
        found = _title_at(paragraphs, place, 1)
        if found and found.agency:
            return found
        nameless = nameless or found
    if nameless:
        return nameless
    broken = (
        _title_at(paragraphs, place, size)
        for place in range(_MOST_BROKEN)
        for size in range(2, _MOST_BROKEN + 1)
    )
    return next((found for found in broken if found), None)


def title_in(text: str) -> Title | None:
    """What that text tells, read as a title by itself."""
    return _title_at([text], 0, 1)


def _title_at(paragraphs: Sequence[str], place: int, size: int) -> Title | None:
    """The title that stands in `size` lines from `place` on; every line but the last is a full one."""
    lines = [_unlabelled(tidy(paragraph.strip("# *"))) for paragraph in paragraphs[place : place + size]]
    if len(lines) < size or any(len(line) > _LONGEST_TITLE for line in lines):
        return None
    if any(len(line) < _FULL_LINE for line in lines[:-1]):
        return None
    text = "".join(lines)
    label = _digits(plain(text))
    if len(text) > _LONGEST_TITLE or _NOT_A_TITLE.search(label) or not _TITLE_TAIL.search(label):
        return None
    printed = _digits(text)  # traditional titles match only in the shape for matching
    name = _TITLE_TAIL.sub("", printed if _TITLE_TAIL.search(printed) else label)
    named = _TITLE_YEAR.sub("", name)
    agency = named.strip("：:《》()（）—- ")
    above = None if agency else _name_above(paragraphs[:place])
    if above and (_OPENS_WITH_YEAR.match(printed) or above.with_year):  # broken before or behind the year
        text, label = f"{above.printed}{text}", f"{_digits(plain(above.printed))}{label}"
    found = Title(text, agency or (above.name if above else None), _year(label))
    return found if found.year else replace(found, year=year_below(paragraphs[place + size :]))


def _unlabelled(line: str) -> str:
    """The line without the name of its field: 标题：…"""
    return _LABEL.sub("", line)


def _year(label: str) -> int | None:
    found = _YEAR.search(label) or _BARE_YEAR.search(label)
    return int(found[1]) if found else None


def year_below(paragraphs: Sequence[str]) -> int | None:
    """The year of the stated period, else the first year that a line of the text opens with."""
    lines = [_digits(plain(paragraph)) for paragraph in paragraphs]
    period = find_period("\n".join(lines))
    if period:
        return year_of(period)
    opening = (re.match(r"(?:\([一二三四五六]\))?(20\d\d)年", line) for line in lines[:_FIRST_LINES])
    return next((int(found[1]) for found in opening if found), None)


@dataclass(frozen=True, slots=True)
class _Above:
    """The agency in the lines above, and those lines as printed. `with_year`: the year stands there too."""

    name: str
    printed: str
    with_year: bool


def _name_above(paragraphs: Sequence[str]) -> _Above | None:
    """The agency in the lines above the title, where the title is broken over several lines."""
    lines = [tidy(paragraph.strip("# *")) for paragraph in paragraphs[-_MOST_BROKEN:]]
    printed = lines.pop() if lines else ""
    while lines and _runs_on(lines[-1]):
        printed = lines.pop() + printed
    name = _TITLE_YEAR.sub("", printed)
    if not 4 <= len(name) <= _LONGEST_NAME or not _NAME_END.search(plain(name)):
        return None
    return _Above(name, printed, bool(_YEAR_LAST.search(plain(printed))))


def _runs_on(line: str) -> bool:
    """Whether a line can only be the beginning of a name: long enough to be full, and not yet a name."""
    return (
        len(line) >= _FULL_LINE
        and _ONLY_NAME.fullmatch(line) is not None
        and not _NAME_END.search(plain(line))
    )


def _digits(text: str) -> str:
    """二〇二四年 as 2024年."""
    return _CHINESE_YEAR.sub(lambda found: f"20{_digit(found[1])}{_digit(found[2])}", text)


def _digit(sign: str) -> int:
    return max(0, "〇一二三四五六七八九".find(sign))


def tidy(text: str) -> str:
    """White space collapsed, none left beside a Chinese character."""
    return _CJK_GAP.sub("", " ".join(text.split()))
