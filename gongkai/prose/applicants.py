"""Whose requests does a number count that its own words do not name: 其他 behind a list of applicants?"""

from __future__ import annotations

from gongkai.outcomes import applicant_kinds
from gongkai.prose.phrases import Phrase
from gongkai.prose.thread import Thread

_ORGANISATION = "organisation"
_LEAST = 2  # of which one is an organisation: 自然人3件、其他2件 may be all organisations


def other_applicants(thread: Thread, phrase: Phrase) -> tuple[str, ...]:
    """自然人361件、企业15件、其他2件: the kind of that label in table 三, which ends the list."""
    word = "".join(token.text for token in phrase.before)
    kinds = applicant_kinds()
    named = tuple(key for key, kind in kinds.items() if kind.label == word)
    told = [one for one in thread.here[-_LEAST:] if one.counts and one.applicants]
    told = [one for one in told if one.bracketed == (phrase.depth > 0)]
    groups = {kinds[name].group for one in told for name in one.applicants if name in kinds}
    listed = len(told) == _LEAST and _ORGANISATION in groups
    return named if listed and not phrase.after else ()
