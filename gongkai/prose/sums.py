"""Which figures does a sum add up? 合计40件"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gongkai.prose.claims import COUNT, ELSEWHERE, OTHER, THIS, Claim
from gongkai.prose.narrowing import CASES
from gongkai.prose.thread import Thread

_KNOWN_SUMS = {
    frozenset({"cases.new_received", "cases.carried_over_in"}): ("cases.accepted_total",),
    frozenset({"cases.new_received", "cases.carried_over"}): ("cases.accepted_total",),
    frozenset({"lawsuits.direct.total", "lawsuits.after_reconsideration.total"}): ("lawsuits.total",),
}
_PAIRS = {"两": 2, "二": 2, "三": 3, "四": 4}
MANY = re.compile(r"([两二三四])(?:大?类|项|者|种|部分)")  # 仅此两类就占27%
_YEARS = "年"
_OF_YEARS = re.compile(r"([两二三四五六七八九十]|\d+)年")
_NUMERALS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def added_up(thread: Thread, claim: Claim, *, without: Claim | None = None) -> Claim:
    """合计40件: the last figures before it whose sum it is, else all of the list."""
    told = thread.recent
    here = thread.here or [one for one in told if one.sentence == told[-1].sentence]
    listed = [
        one
        for one in here
        if one.kind == COUNT and one.unit == claim.unit and not one.approximate and one.area != ELSEWHERE
    ]
    listed = _same_list([one for one in listed if one is not without])
    clause = [one for one in listed if one.clause == thread.clause and one.sentence == thread.sentence]
    now = [one for one in listed if one.period == THIS]
    for figures in (listed, now):  # 新收213件，较2021年146件增加67件；连同结转7件，总计220件
        for many in range(2, len(figures) + 1):
            if sum(one.value for one in figures[-many:]) == claim.value:
                return _sum(thread, claim, figures[-many:])
    if [one.value for one in clause] == [claim.value]:
        return claim  # 企业1件，总计6件；上年结转：自然人1件，总计1件
    if _known_sum(both := tuple(about for one in now[-2:] for about in one.abouts)) != both:
        return _sum(thread, claim, now[-2:])
    if len({one.period for one in listed}) > 1 and not any(sign in claim.label for sign in _YEARS):
        return claim  # 旧案20件，上年11件，新老相加176件: this year's and last year's are not added up
    if not _all_years_told(claim, listed):
        return replace(claim, abouts=(), period=OTHER)
    several = MANY.search(claim.label)
    sign = several[1] if several else claim.label[:1]
    wanted = _PAIRS.get(sign, len(listed))
    return _sum(thread, claim, listed[-wanted:]) if len(listed) > 1 else claim


def _all_years_told(claim: Claim, listed: Sequence[Claim]) -> bool:
    """三年合计48件: it adds up what stands here only where as many years are told here."""
    years = _OF_YEARS.search(claim.label)
    if years is None:
        return True
    return len(listed) == (_NUMERALS.get(years[1]) or int(years[1]))


def with_what_is_added(thread: Thread, claim: Claim) -> Claim:
    """收到15件，加上年结转共16件: the figure told last together with the one that is named here."""
    told = [one for one in thread.recent if one.counts and one.abouts and one.unit == claim.unit]
    return replace(claim, abouts=_known_sum((*told[-1].abouts, *claim.abouts)) if told else ())


def _same_list(listed: list[Claim]) -> list[Claim]:
    """The figures that stand in one list with the last one: parts of the same whole."""
    if not listed:
        return []
    last = listed[-1]
    return [one for one in listed if one.whole is last.whole and bool(one.abouts) == bool(last.abouts)]


def _sum(thread: Thread, claim: Claim, addends: Sequence[Claim]) -> Claim:
    abouts = tuple(dict.fromkeys(about for one in addends for about in one.abouts))
    if not all(one.abouts for one in addends):
        abouts = ("cases.new_received",) if thread.topic == CASES else ()
    applicants = tuple(dict.fromkeys(name for one in addends for name in one.applicants))
    if any(one.period != THIS for one in addends):
        claim = replace(claim, period=OTHER)
    return replace(claim, abouts=_known_sum(abouts), applicants=applicants, addends=tuple(addends))


def _known_sum(abouts: tuple[str, ...]) -> tuple[str, ...]:
    """新收 and 上年结转 together have a name."""
    return _KNOWN_SUMS.get(frozenset(abouts), abouts)
