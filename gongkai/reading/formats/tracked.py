"""Which changes of a Word document are tracked and not accepted yet?

The reader takes the text as if all were accepted; whoever decides on the report is told what else it says.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai.reading.blocks import Revised
from gongkai.reading.formats.wordstyles import local

_ADDED, _REMOVED = frozenset({"ins", "moveTo", "cellIns"}), frozenset({"del", "moveFrom", "cellDel"})
_MARKS = [f"{{*}}{name}" for name in sorted(_ADDED | _REMOVED)]
_WHOLE = {"trPr": "tr", "tcPr": "tc"}  # a mark in such properties is about the row, the cell
_TEXT = frozenset({"t", "delText"})
_Words = dict[etree._Element | None, str]  # by cell


def tracked(root: etree._Element) -> tuple[Revised, ...]:
    """Row by row what was removed and added; all that stands in no table together, behind the rows."""
    found: dict[etree._Element | None, tuple[_Words, _Words]] = {}
    for mark in root.iter(*_MARKS):
        about = _about(mark)
        if about is None:
            continue
        gone = local(mark) in _REMOVED
        removed, added = found.setdefault(_above(mark, "tr"), ({}, {}))
        cell, words = _above(mark, "tc"), removed if gone else added
        words[cell] = words.get(cell, "") + _words(about, accepted=not gone)
    rows = (_revised(row, *map(_joined, told)) for row, told in found.items())
    told = [one for one in rows if one.removed.strip() or one.added.strip()]
    return tuple(sorted(told, key=lambda one: not one.cells))


def _joined(words: _Words) -> str:
    return "、".join(one for one in words.values() if one.strip())


def _about(mark: etree._Element) -> etree._Element | None:
    """What the mark is about: its own words, or the row or cell in whose properties it stands."""
    parent = mark.getparent()
    above = "" if parent is None else local(parent)
    if above in _WHOLE:
        return _above(mark, _WHOLE[above])
    return None if above == "rPr" else mark  # the end of a paragraph, no word


def _above(element: etree._Element, name: str) -> etree._Element | None:
    return next((one for one in element.iterancestors() if local(one) == name), None)


def _words(element: etree._Element, *, accepted: bool) -> str:
    """Its text; `accepted`: without what was removed again."""
    return "".join(_texts(element, accepted))


def _texts(element: etree._Element, accepted: bool) -> Iterator[str]:
    for child in element:
        tag = local(child)
        if tag in _TEXT:
            yield child.text or ""
        elif not (accepted and tag in _REMOVED):
            yield from _texts(child, accepted)


def _revised(row: etree._Element | None, removed: str, added: str) -> Revised:
    if row is None:
        return Revised((), (), removed, added)
    table = _above(row, "tbl")
    around = () if table is None else tuple(_cells(table))
    return Revised(tuple(_cells(row)), around, removed, added)


def _cells(element: etree._Element) -> Iterator[str]:
    for cell in element.iter("{*}tc"):
        if text := _words(cell, accepted=True).strip():
            yield text
