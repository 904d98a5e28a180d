"""How do the characters in an element of HTML look, and how does its paragraph stand?

By its name and by the few properties of its style attribute that have a place in our texts: weight, slant,
line below, height, alignment, first line. Everything else of a style is of no account.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from gongkai.richtext.document import NO_MARKS, Align, Mark
from gongkai.richtext.tree import Element
from gongkai.richtext.vocabulary import ALIGNED, INDENT

_MARKS: dict[str, Mark] = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("u", "ins"), "u"),
    "sup": "sup",
    "sub": "sub",
}
_STRUCK = frozenset({"s", "strike", "del"})
_DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*((?:[^;\"']|\"[^\"]*\"|'[^']*')*)")
_HEAVY = re.compile(r"bold|bolder|[6-9]00")
_LENGTH = re.compile(r"(-?[0-9]*\.?[0-9]+)(pt|px|em|rem|cm|mm|in|gd)?")
_WHITE = re.compile(r"white|#fff(?:fff)?|rgba?\(255, ?255, ?255(?:, ?1)?\)|transparent")
_NO_GROUND = re.compile(r"white|#fff(?:fff)?\b|rgba?\(255, ?255, ?255|transparent|none|inherit|initial")
_GLASS = re.compile(r"0(?:\.0*)?(?:%|$)")
_TINY = 2.0  # points
_POINTS = {"pt": 1.0, "px": 0.75, "em": 12.0, "rem": 12.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "gd": 12.0}
_LEAST_INDENT = 15.0  # points: less is no indent of two characters of any size
_ALIGNS: dict[str, Align] = {"center": "center", "right": "right", "end": "right"}
_BY_CLASS: dict[str, Align] = {"align-center": "center", "align-right": "right"}


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look: their marks, where they lead, and why they are not seen, if so (`imported.SAID`).

    `ground`: something coloured is behind them.
    """

    marks: frozenset[Mark] = NO_MARKS
    href: str = ""
    gone: str = ""
    ground: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands."""

    level: int = 0
    align: Align = ""
    indent: bool = False


def properties(element: Element) -> dict[str, str]:
    """The properties of the style attribute, in lower case."""
    style = element.get("style")
    return {hit[1].lower(): hit[2].strip().lower() for hit in _DECLARATION.finditer(style)} if style else {}


def look_in(element: Element, around: Look) -> Look:
    """The look of what stands in an element."""
    marks = set(around.marks)
    gone = around.gone or ("struck" if element.name in _STRUCK else "")
    if element.name in _MARKS:
        _raise(marks, _MARKS[element.name])
    said = properties(element)
    ground = around.ground or _is_coloured(element.get("bgcolor").lower())
    if said:
        ground = ground or any(
            _is_coloured(said.get(name, "")) for name in ("background", "background-color")
        )
        gone = gone or _gone(said) or ("" if ground else _faint(said))
        _styled(marks, said)
    elif element.name == "font" and not ground and _WHITE.fullmatch(element.get("color").lower()):
        gone = gone or "faint"
    return replace(around, marks=frozenset(marks), gone=gone, ground=ground)


def _is_coloured(ground: str) -> bool:
    return bool(ground) and not _NO_GROUND.match(ground)


def _faint(said: dict[str, str]) -> str:
    """Whether characters of that style are there and nobody sees them."""
    size = said.get("font-size", "")
    tiny = bool(_LENGTH.match(size)) and (_points(size) or _TINY + 1) <= _TINY
    return (
        "faint"
        if tiny or _WHITE.fullmatch(said.get("color", "")) or _GLASS.match(said.get("opacity", ""))
        else ""
    )


def _raise(marks: set[Mark], mark: Mark) -> None:
    if mark in ("sup", "sub"):
        marks -= {"sup", "sub"}
    marks.add(mark)


def _styled(marks: set[Mark], said: dict[str, str]) -> None:
    switches: tuple[tuple[str, Mark, re.Pattern[str]], ...] = (
        ("font-weight", "strong", _HEAVY),
        ("font-style", "em", re.compile("italic|oblique")),
    )
    for name, mark, on in switches:
        if name in said:
            (marks.add if on.match(said[name]) else marks.discard)(mark)
    if "underline" in _decoration(said) or said.get("text-underline", "none") != "none":
        marks.add("u")
    height = said.get("vertical-align", "")
    if height in ("super", "sub"):
        _raise(marks, "sup" if height == "super" else "sub")
    elif height == "baseline":
        marks -= {"sup", "sub"}


def _decoration(said: dict[str, str]) -> str:
    return f"{said.get('text-decoration', '')} {said.get('text-decoration-line', '')}"


def _gone(said: dict[str, str]) -> str:
    hidden = (("display", "none"), ("mso-hide", "all"), ("visibility", "hidden"))
    if any(said.get(name) == value for name, value in hidden):
        return "hidden"
    return "struck" if "line-through" in _decoration(said) else ""


def shape_of(element: Element, around: Align = "") -> Shape:
    """How the paragraph that an element is stands; `around`: how it stands in what it is in."""
    said = properties(element)
    align = _align(element, said, around)
    level = {"h1": 2, "h2": 2, "h3": 3}.get(element.name, 4 if re.fullmatch("h[456]", element.name) else 0)
    indent = INDENT in element.get("class").split() or _points(said.get("text-indent", "")) >= _LEAST_INDENT
    return Shape(level, align, indent)


def align_of(element: Element, around: Align = "") -> Align:
    """How the paragraphs in an element stand."""
    return _align(element, properties(element), around)


def _align(element: Element, said: dict[str, str], around: Align) -> Align:
    for name in element.get("class").split():
        if name in ALIGNED.values():
            return _BY_CLASS[name]
    told = said.get("text-align") or element.get("align").lower()
    if element.name == "center":
        told = told or "center"
    return _ALIGNS.get(told, "") if told else around


def _points(length: str) -> float:
    """A length in points; one in no unit that says something is none."""
    found = _LENGTH.match(length)
    return float(found[1]) * _POINTS[found[2]] if found and found[2] else 0.0
