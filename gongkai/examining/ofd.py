"""What does an OFD (GB/T 33190) hold besides its pages: author, notes, attachments, what is not drawn?"""

from __future__ import annotations

import posixpath

from lxml import etree

from gongkai.examining.findings import WHOLE, Gathered
from gongkai.examining.layout import Box, Sign, readings
from gongkai.examining.parts import attribute, local
from gongkai.examining.pictures import examine_picture
from gongkai.reading.formats.package import Package

_WORDS = {"Author": "作者", "Subject": "主题", "Abstract": "摘要", "Keyword": "关键词"}
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff")


def examine_ofd(package: Package, found: Gathered) -> None:
    """Every XML part is looked through: what a part is, its root element says."""
    for member in package.members:
        if member.lower().endswith(_PICTURES):
            examine_picture(package.read(member) or b"", f"图片 {posixpath.basename(member)}", found)
        elif member.lower().endswith(".xml"):
            root = package.xml(member)
            if root is not None:
                _part(root, found)


def _part(root: etree._Element, found: Gathered) -> None:
    kind = local(root)
    if kind == "OFD":
        _properties(root, found)
    elif kind == "Page":
        _page(root, found)
    for item in root.iter():
        name = local(item)
        if (
            name == "Annot"
            and kind == "PageAnnot"
            and attribute(item, "Type") not in ("Link", "Watermark", "Stamp")
        ):
            found.add("comment", WHOLE, attribute(item, "Creator"), "".join(map(str, item.itertext())))
        elif name == "Attachment":
            found.add("attachment", WHOLE, "", attribute(item, "Name"))


def _properties(root: etree._Element, found: Gathered) -> None:
    versions = 0
    for item in root.iter():
        text = str(item.text or "").strip()
        if local(item) in _WORDS and text:
            found.add("property", WHOLE, _WORDS[local(item)], text)
        elif local(item) == "CustomData" and text:
            found.add("property", WHOLE, attribute(item, "Name"), text)
        versions += local(item) == "Version"
    if versions > 1:
        found.add("earlier_version", WHOLE, count=versions - 1)


def _page(root: etree._Element, found: Gathered) -> None:
    signs: list[Sign] = []
    for item in root.iter():
        if local(item) != "TextObject":
            continue
        text = " ".join(str(code.text or "") for code in item.iter() if local(code) == "TextCode")
        if any(attribute(one, "Visible") == "false" for one in (item, *item.iterancestors())):
            found.add("hidden_text", "页面", "", text)
        else:
            signs.append(Sign(text, _box(item)))
    found.add_private_in(readings(signs), "页面")


def _box(item: etree._Element) -> Box:
    """The boundary of a text object, in millimetres; one without stands on a line of its own."""
    try:
        left, top, width, height = map(float, attribute(item, "Boundary").split())
    except ValueError:
        return _NOWHERE
    return left, top, left + width, top + height
