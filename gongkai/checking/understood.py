"""Is every word explained on which the meaning of a figure rests?

What is not understood silences: a figure is called wrong only where each word of its own clause is known, and
each of the clauses that it takes its subject over from. A clause that is not understood is proved by its
own figure where this is what the tables say, and by another one that goes on from it and is.
"""

from __future__ import annotations

from gongkai.checking.facts import Subject
from gongkai.checking.readings import readings
from gongkai.prose.claims import COUNT, ELSEWHERE, LAST, Claim

_NEAREST = 12  # figures beside it that may go on from the same
_APPEALS = frozenset({"reconsiderations", "lawsuits"})
_IN_TABLES = _APPEALS | {"cases", "documents", "rules", "decisions", "charges", "procurement"}
_BY_CHANCE = 2  # a number up to it may be right by chance


def understood(subject: Subject, claim: Claim) -> bool:
    """Whether nothing stays unexplained in its own words, and in those that it goes on from."""
    if claim.unread or claim.unknown or claim.led:
        return False
    if claim.addends and not adds_all(subject, claim):
        return False
    if claim.whole is not None and not _is_of_its_sort(claim, claim.whole):
        return False
    if claim.whole is not None and _takes_after(claim, claim.whole) and not known(subject, claim.whole):
        return False
    under = claim.under
    if under is None or proved(subject, under) or not (under.unread or under.unknown or under.led):
        return True
    return _beside_what_is_right(subject, claim)


def _takes_after(claim: Claim, whole: Claim) -> bool:
    """其中自然人12件: what is counted of them is what the whole counts."""
    return bool(claim.applicants) and not claim.explicit and claim.abouts == whole.abouts


def known(subject: Subject, claim: Claim) -> bool:
    """Whether it is understood, or the tables say what it says."""
    return proved(subject, claim) or understood(subject, claim)


def proved(subject: Subject, claim: Claim) -> bool:
    """Whether it is exactly what the tables have, those of last year for one of last year."""
    tables = subject
    if claim.period == LAST:
        if subject.previous is None:
            return False
        tables = Subject(subject.previous)
    possible = readings(tables, claim.abouts, claim.applicants)
    told = possible is not None and any(claim.value == value for _, value in possible.values)
    return told and claim.area != ELSEWHERE


def _beside_what_is_right(subject: Subject, claim: Claim) -> bool:
    """Whether others that go on from the same clause are what the tables say: a large one, or two."""
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - _NEAREST) : place + _NEAREST]
    same = [one for one in told if one.under is claim.under and one is not claim and one.kind == COUNT]
    right = [one for one in same if one.value and not one.unknown and proved(subject, one)]
    return any(one.value > _BY_CHANCE for one in right) or len(right) > 1


def adds_all(subject: Subject, claim: Claim) -> bool:
    """Whether every figure between the first that a sum adds and the sum is one of them: none is unread."""
    told = subject.paragraphs[claim.section, claim.paragraph]
    first = min(subject.places[one] for one in claim.addends if one in subject.places)
    between = told[first : subject.places[claim]]
    years = {one.period for one in claim.addends}
    others = [
        one for one in between if one.kind == COUNT and one.period in years and one not in claim.addends
    ]
    return all(one.unit != claim.unit or one.whole in claim.addends for one in others)


def _is_of_its_sort(claim: Claim, whole: Claim) -> bool:
    """Whether the whole counts what its part does: of 1802 calls, the requests among them are not all."""
    if not whole.abouts:
        return not whole.unit
    families = {one.about.partition(".")[0] for one in (claim, whole)}
    return len(families) == 1 or families <= (_IN_TABLES if claim.explicit else _APPEALS)
