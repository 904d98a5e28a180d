"""Of which parts does a Word document consist, and where does a relationship lead?"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from gongkai.reading.formats.package import Package
from gongkai.reading.formats.refusals import damaged
from gongkai.reading.formats.wordstyles import attribute, local

_DEFAULT_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where an id of a part leads; `outside`: to an address instead of a part."""

    kind: str
    target: str
    outside: bool


class WordFile:
    """An open document: its main part and what hangs on it. Raises Damaged, Protected or TooLarge."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.package = Package(data, name, "DOCX")
        named = (one.target for one in self.relations("").values() if one.kind == "officeDocument")
        self.main = next(named, _DEFAULT_MAIN)
        root = self.package.xml(self.main)
        if root is None:
            raise damaged(name, "DOCX", f"缺少正文 {_DEFAULT_MAIN}")
        self.root: etree._Element = root

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by their ids; of the package itself for the empty name."""
        folder, file = posixpath.split(part)
        root = self.package.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = () if root is None else [one for one in root if local(one) == "Relationship"]
        return {attribute(one, "Id") or "": self._relation(one, folder) for one in found}

    def _relation(self, one: etree._Element, folder: str) -> Relation:
        outside = attribute(one, "TargetMode") == "External"
        target = attribute(one, "Target") or ""
        if not outside:
            target = self.package.named(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        return Relation((attribute(one, "Type") or "").rpartition("/")[2], target, outside)

    def part(self, kind: str) -> tuple[str, etree._Element | None]:
        """The part of a kind that hangs on the main part, by its name and its root."""
        for one in self.relations(self.main).values():
            if one.kind == kind and not one.outside:
                return one.target, self.package.xml(one.target)
        return "", None

    def has(self, *kinds: str) -> bool:
        """Whether a part of one of these kinds hangs on the main part."""
        return any(one.kind in kinds for one in self.relations(self.main).values())
