"""What do the elements of a page say that hold no text: pictures, fields of a form, objects?

A field says its value, a list what is chosen in it; what says nothing that can be read is a mark.
"""

from __future__ import annotations

from lxml import etree

from gongkai.reading.marks import FIELD, OBJECT, PICTURE, unread

_PICTURES = frozenset({"img", "svg", "canvas", "picture"})
_OBJECTS = frozenset({"object", "embed", "iframe", "video", "audio", "applet"})
_FIELDS = frozenset({"input", "select", "textarea"})
CONTENTS = (*_PICTURES, *_OBJECTS, *_FIELDS)
_NOTHING_TO_SEE = frozenset({"hidden", "submit", "button", "reset", "image"})
_NO_ROOM = frozenset({"0", "1", "0px", "1px"})


def content_of(element: etree._Element) -> str:
    """What a person reads in it, or its mark; "" for what only fills room."""
    tag = element.tag
    if tag in _PICTURES:
        return "" if _fills_room(element) else unread(PICTURE, element.get("alt") or "")
    if tag in _OBJECTS:
        return "" if _fills_room(element) else unread(OBJECT)
    if tag == "input":
        return _input(element)
    text = _chosen(element) if tag == "select" else "".join(map(str, element.itertext()))
    return text.strip() or unread(FIELD)


def _fills_room(element: etree._Element) -> bool:
    return element.get("width") in _NO_ROOM or element.get("height") in _NO_ROOM


def _input(element: etree._Element) -> str:
    kind = (element.get("type") or "text").strip().lower()
    if kind in _NOTHING_TO_SEE:
        return ""
    if kind in {"checkbox", "radio"}:
        return unread(FIELD)
    return (element.get("value") or "").strip() or unread(FIELD)


def _chosen(element: etree._Element) -> str:
    """The option that is chosen, else the first: it is the one that a browser shows."""
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None] or options[:1]
    return " ".join("".join(map(str, option.itertext())).strip() for option in chosen[-1:])
