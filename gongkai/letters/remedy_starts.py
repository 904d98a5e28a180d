"""From which day does a letter let the terms of the remedies run?

From the day on which whoever it concerns received it or otherwise came to know of it
(《行政复议法》第二十条、《行政诉讼法》第四十六条); going to court after a reconsideration, from the receipt
of that decision or the end of the term for it (第四十五条). The day of the decision itself is no start: that
would take days away.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_NUMERALS = "0-9一二三四五六七八九十"
_LENGTH = re.compile(rf"(?<![{_NUMERALS}])([{_NUMERALS}]+(?:日|个月))(?:内|以内|之内)")
_TOLD = re.compile(rf"[{_NUMERALS}]+(?:日|个月)")
_WAY = re.compile("申请行政复议|提起行政诉讼|起诉")
_START = re.compile("(?:自|从)(?P<what>[^自从，。；]{1,60}?)起")
_LAWFUL = re.compile("收到|收悉|签收|送达|知道")
_DECIDED = re.compile("收到|签收|送达|届满|期满")
_OF_RECONSIDERATION = re.compile("复议")
_OF_THIS_LETTER = re.compile("本(?:决定|答复|告知|通知)")


def wrong_starts(body: str, after: Collection[str]) -> Iterator[str]:
    """What is wrong with the starts of the terms, in the words of the letter; empty where right.

    `body`: the normalised text. `after`: the term for going to court after a reconsideration as it may be
    written; empty where the letter does not tell of it.
    """
    for sentence in re.split("[。；]", body):
        if _WAY.search(sentence) and _TOLD.search(sentence):
            yield from _in_sentence(sentence, after)


def _in_sentence(sentence: str, after: Collection[str]) -> Iterator[str]:
    starts = list(_START.finditer(sentence))
    lengths = list(_LENGTH.finditer(sentence))
    for start in starts:
        following = next((one[1] for one in lengths if one.start() >= start.end()), "")
        if not _may_start(start["what"], following, after):
            yield f"从“{start['what']}”起算"
    for length in lengths:
        if not any(start.end() <= length.start() for start in starts):
            yield f"“{length[1]}内”没有写从哪一日起算"


def _may_start(what: str, length: str, after: Collection[str]) -> bool:
    if length in after:
        return bool(_DECIDED.search(what)) and not _OF_THIS_LETTER.search(what)
    return bool(_LAWFUL.search(what)) and not _OF_RECONSIDERATION.search(what)
