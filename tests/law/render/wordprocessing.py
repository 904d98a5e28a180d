"""What does ECMA-376 Part 1 (transitional) demand of the WordprocessingML that we write?

The schema files themselves come with no package here, so the content models of clause 17 stand below as far
as we use them: the children of every element in their order, required attributes, values of enumerated types.
An element that is not listed is a fault, too: whoever writes a new one looks it up and adds it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"

# Children in the order of xsd:sequence. A leading * marks a choice: any order, any number.
MODELS = {
    "document": "background body",
    "ftr": "*p tbl sdt",
    "hdr": "*p tbl sdt",
    "body": "*p tbl sdt sectPr",
    "p": "*pPr r hyperlink bookmarkStart bookmarkEnd",
    "hyperlink": "*r bookmarkStart bookmarkEnd",
    "r": (
        "*rPr t tab br fldChar instrText drawing footnoteReference footnoteRef separator "
        "continuationSeparator"
    ),
    "drawing": "",
    "footnotes": "footnote",
    "footnote": "*p tbl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "numPr": "ilvl numId numberingChange ins",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "*tcPr p tbl",
    "trPr": "*cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader jc hidden",
    "tblGrid": "gridCol tblGridChange",
    "tabs": "tab",
    "fonts": "font",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "pPrDefault": "pPr",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tcMar": "top left start bottom right end",
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
        "tblDescription"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
        "vAlign hideMark"
    ),
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct "
        "autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
        "mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
        "divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
        "docGrid printerSettings"
    ),
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
        "qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr "
        "tblStylePr"
    ),
    "font": "altName panose1 charset family notTrueType pitch sig",
    "compat": "useFELayout compatSetting",
    "settings": (
        "writeProtection view zoom removePersonalInformation mirrorMargins gutterAtTop "
        "hideSpellingErrors hideGrammaticalErrors proofState attachedTemplate linkStyles "
        "documentType trackRevisions documentProtection defaultTabStop autoHyphenation "
        "defaultTableStyle evenAndOddHeaders bookFoldPrinting characterSpacingControl "
        "noLineBreaksAfter noLineBreaksBefore savePreviewPicture updateFields footnotePr "
        "endnotePr compat docVars rsids mathPr themeFontLang clrSchemeMapping "
        "doNotAutoCompressPictures shapeDefaults decimalSymbol listSeparator"
    ),
    # Of other vocabularies, which the template of the library brings: their own models are not checked.
    "shapeDefaults": "",
}
_EMPTY = (
    "altName b bCs basedOn bottom br cantSplit characterSpacingControl charset clrSchemeMapping "
    "color cols compatSetting decimalSymbol defaultTabStop doNotAutoCompressPictures docGrid end "
    "evenAndOddHeaders family fldChar footerReference framePr gridCol gridSpan ind insideH insideV "
    "instrText jc keepLines keepNext lang left link listSeparator name next outlineLvl pStyle "
    "pgMar pgSz pitch proofState qFormat rFonts right rsid semiHidden spacing start sz szCs t tab "
    "tblCaption tblHeader tblInd tblLayout tblLook tblW tcW themeFontLang titlePg top trHeight uiPriority "
    "unhideWhenUsed useFELayout vAlign vMerge widowControl zoom u abstractNumId continuationSeparator "
    "footnoteRef footnoteReference i ilvl lvlJc lvlText multiLevelType numFmt numId rStyle separator "
    "vertAlign"
)
EMPTY = frozenset(_EMPTY.split())
ONCE_FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr"}  # where it stands, it stands first, and once
MANY = {
    "tr",
    "tc",
    "gridCol",
    "tab",
    "font",
    "style",
    "compatSetting",
    "headerReference",
    "footerReference",
} | {
    *("abstractNum", "num", "lvl", "footnote"),
}
MUST = {
    "document": "body",
    "tbl": "tblPr tblGrid",
    "tr": "tc",
    "tc": "p",
    "style": "name",
    "tblGrid": "gridCol",
}
VALUED = (
    "altName basedOn characterSpacingControl color decimalSymbol defaultTabStop family gridSpan jc link "
    "listSeparator name next outlineLvl pStyle pitch rsid sz szCs tblCaption uiPriority vAlign"
)
REQUIRED = {name: {"val"} for name in VALUED.split()} | {
    "font": {"name"},
    "fldChar": {"fldCharType"},
    "footerReference": {"type", "id"},
    "tab": {"val", "pos"},
    "pgMar": {"top", "right", "bottom", "left", "header", "footer", "gutter"},
    "zoom": {"percent"},
    "style": {"type", "styleId"},
    "tblW": {"w", "type"},
    "tcW": {"w", "type"},
}
_NUMBER, _ON = r"-?\d+", r"0|1|true|false|on|off"
_LOOKS = ("firstRow", "lastRow", "firstColumn", "lastColumn", "noHBand", "noVBand")
_SWITCHES = ("b", "bCs", "keepNext", "keepLines", "tblHeader", "cantSplit", "titlePg", "widowControl")
# Every attribute that these may have; of the others only the values are checked.
ATTRIBUTES = {
    "framePr": {
        *("dropCap", "lines", "w", "h", "vSpace", "hSpace", "wrap", "hAnchor", "vAnchor"),
        *("x", "xAlign", "y", "yAlign", "hRule", "anchorLock"),
    },
    "tblLook": {"val", *_LOOKS},
}
# Lines around paragraphs and tables: ST_Border as far as it names lines, eighths of a point, points.
BORDERED = frozenset({"pBdr", "tblBorders", "tcBorders"})
BORDER = {
    "val": (
        "nil|none|single|thick|double|dotted|dashed|dotDash|dotDotDash|triple|wave|doubleWave|inset|outset|"
        "(thinThick|thickThin|thinThickThin)(Small|Medium|Large)Gap"
    ),
    "sz": r"[2-9]|[1-8]\d|9[0-6]",
    "space": r"[12]?\d|3[01]",
    "color": "auto|[0-9A-Fa-f]{6}",
}
VALUES = {
    ("jc", "val"): "left|center|right|both|start|end|distribute",
    ("vMerge", "val"): "restart|continue",
    ("vAlign", "val"): "top|center|both|bottom",
    ("fldChar", "fldCharType"): "begin|separate|end",
    ("footerReference", "type"): "default|even|first",
    ("trHeight", "hRule"): "auto|exact|atLeast",
    ("trHeight", "val"): _NUMBER,
    ("tblLayout", "type"): "fixed|autofit",
    ("spacing", "lineRule"): "auto|exact|atLeast",
    ("style", "type"): "paragraph|character|table|numbering",
    ("numFmt", "val"): "bullet|decimal|lowerLetter|upperLetter|lowerRoman|upperRoman",
    ("vertAlign", "val"): "baseline|superscript|subscript",
    ("gridSpan", "val"): r"[1-9]\d*",
    ("gridCol", "w"): r"\d+",
    ("color", "val"): "auto|[0-9A-Fa-f]{6}",
    ("charset", "val"): "[0-9A-Fa-f]{1,2}",
    ("family", "val"): "decorative|modern|roman|script|swiss|auto",
    ("pitch", "val"): "fixed|variable|default",
    ("outlineLvl", "val"): "[0-9]",
    ("zoom", "percent"): r"\d+%?",
    ("br", "type"): "page|column|textWrapping",
    ("framePr", "wrap"): "auto|notBeside|around|tight|through|none",
    ("framePr", "xAlign"): "left|center|right|inside|outside",
    ("framePr", "yAlign"): "inline|top|center|bottom|inside|outside",
    ("framePr", "hRule"): "auto|exact|atLeast",
    ("tblLook", "val"): "[0-9A-Fa-f]{4}",
    **{("framePr", name): "text|margin|page" for name in ("vAnchor", "hAnchor")},
    **{("framePr", name): r"\d+" for name in ("w", "h", "hSpace", "vSpace")},
    **{("framePr", name): _NUMBER for name in ("x", "y")},
    **{("tblLook", name): _ON for name in _LOOKS},
    **{(name, "val"): _ON for name in _SWITCHES},
    **{(name, "val"): r"\d+" for name in ("sz", "szCs", "uiPriority", "defaultTabStop")},
    **{(name, "type"): "dxa|auto|pct|nil" for name in ("tblW", "tcW", "tblInd")},
    **{(name, "w"): _NUMBER for name in ("tblW", "tcW", "tblInd", "pgSz")},
}


def faults(data: bytes) -> Iterator[str]:
    """What in this DOCX the standard does not allow, each as a phrase; nothing where all is well."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    yield from _package(parts)
    roots = {
        name: etree.fromstring(part) for name, part in parts.items() if re.fullmatch(r"word/[^/]+\.xml", name)
    }
    styles = [style.get(f"{{{W}}}styleId") for style in roots["word/styles.xml"].iter(f"{{{W}}}style")]
    if len(set(styles)) != len(styles):
        yield "two styles of one styleId"
    for name, root in roots.items():
        for element in root.iter(f"{{{W}}}*"):
            yield from (f"{name}: {fault}" for fault in _element(element))
        for tag in ("pStyle", "rStyle", "basedOn", "next", "link"):
            for named in root.iter(f"{{{W}}}{tag}"):
                if named.get(f"{{{W}}}val") not in styles:
                    yield f"{name}: {tag} names no style: {named.get(f'{{{W}}}val')}"
        yield from (f"{name}: {fault}" for fault in _fields(root))


def _package(parts: dict[str, bytes]) -> Iterator[str]:
    types = etree.fromstring(parts["[Content_Types].xml"])
    known = {entry.get("PartName") for entry in types} | {entry.get("Extension") for entry in types}
    for name in parts:
        if name != "[Content_Types].xml" and not {f"/{name}", name.rpartition(".")[2]} & known:
            yield f"{name} has no content type"
    for name in (name for name in parts if name.endswith(".rels")):
        folder = posixpath.dirname(posixpath.dirname(name))
        for entry in etree.fromstring(parts[name]):
            target = entry.get("Target")
            where = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            if entry.get("TargetMode") != "External" and posixpath.normpath(where) not in parts:
                yield f"{name}: {entry.get('Id')} leads nowhere: {target}"
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    ids = {entry.get("Id") for entry in relations}
    for element in etree.fromstring(parts["word/document.xml"]).iter():
        if element.get(f"{{{R}}}id") not in {None, *ids}:
            yield f"word/document.xml: no relation {element.get(f'{{{R}}}id')}"


def _element(element: etree._Element) -> Iterator[str]:
    tag = etree.QName(element).localname
    children = [
        etree.QName(child).localname
        for child in element
        if isinstance(child.tag, str) and etree.QName(child).namespace in {W, M}
    ]
    if tag in EMPTY and tag not in MODELS:
        if len(element):
            yield f"{tag} holds {children}"
    elif tag not in MODELS:
        yield f"{tag} is not listed"
    else:
        yield from _model(tag, children)
    given = {etree.QName(name).localname: str(value) for name, value in element.attrib.items()}
    line = element.getparent() is not None and etree.QName(element.getparent()).localname in BORDERED
    for name in REQUIRED.get(tag, {"val"} if line else set()):
        if name not in given:
            yield f"{tag} without {name}"
    for name, value in given.items():
        allowed = BORDER.get(name, ".*") if line else VALUES.get((tag, name), ".*")
        if name not in ATTRIBUTES.get(tag, {name}) or not re.fullmatch(allowed, value, re.DOTALL):
            yield f"{tag} {name}={value!r}"


def _model(tag: str, children: list[str]) -> Iterator[str]:
    free, names = MODELS[tag].startswith("*"), MODELS[tag].lstrip("*").split()
    unknown = [child for child in children if child not in names]
    if unknown:
        yield f"{tag} holds {unknown}"
        return
    if not free and children != sorted(children, key=names.index):
        yield f"{tag} in the order {children}"
    repeated = {child for child in children if children.count(child) > 1 and child not in MANY}
    if not free and repeated:
        yield f"{tag} holds {sorted(repeated)} more than once"
    first = ONCE_FIRST.get(tag)
    if first in children[1:]:
        yield f"{tag}: {first} does not stand first"
    for needed in MUST.get(tag, "").split():
        if needed not in children:
            yield f"{tag} without {needed}"
    if tag == "tc" and children and children[-1] != "p":
        yield "tc does not end with a paragraph"
    if tag == "body" and "sectPr" in children[:-1]:
        yield "body: sectPr does not stand last"


def _fields(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(f"{{{W}}}p"):
        order = [mark.get(f"{{{W}}}fldCharType") for mark in paragraph.iter(f"{{{W}}}fldChar")]
        if order != ["begin", "separate", "end"] * (len(order) // 3):
            yield f"a field in the order {order}"
