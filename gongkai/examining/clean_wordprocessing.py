"""How is a DOCX rid of what does not stand on its pages: changes accepted, comments and hidden text gone?"""

from __future__ import annotations

from lxml import etree

from gongkai.examining.parts import Link, attribute, local
from gongkai.examining.rewriting import remove, rewritten, unwrap
from gongkai.examining.wordprocessing import (
    ADDED,
    FORMERS,
    GONE,
    REACHING,
    hiding_styles,
    is_hidden_run,
    paragraph_is_hidden,
)
from gongkai.reading.formats.package import Package

KEPT = frozenset({"numbering", "fontTable", "settings", "header", "footer", "footnotes", "endnotes"})
_MARKERS = (
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "annotationRef",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "permStart",
    "permEnd",
    "dataBinding",
    "proofErr",
    "altChunk",
    "subDoc",
)
_SETTINGS = (
    "attachedTemplate",
    "rsids",
    "docVars",
    "mailMerge",
    "trackRevisions",
    "revisionView",
    "proofState",
    "saveThroughXslt",
)
# Where a mark of a change stands as a property, and wraps nothing.
_PROPERTIES = ("rPr", "trPr", "ctrlPr", "numPr")


def clean_wordprocessing(package: Package) -> bytes:
    """The document as it stands on its pages, all changes accepted."""
    hiding = hiding_styles(package)

    def rewrite(one: Link, root: etree._Element) -> None:
        if one.kind == "settings":
            _drop(root, _SETTINGS)
        elif one.kind in KEPT or one.kind == "officeDocument":
            _story(root, hiding)

    return rewritten(package, KEPT, frozenset(), rewrite)


def _drop(root: etree._Element, names: tuple[str, ...]) -> None:
    for item in list(root.iter()):
        if local(item) in names:
            remove(item)


def _story(root: etree._Element, hiding: frozenset[str]) -> None:
    _drop(root, (*FORMERS, *_MARKERS))
    _accept(root)
    _uncover(root, hiding)
    for item in list(root.iter()):
        _field(item)
        for key in [key for key in item.attrib if str(key).rpartition("}")[2].startswith("rsid")]:
            del item.attrib[key]


def _accept(root: etree._Element) -> None:
    """What was deleted goes, what was added stays as if it had always been there."""
    for item in list(root.iter()):
        name, above = local(item), item.getparent()
        if above is None or name not in (*GONE, *ADDED, "cellDel", "cellIns"):
            continue
        if name == "cellDel":
            remove(_above(item, "tc"))
        elif name == "cellIns":
            remove(item)
        elif local(above) in _PROPERTIES:
            _accept_mark(item, above, gone=name in GONE)
        elif name in GONE:
            remove(item)
        else:
            unwrap(item)


def _accept_mark(item: etree._Element, above: etree._Element, *, gone: bool) -> None:
    """A row or the end of a paragraph that was deleted or added."""
    if gone and local(above) == "trPr":
        remove(_above(item, "tr"))
        return
    paragraph = _above(item, "p")
    remove(item)
    if gone and local(paragraph) == "p" and not _says(paragraph) and _has_brother(paragraph):
        remove(paragraph)


def _above(item: etree._Element, name: str) -> etree._Element:
    return next((one for one in item.iterancestors() if local(one) == name), item)


def _says(paragraph: etree._Element) -> bool:
    """Whether anything stands in a paragraph but what was deleted."""
    return any(
        local(item) in ("t", "drawing", "pict", "object", "br", "tab", "sym")
        and not any(local(one) in GONE for one in item.iterancestors())
        for item in paragraph.iter()
    )


def _has_brother(paragraph: etree._Element) -> bool:
    """A cell, a note and a body keep at least one paragraph."""
    above = paragraph.getparent()
    return above is not None and sum(1 for item in above if local(item) == "p") > 1


def _uncover(root: etree._Element, hiding: frozenset[str]) -> None:
    """Hidden runs go; what is left is in sight."""
    for paragraph in [item for item in root.iter() if local(item) == "p"]:
        hidden = paragraph_is_hidden(paragraph, hiding)
        for run in [item for item in paragraph.iter() if local(item) == "r"]:
            if is_hidden_run(run, hiding, paragraph_hides=hidden):
                remove(run)


def _field(item: etree._Element) -> None:
    """A field that reaches for another file keeps what it shows, and forgets where that came from."""
    if local(item) == "instrText" and (str(item.text or "").split() or [""])[0].upper() in REACHING:
        item.text = " "
    elif local(item) == "fldSimple" and (attribute(item, "instr").split() or [""])[0].upper() in REACHING:
        unwrap(item)
