"""Which share is a percentage, and of which whole?

占办结总数的60% is a share of the figure told last in what the words behind 占 name, 占办结总数315件的27% in
the figure that stands there, 予以公开31件（27.9%） in the whole of the list; 公开率 has a name of its own.
Where the words name a whole that the part has none of, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gongkai.prose.claims import COUNT, LAST, RECEIVED, SHARE, THIS, Claim
from gongkai.prose.labels import Label
from gongkai.prose.marks import marks, unexplained
from gongkai.prose.narrowing import CASES
from gongkai.prose.phrases import Phrase
from gongkai.prose.sums import MANY, added_up
from gongkai.prose.thread import Base, Thread
from gongkai.prose.tokens import Token
from gongkai.prose.vocabulary import ACT, AREA, PERIOD, SUBJECT
from gongkai.prose.years import came_from

IN_FRONT = -1  # 占比偏高，达到54.5%: the sign stands in the piece before
_TOGETHER = ("合", "共", "两项")  # 合占
_TAKEN = re.compile(r"\)?的(?:比例)?[为达]?(?:约|近|超|超过)?\d+(?:\.\d+)?%")
_NOTE = re.compile(
    r"\((?:若|如)?(?:按|以|仅|不含|只含|扣除|剔除)|,(?:按|以)[^,。;]{1,10}(?:计|统计|口径|基数)"
)  # 公开率24.9%（按予以公开计）
_NOTHING = frozenset({"", "件"})  # 占不予处理件的27%
_ALL_OF_BLOCK = ("reconsiderations.total", "lawsuits.total")
_OF_IT = frozenset({"的", "比例", "比例为", "为", "达"})


def around_share(thread: Thread, phrase: Phrase) -> tuple[tuple[Token, ...], tuple[Token, ...]] | None:
    """The words up to 占 and those behind it that say what a figure is, of which a percentage is taken."""
    if not _TAKEN.match(thread.text, phrase.end):
        return None
    zone = phrase.before or (phrase.led if phrase.depth else ())
    place = next((place for place, _, _ in marks(zone, "share")), None)
    return None if place is None else (zone[: place + 1], zone[place + 1 :])


def remember_base(thread: Thread, before: tuple[Token, ...], label: Label) -> None:
    """Keeps the figure told last as the whole of the share behind it; it is no part of the list."""
    whole = thread.claims[-1] = replace(thread.claims[-1], whole=None)
    thread.base = Base(whole, before, label)


def of_base(thread: Thread, phrase: Phrase) -> Claim | None:
    """占办结总数315件的27%: the share in the figure told right before; None where it is none."""
    base = thread.base
    if base is None or not _OF_IT.issuperset(token.text for token in phrase.before):
        return None
    claim = replace(thread.claim(phrase, SHARE), label="".join(token.text for token in base.before))
    part = _part(thread, claim, base.label, base.before, phrase)
    return replace(part or claim, base=base.whole if part else None)


def share(thread: Thread, phrase: Phrase, label: Label, place: int) -> Claim:
    """The share of the part named in front of 占, else of the figure told last, in what stands behind 占."""
    claim = thread.claim(phrase, SHARE)
    behind = phrase.before[place + 1 :]
    if unexplained(behind) not in _NOTHING or any(marks(behind, AREA)):
        return claim  # 占全市申请量的3%: of what is told nowhere here
    part = _part(thread, claim, label, phrase.before[: place + 1], phrase)
    if part is None or _of_more(part, behind):
        return claim
    base = _base_named(thread, behind, _subject(thread, part, label))
    return replace(part, bases=base) if part and base is not None else claim


def in_brackets(thread: Thread, phrase: Phrase) -> Claim | None:
    """予以公开31件（27.9%）: the share of the part that stands in front of the bracket."""
    last = thread.here[-1] if thread.here else None
    bare = phrase.depth > 0 and not phrase.before and not phrase.after and phrase.openers == "("
    if not bare or last is None or not last.counts or last.approximate:
        return None
    if last.whole is None and not (last.applicants or (last.about.startswith(CASES) and not last.flow)):
        return None
    claim = thread.claim(phrase, SHARE)
    return replace(claim, abouts=last.abouts, applicants=last.applicants, of=(last,), area=last.area)


def _part(
    thread: Thread, claim: Claim, label: Label, before: Sequence[Token], phrase: Phrase
) -> Claim | None:
    """The claim with the part of the share: what the words up to 占 name, else the figures told last."""
    words = before[:-1]
    own = _acts_about(thread, words, _subject_of(label)) or (() if before else label.abouts)
    base = thread.base.whole if thread.base else None
    figures = [one for one in thread.here if one.kind == COUNT and one.period == THIS and one is not base]
    if not phrase.depth:  # 不予公开61件（其中行政查询39件），占19.7%
        figures = [one for one in figures if not one.bracketed] or figures
    applicants = label.applicants if any(token.sense("applicant") for token in words) else ()
    if own or applicants:
        told = figures[-1].abouts if figures and (figures[-1].flow or figures[-1].applicants) else ()
        abouts = own or told or (RECEIVED,)
        return replace(
            claim, abouts=abouts, applicants=applicants, period=LAST if came_from(phrase) else THIS
        )
    if not figures:
        return None
    part = figures[-1]
    if _of_several(before) and not part.addends:
        unknown = replace(part, value=Decimal(-1), whole=None, label=claim.label)
        part = added_up(thread, unknown, without=base)
        return replace(claim, abouts=part.abouts, addends=part.addends)
    return replace(claim, abouts=part.abouts, applicants=part.applicants, of=(part,), area=part.area)


def _of_more(part: Claim, behind: Sequence[Token]) -> bool:
    """诉讼22件，占全部应诉案件的18.4%: all of ours are a share of those of every kind, told nowhere here."""
    return part.about.endswith(_ALL_OF_BLOCK) and any(token.sense(SUBJECT) for token in behind)


def _of_several(before: Sequence[Token]) -> bool:
    """合占, 两类共占, 仅此两类就占: the figures told last together."""
    said = "".join(token.text for token in before[:-1])
    together = bool(before) and before[-1].text.startswith(_TOGETHER)
    return together or any(marks(before[:-1], "sum")) or MANY.search(said) is not None


def _subject_of(label: Label) -> str:
    return label.subjects[0] if label.subjects else CASES


def _subject(thread: Thread, part: Claim | None, label: Label) -> str:
    """The subject of which the whole has to be: 维持16件，占办结数的57.1% is of the appeals."""
    told = next(iter(part.of), None) if part else None
    known = told is not None and told.abouts and told.subject in thread.words.subjects
    return told.subject if told is not None and known else _subject_of(label)


def _base_named(thread: Thread, behind: Sequence[Token], subject: str) -> tuple[str, ...] | None:
    """The whole that the words behind 占 name; empty where they name none, None where it is another's."""
    found = _acts_about(thread, behind, subject, fillers=True)
    if found or subject == CASES:
        return found[:1]
    return None if any(token.sense(ACT) and not token.sense("place") for token in behind) else ()


def _acts_about(
    thread: Thread, tokens: Sequence[Token], subject: str, *, fillers: bool = False
) -> tuple[str, ...]:
    """What acts in these words count, of the subject spoken of; words that may be fillers too if asked."""
    acts = thread.words.subjects[subject].acts
    found = [
        acts[sense.key].about
        for token in tokens
        for sense in token.senses
        if sense.kind == ACT and sense.subject == subject and (fillers or not token.sense("place"))
    ]
    return tuple(found[-1].split("+")) if found else ()


# – rates


def rated(thread: Thread, key: str) -> bool:
    """Whether the rate is one of what is spoken of: 办结率 of hotline calls is none of requests."""
    part = thread.words.rates[key].part
    return not part.startswith(CASES) or thread.topic in {None, CASES}


def rate(thread: Thread, phrase: Phrase, key: str) -> Claim:
    """办结率 is what was finished over what was there to finish; a note may say that it is another."""
    named = thread.words.rates[key]
    if named.part.startswith(CASES) and _NOTE.match(thread.text, phrase.end):
        return thread.claim(phrase, SHARE)
    last = any(key == LAST for _, _, key in marks(phrase.before, PERIOD)) or came_from(phrase)
    return replace(
        replace(thread.claim(phrase, SHARE), period=LAST if last else THIS),
        abouts=tuple(named.part.split("+")),
        bases=named.bases,
    )
