"""What do the properties of a run in Word say: is it hidden, pale, struck out, raised or lowered?

Its own properties count, then its character style, then the style of its paragraph; a style has what it is
based on. Hidden and struck are switches: set in both styles they cancel each other (ECMA-376 part 1, 17.7.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from gongkai.reading.marks import Level

_OFF = frozenset({"0", "false", "off", "none"})
_LEVELS: Mapping[str, Level] = {"superscript": "raised", "subscript": "lowered"}
_MOST_BASED = 20
_WHITE = "ffffff"
_TINY = 4  # half points


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; None where nothing is said of it."""

    hidden: bool | None = None
    struck: bool | None = None
    level: Level | None = None
    pale: bool | None = None

    def over(self, below: Look) -> Look:
        """This where it says something, else what is below it."""
        return Look(
            below.hidden if self.hidden is None else self.hidden,
            below.struck if self.struck is None else self.struck,
            below.level if self.level is None else self.level,
            below.pale if self.pale is None else self.pale,
        )

    def beside(self, paragraph: Look) -> Look:
        """A character style in a paragraph of that style."""
        return Look(
            bool(self.hidden) != bool(paragraph.hidden),
            bool(self.struck) != bool(paragraph.struck),
            paragraph.level if self.level is None else self.level,
            paragraph.pale if self.pale is None else self.pale,
        )


PLAIN = Look()


@dataclass(slots=True)
class WordStyles:
    """The looks of the styles of a document, by their ids."""

    root: etree._Element | None
    looks: dict[str, Look] = field(default_factory=dict)
    standard: Look = PLAIN  # of paragraphs that name no style

    def __post_init__(self) -> None:
        own: dict[str, tuple[Look, str]] = {}
        for style in () if self.root is None else _named(self.root, "style"):
            below = next((value_of(one) or "" for one in _named(style, "basedOn")), "")
            key = attribute(style, "styleId") or ""
            own[key] = (_own(style), below)
        self.looks = {key: look for key in own if (look := _whole(key, own)) != PLAIN}
        for style in () if self.root is None else _named(self.root, "style"):
            if attribute(style, "default") in {"1", "true"} and attribute(style, "type") == "paragraph":
                self.standard = self.looks.get(attribute(style, "styleId") or "", PLAIN)

    def of_paragraph(self, paragraph: etree._Element) -> Look:
        """The look that the style of a paragraph gives its runs."""
        named = next(
            (value_of(one) for some in _named(paragraph, "pPr") for one in _named(some, "pStyle")), None
        )
        return self.standard if named is None else self.looks.get(named, PLAIN)

    def of_run(self, run: etree._Element, paragraph: Look) -> Look:
        """The look of a run in a paragraph of that look."""
        properties = next(_named(run, "rPr"), None)
        if properties is None:
            return paragraph
        style = next((value_of(one) for one in _named(properties, "rStyle")), None)
        look = self.looks.get(style or "", PLAIN)
        return _own(run).over(look.beside(paragraph) if look != PLAIN else paragraph)


def _whole(key: str, own: Mapping[str, tuple[Look, str]]) -> Look:
    """The look of a style with what it is based on; a circle ends."""
    look = PLAIN
    for _ in range(_MOST_BASED):
        if key not in own:
            break
        mine, key = own[key]
        look = look.over(mine)
    return look


def _own(element: etree._Element) -> Look:
    """What the properties of a run or a style say themselves."""
    hidden = struck = pale = None
    level: Level | None = None
    for properties in _named(element, "rPr"):
        for one in properties:
            name = local(one)
            if name == "vanish":
                hidden = _is_on(one)
            elif name in {"strike", "dstrike"}:
                struck = _is_on(one) or bool(struck)
            elif name == "vertAlign":
                level = _LEVELS.get(value_of(one) or "", "")
            elif name == "position":
                level = _moved(value_of(one) or "") or level
        pale = _is_pale(properties)
    return Look(hidden, struck, level, pale)


def _is_pale(properties: etree._Element) -> bool | None:
    """Whether the text is white on no other ground, or tiny; None where neither is said."""
    said = {local(one): one for one in properties}
    size = value_of(said["sz"]) or "" if "sz" in said else ""
    if size.isdigit() and int(size) <= _TINY:
        return True
    if "color" not in said:
        return None
    return (value_of(said["color"]) or "").lower() == _WHITE and not is_grounded(properties)


def is_grounded(properties: etree._Element) -> bool:
    """Whether these properties lay a ground that is not white."""
    grounds = (attribute(one, "fill") or "auto" for one in properties if local(one) == "shd")
    return any(ground.lower() not in {_WHITE, "auto"} for ground in grounds)


def _moved(half_points: str) -> Level:
    number = half_points.lstrip("+-")
    if not number.isdigit() or not int(number):
        return ""
    return "lowered" if half_points.startswith("-") else "raised"


def _is_on(element: etree._Element) -> bool:
    return (value_of(element) or "1").lower() not in _OFF


def local(element: etree._Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute of that name, of whatever namespace."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None
    )


def value_of(element: etree._Element) -> str | None:
    """Its attribute `val`."""
    return attribute(element, "val")


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if local(child) == name)
