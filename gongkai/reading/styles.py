"""What does a page hide, strike out or raise: by its tags, its style attributes and its style sheets?

What is hidden or struck leaves the tree before anyone walks it, what is raised or lowered becomes `sup` or
`sub`. A page that does nothing of the kind costs a search for a few words. Style sheets are read as far as
they hide: selectors of tags, classes, ids and attributes; where a selector says more (`:first-child`) it is
not certain which elements it means, so they are set apart and the cell cannot be read.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from lxml import etree

from gongkai.reading.contents import CONTENTS
from gongkai.reading.marks import HIDDEN, STRUCK, has_words, unread

_HINTS = (  # of a style attribute that says something of the kind
    b"display",
    b"visibility",
    b"line-through",
    b"vertical-align",
    b"opacity",
    b"font-size:0",
    b"font-size: 0",
    b"transparent",
    b"color:#fff",
    b"color: #fff",
    b"color:white",
    b"color: white",
    b"color:rgb",
    b"color: rgb",
    b"overflow",
    b":-",
    b": -",
)
_WHITE_TEXT = re.compile(rb"color\s*[:=]\s*[\"']?(?:#fff|white|rgba?\(\s*255)")
_WHITE = re.compile(r"white|#fff(?:fff)?|rgba?\(255, ?255, ?255(?:, ?1)?\)")
_GLASS = re.compile(r"transparent|#[0-9a-f]{6}00|rgba\([^()]*, ?0(?:\.0*)?\)")
_AFTER_A_NAME = frozenset({b" ", b"=", b"/", b">", b"\n", b"\t"})
_MOST_RULES = 200
_STRIKING = frozenset({"s", "del", "strike"})
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MEDIA = re.compile(r"@media\s*([^{]*)\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ZERO = re.compile(r"0(?:\.0*)?(?:px|pt|em|rem|%)?")
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt)?|-\d{2,}(?:\.\d+)?r?em")
_HIGH = re.compile(r"super|(?:[1-9]\d*|0?\.[1-9]\d*)(?:\.\d+)?(?:px|pt|r?em|%|ex)")
_LOW = re.compile(r"sub|-(?:\d+|\d*\.\d+)(?:px|pt|r?em|%|ex)")
_RAISED = re.compile(r"-(?:\d{1,2}|\d?\.\d+)(?:\.\d+)?(?:px|pt|r?em)")
_IN_LINE = frozenset({"span", "font", "a", "b", "i", "em", "strong", "small", "big", "u", "sup", "sub"})
_CELLS = frozenset({"td", "th", "tr", "table", "tbody", "thead", "tfoot", "body"})
_NO_GROUND = frozenset({"", "none", "transparent", "inherit", "initial"})
_PLACES = frozenset({"left", "right", "top", "text-indent", "margin-left"})
_COMPOUND = re.compile(
    r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:\.[\w-]+|#[\w-]+|\[[\w-]+(?:=[\"']?[\w -]*[\"']?)?\])*)"
)
_PART = re.compile(
    r"\.(?P<cls>[\w-]+)|#(?P<id>[\w-]+)|\[(?P<name>[\w-]+)(?:=[\"']?(?P<value>[\w -]*)[\"']?)?\]"
)
_DYNAMIC = re.compile(r"::|:(?:before|after|hover|focus|active|visited|link|target|checked|disabled)")

_PSEUDO = re.compile(r":[\w-]+(?:\([^()]*\))?")
_BESIDE = re.compile(r"[+~]")
_NAMES = re.compile(r"[.#][\w-]+")
_TAGS = re.compile(r"(?:^|[\s>])[a-zA-Z]")

Effect = Mapping[str, str]  # what is said of the properties that matter here
_HARMLESS = frozenset({"some", "no", ""})  # what undoes the rest
_UNCERTAIN: Effect = {"level": "sub"}
_UNSEEN = frozenset({"none", "white"})
_VEILS = ("visibility", "size", "opacity", "color")  # passed on to what stands inside


def as_shown(root: etree._Element, page: str) -> None:
    """Leaves in the tree what a person sees; `page` is its source."""
    looks = _looks(root, page.encode("utf-8", "replace"))  # bytes are searched faster than ideographs
    for element, effect in looks.items():
        _apply(element, effect, looks)


def _apply(element: etree._Element, effect: Effect, looks: Mapping[etree._Element, Effect]) -> None:
    if element.getparent() is None:
        return  # went with what it stood in, or is the page itself
    if effect.get("display") == "none":
        _remove(element)
    elif effect.get("struck") == "yes":
        _strike(element)
    elif any(effect.get(veil) == "none" for veil in _VEILS):
        for veil in _VEILS:
            if effect.get(veil) == "none":
                _veil(element, veil, looks)
    elif effect.get("color") == "white":
        _whiten(element, looks)
    elif "level" in effect and element.tag in _IN_LINE:
        element.tag = effect["level"] or "span"


# – taking away


def _remove(element: etree._Element) -> None:
    """The element goes, the text behind it stays."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _strike(element: etree._Element) -> None:
    """As `_remove`, but a cell whose whole text is struck out is no blank one."""
    cell = next((one for one in (element, *element.iterancestors()) if one.tag in {"td", "th"}), None)
    struck = "".join(map(str, element.itertext()))
    if cell is element:
        _veil(element, "struck", {})
    else:
        _remove(element)
    if cell is not None and struck.strip() and _is_empty(cell):
        cell.text = unread(STRUCK, struck)


def _whiten(element: etree._Element, looks: Mapping[etree._Element, Effect]) -> None:
    """White figures of a cell go where no other ground is laid under them; white words have one."""
    if element.tag == "tr":
        for child in element.iterchildren("td", "th"):
            if looks.get(child, {}).get("color", "white") == "white":
                _whiten(child, looks)
        return
    cell = next((one for one in (element, *element.iterancestors()) if one.tag in {"td", "th"}), None)
    white = "".join(map(str, element.itertext()))
    if cell is None or has_words(white) or _has_ground(element, looks):
        return
    if cell is element or len(element):
        _veil(element, "color", looks)
    else:
        _remove(element)
    if white.strip() and _is_empty(cell):
        cell.text = unread(HIDDEN, white)


def _has_ground(element: etree._Element, looks: Mapping[etree._Element, Effect]) -> bool:
    """Whether the nearest ground under the element is one that is not white."""
    for one in (element, *element.iterancestors()):
        ground = looks.get(one, {}).get("ground") or one.get("bgcolor") or one.get("background")
        if ground:
            return ground != "white" and not _WHITE.fullmatch(ground.lower())
    return False


def _is_empty(cell: etree._Element) -> bool:
    return not "".join(map(str, cell.itertext())).strip() and next(cell.iter(*CONTENTS), None) is None


def _veil(element: etree._Element, veil: str, looks: Mapping[etree._Element, Effect]) -> None:
    """The element keeps its room and shows nothing but what is shown again inside."""
    stack = [element]
    while stack:
        one = stack.pop()
        one.text = None
        for child in list(one):
            child.tail = None
            if looks.get(child, {}).get(veil, "none") not in _UNSEEN:
                continue
            if len(child) or child.tag in _CELLS:
                stack.append(child)
            else:
                one.remove(child)


# – what is said of each element


def _looks(root: etree._Element, page: bytes) -> dict[etree._Element, dict[str, str]]:
    """The elements of which something is said, in their order."""
    said: dict[etree._Element, dict[str, str]] = {}
    sheets: list[str] = []
    for element in root.iter("style", *_STRIKING):
        if element.tag == "style":
            sheets.append("".join(map(str, element.itertext())))
        else:
            said[element] = {"struck": "yes"}
    if _names_hidden(page):
        for element in _found(root, "//*[@hidden]"):
            said.setdefault(element, {})["display"] = "none"
    white = _WHITE_TEXT.search(page.lower()) is not None
    for element in _found(root, "//font[@color]") if white else ():
        said.setdefault(element, {}).update(_told("color", (element.get("color") or "").strip().lower()))
    for rule in _rules(root, sheets, grounds=white):
        for element in _found(root, rule.path):
            said.setdefault(element, {}).update(rule.effect)
    if _has_telling_styles(page):
        for element in _found(root, "//*[@style]"):
            effect = _effect(element.get("style") or "")
            if effect:
                said.setdefault(element, {}).update(effect)
    return said


def _has_telling_styles(page: bytes) -> bool:
    """Whether a style attribute may say something of the kind."""
    if b"style=" not in page and b"STYLE=" not in page:
        return False
    low = page.lower()
    return any(hint in low for hint in _HINTS)


def _names_hidden(page: bytes) -> bool:
    """Whether the attribute may stand there, not only the value of a property (`overflow: hidden;`)."""
    return _stands(page, b" hidden") or _stands(page, b" HIDDEN")


def _stands(page: bytes, name: bytes) -> bool:
    at = page.find(name)
    while at >= 0 and page[at + len(name) : at + len(name) + 1] not in _AFTER_A_NAME:
        at = page.find(name, at + len(name))
    return at >= 0


@functools.lru_cache(maxsize=1024)
def _effect(declarations: str) -> Effect:
    """What a list of declarations says; {} for nearly all of them."""
    found: dict[str, str] = {}
    held: dict[str, str] = {}
    for declaration in declarations.lower().split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.replace("!important", "").strip()
        held[name] = value
        found |= _told(name, value)
    if held.get("overflow") == "hidden" and any(
        _ZERO.fullmatch(held.get(n, "")) for n in ("width", "height")
    ):
        found["display"] = "none"
    if held.get("position") == "relative" and _RAISED.fullmatch(held.get("top", "")):
        found["level"] = "sup"
    return found


def _told(name: str, value: str) -> dict[str, str]:
    if name == "display":
        return {"display": "none" if value == "none" else "some"}
    if name == "visibility":
        return {"visibility": "none" if value in {"hidden", "collapse"} else "some"}
    if name == "font-size":
        return {"size": "none" if _ZERO.fullmatch(value) else "some"}
    if name == "opacity" and _ZERO.fullmatch(value):
        return {"opacity": "none"}
    if name == "color":
        return {
            "color": "white" if _WHITE.fullmatch(value) else "none" if _GLASS.fullmatch(value) else "some"
        }
    if name in {"background", "background-color"} and value not in _NO_GROUND:
        return {"ground": "white" if _WHITE.fullmatch(value) else "some"}
    if name in {"text-decoration", "text-decoration-line"}:
        return {"struck": "yes" if "line-through" in value else "no"}
    if name == "vertical-align":
        return {"level": "sup" if _HIGH.fullmatch(value) else "sub" if _LOW.fullmatch(value) else ""}
    if name in _PLACES and _FAR.fullmatch(value):
        return {"display": "none"}
    return {}


# – style sheets


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector as a path, what it says, and how much it counts."""

    path: str
    effect: Effect = field(hash=False)
    weight: tuple[int, int]


def _rules(root: etree._Element, sheets: Sequence[str], *, grounds: bool) -> list[_Rule]:
    """The rules of the page's sheets that matter here, the weightiest last; `grounds` too or not."""
    said = [one for sheet in sheets for one in _told_by(sheet)]
    hiding = {name for _, effect in said for name, value in effect.items() if value not in _HARMLESS}
    hiding = hiding | {"ground"} if grounds else hiding - {"ground"}
    if not hiding:
        return []
    used, found = _class_names(root), list[_Rule]()
    for selectors, effect in said:
        if not hiding.isdisjoint(effect) and len(found) < _MOST_RULES:
            found += _selected(selectors, effect, len(found), used)
    return sorted(found, key=lambda rule: rule.weight)


@functools.lru_cache(maxsize=64)  # the pages of a site share their sheet
def _told_by(sheet: str) -> tuple[tuple[str, Effect], ...]:
    """The selectors of a sheet with what they say of the properties that matter."""
    rules = _RULE.findall(_MEDIA.sub(_on_screen, _COMMENT.sub("", sheet)))
    told = ((selectors, _effect(" ".join(declarations.split()))) for selectors, declarations in rules)
    return tuple((selectors, effect) for selectors, effect in told if effect)


def _class_names(root: etree._Element) -> set[str]:
    """The classes and ids that stand on the page."""
    values = (
        element.get(name) or "" for name in ("class", "id") for element in _found(root, f"//*[@{name}]")
    )
    return {word for value in values for word in value.split()}


def _found(root: etree._Element, path: str) -> list[etree._Element]:
    found = root.xpath(path)
    return [one for one in found if isinstance(one, etree._Element)] if isinstance(found, list) else []


def _on_screen(media: re.Match[str]) -> str:
    """The rules of a block for screens of any size; those for print or for small screens do not count."""
    return media[2] if media[1].strip().lower() in {"", "all", "screen", "only screen"} else ""


def _selected(selectors: str, effect: Effect, place: int, used: Set[str]) -> Iterator[_Rule]:
    """The selectors that can mean something on this page, where these classes and ids stand."""
    for selector in map(str.strip, selectors.split(",")):
        if not selector or selector.startswith("@") or _DYNAMIC.search(selector):
            continue
        plain = _BESIDE.split(_PSEUDO.sub("", selector))[-1].strip()
        names = _NAMES.findall(plain)
        path = _path(plain) if {name[1:] for name in names} <= used else ""
        if path:
            weight = sum(100 if name[0] == "#" else 10 for name in names) + len(_TAGS.findall(plain))
            certain = plain == selector or set(effect) == {"ground"}
            yield _Rule(path, effect if certain else _UNCERTAIN, (weight, place))


def _path(selector: str) -> str:
    """The selector as XPath; "" where it is written in another way than is known here."""
    path, step = "", "//"
    for word in re.sub(r"\s*>\s*", " > ", selector).split():
        if word == ">":
            step = "/"
            continue
        compound = _COMPOUND.fullmatch(word)
        if not compound:
            return ""
        path += f"{step}{(compound['tag'] or '*').lower()}{''.join(_conditions(compound['rest']))}"
        step = "//"
    return path


def _conditions(rest: str) -> Iterator[str]:
    for part in _PART.finditer(rest):
        if part["cls"]:
            yield f"[contains(concat(' ',normalize-space(@class),' '),' {part['cls']} ')]"
        elif part["id"]:
            yield f"[@id='{part['id']}']"
        elif part["value"] is None:
            yield f"[@{part['name'].lower()}]"
        else:
            yield f"[@{part['name'].lower()}='{part['value']}']"
