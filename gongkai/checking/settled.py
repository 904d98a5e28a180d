"""Which readings of a number does the text around it rule out?

A number is compared with every reading that it may have; but who has just told 76 requests, which are those
of everyone, does not count natural persons alone in the next clause, and who tells how many were not
processed does not leave them out of those that he calls finished.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gongkai.checking.facts import Subject
from gongkai.checking.readings import NATURAL_ALONE, Readings, readings
from gongkai.prose.claims import ELSEWHERE, Claim
from gongkai.prose.lists import LAWSUITS
from gongkai.prose.narrowing import CASES

_NEAREST = 12  # figures beside it
_ENOUGH = 2  # figures that are those of everyone, and cannot be of natural persons
_FINISHED = ("cases.finished", "cases.results_total")
_LEFT_OVER = "cases.carried_over_out"
# 当年办结, and not 其中新收申请办结 nor 按期办结; 无败诉, and not 无直接败诉.
_PLAINLY_ENDED = re.compile(r"(?:共|已|全年|当年|年内|今年|本年度?|累计|合计|受理后)*办结(?:申请)?")
_PLAINLY_DENIED = re.compile(r"(?:也|且|均|都|全部|已|审结|未|无|没有|发生|被|的|败诉|纠正|案件|情况|情形)+")


def settled(subject: Subject, claim: Claim, possible: Readings) -> Readings:
    """The readings that are left."""
    if claim.denies and _PLAINLY_DENIED.fullmatch(claim.text) and _of_both_blocks(subject, claim):
        return replace(possible, values=possible.values[:1])
    if claim.applicants or not claim.about.startswith(CASES) or possible.values[0][1] == claim.value:
        return possible
    told = _beside(subject, claim)
    values = possible.values
    everyone = sum(_of_everyone(subject, one) for one in told) >= _ENOUGH
    if everyone and not any(_of_some(subject, claim, one) for one in told):
        values = tuple(one for one in values if not one[0].endswith(NATURAL_ALONE))
    if (
        claim.about in _FINISHED
        and _PLAINLY_ENDED.fullmatch(claim.label)
        and _all_results_are_told(subject, claim)
    ):
        values = tuple(one for one in values if one[1] == values[0][1])
    return replace(possible, values=values)


def _beside(subject: Subject, claim: Claim) -> Sequence[Claim]:
    """The figures near it in its paragraph."""
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - _NEAREST) : place + _NEAREST]
    return [one for one in told if one is not claim and one.counts and one.area != ELSEWHERE]


def _of_everyone(subject: Subject, one: Claim) -> bool:
    """Whether it is what the tables have of everyone, and no other of its readings."""
    if one.applicants or not one.about.startswith(CASES):
        return False
    possible = readings(subject, one.abouts)
    if possible is None or one.value != possible.values[0][1]:
        return False
    alone = (value for name, value in possible.values if name.endswith(NATURAL_ALONE))
    return one.value not in alone


def _of_some(subject: Subject, claim: Claim, one: Claim) -> bool:
    """自然人申请31件，结转2件: the sentence tells applicants, or another figure that only they can be."""
    if one.applicants or not one.about.startswith(CASES):
        return bool(one.applicants) and one.sentence == claim.sentence
    possible = readings(subject, one.abouts)
    if possible is None:
        return False
    fits = [name for name, value in possible.values if value == one.value]
    return bool(fits) and all(name.endswith(NATURAL_ALONE) for name in fits)


def _with_the_next(subject: Subject, claim: Claim) -> Sequence[Claim]:
    """The figures near it, with the end of the paragraph before and the beginning of the one behind."""
    before, behind = (subject.paragraphs.get((claim.section, claim.paragraph + step), ()) for step in (-1, 1))
    return [*before[-_NEAREST:], *_beside(subject, claim), *behind[:_NEAREST]]


def _all_results_are_told(subject: Subject, claim: Claim) -> bool:
    """公开6件、…不予处理2件，结转1件: all results stand beside it, and what is left over."""
    named = {
        about
        for one in _with_the_next(subject, claim)
        if one.counts and not one.applicants and len(one.abouts) == 1 and _is_first(subject, one)
        for about in one.abouts
    }
    groups = [f"{CASES}.{row}" for row in subject.result_rows]
    ended = [about for about in named if about in groups or _is_group(subject, about)]
    total = readings(subject, _FINISHED[-1:])
    figures = [readings(subject, (about,)) for about in ended if not _within(about, ended)]
    come_to = sum(one.values[0][1] for one in figures if one is not None)
    return _LEFT_OVER in named and total is not None and come_to == total.values[0][1]


def _is_first(subject: Subject, one: Claim) -> bool:
    possible = readings(subject, one.abouts)
    return possible is not None and one.value == possible.values[0][1]


def _is_group(subject: Subject, about: str) -> bool:
    return about.removeprefix(f"{CASES}.") in subject.layout.groups3


def _within(about: str, others: Sequence[str]) -> bool:
    """Whether its group is told, too."""
    return any(
        about != one and about.startswith(f"{one.removesuffix('processing').rstrip('_')}_") for one in others
    )


def _of_both_blocks(subject: Subject, claim: Claim) -> bool:
    """诉讼4件，无败诉: of one direct and three after 复议, the four have just been told, and no block."""
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - 1) : place]
    if not claim.about.startswith(LAWSUITS) or not told or told[0].sentence != claim.sentence:
        return False
    all_of_them = readings(subject, (f"{LAWSUITS}.total",))
    both = all_of_them.values[0][1] if all_of_them else None
    return told[0].about == f"{LAWSUITS}.total" and told[0].value == both and bool(both)
