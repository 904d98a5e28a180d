"""What does a piece without a number state: that there was none, or that all were the same?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.prose.claims import THIS, Claim
from gongkai.prose.labels import EVERYONE, Label
from gongkai.prose.marks import keys, marks, not_one, of_all, unexplained
from gongkai.prose.narrowing import CASES
from gongkai.prose.phrases import Phrase
from gongkai.prose.thread import Thread
from gongkai.prose.tokens import Token
from gongkai.prose.vocabulary import ACT, APPLICANT, PERIOD, SUBJECT, WEAK, Act

_MOST_UNKNOWN = 4  # 没有因信息公开引起的复议、诉讼和申诉
_LEAST_UNKNOWN = 1
_DECISIONS = ("decisions",)
_CHARGES = "charges"
_DOCUMENTS = {("documents",), ("rules",)}
_CARRIED = "carried_over"
_APPEALS = ("reconsiderations", "lawsuits")
_AUTHORITY = "复议机关"
_WHO_ASKED = "申请人"  # 收到28件。申请人全为自然人
_CONCLUDED, _ALL_OF_THEM = ".concluded", ".total"  # 复议4件，均已审结: none is pending
_RECEIVED = "cases.new_received"
_FINISHED = "cases.finished"
_CAME_IN = frozenset({"cases.new_received", "cases.accepted_total", "cases.handled"})


def denied(thread: Thread, phrase: Phrase, label: Label) -> list[Claim]:
    """未收到政府信息公开申请，未发生行政复议、行政诉讼: zero of each that is named behind the negation."""
    none = any(not_one(phrase.before, place) for place in range(len(phrase.before)))
    if (none or _denies_outcome(phrase)) and (claims := _of_none(thread, phrase, label)):
        return claims
    places = [place for place, _, _ in marks(phrase.before, "negation")]
    if (
        not places
        or thread.future
        or (label.narrowed and not label.explicit)
        or any(marks(phrase.before, "except"))
    ):
        return []
    if of_all(phrase.before[places[0] + 1 :][:1]):
        return []  # 不是全部都公开: some were
    behind = phrase.before[places[0] + 1 :] or phrase.before[: places[0]]  # 复议、诉讼皆无
    if not _names_something(behind) and _names_something(phrase.before[: places[0]]):
        behind = (*phrase.before[: places[0]], *behind)  # 诉讼未发生
    if _something_else(behind, _MOST_UNKNOWN) or thread.period != THIS:
        return []
    if label.applicants and label.subjects == (CASES,) and (asked := _asked_by(phrase, places[0], behind)):
        return [replace(_zero(thread, phrase, _RECEIVED), applicants=(one,)) for one in asked]
    abouts = _abouts(thread, behind, label)
    if any(key != THIS for _, _, key in marks(phrase.before[: places[0]], PERIOD)):
        abouts = [about for about in abouts if _CARRIED in about]  # 上年无结转, but 上年未收到申请
    return [_zero(thread, phrase, about) for about in abouts]


def _asked_by(phrase: Phrase, place: int, behind: Sequence[Token]) -> list[str]:
    """没有企业提出的申请: the kinds of applicants of whom there was none, in words that are all known."""
    acts = any(
        token.sense(ACT) and not token.sense("place") for token in behind if not token.sense(APPLICANT)
    )
    another = any(key != THIS for _, _, key in marks(phrase.before[:place], PERIOD))
    if acts or another or _something_else(behind, 0) or unexplained(phrase.before):
        return []
    return [key for key in keys(behind, APPLICANT) if key != EVERYONE]


def _names_something(tokens: Sequence[Token]) -> bool:
    return any(token.sense(SUBJECT) and not token.sense("place") for token in tokens)


def _denies_outcome(phrase: Phrase) -> bool:
    """没有被纠正的案件: the outcome stands right behind the negation."""
    place = next((place for place, _, _ in marks(phrase.before, "negation")), None)
    if place is None or phrase.before[place].sense(ACT):
        return False
    said = [token for token in phrase.before[place + 1 :] if not token.sense("place")]
    return len(said) == 1 and said[0].sense(ACT) is not None and said[0].sense(SUBJECT) is None


def _of_none(thread: Thread, phrase: Phrase, label: Label) -> list[Claim]:
    """复议3件，均未被纠正: an outcome of appeals that none of them had."""
    last = thread.here[-1] if thread.here else None
    outcomes = [act for act in label.acts if not act.flow and act.about.startswith(_APPEALS)]
    if last is None or len(outcomes) != 1 or not last.about.startswith(_APPEALS) or label.narrowed:
        return []
    return [_zero(thread, phrase, outcomes[0].about)]


def _abouts(thread: Thread, behind: Sequence[Token], label: Label) -> list[str]:
    """The totals of the subjects named; of requests also what was carried over, and a result."""
    named = list(
        dict.fromkeys(sense.key for token in behind for sense in token.senses if sense.kind == SUBJECT)
    )
    appeals = [f"{key}.total" for key in named if key.startswith(_APPEALS)]
    if appeals:
        return appeals if not _outcomes(thread, behind) else []
    decisions = [
        str(thread.words.subjects[sense.key].default)
        for token in behind
        for sense in token.senses
        if sense.kind in {SUBJECT, WEAK} and sense.key.startswith(_DECISIONS)
    ]
    decisions += [
        str(thread.words.subjects[sense.key].default)
        for token in behind
        for sense in token.senses
        if sense.kind == SUBJECT and sense.key == _CHARGES
    ]
    if label.subjects[-1:] in _DOCUMENTS and not _something_else(behind, 0):
        return [act.about for act in label.acts if not act.part]
    if decisions or label.subjects != (CASES,):
        return list(dict.fromkeys(decisions))
    if _something_else(behind, _LEAST_UNKNOWN):
        return []
    acts = [act for act in label.acts if not act.part]
    if all(act.flow for act in acts) and not _requests(behind):
        return []
    if not acts and CASES in named:
        return ["cases.new_received"]
    return [
        act.about for act in acts if act.turns or not act.flow or act.about.endswith(("received", "total"))
    ]


def _requests(behind: Sequence[Token]) -> bool:
    """Whether requests are named, and not those who make them."""
    named = (
        token for token in behind if any(s.key == CASES for s in token.senses if s.kind in {SUBJECT, WEAK})
    )
    return any(not token.text.endswith("人") for token in named)


def _outcomes(thread: Thread, behind: Sequence[Token]) -> bool:
    return any(
        sense.kind == ACT and sense.subject == _APPEALS[0] and not thread.words.act(sense).flow
        for token in behind
        for sense in token.senses
    )


def _something_else(behind: Sequence[Token], most: int) -> bool:
    """Words that make the denial one of something narrower: 未收到逾期的…, 没有一件…."""
    unknown = sum(len(token.text) for token in behind if token.other)
    return not behind or unknown > most or any(marks(behind, "limit", "negation", "channel", "container"))


def _zero(thread: Thread, phrase: Phrase, about: str) -> Claim:
    return replace(thread.claim(phrase), abouts=(about,), explicit=True, denies=True, under=None)


# – all the same


def shared(thread: Thread, phrase: Phrase, label: Label) -> list[Claim]:
    """收到3件，均予以公开: the result, or the kind of applicant, of every one of the figure told last."""
    told = _told_of(thread, phrase, label)
    if any(marks(phrase.before, "limit", "part")) or any(
        token.sense("negation") and not token.sense(ACT) for token in phrase.before
    ):
        return []
    if not of_all(phrase.before) and not _of_the_one(told, phrase):
        return []
    if not told or not told[-1].abouts or label.narrowed or len(label.abouts) > 1:
        return []
    last = told[-1]
    if len(told) > 1 and _stand_side_by_side(told[-2], last):
        return []
    if label.applicants and not label.acts:
        return [_like(last, thread, phrase, last.about, label.applicants)]
    if label.acts and label.acts[0].about == _FINISHED and last.about in _CAME_IN:
        return [nothing_left(thread, phrase)]
    acts = [act for act in label.acts if not act.flow and not act.turns]
    if _of_those_that_ended(phrase) or not acts:
        return []
    if acts[0].about.endswith(_CONCLUDED) and last.about.endswith(_ALL_OF_THEM):
        return [_zero(thread, phrase, f"{last.about.removesuffix(_ALL_OF_THEM)}.pending")]
    if acts[0].about.endswith(("finished", "concluded", "results_total")) or not _same_family(acts[0], last):
        return []
    outcome = acts[0].about.rpartition(".")[2]
    return [
        _like(one, thread, phrase, f"{one.about.removesuffix('.total')}.{outcome}", one.applicants)
        if one is not last
        else _like(last, thread, phrase, acts[0].about, last.applicants)
        for one in (*_appeals_beside(told, last), last)
    ]


def _same_family(act: Act, last: Claim) -> bool:
    return act.about.split(".")[0] == last.about.split(".")[0]


def _told_of(thread: Thread, phrase: Phrase, label: Label) -> list[Claim]:
    """The figures of which it may be said: those of the sentence, else what came in, told before."""
    told = [claim for claim in thread.here if claim.counts and claim.value]
    who = bool(label.applicants) and any(token.text == _WHO_ASKED for token in phrase.before)
    finished = label.explicit and label.subjects == (CASES,) and _FINISHED in label.abouts
    if not told and (who or finished):
        told = [one for one in thread.recent if one.counts and one.value and one.about in _CAME_IN][-1:]
    if label.explicit and label.subjects:  # 复议2件、诉讼3件，复议均维持
        told = [claim for claim in told if claim.about == f"{label.subjects[-1]}.total"] or told
    return told


def left_nothing(phrase: Phrase, claim: Claim) -> bool:
    """22件全部办结: whether all that there was is told to be finished."""
    return claim.about == _FINISHED and claim.whole is None and claim.counts and of_all(phrase.after)


def nothing_left(thread: Thread, phrase: Phrase) -> Claim:
    """全部办结: nothing is carried over, which a rule of its own holds against table 三."""
    zero = _zero(thread, phrase, f"{CASES}.carried_over_out")
    return replace(zero, value=0, decimals=0, unread=True)


def _of_the_one(told: Sequence[Claim], phrase: Phrase) -> bool:
    """复议1件，尚未审结: what is said next of a single appeal, in words that are all known."""
    one = told[-1] if told else None
    words = [token for token in phrase.before if not token.sense("place")]
    result = len(words) == 1 and words[0].sense(ACT) is not None and not words[0].sense(SUBJECT)
    return (
        one is not None
        and one.value == 1
        and one.about.startswith(_APPEALS)
        and one.about.endswith(".total")
        and result
    )


def _of_those_that_ended(phrase: Phrase) -> bool:
    """诉讼3件，已审结的均维持: what is said of all is said of those that ended."""
    places = [place for place in range(len(phrase.before)) if of_all(phrase.before[place : place + 1])]
    return any(token.sense(ACT) for token in phrase.before[: places[0]]) if places else False


def _appeals_beside(told: Sequence[Claim], last: Claim) -> Sequence[Claim]:
    """复议1件，诉讼1件，均被维持: the appeals of the other kind right in front, of which it is said too."""
    totals = {f"{family}.total" for family in _APPEALS}
    before = told[-2:-1]
    return [one for one in before if {one.about, last.about} == totals and one.clause == last.clause]


def _stand_side_by_side(one: Claim, last: Claim) -> bool:
    """经复议后起诉1件，直接起诉1件，均在审理: it is said of both, and not of the last alone."""
    return (
        one.whole is last.whole
        and one.flow == last.flow
        and one.about.split(".")[0] == last.about.split(".")[0]
    )


def _by_the_authority(last: Claim, phrase: Phrase) -> bool:
    """复议1件，复议机关维持: how the one ended, told by whom it was decided."""
    said = "".join(token.text for token in phrase.before)
    return last.value == 1 and last.about == "reconsiderations.total" and _AUTHORITY in said


def _like(last: Claim, thread: Thread, phrase: Phrase, about: str, applicants: tuple[str, ...]) -> Claim:
    """What the piece says of every one of the figure told last."""
    claim = thread.claim(phrase)
    return replace(
        claim,
        value=last.value,
        abouts=(about,),
        applicants=applicants,
        explicit=last.explicit,
        under=last,
        unread=not of_all(phrase.before) and not _by_the_authority(last, phrase),
    )
