"""Which subject do the words around a number name, and what does the text around them add?

A subject named beside the number comes first, then what is spoken of, where it knows the act beside it; else
the act itself may tell, as 不予处理 is said of requests alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.prose.marks import group, keys, only_joins
from gongkai.prose.narrowing import CASES
from gongkai.prose.phrases import Phrase
from gongkai.prose.tokens import Token
from gongkai.prose.vocabulary import ACT, SUBJECT, WEAK, Vocabulary

_DECIDED = "decisions"
_INSTANCES = ("一审", "二审", "再审")
_SUITS = "lawsuits"
_FILES, _NORMATIVE = "documents_attributes", "documents"
_LENDER_OF_OUTCOMES = "reconsiderations"  # 纠正, 维持 are said of much else: they tell no subject


@dataclass(frozen=True, slots=True)
class Around:
    """What is known where the phrase stands: the topic, that of the list it is part of, what comes behind."""

    words: Vocabulary
    topic: str | None
    within: str | None  # the subject of the whole, inside a list of parts
    ahead: tuple[str, ...]  # subjects named later in the sentence
    result_before: bool
    inside: str  # what the whole counts
    settled: bool  # the topic has been named in this part of the sentence
    lost: bool  # something that no word explains has been counted: its steps may go on
    inherited: bool  # the topic is that of the paragraph before


def subjects_of(phrase: Phrase, around: Around) -> tuple[list[str], bool]:
    """The subject of the phrase, several where they are coordinated; and whether the phrase names it."""
    topic = around.within or around.topic
    return _beside(phrase, topic, around) or _spoken_of(phrase, topic, around)


def _beside(phrase: Phrase, topic: str | None, around: Around) -> tuple[list[str], bool] | None:
    """The subject that stands in front of the number, or behind it."""
    named = _with_weak(phrase.before, group(phrase.before, SUBJECT, WEAK))
    if named and _gives_way(named[-1], topic, phrase.before, around.words):
        return [str(topic)], False
    said = keys(phrase.before, SUBJECT)
    if len(said) > 1 and set(said) == set(named[-1:]):
        return named, True  # 行政诉讼应诉4件
    first = said[0] if said else None
    if named and first != named[-1] and _acts_in_topic(phrase.before, first, around):
        return [str(first)], True  # 依申请公开收文27封
    if named and not _acts_in_topic(phrase.before, topic, around):
        return named, True
    last = _last_label(phrase.before)
    if last is not None and not last.sense("place") and last.sense(WEAK):
        return group(phrase.before, WEAK), True
    behind = keys(phrase.after, SUBJECT)
    if not behind or _acts_in_topic(phrase.after, topic, around):
        return None
    if phrase.after[0].sense(SUBJECT) and not around.words.subjects[behind[0]].units:
        return [behind[0]], True  # 不予公开的50份文件
    if _is_the_thing(phrase, behind[0], topic, around.words):
        return [behind[0]], True
    if knows(behind[0], phrase.before) or not acts_of_any(phrase.before):
        return [behind[0]], True
    return None


def _is_the_thing(phrase: Phrase, behind: str, topic: str | None, words: Vocabulary) -> bool:
    """承办的27件建议提案: what is named right behind the number is what is counted."""
    acts = [
        words.act(s) for token in phrase.before for s in token.senses if s.kind == ACT and s.subject == CASES
    ]
    right = bool(phrase.after) and phrase.after[0].sense(SUBJECT) is not None
    return right and behind not in {topic, CASES} and bool(acts) and all(act.flow for act in acts)


def _with_weak(tokens: Sequence[Token], named: list[str]) -> list[str]:
    """行政许可、处罚、强制各0件: the short words that are joined behind it are named too."""
    place = next((n for n in reversed(range(len(tokens))) if tokens[n].sense(SUBJECT)), None)
    if place is None or not named or not named[-1].startswith(_DECIDED):
        return named
    found = list(named)
    between: list[Token] = []
    for token in tokens[place + 1 :]:
        weak = token.sense(WEAK)
        if weak is not None and only_joins(between) and weak.key not in found:
            found, between = [*found, weak.key], []
        else:
            between.append(token)
    return found


def _spoken_of(phrase: Phrase, topic: str | None, around: Around) -> tuple[list[str], bool]:
    """The subject in the words that lead up to it, a weak word for one, the topic, or what the act tells."""
    if topic == _LENDER_OF_OUTCOMES and _of_courts((*phrase.before, *phrase.after)):
        return [] if around.within else [_SUITS], False
    led = group(phrase.led, SUBJECT)
    other = next(iter(reversed(keys(phrase.preface, SUBJECT))), topic)
    named = group(phrase.before, SUBJECT, WEAK)
    if not led and other != topic and not named and _only_flows(phrase, topic, around.words):
        topic = other  # 做好热线办理，全年受理3120件: the steps are those of what was named last
    core = (*phrase.before, *phrase.after)
    weak = [*keys(phrase.before, WEAK), *_things(phrase.after)]
    free = not topic or not acts_of_any(core) or any(knows(one, core) for one in led)
    if led and free and not (weak and not knows(led[-1], core)):
        return led, True
    if weak[-1:] == [CASES] and (around.within or "").startswith(_DECIDED):
        return [str(around.within)], False  # 许可52件，其中延续申请2件
    if weak and (not topic or weak[-1] == topic or not knows(topic, core) or _begins_anew(weak[-1], around)):
        return group(phrase.before, WEAK) or [weak[-1]], True
    return _topic_or_told(core, topic, around), False


def _of_courts(tokens: Iterable[Token]) -> bool:
    """被复议纠正3件、被法院判决败诉2件, 尚在二审中的1件: what a court did is told of lawsuits."""
    tokens = list(tokens)
    if any(token.sense(ACT) and any(word in token.text for word in _INSTANCES) for token in tokens):
        return True
    return any(sense.kind == WEAK and sense.key == _SUITS for token in tokens for sense in token.senses)


def _topic_or_told(core: Sequence[Token], topic: str | None, around: Around) -> list[str]:
    """The topic, where it knows what is done; else the subject that the act belongs to."""
    if topic and (knows(topic, core) or not acts_of_any(core)):
        return [topic]
    if around.within and around.within != CASES:
        return [around.within]
    if topic == _FILES and knows(_NORMATIVE, core):
        return [_NORMATIVE]  # 文件清理后现行有效2件: only normative ones are in force, or repealed
    if topic and around.settled:
        return [topic]
    ahead = next((one for one in around.ahead if knows(one, core)), None)
    telling = ahead or _telling(around.words, core) or topic
    return [telling] if telling else []


def _things(after: Sequence[Token]) -> list[str]:
    """1件申请人逾期未缴: behind a number 申请人 are those who ask, and no requests."""
    return [
        sense.key
        for token in after
        for sense in token.senses
        if sense.kind == WEAK and not token.text.endswith("人")
    ]


def _begins_anew(weak: str, around: Around) -> bool:
    """复议3件。收到申请41件: a new paragraph speaks of requests, whatever the one before told."""
    return weak == CASES and around.inherited and not around.settled and not around.within


def _gives_way(named: str, topic: str | None, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """相关信息予以公开: the noun is generic, and only what is spoken of is ever 予以公开."""
    if not words.subjects[named].generic or topic is None or topic == named:
        return False
    acts = [sense for token in tokens for sense in token.senses if sense.kind == ACT]
    results = [sense for sense in acts if sense.subject == topic and not words.act(sense).flow]
    return bool(results) and not any(sense.subject == named for sense in acts)


def _only_flows(phrase: Phrase, topic: str | None, words: Vocabulary) -> bool:
    """Whether the acts beside the number are steps that any record goes through."""
    acts = [
        words.act(sense)
        for token in (*phrase.before, *phrase.after)
        for sense in token.senses
        if sense.kind == ACT and sense.subject == topic
    ]
    return bool(acts) and all(act.flow for act in acts)


def _acts_in_topic(tokens: Sequence[Token], topic: str | None, around: Around) -> bool:
    """Whether the last subject named is, in the topic, a word for what is done: 公文…依申请公开22件."""
    last = next((token for token in reversed(tokens) if token.sense(SUBJECT)), None)
    if (
        last is None
        or topic is None
        or any(sense.key == topic for sense in last.senses if sense.kind == SUBJECT)
    ):
        return False
    acts = [sense.key for sense in last.senses if sense.kind == ACT and sense.subject == topic]
    if _received(tokens[: tokens.index(last)], topic, around.words):
        return False
    return any(not around.words.subjects[topic].acts[key].follows or around.result_before for key in acts)


def _received(before: Sequence[Token], topic: str, words: Vocabulary) -> bool:
    """收到信访件: behind a step of all cases it is a thing, and nothing that is done."""
    acts = [
        sense for token in before for sense in token.senses if sense.kind == ACT and sense.subject == topic
    ]
    return any(words.act(sense).flow for sense in acts)


def _last_label(tokens: Sequence[Token]) -> Token | None:
    """The last word that names a subject or an act."""
    return next(
        (
            token
            for token in reversed(tokens)
            if token.sense(SUBJECT) or token.sense(WEAK) or token.sense(ACT)
        ),
        None,
    )


def acts_of_any(tokens: Iterable[Token]) -> bool:
    return any(token.sense(ACT) and not token.sense("place") for token in tokens)


def knows(subject: str, tokens: Iterable[Token]) -> bool:
    return any(sense.kind == ACT and sense.subject == subject for token in tokens for sense in token.senses)


def _telling(words: Vocabulary, tokens: Iterable[Token]) -> str | None:
    """The only subject that a word here belongs to: 不予处理 is said of requests alone."""
    for token in tokens:
        acts = [sense for sense in token.senses if sense.kind == ACT]
        subjects = {
            sense.subject
            for sense in acts
            if words.subjects[sense.subject].units and sense.subject not in words.borrowing
        }
        subjects -= {_LENDER_OF_OUTCOMES}
        if len(subjects) == 1:
            own = next(sense for sense in acts if sense.subject in subjects)
            sure = len(token.text) > 1 and not token.sense("place") and not token.sense("sum")
            if sure and not words.act(own).follows:
                return own.subject
    return None
