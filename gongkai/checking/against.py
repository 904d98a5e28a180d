"""Do the numbers of the prose agree with the tables, and those of the year before with last year's?  S2"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gongkai.checking.doubts import may_be_another
from gongkai.checking.facts import GOVERNMENT, Fact, Subject, Test
from gongkai.checking.readings import Number, Readings, readings
from gongkai.checking.settled import settled
from gongkai.checking.slips import is_in_another_unit, looks_like
from gongkai.checking.understood import proved, understood
from gongkai.prose.claims import ALL, COUNT, ELSEWHERE, LAST, OWN, RECEIVED, Claim
from gongkai.prose.items import ITEMS
from gongkai.prose.narrowing import CASES
from gongkai.prose.shown import DECIDED

SECTIONS = "〇一二三四五六七八九十"
_CHARGES = "charges."
_SHORT = 2  # characters: 合, 约合, 折合, 即
_NEAREST = 12  # figures in front of which the applicants may be
_Key = tuple[str, str]
_Place = tuple[int, int, int]


def against_tables(subject: Subject) -> Iterator[Fact]:
    """S2: each number of the prose that has cells in the tables."""
    wrong: dict[tuple[_Key, Number], tuple[Claim, Readings]] = {}
    right: set[_Key] = set()
    compared = [claim for claim in subject.claims if claim.counts and claim.area != ELSEWHERE]
    own = {_sentence(one) for one in compared if one.scoped and one.area == OWN}
    named = {about for claim in compared for about in claim.abouts}
    for claim in compared:
        possible = _possible(subject, claim, named)
        if possible is None:
            continue
        if _agrees(claim, possible):
            right.add((claim.about, claim.applicant))
        else:
            wrong.setdefault(((claim.about, claim.applicant), claim.value), (claim, possible))
    whole = any(key in right for key in _told_of_all(compared))
    for (key, _), (claim, possible) in wrong.items():
        unread = not understood(subject, claim) and not is_in_another_unit(claim.value, possible.values[0][1])
        if unread or _of_another_figure(subject, claim) or _told_in_two(subject, claim, possible):
            continue
        if may_be_another(subject, claim, possible):
            continue
        if (whole or _shared_out(claim)) and _own_of_a_government(subject, claim, own):
            continue
        if key in right and (claim.area != OWN or _own_of_a_government(subject, claim, own)):
            continue  # 全市2356件，本机关120件: the tables count the other one
        about = claim.approximate and not _exceeds(claim, possible)
        softened = about or claim.part or _scope_open(subject, claim, own)
        yield _fact(subject, claim, possible, softened or subject.blank(possible.cells))
    yield from _of_items(subject)
    yield from _of_last_year(subject)


def _of_items(subject: Subject) -> Iterator[Fact]:
    """行政许可上一年项目57项: the trial form has last year's items in a column of its own."""
    for claim in subject.claims:
        told = (
            claim.kind == COUNT
            and claim.period == LAST
            and claim.unit in ITEMS
            and understood(subject, claim)
        )
        if not told or not claim.about.startswith(DECIDED):
            continue
        possible = readings(
            subject, [f"{about.removesuffix('.items')}.previous_items" for about in claim.abouts]
        )
        value = possible.values[0][1] if possible else 0
        if possible is not None and claim.value != value and looks_like(claim.value, value):
            yield _fact(subject, claim, possible, softened=False)


def _of_another_figure(subject: Subject, claim: Claim) -> bool:
    """转下年11项，其中企业3项: applicants of another figure of the sentence."""
    if not claim.applicants:
        return False
    place = subject.places[claim]
    for other in subject.paragraphs[claim.section, claim.paragraph][max(0, place - _NEAREST) : place]:
        if other.sentence == claim.sentence and other.counts and other.abouts:
            possible = readings(subject, other.abouts, claim.applicants)
            if possible is not None and possible.fit(claim.value):
                return True
    return False


def _told_in_two(subject: Subject, claim: Claim, possible: Readings) -> bool:
    """新收40件办结37件，结转4件办结4件: the same is told twice in a sentence, and both come to the figure."""
    told = subject.paragraphs[claim.section, claim.paragraph]
    place = subject.places[claim]
    near = told[max(0, place - _NEAREST) : place + _NEAREST]
    same = [
        one.value
        for one in near
        if one.counts
        and (one.sentence, one.abouts, one.applicants) == (claim.sentence, claim.abouts, claim.applicants)
    ]
    return len(same) > 1 and possible.fit(sum(same))


def _possible(subject: Subject, claim: Claim, named: set[str]) -> Readings | None:
    """The readings of the claim; a row that the prose tells in several numbers bounds each of them."""
    possible = readings(subject, claim.abouts, claim.applicants)
    if possible is None:
        return None
    possible = settled(subject, claim, possible)
    told_in_parts = {
        f"cases.{part}"
        for row in subject.layout.rows3
        for part in row.told_in_parts
        if claim.about == f"cases.{row.key}"
    }
    part = claim.part and not _told_in_the_other_unit(subject, claim)
    if part or told_in_parts & named or _kind_by_kind(subject, claim):
        return replace(possible, most=possible.values[0][1])
    return possible


def _told_in_the_other_unit(subject: Subject, claim: Claim) -> bool:
    """收费61.28万元（合61280元）: the amount right before it is the whole of the table, in 万元."""
    if not claim.about.startswith(_CHARGES) or len(claim.label) > _SHORT:
        return False
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - 1) : place]
    same = [one for one in told if one.sentence == claim.sentence and one.about.startswith(_CHARGES)]
    return any(one.about != claim.about and proved(subject, one) for one in same)


def _kind_by_kind(subject: Subject, claim: Claim) -> bool:
    """规划许可46件、施工许可12件: several kinds of one number in a paragraph, each a part of it."""
    told = subject.kinds.get((claim.section, claim.paragraph, claim.about), frozenset())
    return bool(claim.of_a_kind) and len(told) > 1


def _exceeds(claim: Claim, possible: Readings) -> bool:
    """700余件 for 640: however rough, what is above the number is more than any reading."""
    return claim.least and all(claim.value > value for _, value in possible.values)


def _agrees(claim: Claim, possible: Readings) -> bool:
    if claim.approximate:
        return possible.nearly(claim.value, least=claim.least)
    return possible.fit(claim.value)


def _of_last_year(subject: Subject) -> Iterator[Fact]:
    """比上年的32件增长25%: 32 stands in last year's report; it may have been put right since."""
    if subject.previous is None:
        return
    before = Subject(subject.previous)
    for claim in subject.claims:
        if claim.kind != COUNT or claim.period != LAST or claim.area == ELSEWHERE:
            continue
        if not understood(subject, claim):
            continue
        possible = readings(before, claim.abouts, claim.applicants)
        if possible is not None and not _agrees(claim, possible) and not _of_the_whole(before, claim):
            fact = _fact(before, claim, possible, softened=True)
            yield replace(fact, cells=(), words={**fact.words, "told": f"上年报告{fact.words['told']}"})


def _of_the_whole(before: Subject, claim: Claim) -> bool:
    """其中动态200条，比上年的1000条: last year's figure may be that of the whole."""
    if not claim.named and claim.about.startswith(CASES):
        received = readings(before, (RECEIVED,))  # 办结3件，较上年的2件: what came in is compared
        if received is not None and _agrees(claim, received):
            return True
    whole = claim.of[0].whole if claim.of else None
    if whole is None:
        return False
    possible = readings(before, whole.abouts, whole.applicants)
    return possible is None or _agrees(claim, possible)


def _fact(subject: Subject, claim: Claim, possible: Readings, softened: bool) -> Fact:
    words = {"section": SECTIONS[claim.section], "text": claim.text, "told": _told(subject, possible)}
    return Fact(possible.cells, possible.values[0][1], claim.value, words, softened)


def _told(subject: Subject, possible: Readings) -> str:
    """The readings by their names, each number once; the first is that of the cells, which may be blank."""
    named: dict[Number, str] = {}
    for name, value in possible.values:
        named.setdefault(value, name)
    (first, _), blank = possible.values[0], all(subject.stated(cell) is None for cell in possible.cells)
    return "、".join(
        f"{name}没有填数" if blank and not value and name == first else f"{name}{_plain(value)}"
        for value, name in named.items()
    )


def _scope_open(subject: Subject, claim: Claim, own: set[_Place]) -> bool:
    """Whether the number may count another area than the tables do: the office, or the whole district."""
    if claim.area == OWN:
        return _own_of_a_government(subject, claim, own)
    return claim.area != ALL or subject.kind != GOVERNMENT


def _own_of_a_government(subject: Subject, claim: Claim, own: set[_Place]) -> bool:
    """本机关 in the report of a government: the office that writes it, or the whole district."""
    return subject.kind == GOVERNMENT and claim.area == OWN and _sentence(claim) in own


def _shared_out(claim: Claim) -> bool:
    """全市99件（市政府9件、市各部门90件）: one agency's part of the figure."""
    return claim.whole is not None and claim.whole.abouts == claim.abouts


def _told_of_all(claims: Sequence[Claim]) -> Iterator[_Key]:
    """What is told of 全区: where one of it is right, the tables count the whole district."""
    return ((claim.about, claim.applicant) for claim in claims if claim.area == ALL)


def _sentence(claim: Claim) -> _Place:
    return claim.section, claim.paragraph, claim.sentence


def _plain(value: Number) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


TESTS: dict[str, Test] = {"against_tables": against_tables}
