"""How many items of permits, penalties and charges were there a year ago, and how many came or went?

The trial form has them in table 二: 行政许可上一年项目57项，本年取消3项. Only behind last year's items are
新增 and 取消 told of items.
"""

from __future__ import annotations

from dataclasses import replace

from gongkai.prose.claims import DIFFERENCE, LAST, Claim
from gongkai.prose.marks import marks
from gongkai.prose.phrases import Phrase
from gongkai.prose.shown import DECIDED
from gongkai.prose.thread import Thread

ITEMS = frozenset({"项", "个"})


def came_or_went(thread: Thread, phrase: Phrase) -> Claim | None:
    """The change of the items told last; None where the phrase tells none."""
    last = thread.here[-1] if thread.here else None
    if last is not None and last.kind == DIFFERENCE and last.base is not None:
        last = last.base  # 新增2项、取消1项
    number = phrase.number
    assert number is not None
    if last is None or last.period != LAST or number.unit not in ITEMS or last.unit not in ITEMS:
        return None
    signs = list(marks(phrase.before, "gained", "dropped"))
    if not signs or not last.about.startswith((*DECIDED, "external")):
        return None
    value = number.value if signs[-1][1] == "gained" else -number.value
    return replace(
        thread.claim(phrase, DIFFERENCE), value=value, abouts=last.abouts, base=last, subject=last.subject
    )
