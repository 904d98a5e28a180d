"""Which values does a file keep without showing them: lists to choose from, filters, scenarios, variables?

Whatever cleaning takes out of a part stands here, or in `SILENT`, or is told of by another module.
"""

from __future__ import annotations

from lxml import etree

from gongkai.examining.findings import WHOLE, Gathered, told_private
from gongkai.examining.parts import attribute, flagged, links, local, main_part
from gongkai.reading.formats.package import Package

_FILTERS = ("filter", "customFilter")
_STORIES = ("header", "footer", "footnotes", "endnotes")
# What an element says in its attributes, and what that is.
_SAYING = {
    "docVar": ("文档变量", ("name", "val")),
    "fileSharing": ("只读建议人", ("userName",)),
    "connectString": ("邮件合并的数据源", ("val",)),
    "query": ("邮件合并的数据源", ("val",)),
    "udl": ("邮件合并的数据源", ("val",)),
    "permStart": ("可以编辑的人", ("ed",)),
    "saveThroughXslt": ("另存时的转换", ("solutionID",)),
    "customWorkbookView": ("个人视图", ("name",)),
    "protectedRange": ("可以编辑的区域", ("name", "securityDescriptor")),
    "webPublishItem": ("发布成的网页", ("destinationFile", "title")),
    "dataValidation": ("输入时的提示", ("promptTitle", "prompt", "errorTitle", "error")),
    "sortCondition": ("排序用的清单", ("customList",)),
    "cellSmartTagPr": ("智能标记", ("key", "val")),
}
# Taken out by cleaning: without words, or told of with the part, the change or the element that goes with it.
SILENT = frozenset(
    {
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "altChunk", "subDoc"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("permEnd", "dataBinding", "proofErr", "attachedTemplate", "rsids", "trackRevisions"),
        *("revisionView", "proofState", "externalReferences", "pivotCaches", "calcPr", "fileRecoveryPr"),
        *("webPublishing", "legacyDrawing", "legacyDrawingHF", "oleObjects", "controls", "sortState"),
        *("tableParts", "customProperties", "cellWatches", "extLst", "customSheetViews"),
    }
)
# Taken out with what it holds, of which the elements in it are told.
AROUND = frozenset(
    {
        *("docVars", "mailMerge", "definedNames", "customWorkbookViews", "autoFilter", "dataValidations"),
        *("protectedRanges", "scenarios", "webPublishItems", "smartTags"),
    }
)


def examine_stored(package: Package, found: Gathered) -> None:
    """The main part and what hangs on it: sheets, settings."""
    main = main_part(package)
    kinds = ("worksheet", "settings", *_STORIES)
    below = [one for one in links(package, main) if one.kind in kinds and not one.outside]
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
    label, attributes = _SAYING.get(name, ("", ()))
    return label, " ".join(filter(None, (attribute(item, one) for one in attributes)))


def _is_kept_back(name: etree._Element, text: str) -> bool:
    """A name that no list of names shows, or one that is a value and no place; programs have their own."""
    if attribute(name, "name").startswith("_xlnm."):
        return False
    return ("hidden" in name.attrib and flagged(name, "hidden")) or "!" not in text or '"' in text
