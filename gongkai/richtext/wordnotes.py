"""Which links of a paste are calls of footnotes, and what do the notes say?

Word, WPS and LibreOffice write the call as a link to the foot of the page and the note with a link back.
Footnotes and endnotes alike become the section of footnotes that a text of ours has.
"""

from __future__ import annotations

import re

from gongkai.richtext.tree import Element
from gongkai.richtext.vocabulary import FOOTNOTES

_CALL = re.compile(r"[^#]*#(?:_(ftn|edn)|sd(foot|end)note)([0-9]{1,3})(?:sym)?")
_BACK = re.compile(r"[^#]*#(?:_(?:ftn|edn)ref|sd(?:foot|end)note)[0-9]{1,3}(?:anc)?")
_NOTE = re.compile(r"(?:(ftn|edn)|sd(foot|end)note)([0-9]{1,3})")
_ENDNOTES_FROM = 1_000
_LISTS = re.compile(r"mso-element:\s*(?:footnote|endnote)-list")


def make_footnotes(tree: Element) -> None:
    """Turns the notes of a paste into footnotes of ours."""
    notes: list[Element] = []
    for element in tree.walk():
        kept: list[Element | str] = []
        for child in element.children:
            if (
                isinstance(child, Element)
                and child.name in ("div", "p", "li")
                and _NOTE.fullmatch(child.get("id"))
            ):
                notes.append(child)
            else:
                kept.append(child)
        element.children = kept
    if not notes:
        return
    for element in tree.walk():
        if _LISTS.search(element.get("style")):
            element.children = []  # the rule above the notes
        elif element.name == "a":
            _call(element)
    tree.children.append(_section(notes))


def _section(notes: list[Element]) -> Element:
    items: list[Element | str] = []
    for note in notes:
        _without_way_back(note)
        number = _number(_NOTE.fullmatch(note.get("id")))
        items.append(Element("li", {"id": f"note-{number}"}, note.children))
    return Element("section", {"class": FOOTNOTES}, [Element("ol", {}, items)])


def _call(element: Element) -> None:
    found = _CALL.fullmatch(element.get("href"))
    if found:
        element.attributes["href"] = f"#note-{_number(found)}"


def _number(found: re.Match[str] | None) -> int:
    if found is None:
        return 0
    ends = (found[1] or found[2]) in ("edn", "end")
    return int(found[3]) + (_ENDNOTES_FROM if ends else 0)


def _without_way_back(note: Element) -> None:
    for element in note.walk():
        element.children = [
            child
            for child in element.children
            if isinstance(child, str) or child.name != "a" or not _leads_back(child)
        ]


def _leads_back(link: Element) -> bool:
    return bool(_BACK.fullmatch(link.get("href")))
