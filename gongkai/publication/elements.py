"""What must an entry of the catalogue, the guide, a 办事指南 or a document say, and what does this one lack?

The lists stand in `law/publication/elements.yaml`. An element is there where its field is filled in, or where
the text holds one of the words by which it is known.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from gongkai.errors import UsageError
from gongkai.lawbook import Dated, Lawbook, Source, lawbook
from gongkai.lawfile import Node


@dataclass(frozen=True, slots=True)
class Element:
    """One element. `signs`: words of a text that show it; `dated`: from when the law asks for it."""

    key: str
    label: str
    required: bool
    signs: tuple[str, ...]
    dated: Dated[None]


@dataclass(frozen=True, slots=True)
class ElementList:
    """The elements of one kind of information, by key."""

    key: str
    label: str
    elements: Mapping[str, Element]

    def on(self, day: date) -> list[Element]:
        """Those that the law asks for on that day."""
        return [element for element in self.elements.values() if element.dated.holds(day)]


@dataclass(frozen=True, slots=True)
class Missing:
    """An element that is not there, with the sentence that says what to do."""

    key: str
    label: str
    message: str
    source: Source


@functools.lru_cache
def element_lists(book: Lawbook | None = None) -> dict[str, ElementList]:
    """All lists by kind of information. Raises LawError where the file is malformed."""
    book = book or lawbook()
    found: dict[str, ElementList] = {}
    for key, node in book.node("publication/elements.yaml").entries():
        base = node.text("extends", default="", allowed=["", *found])
        inherited = dict(found[base].elements) if base else {}
        below = node.child("elements").entries()
        own = {name: _element(book, name, entry) for name, entry in below}
        found[key] = ElementList(key, node.text("label"), inherited | own)
        node.done()
    return found


def missing(
    kind: str, day: date, given: Mapping[str, object], text: str = "", *, book: Lawbook | None = None
) -> tuple[Missing, ...]:
    """What the law of that day requires and this information lacks, in the order of the law.

    `given`: what is filled in, by key; `text`: its running text. Raises UsageError for an unknown kind.
    """
    known = element_lists(book)
    if kind not in known:
        raise UsageError(f"不认识的信息种类「{kind}」；可用：{'、'.join(known)}。")
    listed = known[kind]
    lacking = [one for one in listed.on(day) if one.required and not _is_there(one, given, text)]
    return tuple(_told(listed, element, day) for element in lacking)


def _is_there(element: Element, given: Mapping[str, object], text: str) -> bool:
    value = given.get(element.key)
    filled = bool(value.strip()) if isinstance(value, str) else value not in (None, (), [], {})
    return filled or any(sign in text for sign in element.signs)


def _told(listed: ElementList, element: Element, day: date) -> Missing:
    source = element.dated.on(day).source
    message = f"{listed.label}缺少「{element.label}」{source.cited}；请补上。"
    return Missing(element.key, element.label, message, source)


def _element(book: Lawbook, key: str, node: Node) -> Element:
    label = node.text("label")
    dated = replace(book.dated(node, label, _nothing), name=label)
    element = Element(key, label, node.flag("required"), node.texts("signs", default=()), dated)
    node.done()
    return element


def _nothing(_: Node) -> None:
    """An element has its day and its source, and no value."""
