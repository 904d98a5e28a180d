"""Where in a row of words does one of a kind stand, which are joined, and what does no word explain?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from gongkai.prose.tokens import Token
from gongkai.prose.vocabulary import ACT, APPLICANT, SUBJECT

_APPEALS = {"reconsiderations", "lawsuits"}  # 复议诉讼共10件
_REFUSED, _ASKED, _GIVEN = "不予", "申请", "公开"
_ORDINALS = frozenset("一二三四五六七八九十")  # (二)许可项目
_AND_SO_ON = "等"
_ALL = ("全部", "均", "都")
_COORDINATES = frozenset({"、", "和", "及", "以及", "与", "或", "或者", "并", "的"})


def marks(tokens: Iterable[Token], *kinds: str) -> Iterator[tuple[int, str, str]]:
    """Where a sign or a period of these kinds stands: place, kind, key."""
    for place, token in enumerate(tokens):
        for sense in token.senses:
            if sense.kind in kinds:
                yield place, sense.kind, sense.key


def keys(tokens: Iterable[Token], kind: str) -> list[str]:
    return [sense.key for token in tokens for sense in token.senses if sense.kind == kind]


def group(tokens: Sequence[Token], kind: str, also: str = "") -> list[str]:
    """The keys of the last word of that kind and of those joined to it, of that kind or of `also`."""
    found: list[str] = []
    between: list[Token] = []
    for token in reversed(tokens):
        sense = token.sense(kind) or (token.sense(also) if found else None)
        if sense is None:
            between.append(token)
        elif not found:
            found, between = [sense.key], []
        elif only_joins(between) or _told_of_each(between) or _both_appeals(token, found[0], between):
            if sense.key not in found:
                found.insert(0, sense.key)
            between = []
        else:
            break
    return found


def _both_appeals(token: Token, found: str, between: Sequence[Token]) -> bool:
    """复议诉讼共10件: side by side, without a joint."""
    named = token.sense(SUBJECT)
    return not between and named is not None and not token.sense(ACT) and {named.key, found} == _APPEALS


def only_joins(between: Sequence[Token], beside: Collection[str] = ()) -> bool:
    return any(token.text in _COORDINATES - {"的"} for token in between) and all(
        token.text in _COORDINATES or token.text in beside for token in between
    )


def _told_of_each(between: Sequence[Token]) -> bool:
    """行政复议案件和行政诉讼: fillers may stand beside the joint."""
    return any(token.text in _COORDINATES - {"的"} for token in between) and all(
        token.text in _COORDINATES or (token.sense("place") and not token.sense("compare"))
        for token in between
    )


def unknown(tokens: Iterable[Token]) -> str:
    """All that no word explains, reasons, examples and bare digits as well: it may narrow what is counted.

    Two words may say together what neither of them does: 不予受理 is no 不予公开, 申请公开 no 公开.
    """
    found = list(_without_examples(tokens))
    other = [one.text for one in found if one.text.isdigit() or (one.other and one.text not in _ORDINALS)]
    return "".join((*other, *(one.text for one, behind in pairwise(found) if _says_more(one, behind))))


def _says_more(one: Token, behind: Token) -> bool:
    if one.text == _REFUSED:
        return bool(behind.senses) and not behind.text.startswith("的")
    return one.text.endswith(_ASKED) and behind.text == _GIVEN


def unexplained(tokens: Iterable[Token]) -> str:
    """What no word explains; behind 因 and its like everything is a reason up to the next word."""
    text, reason = "", False
    for token in _without_examples(tokens):
        if token.sense("reason"):
            reason = True
        elif token.other and not reason:
            text += token.text
        elif token.sense(ACT):
            reason = False
    return text


def _without_examples(tokens: Iterable[Token]) -> Iterator[Token]:
    """农民群众等自然人, 殡葬服务等收费: in front of 等 stand examples of what is named behind it."""
    found = list(tokens)
    for place, (token, behind) in enumerate(pairwise(found)):
        if token.text == _AND_SO_ON and (behind.sense(APPLICANT) or behind.sense(SUBJECT)):
            return iter(found[place:])
    return iter(found)


def without_reasons(zone: Sequence[Token]) -> list[Token]:
    """The words without 因…不予公开: an enterprise that stands in a reason has not applied."""
    found: list[Token] = []
    reason = False
    for token in zone:
        reason = (reason or token.sense("reason") is not None) and token.sense(ACT) is None
        found += [] if reason else [token]
    return found


def not_one(tokens: Sequence[Token], place: int) -> bool:
    """无一, or 均 in front of 未: what stands behind it happened to none of them."""
    if tokens[place].sense("not_one"):
        return True
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    every = any(tokens[place].sense(kind) for kind in ("each", "every"))
    return every and behind is not None and behind.sense("negation") is not None and not behind.sense(ACT)


def of_all(tokens: Sequence[Token]) -> bool:
    """Whether it is said of all: by a word of its own, or as 全部公开 by the first of a word."""
    return any(marks(tokens, "every", "each")) or any(token.text.startswith(_ALL) for token in tokens)


def act_behind(tokens: Sequence[Token], place: int) -> bool:
    """增加收到8件 does not occur; 增多，收到8件 is a figure."""
    return any(token.sense(ACT) and not token.sense("place") for token in tokens[place + 1 :])
