"""What was asked and answered before, or stands in a document, that is like what somebody is about to write?

By the search of the site: first all words of the title; where nothing has them all, the longest of them,
and parts of the longest; and where nothing has those, what has most of the weight of its words.
"""

from __future__ import annotations

import re
from datetime import date

from gongkai_web.look.parts import ListRow
from gongkai_web.search.finding import Hit, find, meant, nearest
from gongkai_web.search.grams import asked
from gongkai_web.search.narrowing import Narrowing

MOST = 5
_PIECES, _PART = 4, 3
# What nearly every question has tells nothing.
_COMMON = re.compile(
    r"请问|咨询|关于|什么|怎么|怎样|如何|哪里|哪儿|多少|为什么|是不是|可以|能否|能不能|有没有|需要|您好|你好|一下|"
    r"建议|意见|希望|反映|投诉|举报|的|了|吗|呢|吧|我|要|在|是|和|与"
)
_BETWEEN = re.compile(r"[\W_]+")


def similar(words: str, day: date, *, group: str = "") -> list[ListRow]:
    """What is published that is like it, the best first; at most MOST."""
    return [_row(hit) for hit in hits_like(words, day, group=group)]


def hits_like(words: str, day: date, *, group: str = "", most: int = MOST) -> list[Hit]:
    """The same as the search has it; of one group where that is asked."""
    pieces = [one for one in _BETWEEN.split(_COMMON.sub(" ", words)) if len(one) > 1]
    longest = sorted(dict.fromkeys(pieces), key=len, reverse=True)[:_PIECES]
    parts = [piece[at : at + _PART] for piece in longest[:1] for at in range(0, len(piece) - _PART + 1, 2)]
    found: dict[str, Hit] = {}
    for query in (words, " ".join(longest), *longest, *parts[:_PIECES]):
        for hit in find(meant(asked(query), day), Narrowing(group=group), day, size=most, facets=()).hits:
            found.setdefault(hit.shown.href, hit)
        if len(found) >= most:
            break
    if not found:
        query, narrowing = meant(asked(" ".join(pieces) or words), day), Narrowing(group=group)
        return list(nearest(query, narrowing, day, size=most, facets=(), signs=False)[0].hits)
    return list(found.values())[:most]


def _row(hit: Hit) -> ListRow:
    entry = hit.entry
    return ListRow(entry.title, hit.shown.href, entry.day, entry.number, entry.agency_name)
