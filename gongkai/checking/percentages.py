"""Do shares, rates of growth and differences follow from the numbers beside them?

Each is worked out again from every figure that it may rest on: those of the prose, those of the tables,
those of last year's report. It is wrong where none of them gives it; silent where none is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from gongkai.checking.against import SECTIONS
from gongkai.checking.facts import Fact, Subject, Test
from gongkai.checking.readings import change_of_items, readings
from gongkai.checking.slips import looks_like
from gongkai.checking.understood import known, understood
from gongkai.prose.claims import (
    COUNT,
    DIFFERENCE,
    ELSEWHERE,
    GROWTH,
    LAST,
    MULTIPLE,
    RECEIVED,
    SHARE,
    THIS,
    Claim,
)
from gongkai.prose.items import ITEMS
from gongkai.prose.numbers import PERCENT

Number = int | Decimal
_HUNDRED = Decimal(100)
_TIMES = "倍"
_POINTS = 20  # further off, a percentage is one of something else
_NEAREST = 12  # figures before and behind a percentage from which it may follow
_MOST_BEFORE = 60  # figures in front of a share that it may be a share of: checking stays linear
_ACCEPTED = ("cases.accepted_total",)
_WHOLES = ("cases.new_received", "cases.finished", "cases.accepted_total")
_FROM_LAST_YEAR = re.compile(r"同比|[比较对](?:20\d\d|上一?|去|前一)年")
_TO_THIS_YEAR = re.compile(r"[比较](?:20\d\d|今|本|当)年[多少高低]|(?:上一?|去)年比")
_Result = tuple[Number, str, bool]  # what it comes to, how, and whether only last year's prose says so


def percentages(subject: Subject) -> Iterator[Fact]:
    """Shares and movements, computed again; silent where the base is not named."""
    for claim in subject.claims:
        if claim.approximate or claim.area == ELSEWHERE or claim.period != THIS:
            continue
        if claim.kind == SHARE:
            results = _shares(subject, claim)
        elif claim.kind in {GROWTH, DIFFERENCE, MULTIPLE}:
            results = _moves(subject, claim)
        else:
            continue
        if any(_rounds_to(claim, result) for result, _, _ in results):
            continue
        if not _is_a_slip(claim, results):
            continue
        if _unread(subject, claim):
            continue
        if turned := _turned_round(subject, claim, results):
            yield _wrong_way(claim, *turned[1:])
        elif not _follows_from_the_sentence(subject, claim):
            nearest = min(results, key=lambda one: abs(Decimal(one[0]) - Decimal(claim.value)))
            yield _wrong(claim, *nearest)


def _is_a_slip(claim: Claim, results: Sequence[_Result]) -> bool:
    """Whether it is near one of the results; what is far from all of them has another base."""
    places = Decimal(1).scaleb(-claim.decimals)
    shown = [Decimal(result).quantize(places) for result, _, _ in results]
    points = _POINTS if claim.unit == PERCENT else 0
    if claim.kind == DIFFERENCE and claim.of and shown and not any(shown):
        return True  # 新收16件，比上年增加4件: there were 16 then, too
    return any(looks_like(claim.value, one) or abs(Decimal(claim.value) - one) <= points for one in shown)


def _turned_round(subject: Subject, claim: Claim, results: Sequence[_Result]) -> _Result | None:
    """35件，较上年40件增长12.5%: the two figures stand beside it, and it fell by so much."""
    if claim.kind not in {GROWTH, DIFFERENCE} or not claim.of or not claim.value:
        return None
    if any(one.unread or one.narrowed or one.area == ELSEWHERE for one in claim.of):
        return None
    base = claim.base or _base_behind(subject, claim)
    if base is None or base.period != LAST or base.approximate:
        return None
    if not _FROM_LAST_YEAR.search(f"{base.text},{claim.text}") or _TO_THIS_YEAR.search(claim.text):
        return None  # 上年50件，比今年多10件: last year's is the one that is more
    return next((one for one in results if _rounds_to(claim, -one[0])), None)


def _unread(subject: Subject, claim: Claim) -> bool:
    """Whether something stays unexplained in its words, or in those of a figure that it rests on."""
    if claim.unknown or claim.led:
        return True
    if claim.base is not None:
        return False  # both figures stand there
    rests_on = (*claim.of, *claim.addends)
    in_tables = [one for one in rests_on if readings(subject, one.abouts, one.applicants) is not None]
    return not (rests_on or understood(subject, claim)) or not all(known(subject, one) for one in in_tables)


def _follows_from_the_sentence(subject: Subject, claim: Claim) -> bool:
    """Whether two figures of the sentence give it, whichever they are: then it is no slip."""
    if claim.kind == MULTIPLE and claim.base is not None and claim.of:
        return False  # 律师事务所12件，相当于上年（4件）的2倍: both are named
    told = subject.paragraphs[claim.section, claim.paragraph]
    place = subject.places[claim]
    near = [
        one
        for one in told[max(0, place - _NEAREST) : place + _NEAREST]
        if one.sentence == claim.sentence and one.kind == COUNT
    ]
    values = [one.value for one in near]
    if claim.kind == SHARE:
        wholes = [*values, *(value for about in _WHOLES for value in _of_cells(subject, (about,), ()))]
        together = [
            one.value + other.value
            for one, other in pairwise(near)
            if other in claim.of and not other.addends
        ]
        parts = together if claim.of and not claim.bracketed else values
        return any(
            _rounds_to(claim, _HUNDRED * part / whole)
            for part in parts
            for whole in wholes
            if whole >= part > 0
        )
    then = [one.value for one in near if one.period == LAST]
    return any(
        _rounds_to(claim, sign * _moved(claim, now, base))
        for now in values
        for base in then
        for sign in (1, -1)
        if base > 0
    )


# – shares


def _shares(subject: Subject, claim: Claim) -> list[_Result]:
    """The part over each whole that it may be a share of; none where no whole is told."""
    parts = _parts(subject, claim)
    bases = _bases(subject, claim, parts)
    if _bare_in_brackets(claim):
        bases = _of_the_list(subject, claim, bases)
    return [
        (_HUNDRED * part / base, f"{part}除以{base}", False)
        for part in parts
        for base in bases
        if base > 0 and (part <= base or claim.bases)
    ]


def _bare_in_brackets(claim: Claim) -> bool:
    """予以公开31件（27.9%）: only the others of the list show of what it is a share."""
    return claim.bracketed and not claim.label and bool(claim.of)


def _of_the_list(subject: Subject, claim: Claim, bases: Sequence[Number]) -> list[Number]:
    """The base from which most other percentages of the list follow; none where there is none."""
    told = subject.paragraphs[claim.section, claim.paragraph]
    place = subject.places[claim]
    others = [
        one
        for one in told[max(0, place - _MOST_BEFORE) : place + _MOST_BEFORE]
        if one is not claim and one.kind == SHARE and _bare_in_brackets(one)
    ]
    others = [one for one in others if one.of[0].whole is claim.of[0].whole]
    fits = {
        base: sum(_rounds_to(one, _HUNDRED * one.of[0].value / base) for one in others)
        for base in bases
        if base
    }
    most = max(fits.values(), default=0)
    return [base for base, fit in fits.items() if fit == most and 2 * fit >= len(others) and fit]


def _parts(subject: Subject, claim: Claim) -> list[Number]:
    if claim.addends:
        return [sum(one.value for one in claim.addends)]
    if claim.of:
        return [claim.of[0].value] if not claim.of[0].approximate else []
    told = _told(subject, claim.abouts, claim.applicants)
    return told or _of_cells(subject, claim.abouts, claim.applicants)


def _bases(subject: Subject, claim: Claim, parts: Sequence[Number]) -> list[Number]:
    """The base that is named; else what stands before the share, and the tables."""
    if claim.base is not None:
        return [claim.base.value] if not claim.base.approximate else []
    if claim.bases:
        told = [value for about in claim.bases for value in _told(subject, (about,), ())]
        return [*told, *(value for about in claim.bases for value in _of_cells(subject, (about,), ()))]
    own = {id(one) for one in (*claim.of, *claim.addends, *(add for one in claim.of for add in one.addends))}
    unit = claim.of[0].unit if claim.of else "件"
    before = [
        one.value
        for one in _before(subject, claim)
        if id(one) not in own and one.unit == unit and any(one.value >= part for part in parts)
    ]
    block = _of_block(subject, claim)
    more = block or [value for about in _WHOLES for value in _of_cells(subject, (about,), ())]
    if not before:
        alone = not [one for one in _before(subject, claim) if id(one) not in own] and not claim.bracketed
        requests = claim.of and all(about.startswith("cases.") for about in claim.abouts)
        sure = not claim.bracketed and all(_is_in_tables(subject, one) for one in claim.of)
        return more if requests and (alone or sure) else []
    return [max(before), *before, *more, *_sums(subject, claim)]


def _is_in_tables(subject: Subject, one: Claim) -> bool:
    possible = readings(subject, one.abouts, one.applicants)
    return possible is not None and one.value == possible.values[0][1]


def _of_block(subject: Subject, claim: Claim) -> list[Number]:
    """复议32件，维持16件，占57.1%: it may be a share of those that ended, which nobody told."""
    block = claim.about.rpartition(".")[0]
    if not block.startswith(("reconsiderations", "lawsuits")):
        return []
    return [
        value for what in ("total", "concluded") for value in _of_cells(subject, (f"{block}.{what}",), ())
    ]


def _sums(subject: Subject, claim: Claim) -> list[Number]:
    """The two figures in front of the part together: 31件、47件，公开60件，占76.9%."""
    values = [one.value for one in _before(subject, claim) if one.kind == COUNT][:-1]
    return [sum(values[-many:]) for many in (2, 3) if len(values) >= many]


def _before(subject: Subject, claim: Claim) -> list[Claim]:
    """The figures told before it in its paragraph."""
    return [one for one in _beside(subject, claim) if one.kind == COUNT]


def _beside(subject: Subject, claim: Claim) -> Sequence[Claim]:
    """The claims before it in its paragraph; of a very long one the last."""
    told = subject.paragraphs[claim.section, claim.paragraph]
    place = subject.places[claim]
    return told[max(0, place - _MOST_BEFORE) : place]


# – growth, difference, multiple


def _moves(subject: Subject, claim: Claim) -> list[_Result]:
    """From each figure of the year before to each of this year that is told of the same."""
    if _both_ways(subject, claim):
        return []
    changed = change_of_items(subject, claim.abouts) if claim.kind == DIFFERENCE else None
    if changed is not None and abs(changed) == abs(claim.value):
        return []
    if changed is not None and claim.unit in ITEMS:
        return [(changed, f"表二的本年增/减{changed}", False)]
    base = claim.base or _base_behind(subject, claim)
    nows = [one.value for one in claim.of] or _told(
        subject, claim.abouts, claim.applicants, base.unit if base else None
    )
    nows += [value for value in _of_cells(subject, claim.abouts, claim.applicants) if value not in nows]
    if any(one.approximate for one in claim.of):
        return []
    nows += [one.whole.value for one in claim.of if one.whole is not None]
    if claim.applicants:
        nows += _told(subject, claim.abouts, ())
    if base is not None:
        bases = [(base.value, f"{base.value}", False)]
    else:
        bases = _bases_of_last_year(subject, claim, nows)
    return [
        (_moved(claim, now, base), f"从{told}到{now}", softened)
        for now in nows
        for base, told, softened in bases
        if base > 0 or claim.kind == DIFFERENCE
    ]


def _both_ways(subject: Subject, claim: Claim) -> bool:
    """新增2项、取消1项: neither is the change, the two together are."""
    if claim.kind != DIFFERENCE:
        return False
    told = subject.paragraphs[claim.section, claim.paragraph]
    place = subject.places[claim]
    return any(
        one.kind == DIFFERENCE
        and one.sentence == claim.sentence
        and one.unit == claim.unit
        and one.abouts in {claim.abouts, ()}
        and (one.value > 0) != (claim.value > 0)
        for one in told[max(0, place - 1) : place + 2]
    )


def _bases_of_last_year(subject: Subject, claim: Claim, nows: Sequence[Number]) -> list[_Result]:
    found = _by_difference(subject, claim, nows)
    if subject.previous is None or not claim.abouts:
        return found
    before = Subject(subject.previous)
    for whole in (one.whole for one in claim.of if one.whole is not None):
        then = readings(before, whole.abouts, whole.applicants)
        found += [
            (value, f"上年报告的{value}", False) for _, value in (then.values if then else ()) if value > 0
        ]
    old = readings(before, claim.abouts, claim.applicants)
    if old is None and claim.abouts == _ACCEPTED:
        return [*found, *_turned_from_what_came_in(before, claim, nows)]
    if old is not None:
        return [*found, *((value, f"上年报告的{value}", False) for _, value in old.values if value > 0)]
    told = _told(before, claim.abouts, claim.applicants)
    if len(told) == 1 and len(set(nows)) == 1:
        return [*found, (told[0], f"上年报告的{told[0]}", True)]
    return found


def _turned_from_what_came_in(before: Subject, claim: Claim, nows: Sequence[Number]) -> list[_Result]:
    """受理6件，同比增长33.3%: from the nine that came in then it fell by so much."""
    came_in = readings(before, (RECEIVED,), claim.applicants)
    values = [value for _, value in came_in.values if value > 0] if came_in else []
    turned = (one for one in values if any(_rounds_to(claim, -_moved(claim, now, one)) for now in nows))
    return [(value, f"上年报告的{value}", False) for value in turned]


def _base_behind(subject: Subject, claim: Claim) -> Claim | None:
    """同比增长12%（上年为1000条）."""
    told = subject.paragraphs[claim.section, claim.paragraph]
    behind = told[subject.places[claim] + 1 :][:1]
    return behind[0] if behind and behind[0].period == LAST and behind[0].bracketed else None


def _by_difference(subject: Subject, claim: Claim, nows: Sequence[Number]) -> list[_Result]:
    """40件，比上年增加8件，增长25%: the base is what is left without the change."""
    if claim.kind != GROWTH or not claim.of:
        return []
    changes = [
        one.value
        for one in _beside(subject, claim)
        if one.kind == DIFFERENCE and one.of == claim.of and one.sentence == claim.sentence
    ]
    return [(now - changes[-1], f"上年的{now - changes[-1]}", False) for now in nows[:1] if changes]


def _moved(claim: Claim, now: Number, base: Number) -> Number:
    if claim.kind == DIFFERENCE:
        return now - base
    if claim.kind == MULTIPLE:
        return (_HUNDRED if claim.unit == PERCENT else 1) * Decimal(now) / base
    return (1 if claim.unit == _TIMES else _HUNDRED) * Decimal(now - base) / base


# – figures of the same


def _told(
    subject: Subject, abouts: tuple[str, ...], applicants: tuple[str, ...], unit: str | None = None
) -> list[Number]:
    """The values that the prose gives to it, each once; in that unit, where one is given."""
    told = subject.told.get((abouts, applicants), ())
    return list(dict.fromkeys(one.value for one in told if unit is None or one.unit == unit))


def _of_cells(subject: Subject, abouts: tuple[str, ...], applicants: tuple[str, ...]) -> list[Number]:
    possible = readings(subject, abouts, applicants)
    return [possible.values[0][1]] if possible else []


# – words


def _rounds_to(claim: Claim, result: Number) -> bool:
    """Whether the printed number is the result rounded, or cut off, at its last printed place."""
    if claim.kind == DIFFERENCE:
        return claim.value == result
    place = Decimal(1).scaleb(-claim.decimals)
    return abs(Decimal(claim.value) - Decimal(result)) < place


def _wrong(claim: Claim, result: Number, how: str, softened: bool) -> Fact:
    exact = claim.kind == DIFFERENCE
    shown = str(abs(result)) if exact else f"{abs(Decimal(result)):.{max(1, claim.decimals)}f}"
    words = {"section": SECTIONS[claim.section], "text": claim.text, "how": how, "unit": claim.unit}
    return Fact((), shown, str(abs(claim.value)), words, softened)


def _wrong_way(claim: Claim, how: str, softened: bool) -> Fact:
    rise, fall = ("增加", "减少") if claim.kind == DIFFERENCE else ("增长", "下降")
    told, other = (rise, fall) if claim.value > 0 else (fall, rise)
    words = {"section": SECTIONS[claim.section], "text": claim.text, "how": how, "unit": claim.unit}
    shown = abs(claim.value)
    return Fact((), f"{other}{shown}", f"{told}{shown}", words, softened)


TESTS: dict[str, Test] = {"percentages": percentages}
