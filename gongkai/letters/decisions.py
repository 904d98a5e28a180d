"""What does this office decide in a text?

A word alone says nothing: a third party may refuse 予以公开, a file may be one that 已经予以公开, the law
names what 应当予以公开. Only a clause that says it of now, for this office and without a condition decides.
"""

from __future__ import annotations

import re

# What a clause speaks of when it does not say what is decided now: others, the past, the law, a condition.
_OTHERS = "同意|第三方|权利人|意见|要求|请求|认为|主张"
_NOT_NOW = "已|曾|原答复|原决定|处罚决定|此前"
_LAW = "应当|可以|可能|是否|规定|如果|如|若|凡|拟"
_NOT_DECIDED = re.compile(f"{_OTHERS}|{_NOT_NOW}|{_LAW}")
_CLAUSE = re.compile("[^。；，：！？]+")
_NAME = "(?!的|会|将|后|以后|可能|造成|是否)"  # behind the verb: part of a name, or what would happen
_CONDITION = "的"  # ends the clause before: …造成重大影响的，予以公开


def decided(verb: str, body: str) -> str:
    """The clause of the normalised text in which this office decides that, e.g. 予以公开; empty for none."""
    own = re.compile(f"(?<!不){re.escape(verb)}{_NAME}")
    before = ""
    for found in _CLAUSE.finditer(body):
        clause = found[0]
        at = own.search(clause)
        if at and not _NOT_DECIDED.search(clause[: at.start()]) and not before.endswith(_CONDITION):
            return clause
        before = clause
    return ""
