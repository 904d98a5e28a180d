"""What do the fonts, grounds and formats of an XLSX say, and which of its texts have several fonts?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from gongkai.reading.formats.package import Package, parse_xml
from gongkai.reading.formats.sheetfonts import PLAIN, Font, Piece, Style, is_mixed, says_something
from gongkai.reading.formats.wordstyles import attribute, local
from gongkai.reading.marks import Level

_RICH = re.compile(rb"<(?:\w+:)?rPr\b")
OFF = frozenset({"0", "false", "off"})
_LEVELS: Mapping[str, Level] = {"superscript": "raised", "subscript": "lowered"}
_SHOWS_NOTHING = re.compile(r"\s*;\s*;\s*;?\s*")
_WHITES = (("rgb", "FFFFFFFF"), ("rgb", "00FFFFFF"), ("theme", "0"), ("indexed", "1"), ("indexed", "9"))
_TINY = 2.0  # points


def strings_of(package: Package, *, mixed: bool) -> dict[int, Sequence[Piece]]:
    """The shared strings whose formatting says something; `mixed`: all that have several fonts."""
    data = package.read("xl/sharedStrings.xml")
    if data is None or not _RICH.search(data):
        return {}
    root = parse_xml(data, package.name, package.format_name, "xl/sharedStrings.xml")
    told = (pieces_of(item) for item in root if local(item) == "si")
    return {
        at: pieces for at, pieces in enumerate(told) if says_something(pieces) or (mixed and is_mixed(pieces))
    }


def pieces_of(item: etree._Element) -> list[Piece]:
    """The pieces of a string; what tells how it is pronounced is no part of it."""
    found: list[Piece] = []
    for one in item:
        if local(one) == "t":
            found.append((one.text or "", None))
        elif local(one) == "r":
            text = "".join(piece.text or "" for piece in one if local(piece) == "t")
            own = next((properties for properties in one if local(properties) == "rPr"), None)
            found.append((text, None if own is None else _font(own)))
    return found


def _font(properties: etree._Element) -> Font:
    struck, level, pale = False, "", False
    for one in properties:
        name, value = local(one), attribute(one, "val") or ""
        if name == "strike":
            struck = (value or "1") not in OFF
        elif name == "vertAlign":
            level = value
        elif name == "color":
            pale = pale or _is_white(one)
        elif name == "sz":
            pale = pale or _points(value) <= _TINY
    return Font(struck, _LEVELS.get(level, ""), pale)


def _is_white(colour: etree._Element) -> bool:
    if (attribute(colour, "tint") or "0").lstrip("-0.") != "":
        return False
    return any((attribute(colour, name) or "").upper() == value for name, value in _WHITES)


def _points(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return _TINY + 1


def styles_of(package: Package) -> dict[int, Style]:
    """The styles of cells that are not plain, by their numbers."""
    root = package.xml("xl/styles.xml")
    if root is None:
        return {}
    fonts, grounds, cells = (
        [one for some in root.iter(f"{{*}}{name}") for one in some] for name in ("fonts", "fills", "cellXfs")
    )
    seen_as = [_font(one) for one in fonts]
    grounded = [_lays_ground(one) for one in grounds]
    unseen = {
        attribute(one, "numFmtId")
        for one in root.iter("{*}numFmt")
        if is_unseen(attribute(one, "formatCode"))
    }
    found: dict[int, Style] = {}
    for at, cell in enumerate(cells):
        font, fill = whole(attribute(cell, "fontId")), whole(attribute(cell, "fillId"))
        style = Style(
            seen_as[font] if font < len(seen_as) else PLAIN.font,
            grounded[fill] if fill < len(grounded) else False,
            attribute(cell, "numFmtId") in unseen,
        )
        if style != PLAIN:
            found[at] = style
    return found


def _lays_ground(fill: etree._Element) -> bool:
    """Whether it lays anything but white under a cell."""
    for one in fill:
        kind = attribute(one, "patternType") or "none"
        if local(one) != "patternFill":
            return True
        if kind == "solid":
            return not any(local(colour) == "fgColor" and _is_white(colour) for colour in one)
        return kind != "none"
    return False


def is_unseen(code: str | None) -> bool:
    """Whether a format of numbers shows nothing of them."""
    return bool(_SHOWS_NOTHING.fullmatch(code or ""))


def whole(text: str | None) -> int:
    """The number; 0 where there is none."""
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
