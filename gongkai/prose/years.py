"""Of which year is a number: this one, the one before, another?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.prose.claims import LAST, OTHER, THIS
from gongkai.prose.marks import act_behind, keys, marks
from gongkai.prose.phrases import Phrase
from gongkai.prose.thread import Thread
from gongkai.prose.tokens import Token
from gongkai.prose.vocabulary import ACT, AREA, PERIOD, SUBJECT

_NEXT = "next"
_THE_YEAR = frozenset({"全年", "全年共", "全年累计", "年内", "当年", "年内共", "一年"})
_IS = frozenset("是系为")  # 9件是去年的数
_FROM = frozenset("由从")  # 由7件增到11件
_COMPARED = (["较"], ["比"])  # 9件，较7件多2件
_AGAINST = ["对"]  # 205件对178件: this year's against last year's


def year_of(thread: Thread, phrase: Phrase) -> str:
    """Of which year the number is; what stands in a sentence holds until another is named."""
    return (
        _in_front_of_bracket(phrase)
        or _said(thread, phrase, phrase.before, own=True)
        or _said(thread, phrase, phrase.preface, own=False)
        or _implied(thread, phrase)
        or thread.period
    )


def _said(thread: Thread, phrase: Phrase, zone: Sequence[Token], *, own: bool) -> str | None:
    """The year that stands in these words: the number's own, or those that lead up to it."""
    said = [(place, key) for place, _, key in marks(zone, PERIOD)]
    if not said:
        return None
    place, key = said[-1]
    if any(one in {OTHER, _NEXT} for _, one in said[:-1]):
        thread.period = OTHER if own and key == OTHER else thread.period
        return OTHER  # 2025年1月办结上年结转3件; 自2008年施行以来收到3120件，答复3098件
    if thread.period == OTHER and key == LAST and _turned(thread, zone):
        return OTHER  # 2025年1月又收到25件，答复上年结转12件
    if (key != OTHER and _turned(thread, zone)) or any(marks(zone[place:], "to")):
        return THIS
    if key == LAST and not own:
        if not _of_a_year_of_its_own(thread, phrase):
            return None
        thread.period = LAST
        return LAST
    if key == THIS and own and zone[place].text in _THE_YEAR:
        key = _year_in_front(phrase) or key
    if key == _NEXT:
        return OTHER
    compared = any(mark < place for mark, _, _ in marks(zone, "compare")) or phrase.depth > 0
    first = place == 0 or (key == OTHER and all(token.sense("place") for token in zone[:place]))
    begins = first and any(token.sense(ACT) for token in zone)  # 去年收到39件，办结38件
    if not compared and (not own or begins or act_behind(zone, place)):
        thread.period = key
    elif key == THIS:
        thread.period = THIS
    return key


def _of_a_year_of_its_own(thread: Thread, phrase: Phrase) -> bool:
    """2019年，收到52件…；2020年，收到35件…: a clause opens with last year, another one with this year."""
    first = phrase.preface[0]
    opens = first.start == 0 or thread.text[first.start - 1] == ";"
    return thread.year_by_year and opens and first.text.startswith(str((thread.year or 0) - 1))


def _opens_with(year: int, passage: str) -> bool:
    return re.search(rf"(?:^|[;。]){year}年度?(?!末|底|初|起)", passage) is not None


def year_by_year(year: int | None, passage: str) -> bool:
    """Whether clauses of the passage open with the year before, and others with the year."""
    return year is not None and _opens_with(year, passage) and _opens_with(year - 1, passage)


def _implied(thread: Thread, phrase: Phrase) -> str | None:
    """The year that no word of its own tells: 由7件, 205件对178件, 9件是去年的数, the next of a row."""
    words = [token.text for token in phrase.before]
    if (
        came_from(phrase)
        or (words == _AGAINST and not phrase.openers)
        or (words in _COMPARED and thread.here)
    ):
        return LAST
    if (beside := _said_behind(phrase)) is not None:
        return beside
    if not phrase.before and phrase.openers == "、" and thread.here:
        last = thread.here[-1]
        if not last.named or last.period == OTHER:
            return last.period  # 与上年的13件、6件、44件相同; 三年分别为31件、41件、52件
    return None


def came_from(phrase: Phrase) -> bool:
    """由51.4%升至52.5%: where it came from."""
    told = any(token.other or token.sense(AREA) or token.sense(SUBJECT) for token in phrase.after)
    return bool(phrase.before) and phrase.before[-1].text.endswith(tuple(_FROM)) and not told


def _year_in_front(phrase: Phrase) -> str | None:
    """2020年受疫情影响，全年收到152件: 全年 is the year that was named, unless it is only compared with."""
    said = [(place, key) for place, _, key in marks(phrase.preface, PERIOD)]
    if not said or any(marks(phrase.preface[: said[-1][0]], "compare")):
        return None
    if any(
        sense.kind == ACT and "carried_over" in sense.key
        for token in phrase.preface
        for sense in token.senses
    ):
        return None  # 上年没有结转，当年办结60件
    return said[-1][1] if said[-1][1] in {LAST, OTHER} else None


def _said_behind(phrase: Phrase) -> str | None:
    """9件是去年的数; 1件是上年结转 is of this year."""
    words = phrase.after[:3] if phrase.after and phrase.after[0].text in _IS else ()
    told = keys(words, PERIOD)
    return told[-1] if told and not any(token.sense(ACT) for token in words) else None


def _in_front_of_bracket(phrase: Phrase) -> str | None:
    """比上年（72件）下降19.4%: the year that the bracket stands behind."""
    if not phrase.depth or keys(phrase.before, PERIOD):
        return None
    last = phrase.led[-1:] if phrase.before else phrase.led  # 对比2023年(新收65件)
    said = keys(last, PERIOD)
    return said[-1] if said and said[-1] in {LAST, OTHER} else None


def _turned(thread: Thread, zone: Sequence[Token]) -> bool:
    """上年结转4件: the year belongs to the carry-over."""
    return any(
        sense.kind == ACT and LAST in thread.words.act(sense).turns and not thread.words.act(sense).flow
        for token in zone
        for sense in token.senses
    )
