"""Which agency does a page name as its own, where the title names none?

Most certain first: the field 发布机构, a line that is a name right below the title, the signature above or
before the day, and what the text says of itself – 由…编制, 2024年，…局认真贯彻, 与…联系, a name behind the
title. A name that does not say of which place (市公安局) is none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from gongkai.prose.wording import plain

_FIRST_LINES, _LAST_LINES, _BELOW_TITLE = 30, 12, 2
_LONGEST_NAME = 40
_ENDS = (
    r"(?:人民政府|政府|办公[厅室]|[局委厅院署]|委员会|管委会|办事处|街道办|中心|开发区|试验区|实验区|园区|集团|公司"
    r"|大队|支队|图书馆|档案馆|学校|学院)"
)
_NO_NAME = "本|我|该|各|全|上级|有关|相关|同级|在|按|根据|经|由|为|以|对|向|通过"
NAME = rf"(?!{_NO_NAME})[\u3400-\u9fff()]{{2,34}}?{_ENDS}"
_NAME = re.compile(NAME)
_PLACE = re.compile(r"[省市县区州盟旗乡镇村]|街道|自治|国家|中华|兵团|海关|税务|气象|地震")
_BESIDE = re.compile(
    r"(?:(?:发布机构|发布单位|公开机构|公开单位|编制机关|编制单位|发文机关|发文单位|信息来源|责任部门|所属机构|来源):"
    rf"|发布机构|编制机关|发文机关)(?P<name>{NAME})"
    r"(?=$|[^\u3400-\u9fff]|发布|公开|成文|生成|发文|索引|主题|名称|标题|字号|浏览|作者)"
)
_DAY = r"20\d\d年\d{1,2}月\d{1,2}日"
_SIGNED = re.compile(rf"(?P<name>{NAME}){_DAY}")
_DOES = (
    r"(?:\([^()]{0,20}\))?(?=认真|坚持|深入|严格|按照|坚决|在|以|持续|围绕|全面|根据|贯彻|紧|积极|始终|高度|切实|共|主动|全年"
    r"|不断|进一步|聚焦|扎实|着力|依法|继续|充分|加强|努力|依据|深化|信息公开|政府信息公开)"
)
_OWN_REPORT = r"(?:了)?(?:本(?:年度)?(?:报告|年报)|20\d\d年度?[^,。;]{0,24}(?:报告|年报|情况))"
_OF_ITSELF = (
    re.compile(
        rf"(?:^|[,。])(?P<name>{NAME})(?:(?:按照?|根据|依照|依据)[^,。;]{{0,24}}?,?)?"
        rf"(?:(?:组织)?(?:编制|编写|撰写)|(?:现)?向社会(?:公开)?(?:公布|发布|公开)|现(?:予以?)?(?:公布|发布|将)){_OWN_REPORT}"
    ),
    re.compile(rf"(?<![实发体出表呈展兑涌])现(?:予以?|向社会)*(?:将|公布|发布)(?P<name>{NAME}){_OWN_REPORT}"),
    re.compile(rf"由(?P<name>{NAME})(?:根据|按照|依据|负责|组织|编制|编写|撰写|汇总|制作)"),
    re.compile(rf"20\d\d年(?:度)?,?(?P<name>{NAME}){_DOES}"),
    re.compile(rf"(?:^|[,。])(?P<name>{NAME})(?=\(以下简称|坚持以|认真贯彻|认真落实|深入贯彻)"),
    re.compile(rf"与(?P<name>{NAME})(?:[^。;,]{{0,20}})联系"),
    re.compile(rf"信息公开(?:工作)?年?度?(?:工作)?报告[-—–](?P<name>{NAME})$"),
)


def agency_in(paragraphs: Sequence[str], title: str) -> str | None:
    """The agency that the page of that title states as its own; None where it states none."""
    return next((name for name in _stated(paragraphs, plain(title)) if _PLACE.search(name, 1)), None)


def _stated(paragraphs: Sequence[str], title: str) -> Iterator[str]:
    first = [plain(paragraph) for paragraph in paragraphs[:_FIRST_LINES]]
    last = [plain(paragraph) for paragraph in paragraphs[-_LAST_LINES:]]
    every = (*first, *last)
    yield from _named(every, _BESIDE)
    below = first.index(title) + 1 if title in first else _FIRST_LINES
    near = (line.strip("()") for line in first[below : below + _BELOW_TITLE])
    yield from (line for line in near if _is_name(line))
    yield from (name for name, day in itertools.pairwise(last) if _is_name(name) and re.fullmatch(_DAY, day))
    yield from (hit["name"] for line in last if (hit := _SIGNED.fullmatch(line)))
    for pattern in _OF_ITSELF:
        yield from _named(every, pattern)


def _named(lines: Sequence[str], pattern: re.Pattern[str]) -> Iterator[str]:
    for line in lines:
        yield from (hit["name"] for hit in pattern.finditer(line))


def _is_name(line: str) -> bool:
    return len(line) <= _LONGEST_NAME and _NAME.fullmatch(line) is not None
