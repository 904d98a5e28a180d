"""What in the law folder has not been checked against its text, or is our own convention?

For whoever reviews the data and whoever runs the system; nobody else is shown it (`Source.__str__`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.lawbook import STATUS_LABELS, Lawbook, lawbook

_NAMES = ("name", "short", "label", "question", "sentence")
_VALUES = ("amount", "unit", "day", "policy", "severity", "level", "year")


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A value: file and key, what it is, what it says now, and what a reviewer should know."""

    file: str
    key: str
    what: str
    value: str
    said: str


def unsettled(book: Lawbook | None = None) -> Iterator[Unsettled]:
    """Every such value, by file."""
    book = book or lawbook()
    for path in sorted(book.root.rglob("*.yaml")):
        name = path.relative_to(book.root).as_posix()
        for where, what, node in _marked(book.node(name).written):
            yield Unsettled(name, where, what, _value(node), _said(node))


def _marked(node: object, where: str = "", what: str = "") -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The mappings that say of themselves that they are not settled: key, name and content."""
    if isinstance(node, list):
        for number, entry in enumerate(node):
            since = entry.get("from", number) if isinstance(entry, dict) else number
            yield from _marked(entry, f"{where}[{since}]", what)
    if not isinstance(node, dict):
        return
    what = next((str(node[key]) for key in _NAMES if key in node), what)
    if _said(node):
        yield where or "（全文）", what, node
    for key, below in node.items():
        if key != "source":
            yield from _marked(below, f"{where}.{key}".strip("."), what)


def _said(node: Mapping[str, Any]) -> str:
    source = node.get("source") or {}
    if not isinstance(source, dict):
        return ""
    mark = STATUS_LABELS[source.get("status", "verified")]
    notes = [str(below["note"]) for below in (source, node) if "note" in below]
    if mark and not notes:
        notes.append(str(source.get("article", "")))
    return "：".join(filter(None, (mark, "；".join(notes))))


def _value(node: Mapping[str, Any]) -> str:
    return "，".join(f"{key} {node[key]}" for key in _VALUES if key in node)
