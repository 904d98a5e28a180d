"""How does a title stand in book-title marks, also one that has such marks itself?

GB/T 15834: the outer marks are 《》, those within them 〈〉, those within these 《》 again. The one place
that sets them: letters, drafts, messages, pages and reports write a title by `in_marks`.
"""

from __future__ import annotations

_OPEN, _SHUT = "《〈", "》〉"


def in_marks(title: object) -> str:
    """The title in 《》, the marks inside it in their turn; one that stands in marks already keeps its pair.

    Marks that do not pair are left as they are written.
    """
    text = str(title)
    depths = _depths(text)
    if depths is None:
        return f"《{text}》"
    if text and _is_whole(text, depths):
        text, depths = text[1:-1], depths[1:-1]
        depths = [depth - 1 for depth in depths]
    return f"《{''.join(_mark(sign, depth) for sign, depth in zip(text, depths, strict=True))}》"


def _depths(text: str) -> list[int] | None:
    """In how many pairs of marks each sign stands, a mark in its own too; None where they do not pair."""
    depths, opened = [], list[str]()
    for sign in text:
        if sign in _OPEN:
            opened.append(sign)
        depths.append(len(opened))
        if sign in _SHUT and (not opened or _OPEN.index(opened.pop()) != _SHUT.index(sign)):
            return None
    return None if opened else depths


def _is_whole(text: str, depths: list[int]) -> bool:
    """Whether one pair goes round all of it."""
    return text[0] == "《" and text[-1] == "》" and min(depths) == 1 and _one_pair(text)


def _one_pair(text: str) -> bool:
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in _OPEN) - (sign in _SHUT)
        if not depth:
            return place == len(text) - 1
    return False


def _mark(sign: str, depth: int) -> str:
    """A mark as it stands so deep inside the outer pair; any other sign is itself."""
    signs = _OPEN if sign in _OPEN else _SHUT if sign in _SHUT else ""
    return signs[depth % 2] if signs else sign
