"""Are permits, penalties and charges told as information that was published, and not as what was decided?

公开行政许可203条、行政处罚181条: neither is the number of decisions. A list that hangs on such a verb, or
is part of what was published, goes on at each 、.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.prose.phrases import Phrase
from gongkai.prose.thread import Thread
from gongkai.prose.tokens import Token
from gongkai.prose.vocabulary import ACT, SUBJECT, WEAK

DECIDED = ("decisions", "charges")
INFORMATION = frozenset({"条", "条次", "篇", "则"})  # in which information is counted, and no decisions
_PUBLISHED = ("published", "submitted", "media")
_LISTS = frozenset({"、", "和", "及", "以及", "与"})


def are_shown(thread: Thread, phrase: Phrase) -> bool:
    """Whether what this phrase counts was published."""
    if thread.frames and thread.frames[-1].whole.subject.startswith(_PUBLISHED):
        return True
    if thread.shown and phrase.openers in _LISTS and not decided(phrase.before):
        return True
    return _governed(phrase.before)


def _governed(tokens: Sequence[Token]) -> bool:
    """Whether the last verb in front of the permits, or of what else is counted, is one of publishing."""
    shown = deciding = False
    for token in tokens:
        if _names_decisions(token):
            return shown and not deciding
        shown = shown or token.sense("shown") is not None
        deciding = (deciding or shown) and _decides(token)
    return shown


def decided(tokens: Sequence[Token]) -> bool:
    return any(_decides(token) for token in tokens)


def _decides(token: Token) -> bool:
    return any(sense.kind == ACT and sense.subject.startswith(DECIDED) for sense in token.senses)


def _names_decisions(token: Token) -> bool:
    return any(sense.kind in {SUBJECT, WEAK} and sense.key.startswith(DECIDED) for sense in token.senses)
