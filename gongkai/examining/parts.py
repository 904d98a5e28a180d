"""Of which parts does an office package consist, how do they hang together, and which of them are told of?

DOCX and XLSX alike: parts joined by relationships (ECMA-376 part 2). What a relationship is, its type tells;
names of parts and prefixes are of no account.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gongkai.examining.findings import WHOLE, Gathered
from gongkai.examining.pictures import examine_picture
from gongkai.reading.formats.package import Package

OWN_MACHINE = re.compile(r"^(?:file:|\\\\|[A-Za-z]:[\\/])", re.IGNORECASE)
# The last word of a relationship's type: what it means that such a part is there.
TOLD = {
    "comments": "comment",
    "threadedComment": "comment",
    "commentsExtended": "",
    "pivotCacheDefinition": "pivot_cache",
    "pivotTable": "pivot_cache",
    "externalLink": "external_link",
    "connections": "external_link",
    "queryTable": "external_link",
    "package": "attachment",
    "oleObject": "attachment",
    "vbaProject": "script",
    "aFChunk": "attachment",
    "attachedTemplate": "template",
    "revisionHeaders": "tracked_change",
    "mailMergeSource": "external_link",
}
_WORDS = {
    "creator": "作者",
    "lastModifiedBy": "最后修改人",
    "description": "备注",
    "keywords": "关键词",
    "subject": "主题",
    "category": "类别",
    "manager": "主管",
    "company": "单位",
    "contentstatus": "状态",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: its id, its type and the last word of that, its target, and whether that is outside."""

    key: str
    type: str
    kind: str
    target: str
    outside: bool


def local(element: etree._Element) -> str:
    """The name of an element without its name space; empty for a comment or an instruction."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name, whatever its name space."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def flagged(element: etree._Element, name: str = "val") -> bool:
    """Whether a switch is on: its mere presence says so."""
    return attribute(element, name) not in ("0", "false", "off", "none")


def links(package: Package, part: str = "") -> list[Link]:
    """The relationships of a part; of the package itself without one."""
    folder, name = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    if root is None:
        return []
    return [_link(package, one, folder) for one in root if local(one) == "Relationship"]


def _link(package: Package, one: etree._Element, folder: str) -> Link:
    outside = attribute(one, "TargetMode") == "External"
    target = attribute(one, "Target")
    if not outside:
        target = package.named(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
    kind = attribute(one, "Type")
    return Link(attribute(one, "Id"), kind, kind.rpartition("/")[2], target, outside)


def all_links(package: Package) -> Iterator[Link]:
    """Every relationship that can be reached from the package, each part visited once."""
    waiting, seen = [""], {""}
    while waiting:
        for one in links(package, waiting.pop()):
            yield one
            if not one.outside and one.target not in seen and one.target in package.members:
                seen.add(one.target)
                waiting.append(one.target)


def main_part(package: Package) -> str:
    """The part with the document or the workbook; empty where none is named."""
    return next((one.target for one in links(package) if one.kind == "officeDocument"), "")


def examine_parts(package: Package, found: Gathered) -> None:
    """What any office package can carry besides its text: properties, links, files, pictures."""
    for one in all_links(package):
        if one.outside:
            _outside(one, found)
        elif one.kind in ("core-properties", "extended-properties", "custom-properties"):
            _properties(package, one, found)
        elif one.kind == "thumbnail":
            found.add("property", WHOLE, "首页的缩略图")
        elif one.kind == "image":
            examine_picture(package.read(one.target) or b"", f"图片 {posixpath.basename(one.target)}", found)
        elif TOLD.get(one.kind):
            _part(package, one, found)


def _outside(one: Link, found: Gathered) -> None:
    if one.kind == "hyperlink":
        if OWN_MACHINE.match(one.target):
            found.add("external_link", "超链接", "", one.target)
    else:
        found.add(TOLD.get(one.kind) or "external_link", "链接", "", one.target)


def _part(package: Package, one: Link, found: Gathered) -> None:
    if one.kind in ("comments", "threadedComment"):
        root = package.xml(one.target)
        texts = [] if root is None else [_text(item) for item in root.iter() if local(item) in _COMMENTS]
        for text in texts:
            found.add("comment", WHOLE, "", text)
        return
    found.add(TOLD[one.kind], f"部件 {posixpath.basename(one.target)}")


_COMMENTS = ("comment", "threadedComment")


def _text(element: etree._Element) -> str:
    return "".join(str(item.text or "") for item in element.iter() if local(item) in ("t", "text"))


def _properties(package: Package, one: Link, found: Gathered) -> None:
    root = package.xml(one.target)
    if root is None:
        return
    for item in root:
        text = "".join(str(part) for part in item.itertext()).strip()
        name = local(item)
        label = _WORDS.get(name, _WORDS.get(name.lower(), ""))
        if local(root) == "Properties" and name == "property":
            label = f"自定义属性“{attribute(item, 'name')}”"
        if label and text:
            found.add("property", WHOLE, label, text)
