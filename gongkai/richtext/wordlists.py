"""Which paragraphs of a paste are points of a list, and which carry a number of the text?

Word and WPS write each point as a paragraph whose mark stands in a span (`mso-list:Ignore`). Points and
plain numbers (1. a. i.) become lists. A number that a text is quoted by – 一、 （一） 第一条 1、 （1） –
is text: a page that counts anew must not change what a document says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.richtext.looks import properties
from gongkai.richtext.tree import Element
from gongkai.richtext.vocabulary import DEEPEST_LIST

_LEVEL = re.compile(r"\blevel([1-9])\b")
_PLAIN = re.compile(r"([0-9]{1,4}|[a-z]{1,8}|[A-Z]{1,8})[.．]")
_OF_TEXT = re.compile(r"[0-9A-Za-z\u4e00-\u9fff].*[^\s]|[\u3220-\u3243\u2460-\u249b（(].*")
_BULLETS = frozenset("lnuoØüvqwpsFGEJKL·§•●○■□◆◇▪▫◦–—-*►➢✓")
_ROMANS = re.compile(r"m*(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class Number:
    """What a mark says: the kind of list that writes it so, and the number; no kind for a point."""

    kind: str = ""
    value: int = 0


def make_lists(tree: Element) -> None:
    """Turns the points of a paste into lists, and puts other numbers into their text."""
    for element in list(tree.walk()):
        if any(_is_point(child) for child in element.elements()):
            element.children = _listed(element.children)


def _is_point(element: Element) -> bool:
    return element.name in ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6") and bool(
        _LEVEL.search(properties(element).get("mso-list", ""))
    )


def _listed(children: list[Element | str]) -> list[Element | str]:
    made: list[Element | str] = []
    open_lists: list[tuple[Element, str, int]] = []  # each with its kind and the number that comes next
    for child in children:
        if isinstance(child, str):
            if child.strip():
                open_lists = []
                made.append(child)
            continue
        mark = _take_mark(child) if _is_point(child) else ""
        number = number_of(mark, open_lists[-1][1] if open_lists else "") if mark else None
        if number is None or child.name != "p":
            if mark:
                child.children.insert(0, mark)
            open_lists = []
            made.append(child)
            continue
        _add(made, open_lists, child, number)
    return made


def _add(
    made: list[Element | str], open_lists: list[tuple[Element, str, int]], point: Element, number: Number
) -> None:
    """Puts a point into the list of its level, which is begun where there is none that it continues."""
    found = _LEVEL.search(properties(point).get("mso-list", ""))
    level = min(int(found[1]) if found else 1, len(open_lists) + 1, DEEPEST_LIST)
    del open_lists[level:]
    if len(open_lists) == level:
        _, kind, following = open_lists[-1]
        if kind != number.kind or (kind and following != number.value):
            open_lists.pop()
    if len(open_lists) < level:
        listing = (
            Element("ol", {"type": number.kind, "start": str(number.value)}) if number.kind else Element("ul")
        )
        above = open_lists[-1][0].children[-1] if open_lists else None
        (above.children if isinstance(above, Element) else made).append(listing)
        open_lists.append((listing, number.kind, number.value))
    listing, kind, _ = open_lists[-1]
    listing.children.append(Element("li", {}, point.children))
    open_lists[-1] = listing, kind, number.value + 1


def _take_mark(point: Element) -> str:
    """The mark of a point, which leaves its text."""
    for element in point.walk():
        for child in element.elements():
            if "ignore" in properties(child).get("mso-list", ""):
                element.children.remove(child)
                return " ".join(child.text().split())
    return ""


def number_of(mark: str, kind: str = "") -> Number | None:
    """What a mark says; None where it is part of the text. `kind`: of the list that it stands in, if any."""
    if mark in _BULLETS or not _OF_TEXT.fullmatch(mark):
        return Number()
    found = _PLAIN.fullmatch(mark)
    if found is None:
        return None
    sign = found[1]
    if sign.isdigit():
        return Number("1", int(sign))
    small = sign.lower()
    upper = sign.isupper()
    letter = len(small) == 1 and (kind in ("a", "A") or small not in _VALUES)
    if not letter and _ROMANS.fullmatch(small):
        return Number("I" if upper else "i", _roman(small))
    return Number("A" if upper else "a", ord(small) - 96) if len(small) == 1 else None


def _roman(sign: str) -> int:
    values = [_VALUES[one] for one in sign]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
