"""Do the six sections stand, in their order, under their headings, with what they must hold?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from gongkai.checking.facts import GOVERNMENT, Fact, Subject, Test
from gongkai.form import forms
from gongkai.labels import bare, normal
from gongkai.prose.wording import plain
from gongkai.topics import GENERAL, topics_of

_NUMERALS = "一二三四五六七八九十"
_PRINTED_NUMBER = re.compile(r"^(?:第)?([一二三四五六七八九十]|\d)(?:[、.,:]|部分)")
MAY_BE_BARE = {2, 3, 4}  # sections that are tables
_NOTE = re.compile(r"\([^)]*\)$|[:。]$")
_EVALUATION = {"工作考核": "考核", "社会评议": "评议", "责任追究": "追究|问责"}
_PEOPLES_GOVERNMENT = re.compile(r"政府$")
# The headings within the sections of prose, alone: （四）政府信息公开平台建设情况。
_PIECE = re.compile(r"\n|(?=[(（][一二三四五六七八九十]+[)）])")
_COUNTED = re.compile(r"^\(([一二三四五六七八九十]+)\)")
_WITHIN = {
    1: r"主动公开|依申请公开|信息管理|(?:公开)?平台建设|监督保障",
    5: r"存在的?(?:主要)?问题|改进|下一步",
}
_BEFORE, _BEHIND = (
    r"(?:政府)?(?:信息)?(?:公开)?(?:工作)?",
    r"(?:政府信息)?(?:工作)?(?:情况|措施|打算|计划)?[。:]?",
)
_LONGEST = 40  # a line of more characters is no heading
_ALONE = {number: re.compile(f"{_BEFORE}(?:{words}){_BEHIND}") for number, words in _WITHIN.items()}


def missing(subject: Subject) -> Iterator[Fact]:
    """Sections that were not found. Figures that were counted, not read, have no prose to judge."""
    report = subject.report
    if not report.sections and not report.places:
        return
    found = {section.number for section in report.sections}
    lost = [heading.heading for heading in subject.layout.sections if heading.number not in found]
    if lost:
        yield Fact((), None, None, {"headings": "、".join(f"「{heading}」" for heading in lost)})


def empty(subject: Subject) -> Iterator[Fact]:
    """Sections without a word, though they are prose."""
    for section in subject.report.sections:
        if section.number not in MAY_BE_BARE and not section.text.strip():
            yield Fact((), None, None, {"heading": section.heading})


def numbering(subject: Subject) -> Iterator[Fact]:
    """Headings with the wrong number in front."""
    for section in subject.report.sections:
        found = _PRINTED_NUMBER.match(normal(section.heading))
        if not found:
            continue
        printed = int(found[1]) if found[1].isdigit() else _NUMERALS.index(found[1]) + 1
        if printed != section.number:
            words = {"heading": section.heading, "number": _NUMERALS[section.number - 1]}
            yield Fact((), section.number, printed, words)


def order(subject: Subject) -> Iterator[Fact]:
    """Sections that stand before one that should come first."""
    for before, after in pairwise(subject.report.sections):
        if before.number > after.number:
            words = {"before": before.heading, "after": after.heading}
            yield Fact((), None, None, words)


def headings(subject: Subject) -> Iterator[Fact]:
    """Headings in other words than the form prints."""
    for section in subject.report.sections:
        wanted = {
            heading.number: heading.heading for form in forms().values() for heading in form.sections
        } | {heading.number: heading.heading for heading in subject.layout.sections}
        accepted = {
            bare(heading.heading)
            for form in forms().values()
            for heading in form.sections
            if heading.number == section.number
        }
        if _NOTE.sub("", bare(section.heading)) not in accepted:
            words = {"heading": section.heading, "wanted": wanted[section.number]}
            yield Fact((), wanted[section.number], section.heading, words)


def topics(subject: Subject) -> Iterator[Fact]:
    """The topics of section one that the form of the year asks for, in whatever words."""
    one = subject.section(GENERAL)
    if one is None or not one.text.strip():
        return
    text = plain(one.text)
    absent = [one.label for one in topics_of(subject.report.year) if one.told and not one.told.search(text)]
    if absent:
        yield Fact((), None, None, {"topics": "、".join(absent)})


def bare_headings(subject: Subject) -> Iterator[Fact]:
    """Headings within a section with nothing under them: the next one follows, or the section ends."""
    for section in subject.report.sections:
        alone = _ALONE.get(section.number)
        if alone is None:
            continue
        pieces = [one.strip() for one in _PIECE.split(section.text) if one.strip()]
        told = [
            one.rstrip("。：:")
            for one, after in zip_longest(pieces, pieces[1:])
            if _stands_alone(alone, one, after)
        ]
        if told:
            words = {"heading": section.heading, "bare": "、".join(f"「{one}」" for one in told)}
            yield Fact((), None, None, words)


def _stands_alone(alone: re.Pattern[str], piece: str, after: str | None) -> bool:
    if not _is(alone, piece):
        return False
    if after is None or _is(alone, after):
        return True
    number, following = _COUNTED.match(normal(piece)), _COUNTED.match(normal(after[:_LONGEST]))
    return bool(number and following and _NUMERALS.find(following[1]) == _NUMERALS.find(number[1]) + 1)


def _is(alone: re.Pattern[str], piece: str) -> bool:
    return len(piece) <= _LONGEST and bool(alone.fullmatch(bare(piece)))


def evaluation(subject: Subject) -> Iterator[Fact]:
    """People's governments also report assessment, public appraisal and accountability.

    Of a 管委会, which reports like a government and is none, it is not asked in these words: counted less.
    """
    one = subject.section(1)
    if one is None or not one.text.strip() or subject.kind != GOVERNMENT:
        return
    text = plain(one.text)
    absent = [topic for topic, words in _EVALUATION.items() if not re.search(words, text)]
    if absent:
        named = subject.report.agency or ""
        softened = subject.agency_kind is None and not _PEOPLES_GOVERNMENT.search(named)
        yield Fact((), None, None, {"topics": "、".join(absent)}, softened)


TESTS: dict[str, Test] = {
    "sections_missing": missing,
    "sections_empty": empty,
    "sections_numbering": numbering,
    "sections_order": order,
    "sections_headings": headings,
    "sections_topics": topics,
    "sections_bare": bare_headings,
    "sections_evaluation": evaluation,
}
