"""Which values does a file keep without showing them: lists to choose from, filters, scenarios, variables?"""

from __future__ import annotations

from lxml import etree

from gongkai.examining.findings import WHOLE, Gathered, told_private
from gongkai.examining.parts import attribute, flagged, links, local, main_part
from gongkai.reading.formats.package import Package

_FILTERS = ("filter", "customFilter")


def examine_stored(package: Package, found: Gathered) -> None:
    """The main part and what hangs on it: sheets, settings."""
    main = main_part(package)
    below = [one for one in links(package, main) if one.kind in ("worksheet", "settings") and not one.outside]
    for part in dict.fromkeys((main, *(one.target for one in below))):
        root = package.xml(part) if part else None
        for item in () if root is None else root.iter():
            label, text = _value(item)
            if label and text.strip():
                found.add("stored_value", WHOLE, label, told_private([text]) or text)


def _value(item: etree._Element) -> tuple[str, str]:
    name = local(item)
    text = "".join(str(part) for part in item.itertext())
    if name == "definedName" and _is_kept_back(item, text):
        return f"名称“{attribute(item, 'name')}”", text
    if name in ("formula1", "formula2") and text.strip().startswith('"'):
        return "下拉清单", text.strip().strip('"')
    if name in _FILTERS:
        return "筛选的值", attribute(item, "val")
    if name == "scenario":
        values = [attribute(cell, "val") for cell in item]
        return "方案", " ".join((attribute(item, "name"), attribute(item, "comment"), *values))
    if name == "docVar":
        return f"文档变量“{attribute(item, 'name')}”", attribute(item, "val")
    if name == "fileSharing":
        return "只读建议人", attribute(item, "userName")
    return "", ""


def _is_kept_back(name: etree._Element, text: str) -> bool:
    """A name that no list of names shows, or one that is a value and no place; programs have their own."""
    if attribute(name, "name").startswith("_xlnm."):
        return False
    return ("hidden" in name.attrib and flagged(name, "hidden")) or "!" not in text or '"' in text
