"""Whose report is it, and of which year, where its title does not say?

The title comes first (`titles`). Text may run on behind it on its line, or the report is only named in a
sentence, 《…年度报告》. An agency that no title names is looked for where pages state it: beside 发布机构,
below the text, in the words of the report about itself. What nothing names stays open.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.prose.titles import Title, find_title, tidy, title_in, year_below
from gongkai.prose.wording import plain

_TAIL = re.compile(r"(?:政府|政务)?信息公开(?:工作)?(?:20\d\d年?)?的?(?:年度(?:工作)?报告|年报|工作报告)")
_NAMED = re.compile(r"《(?P<title>[^《》]{0,60}信息公开[^《》]{0,20}(?:报告|年报)[^《》]{0,10})》")
_SENTENCE = re.compile(r"[,。;、]|根据|按照|依据|为了|现将|现予|编制|公布|发布|形成|开展|做好|关于")
_CUT = re.compile(r"[>:|]")
_OPENING = re.compile(
    r"(?:\([一二三四五]\)[^。,]{0,12}?)?(20\d\d)年度?(?:,|(?=我|本|全[市县区镇乡局年]|在|共|认真))"
    r"(?!.{0,20}(?:印发|修订|颁布|施行|公布|出台))(?=.{8,}[。,;])"
)
_SECTION = re.compile(r"[一二三四五六]、")
_SHOWN = 24
_FIRST_LINES, _LAST_LINES = 30, 12
_LONGEST_NAME = 40
_LONGEST_LINE = 80

_END = (
    r"(?:人民政府|政府|办公[厅室]|[局委厅院署]|委员会|管委会|办事处|街道办|中心|开发区|试验区|实验区|园区|集团|公司|大队|支队"
    r"|图书馆|档案馆|学校|学院)"
)
_NO_NAME = "本|我|该|各|全|上级|有关|相关|同级|在|按|根据|经|由|为|以|对|向|通过"
_NAME = re.compile(rf"(?!{_NO_NAME})[\u3400-\u9fff()]{{2,{_LONGEST_NAME - 6}}}?{_END}")
_PLACE = re.compile(r"[省市县区州盟旗乡镇村]|街道|自治|国家|中华|兵团|海关|税务|气象|地震")
_BESIDE = re.compile(
    r"(?:发布机构|发布单位|公开机构|公开单位|编制机关|编制单位|发文机关|发文单位|信息来源|责任部门|所属机构|来源)"
    rf":(?P<name>{_NAME.pattern})(?=$|[^\u3400-\u9fff]|发布|公开|成文|生成|索引|主题|名称|标题|字号|浏览|作者)"
)
_DAY = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
_ITSELF = (
    re.compile(rf"本(?:年度)?报告由(?P<name>{_NAME.pattern})(?:根据|按照|依据|负责|组织|编制|撰写|汇总)"),
    re.compile(
        rf"20\d\d年(?:度)?,?(?P<name>{_NAME.pattern})(?=认真|坚持|深入|严格|按照|坚决|在|以|持续|围绕|全面|根据|贯彻|紧|"
        r"积极|始终|高度|切实|共|主动|全年|不断|进一步|聚焦|扎实|着力|依法|继续|充分|加强|努力|依据|深化|信息公开|政府信息公开)"
    ),
    re.compile(rf"与(?P<name>{_NAME.pattern})(?:[^。;,]{{0,20}})联系"),
)


def find_head(paragraphs: Sequence[str]) -> Title:
    """The title with agency and year, each from the text where the title fails; its text is "" for none."""
    title = find_title(paragraphs)
    if title and title.agency:
        return title
    found = _running_on(paragraphs) or _named(paragraphs)
    if found:
        return found
    title = title or Title("", None, year_below(paragraphs))
    return replace(title, agency=_agency(paragraphs))


def titles_in(paragraph: str) -> list[Title]:
    """All whole titles that stand in one line: two where two reports stand side by side."""
    line, start, found = plain(paragraph), 0, list[Title]()
    for hit in _TAIL.finditer(line) if len(line) <= 2 * _LONGEST_LINE else ():
        before = _CUT.split(line[start : hit.start()])[-1]
        title = title_in(f"{before}{hit[0]}") if before and not _SENTENCE.search(before) else None
        found += [title] if title and title.agency and title.year else []
        start = hit.end()
    return found


def opening(paragraphs: Sequence[str], year: int) -> str | None:
    """The beginning of the first sentence, where it speaks of another year than that of the title.

    Within the sections the other years are found by the check of the prose; only the next year, which there
    is that of a plan, is told here too.
    """
    for number, line in enumerate(map(plain, paragraphs[:_FIRST_LINES])):
        found = _OPENING.match(line)
        if found:
            named = int(found[1])
            in_section = any(_SECTION.match(plain(before)) for before in paragraphs[:number])
            told = named == year + 1 if in_section else named != year
            return line[:_SHOWN] if told and str(year) not in line else None
    return None


def _running_on(paragraphs: Sequence[str]) -> Title | None:
    """A title in a line that goes on behind it: at its start, or behind the way to the page."""
    for place, paragraph in enumerate(paragraphs[:_FIRST_LINES]):
        line = plain(tidy(paragraph[: 4 * _LONGEST_NAME].strip("# *")))
        for hit in _TAIL.finditer(line):
            start = _CUT.split(line[: hit.start()])[-1]
            found = title_in(f"{start}{hit[0]}") if start and not _SENTENCE.search(start) else None
            if found and found.agency:
                return found if found.year else replace(found, year=year_below(paragraphs[place:]))
    return None


def _named(paragraphs: Sequence[str]) -> Title | None:
    """The report's name where a sentence of its first lines, or of its last ones, gives it in 《》."""
    for paragraph in (*paragraphs[:_FIRST_LINES], *paragraphs[-_LAST_LINES:]):
        for hit in _NAMED.finditer(plain(paragraph)):
            found = title_in(hit["title"])
            if found and found.agency and found.year:
                return found
    return None


def _agency(paragraphs: Sequence[str]) -> str | None:
    """The agency as the page states it, most certain first; 市公安局 alone does not say of which city."""
    return next((name for name in _stated(paragraphs) if _PLACE.search(name, 1)), None)


def _stated(paragraphs: Sequence[str]) -> Iterator[str]:
    first = [plain(paragraph) for paragraph in paragraphs[:_FIRST_LINES]]
    last = [plain(paragraph) for paragraph in paragraphs[-_LAST_LINES:]]
    for line in (*first, *last):
        yield from (hit["name"] for hit in _BESIDE.finditer(line))
    yield from (name for name, day in itertools.pairwise(last) if _signs(name) and _is_day(day))
    for pattern in _ITSELF:
        for line in (*first, *last):
            yield from (hit["name"] for hit in pattern.finditer(line))


def _signs(line: str) -> bool:
    return len(line) <= _LONGEST_NAME and _NAME.fullmatch(line) is not None


def _is_day(line: str) -> bool:
    return _DAY.fullmatch(line) is not None
