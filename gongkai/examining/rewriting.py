"""How is an office package written anew with nothing in it that nobody knows?

By what is kept, not by what is dropped: from the main part along the relationships of known types. What is
not reached is not there any more – properties, comments, caches, links, embedded files, whatever else.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable

from lxml import etree

from gongkai.examining.parts import OWN_MACHINE, Link, links, local
from gongkai.examining.stripping import stripped
from gongkai.reading.formats.package import Package

_ALWAYS = frozenset(
    {
        "officeDocument",
        "styles",
        "theme",
        "image",
        "drawing",
        "chart",
        "chartUserShapes",
        "diagramData",
        "diagramLayout",
        "diagramQuickStyle",
        "diagramColors",
        "diagramDrawing",
        "hyperlink",
    }
)
# Where only the reference goes and the element stays.
_BEREFT = ("pageSetup", "blip", "imagedata", "fill", "sheetPr")
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TIME = (1980, 1, 1, 0, 0, 0)

Rewrite = Callable[[Link, etree._Element], None]


def rewritten(package: Package, kept: frozenset[str], without: frozenset[str], rewrite: Rewrite) -> bytes:
    """The package with the parts of known kinds alone, less those of `without`; each through `rewrite`."""
    parts = taken(package, kept, without)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        _put(made, "[Content_Types].xml", _types(package, {one.target for one in parts}))
        for part in ("", *(one.target for one in parts)):
            ours = [one for one in links(package, part) if _is_kept(one, kept | _ALWAYS, without)]
            if ours:
                folder, name = posixpath.split(part)
                _put(made, posixpath.join(folder, "_rels", f"{name}.rels"), _rels(ours))
        for one in parts:
            _put(made, one.target, _part(package, one, kept | _ALWAYS, without, rewrite))
    return out.getvalue()


def unwrap(element: etree._Element) -> None:
    """Puts what stands in an element into its place."""
    above = element.getparent()
    if above is not None:
        place = above.index(element)
        for child in list(element):
            above.insert(place, child)
            place += 1
        above.remove(element)


def remove(element: etree._Element) -> None:
    """Takes an element away with all that is in it."""
    above = element.getparent()
    if above is not None:
        above.remove(element)


def _is_kept(one: Link, kept: frozenset[str], without: frozenset[str]) -> bool:
    if one.outside:
        return one.kind == "hyperlink" and not OWN_MACHINE.match(one.target)
    return one.kind in kept and one.target not in without


def taken(package: Package, kept: frozenset[str], without: frozenset[str]) -> list[Link]:
    """The relationships to every part that stays, each part once."""
    kept = kept | _ALWAYS
    found: list[Link] = []
    waiting, seen = [""], set(without)
    while waiting:
        for one in links(package, waiting.pop()):
            inside = not one.outside and one.target in package.members
            if inside and one.target not in seen and _is_kept(one, kept, without):
                seen.add(one.target)
                waiting.append(one.target)
                found.append(one)
    return found


def _part(
    package: Package, one: Link, kept: frozenset[str], without: frozenset[str], rewrite: Rewrite
) -> bytes:
    if one.kind == "image":
        return stripped(package.read(one.target) or b"")
    root = package.xml(one.target)
    assert root is not None  # it is a member
    gone = {link.key for link in links(package, one.target) if not _is_kept(link, kept, without)}
    for item in list(root.iter()):
        _let_go(item, gone)
    rewrite(one, root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _let_go(item: etree._Element, gone: set[str]) -> None:
    """Takes away what refers to a part that is gone; of a link only the link."""
    for key in [key for key, value in item.attrib.items() if "elationships}" in str(key) and value in gone]:
        if local(item) in _BEREFT:
            del item.attrib[key]
        elif local(item) == "hyperlink" and len(item):
            unwrap(item)
        else:
            remove(item)


def _types(package: Package, parts: set[str]) -> bytes:
    root = package.xml("[Content_Types].xml")
    assert root is not None  # `sniff` saw it
    for item in list(root):
        if local(item) == "Override" and str(item.get("PartName", "")).lstrip("/") not in parts:
            root.remove(item)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _rels(ours: list[Link]) -> bytes:
    root = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
    for one in ours:
        item = etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", Id=one.key, Type=one.type)
        item.set("Target", one.target if one.outside else f"/{one.target}")
        if one.outside:
            item.set("TargetMode", "External")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _put(made: zipfile.ZipFile, name: str, data: bytes) -> None:
    """With a time that says nothing: the same package gives the same bytes."""
    made.writestr(zipfile.ZipInfo(name, _TIME), data, zipfile.ZIP_DEFLATED)
