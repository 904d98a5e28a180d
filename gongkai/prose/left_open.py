"""Does a number tell nothing, though its words say what it counts?

What is planned or denied, in a unit in which the subject is not counted, heard by the authority of others,
asked for by a few people, or published as information.
"""

from __future__ import annotations

from itertools import pairwise

from gongkai.prose.claims import ELSEWHERE
from gongkai.prose.labels import Label
from gongkai.prose.marks import without_reasons
from gongkai.prose.matters import TABLE_TWO
from gongkai.prose.phrases import Phrase
from gongkai.prose.shown import DECIDED, INFORMATION
from gongkai.prose.thread import Thread
from gongkai.prose.vocabulary import ACT

_THERE_ARE = frozenset({"有", "还有", "另有", "也有", "又有", "曾有", "仍有", "其中有"})
_PLAN = "计划"
_ANSWERED = frozenset({"finished", "handled"})
_CHARGES = "行政事业性收费"
_EARLY = "提前"
_APPLIED = frozenset({"名", "家", "人次"})  # 申请人中个人9名、企业1家
_PEOPLE = frozenset({"名", "人", "位", "户", "家"})
_DISCLOSURE = ("公开", "依申请")
_HEARD_BY_AUTHORITIES = "reconsiderations"
_HEARD = (_HEARD_BY_AUTHORITIES, "lawsuits")


def left_open(thread: Thread, phrase: Phrase, label: Label) -> bool:
    """Whether the number is planned, denied, in another unit or of the fee: it tells nothing."""
    return (
        thread.future
        or _planned(phrase)
        or _negated(phrase, label)
        or not _fits(thread, phrase, label)
        or _of_section_six(thread, phrase, label)
        or _of_people(thread, phrase)
        or _run_together(phrase)
        or _in_advance(phrase)
        or _of_those_answered(phrase, label)
        or _there_are(phrase, label)
        or _of_those_decided(phrase, label)
        or (thread.matters and bool(label.subjects) and label.subjects[-1].startswith(TABLE_TWO))
        or (of_the_shown(thread, label) and (bool(thread.frames) or _is_information(phrase)))
    )


def _run_together(phrase: Phrase) -> bool:
    """收52结53余2: numbers without units, of which only the last is seen."""
    bare = phrase.number is not None and not phrase.number.unit
    return bare and any(token.text.isdigit() for token in phrase.before)


def _there_are(phrase: Phrase, label: Label) -> bool:
    """有3件申请内容较多: some of them, of which something is said."""
    told = "".join(token.text for token in phrase.before)
    plain = not label.applicants and all(act.flow for act in label.acts)
    return told in _THERE_ARE and label.explicit and plain and len(phrase.after) > 1


def _of_those_decided(phrase: Phrase, label: Label) -> bool:
    """行政许可中即办件42件: some of the permits."""
    named = bool(label.subjects) and label.subjects[-1].startswith(DECIDED)
    return named and any(token.sense("container") for token in phrase.before)


def _of_those_answered(phrase: Phrase, label: Label) -> bool:
    """办结申请中直接答复的33件: a step told of those that were answered is one of some."""
    place = next((n for n, token in enumerate(phrase.before) if token.sense("container")), 0)
    return label.flow and any(s.key in _ANSWERED for token in phrase.before[:place] for s in token.senses)


def _in_advance(phrase: Phrase) -> bool:
    """提前答复23件: some of them."""
    return _EARLY in "".join(token.text for token in phrase.before)


def number_of_people(phrase: Phrase, label: Label) -> bool:
    """申请人中个人9名: who has applied twice is counted once."""
    return bool(label.applicants) and phrase.number is not None and phrase.number.unit in _APPLIED


def _of_people(thread: Thread, phrase: Phrase) -> bool:
    """3名申请人提出12件申请: what a few people asked for, and not all."""
    last = thread.here[-1] if thread.here else None
    return last is not None and last.unit in _PEOPLE and not phrase.openers


def of_the_shown(thread: Thread, label: Label) -> bool:
    """Whether these are permits, decisions on appeals and the like that were published: 公示行政许可31件."""
    return thread.shown and bool(label.subjects) and label.subjects[-1].startswith((*DECIDED, *_HEARD))


def _is_information(phrase: Phrase) -> bool:
    """公示行政许可31条: decisions are counted in other units."""
    return phrase.number is not None and phrase.number.unit in INFORMATION


def _planned(phrase: Phrase) -> bool:
    """将办结12件; a 计划 that is asked for is none."""
    said = (*phrase.led, *phrase.before)
    if phrase.before and phrase.before[-1].text.endswith(_PLAN):
        return True  # 规范性文件制定计划4件
    return any(token.sense("will") and behind.sense(ACT) for token, behind in pairwise(said))


def _negated(phrase: Phrase, label: Label) -> bool:
    """未纠正的2件 is no 纠正; a zero may be told with a negation."""
    number = phrase.number
    own = without_reasons(label.words if label.behind else phrase.before)
    if number and not number.value and phrase.before and phrase.before[-1].text.endswith("的"):
        return any(token.sense("negation") for token in own)  # 未起诉的0件: every one went to court
    return bool(number and number.value) and any(
        token.sense("negation") and not token.sense(ACT) for token in own
    )


def _fits(thread: Thread, phrase: Phrase, label: Label) -> bool:
    """Whether the unit is one in which the subject is counted, and others' appeals are left alone."""
    number = phrase.number
    assert number is not None
    for key in label.subjects:
        units = thread.words.subjects[key].units
        asked = bool(label.applicants) and not label.acts and number.unit in _APPLIED
        if number.unit and number.unit not in units and not asked:
            return False
    if any(act.authority for act in label.acts) and label.subjects == (_HEARD_BY_AUTHORITIES,):
        said = (token.text for token in (*phrase.preface, *phrase.before))
        if thread.section != 4 and not any(word in text for text in said for word in _DISCLOSURE):
            thread.area = ELSEWHERE  # what the authority hears of others, and how that ended
            return False
    return True


def _of_section_six(thread: Thread, phrase: Phrase, label: Label) -> bool:
    """收费0元 in section six is the fee for processing information, which `fees` reads."""
    fee = thread.section == 6 and any(key.startswith("charges") for key in label.subjects) and not label.acts
    said = "".join(token.text for token in (*phrase.before, *phrase.after))
    charged = _CHARGES in said and _DISCLOSURE[0] not in said and bool(phrase.number and phrase.number.value)
    return fee and not charged
