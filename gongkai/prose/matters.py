"""Is it told what requests ask for, or are applications of another kind counted?

内容：处罚决定57件 counts requests, and no penalties; 助学贷款申请256件，同意241件 are no requests.
"""

from __future__ import annotations

from gongkai.prose.labels import Label
from gongkai.prose.marks import unexplained
from gongkai.prose.phrases import Phrase
from gongkai.prose.shown import decided

TABLE_TWO = ("decisions", "documents", "rules", "charges")  # what a request may ask for, and a table counts
_REQUEST, _OURS = "申请", "公开"
_SOME = 3  # characters without an explanation that make another kind of it
_MATTERS = ("内容", "主题", "申请事项", "要求公开", "申请公开", "涉及领域", "集中", "索取", "获取", "关注")


def of_another_kind(phrase: Phrase, label: Label) -> bool:
    """Whether words that nobody explains stand in front of 申请, and none of disclosure."""
    said = "".join(token.text for token in phrase.before)
    return (
        label.narrowed
        and said.endswith(_REQUEST)
        and _OURS not in said
        and len(unexplained(phrase.before)) > _SOME
    )


def are_asked_for(phrase: Phrase) -> bool:
    """Whether the words that lead up to the number say so, and nothing was decided by the office itself."""
    said = "".join(token.text for token in (*phrase.preface, *phrase.before))
    return any(word in said for word in _MATTERS) and not decided(phrase.before)
