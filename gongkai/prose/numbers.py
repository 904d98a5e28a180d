"""Which numbers stand in a sentence, in which unit, and how exact are they?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.prose import numerals

PERCENT = "%"
YUAN, WAN_YUAN = "元", "万元"
_UNITS = (
    "个(?!工作日|月|百分点|小时)|件次|人次|场次|条次|篇次|户次|家次|项次|万元|亿元|公里|个百分点|"
    "[件条项篇份次家期场起宗例部元幅册批封%户名只台处块人分则倍亩头卷栋辆艘座间所站天]"
)
_NUMBER = re.compile(
    r"(?<![\d.A-Za-z〔\[第-])"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?P<decimals>\.\d+)?"
    rf"(?P<wan>万(?!元))?(?P<over>余|多|来)?(?P<each>个)?(?P<unit>{_UNITS})"
    r"(?P<about>左右|以上|以内)?"
)
_ALONE = re.compile(  # 公开30，部分公开8: a list that leaves its unit out
    r"(?<=[\u4e00-\u9fff])(?<![第表附图号款条项版章则卷册约年月日至到])(?P<digits>\d{1,5})(?=[,。;、()]|$)"
)
_LISTED = re.compile(  # 依次为7、2、1件: the unit of the last is that of all
    rf"(?<![\d.])(?P<digits>\d{{1,6}})(?=(?:、\d{{1,6}})*、\d{{1,6}}(?P<unit>{_UNITS}))"
)
_BARE = re.compile(
    r"(?:为|是|:|共|计|达|决定|数|量)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?(?=[,。;)、]|$)"
    r"|(?:为|是|:|均为|决定|数)(?P<zero>零)(?=[,。;)、]|$)"
)
_NEARLY = re.compile(r"(?:约|近|大约|将近|接近|不到|不足|至多|最多|达到?近|几乎)$")
_AT_LEAST = re.compile(r"(?:超|超过|逾|突破|至少|不少于|不低于|首次突破|多达)$")
_OTHER = re.compile(r"[\d.,]*\d(?:个?工作日|[日天月岁号年时](?:内)?)?%?")
_WAN = 10_000


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is printed: `decimals` places after the point; `least`: the figure is above it."""

    value: int | Decimal
    unit: str
    decimals: int
    start: int
    end: int
    approximate: bool = False
    least: bool = False


def numbers(sentence: str) -> list[Number]:
    """The numbers that count something, in order."""
    found = [_number(sentence, hit) for hit in _NUMBER.finditer(sentence)]
    found += _beside(found, _listed(sentence))
    found += _beside(found, _bare(sentence))
    found += _beside(found, _alone(sentence))
    if any(sign in sentence for sign in numerals.SIGNS):
        found += _beside(found, _chinese(sentence))
    return sorted(found, key=lambda number: number.start)


def other_digits(sentence: str, start: int) -> int:
    """Where digits that count nothing end: days, articles, numbers of documents."""
    found = _OTHER.match(sentence, start)
    return found.end() if found else start + 1


def _beside(known: list[Number], more: Iterator[Number]) -> list[Number]:
    taken = {place for number in known for place in range(number.start, number.end)}
    return [number for number in more if number.start not in taken and number.end - 1 not in taken]


def _number(sentence: str, hit: re.Match[str]) -> Number:
    digits, decimals = hit["digits"].replace(",", ""), hit["decimals"] or ""
    value: int | Decimal = Decimal(digits + decimals) if decimals else int(digits)
    if hit["wan"]:
        value = int(value * _WAN) if (value * _WAN) % 1 == 0 else value * _WAN
    before = sentence[max(0, hit.start() - 6) : hit.start()]
    over = bool(hit["over"]) or hit["about"] == "以上"
    near = over or bool(hit["about"]) or bool(_NEARLY.search(before))
    return Number(
        value,
        hit["unit"],
        max(0, len(decimals) - 1),
        hit.start(),
        hit.end(),
        near or bool(_AT_LEAST.search(before)),
        over or bool(_AT_LEAST.search(before)),
    )


def _bare(sentence: str) -> Iterator[Number]:
    """诉讼数为0: a number without a unit, where a word says that it is one."""
    for hit in _BARE.finditer(sentence):
        if hit["zero"]:
            yield Number(0, "", 0, hit.start("zero"), hit.end("zero"))
            continue
        digits, decimals = hit["digits"].replace(",", ""), hit["decimals"] or ""
        value: int | Decimal = Decimal(digits + decimals) if decimals else int(digits)
        yield Number(value, "", max(0, len(decimals) - 1), hit.start("digits"), hit.end())


def _listed(sentence: str) -> Iterator[Number]:
    for hit in _LISTED.finditer(sentence):
        yield Number(int(hit["digits"]), hit["unit"], 0, hit.start(), hit.end())


def _alone(sentence: str) -> Iterator[Number]:
    for hit in _ALONE.finditer(sentence):
        if not re.fullmatch(r"20\d\d", hit["digits"]):
            yield Number(int(hit["digits"]), "", 0, hit.start(), hit.end())


def _chinese(sentence: str) -> Iterator[Number]:
    for hit in numerals.counts(sentence):
        value = numerals.value(hit["chinese"]) or 0
        over = bool(hit["over"])
        yield Number(value, hit["unit"], 0, hit.start("chinese"), hit.end("unit"), over, over)
    for start, end, text in numerals.percentages(sentence):
        decimals = len(text.partition(".")[2])
        yield Number(Decimal(text) if decimals else int(text), PERCENT, decimals, start, end)
