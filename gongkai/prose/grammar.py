"""How does a passage become claims: what is whole and what part, of which year, whose figure?

A passage is read sentence by sentence, number by number. The `Thread` remembers what a reader would: the
subject that is spoken of, whose figures they are, the list that is open, and the claims made so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from gongkai.prose import moves
from gongkai.prose.claims import ALL, COUNT, ELSEWHERE, LAST, OWN, THIS, Claim
from gongkai.prose.counts import counted
from gongkai.prose.denials import denied, shared
from gongkai.prose.items import came_or_went
from gongkai.prose.labels import Label, read_label
from gongkai.prose.lists import (
    LAWSUITS,
    around,
    goes_on,
    narrow_to_disclosure,
    open_and_close,
    told_of_both_blocks,
)
from gongkai.prose.marks import marks, unknown
from gongkai.prose.matters import are_asked_for, of_another_kind
from gongkai.prose.narrowing import APPEALS, CASES, for_another_reason
from gongkai.prose.numbers import PERCENT
from gongkai.prose.phrases import Phrase, phrases
from gongkai.prose.shares import around_share, remember_base
from gongkai.prose.shown import are_shown
from gongkai.prose.thread import Thread
from gongkai.prose.tokens import Token, tokens, with_names
from gongkai.prose.vocabulary import ACT, AREA, PERIOD, RATE, SUBJECT, WEAK
from gongkai.prose.years import year_by_year

_AUTHORITY = "authority"
_DISCLOSURE = "公开"
_NOT_OURS = frozenset({"others", _AUTHORITY})
_LONGEST_HEADING = 24
_BESIDE = frozenset({"、", "和", "及", "以及", "与", "或"})
_SORTS = "类"  # 环评审批、信访处理三类: sorts of requests, and no other things
_TWO = 2  # 前者 and 后者
_ENOUGH_OUTCOMES = 3  # by which a paragraph shows that it speaks of requests
_TOPIC_OF_SECTION = {3: CASES}


def read_paragraph(thread: Thread, sentences: Sequence[str]) -> list[Claim]:
    """The claims of the paragraph, in order."""
    thread.topic = thread.topic or _TOPIC_OF_SECTION.get(thread.section)
    if thread.topic is None:
        thread.topic = opened_with(thread, "".join(sentences))
        thread.opened = thread.topic is not None
    thread.year_by_year = year_by_year(thread.year, "".join(sentences))
    for number, sentence in enumerate(sentences):
        thread.sentence, thread.text = number, sentence
        _open_sentence(thread)
        found = list(with_names(tokens(sentence, thread.words, thread.year, thread.agency), thread.agency))
        thread.ahead = tuple(sense.key for token in found for sense in token.senses if sense.kind == SUBJECT)
        for phrase in phrases(found):
            _read(thread, phrase)
        _in_order(thread)
        _moves_in_order(thread)
        for place, _, _ in marks(found, "disclaimer"):
            _disclaim(thread, found[place].start)
        for place, _, _ in marks(found, "beside_tables"):
            _take_out(thread, found[place].start)
    return thread.claims


def opened_with(thread: Thread, text: str) -> str | None:
    """收到34件，予以公开20件，部分公开3件: outcomes that only requests have, before a subject is named."""
    outcomes: set[str] = set()
    for token in tokens(text, thread.words, thread.year):
        named = token.sense(SUBJECT)
        if named and thread.words.subjects[named.key].units:
            break
        found = [
            thread.words.act(sense) for sense in token.senses if sense.kind == ACT and sense.subject == CASES
        ]
        outcomes |= {act.about for act in found if not act.flow}
    return CASES if len(outcomes) >= _ENOUGH_OUTCOMES else None


def _open_sentence(thread: Thread) -> None:
    told = thread.begun < len(thread.claims)
    thread.frames, thread.queue, thread.begun = [], [], len(thread.claims)
    thread.period, thread.future, thread.settled, thread.foreign = THIS, False, thread.opened, False
    thread.shown, thread.clause, thread.pair, thread.base = False, 0, (), None
    thread.left_over = ""
    thread.matters, thread.applied_for = thread.matters and not told, False
    if thread.area == ELSEWHERE:
        thread.area = OWN


def _read(thread: Thread, phrase: Phrase) -> None:
    """One phrase: updates what is spoken of, and adds the claims that it makes."""
    lead = (*phrase.preface, *phrase.before)
    if thread.foreign and _DISCLOSURE in "".join(token.text for token in phrase.before):
        thread.foreign, thread.area = False, OWN  # 因投诉引发的复议1件；信息公开方面无复议
    thread.matters = thread.matters or are_asked_for(phrase)
    thread.future = thread.future or any(marks(lead, "future"))
    if ";" in phrase.openers:
        thread.period, thread.queue, thread.settled = THIS, [], False
        thread.clause += 1
        if thread.area == ELSEWHERE and not thread.foreign:
            thread.area = ALL if any(claim.area == ALL for claim in thread.here) else OWN
        thread.frames = [frame for frame in thread.frames[:1] if goes_on(thread, frame)]
    if phrase.number is None:
        _silent(thread, phrase)
        return
    outside = ALL if _area(replace(phrase, before=())) == ALL else thread.area
    thread.area = _area(phrase) or thread.area
    _number(thread, phrase)
    if _of_that_year(thread, phrase):
        thread.period = LAST
    if phrase.depth and not thread.foreign:
        thread.area = outside  # (市政府9件、市各部门90件): whose they are ends with the bracket
    thread.left_over = _left_over(phrase)


def _left_over(phrase: Phrase) -> str:
    """不予处理13件、城建板块，其他3件: what is enumerated behind the number leads up to the next one."""
    joint = next((place for place, token in enumerate(phrase.after) if token.text == "、"), None)
    return unknown(phrase.after[joint:]) if joint is not None else ""


def _of_that_year(thread: Thread, phrase: Phrase) -> bool:
    """2023年的14件申请中，1件曾结转: what stands behind 中 is of the year of its whole."""
    told = thread.here[-1] if thread.here else None
    named = LAST in (key for _, _, key in marks(phrase.before, PERIOD))
    return named and told is not None and told.period == LAST and any(marks(phrase.after[-1:], "container"))


def _number(thread: Thread, phrase: Phrase) -> None:
    """A phrase with a number: what it is part of, what it counts, and what is spoken of from here on."""
    assert phrase.number is not None
    open_and_close(thread, phrase)
    narrow_to_disclosure(thread, phrase)
    if changed := came_or_went(thread, phrase):
        thread.claims.append(changed)
        return
    if phrase.number.unit == PERCENT or moves.moved(phrase) or any(marks(phrase.before, RATE)):
        lead_in = phrase.preface if not thread.here else ()
        own = replace(phrase, trailing=(), preface=lead_in)
        label = read_label(own, around(thread))
        thread.claims += moves.read_move(thread, phrase, label)
        thread.base = None
        if label.explicit and label.abouts and not thread.topic:
            thread.topic, thread.settled, thread.named = label.subjects[-1], True, True
        return
    if words := around_share(thread, phrase):
        _whole_of_share(thread, phrase, *words)
        return
    label = read_label(phrase, around(thread))
    thread.pair = label.abouts if len(label.abouts) == _TWO else thread.pair
    if label.subjects and label.subjects[-1].startswith(APPEALS) and _of_other_matters(phrase, label):
        thread.area, thread.foreign = ELSEWHERE, True
    thread.shown = are_shown(thread, phrase)
    thread.claims += counted(thread, phrase, label)
    _anchor(thread, phrase, label)
    thread.applied_for = (thread.applied_for and not label.explicit) or of_another_kind(phrase, label)
    if not thread.frames and thread.area != ELSEWHERE and label.foreign and phrase.number.unit != _SORTS:
        thread.lost = True
    if (label.explicit or label.told) and label.subjects and not (thread.frames or label.foreign):
        thread.topic, thread.settled, thread.named, thread.lost = _spoken_of(thread, label), True, True, False


def _of_other_matters(phrase: Phrase, label: Label) -> bool:
    """因政府采购被复议3件, 土地征收类复议4件: what goes on from these is of the same."""
    said = "".join(token.text for token in phrase.before)
    of_a_kind = label.explicit and label.narrowed and _DISCLOSURE not in said
    return for_another_reason(phrase.before) or (of_a_kind and bool(unknown(phrase.before)))


def _anchor(thread: Thread, phrase: Phrase, label: Label) -> None:
    """What the next figure takes over: from one that names its subject, or in which something is unknown.

    A figure of an enumeration stands beside the next one, and a result has no other below it.
    """
    told = thread.claims[-1]
    result = bool(label.acts) and not label.flow
    unclear = told.led or (told.unknown and phrase.openers not in _BESIDE)
    clear = (label.explicit or label.told) and not (result and unclear)
    if clear or (unclear and not result):
        thread.anchor = told


def _whole_of_share(
    thread: Thread, phrase: Phrase, before: tuple[Token, ...], behind: tuple[Token, ...]
) -> None:
    """自然人占新收111件的91%: the figure is read by the words behind 占, the part by those before it."""
    alone = replace(phrase, preface=(), led=(), trailing=())
    own, part = replace(alone, before=behind), replace(alone, before=before[:-1])
    label = read_label(part, around(thread))
    thread.claims += counted(thread, own, read_label(own, around(thread)))
    remember_base(thread, before, label)


def _spoken_of(thread: Thread, label: Label) -> str:
    """The subject that the next number is about; behind both blocks of lawsuits it is the lawsuits."""
    return LAWSUITS if told_of_both_blocks(thread.here) else label.subjects[-1]


def _silent(thread: Thread, phrase: Phrase) -> None:
    """均予维持, 未收到申请, or a heading: the subject that it names is spoken of from here on."""
    label = read_label(phrase, replace(around(thread), ahead=()))
    thread.pair = label.abouts if len(label.abouts) == _TWO else thread.pair
    thread.claims += (
        denied(thread, phrase, label) or shared(thread, phrase, label) or moves.doubled(thread, phrase, label)
    )
    named = [sense.key for token in phrase.before for sense in token.senses if sense.kind in {SUBJECT, WEAK}]
    if thread.matters:
        named = named[:1]  # 申请内容集中在规划许可、工伤认定: requests are spoken of
    if (named and len(thread.text) <= _LONGEST_HEADING) or (
        phrase.openers == "" and named and not thread.here
    ):
        thread.topic, thread.named, thread.lost = named[-1], True, False


def _area(phrase: Phrase) -> str | None:
    """Whose figures are told from here on; None where nothing new is said of it."""
    led = [key for _, _, key in marks(phrase.preface, AREA) if key != "others"]
    said = [*led, *(key for _, _, key in marks(phrase.before, AREA))]
    if not said:
        return None
    if _AUTHORITY in said and said[-1] != OWN:
        return ELSEWHERE  # 作为复议机关，受理全市…复议96件
    if ALL in said and said[-1] != OWN:
        return ALL
    return ELSEWHERE if said[-1] in _NOT_OURS else said[-1]


def _in_order(thread: Thread) -> None:
    """三项与上年的13件、6件、44件相同: figures of last year in the order of those of this year."""
    told = thread.claims[thread.begun :]
    bare = [one for one in told if one.kind == COUNT and one.period == LAST and not one.named]
    first = thread.claims.index(bare[0]) if bare else 0
    if len(bare) < 2 or thread.claims[first : first + len(bare)] != bare:
        return
    now = [one for one in thread.claims[thread.begun : first] if one.counts][-len(bare) :]
    if not all(one.abouts for one in now):  # one is not read: which of last year's is whose is not known
        thread.claims[first : first + len(bare)] = [replace(old, abouts=()) for old in bare]
        return
    for place, (old, new) in enumerate(zip(bare, now, strict=False), first):
        thread.claims[place] = replace(old, abouts=new.abouts, applicants=new.applicants, of=(new,))


def _moves_in_order(thread: Thread) -> None:
    """自然人48件、企业3件，分别占94%、6%: in the order of the figures in front of them."""
    told = thread.claims[thread.begun :]
    first = next((place for place, one in enumerate(told) if one.kind != COUNT and "分别" in one.label), None)
    if first is None:
        return
    moving = list(takewhile(lambda one: one.kind != COUNT or not (one.named or one.abouts), told[first:]))
    parts = [one for one in told[:first] if one.counts][-len(moving) :]
    if len(parts) < len(moving):
        return
    for place, (move, part) in enumerate(zip(moving, parts, strict=True), thread.begun + first):
        thread.claims[place] = _move_of(part, move, told[first])


def _move_of(part: Claim, move: Claim, first: Claim) -> Claim:
    """比上年分别多19件、9件: the second moved as the first did, and is said of its own figure."""
    value: int | Decimal = move.value if first.value > 0 else -abs(Decimal(move.value))
    return replace(
        move,
        abouts=part.abouts,
        applicants=part.applicants,
        of=(part,),
        kind=first.kind,
        value=value,
        period=THIS,
    )


def _disclaim(thread: Thread, start: int) -> None:
    """What stands in the same part of the sentence as the disclaimer is said of something else."""
    first, last = thread.text.rfind(";", 0, start), thread.text.find(";", start)
    last = last if last >= 0 else len(thread.text)
    here = thread.here
    thread.claims[len(thread.claims) - len(here) :] = [
        _disclaimed(claim) if first < claim.start < last else claim for claim in here
    ]


def _take_out(thread: Thread, start: int) -> None:
    """另有312件，单独统计: the figure in front of these words is in no table."""
    before = [claim for claim in thread.here if claim.start < start]
    if before:
        thread.claims[thread.claims.index(before[-1])] = replace(before[-1], area=ELSEWHERE)


def _disclaimed(claim: Claim) -> Claim:
    """均不属于信息公开申请: what the sentence counts are no requests and no appeals about disclosure."""
    others = claim.about.startswith(("cases", "reconsiderations", "lawsuits"))
    return replace(claim, area=ELSEWHERE) if others else claim
