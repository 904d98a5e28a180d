"""What does a DOCX hold that does not stand on its pages: changes, hidden text, fields, cut pictures?"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai.examining.findings import Gathered
from gongkai.examining.parts import all_links, attribute, flagged, links, local, main_part
from gongkai.examining.workbook import is_faint, whole
from gongkai.reading.formats.package import Package

_STORIES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
GONE = ("del", "moveFrom")
ADDED = ("ins", "moveTo")
FORMERS = (
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "tblPrExChange",
    "numberingChange",
)
REACHING = ("INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD")
_PARAGRAPH = "p"
_TINY = 4  # half points
_WHITE_THEME = ("background1", "light1")
_HIGHLIGHTS = {"black": "000000", "white": "FFFFFF"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def examine_wordprocessing(package: Package, found: Gathered) -> None:
    """The text of a DOCX; what any package carries is told by `examine_parts`."""
    hiding = hiding_styles(package)
    for part, area in stories(package):
        root = package.xml(part)
        if root is None:
            continue
        _changes(root, area, found)
        for number, paragraph in enumerate(_paragraphs(root), 1):
            _paragraph(paragraph, area, f"第 {number} 段", hiding, found)
        _objects(root, area, found)


def stories(package: Package) -> list[tuple[str, str]]:
    """The parts with text, each with its name for a reader."""
    main = main_part(package)
    below = [
        (one.target, _STORIES[one.kind])
        for one in links(package, main)
        if one.kind in _STORIES and not one.outside
    ]
    return [(main, "正文"), *below] if main else []


def hiding_styles(package: Package) -> frozenset[str]:
    """The styles whose text is hidden, by themselves or by what they are based on."""
    part = next((one.target for one in all_links(package) if one.kind == "styles"), "")
    root = package.xml(part) if part else None
    if root is None:
        return frozenset()
    based: dict[str, str] = {}
    hidden: set[str] = set()
    for style in (item for item in root if local(item) == "style"):
        name = attribute(style, "styleId")
        for item in style:
            if local(item) == "basedOn":
                based[name] = attribute(item, "val")
            elif local(item) == "rPr" and hides(item):
                hidden.add(name)
    return frozenset(name for name in {*based, *hidden} if not hidden.isdisjoint(_line(name, based)))


def _line(name: str, based: dict[str, str]) -> list[str]:
    """A style and all that it is based on; a circle ends."""
    found: list[str] = []
    while name and name not in found:
        found.append(name)
        name = based.get(name, "")
    return found


def hides(properties: etree._Element) -> bool:
    """Whether the properties of a run hide it."""
    return any(local(item) == "vanish" and flagged(item) for item in properties)


def is_hidden_run(run: etree._Element, hiding: frozenset[str], *, paragraph_hides: bool = False) -> bool:
    """Whether a run is hidden, by itself or by a style."""
    properties = next((item for item in run if local(item) == "rPr"), None)
    if properties is None:
        return paragraph_hides
    told = [item for item in properties if local(item) == "vanish"]
    if told:
        return flagged(told[0])
    styles = {attribute(item, "val") for item in properties if local(item) == "rStyle"}
    return paragraph_hides or not hiding.isdisjoint(styles)


def paragraph_is_hidden(paragraph: etree._Element, hiding: frozenset[str]) -> bool:
    """Whether the style of a paragraph hides its text."""
    properties = next((item for item in paragraph if local(item) == "pPr"), None)
    styles = (
        []
        if properties is None
        else [attribute(item, "val") for item in properties if local(item) == "pStyle"]
    )
    return not hiding.isdisjoint(styles)


def text_of(element: etree._Element) -> str:
    """The text of a run or more; what is an alternative for old programs is not said twice."""
    return "".join(str(item.text or "") for item in element.iter() if local(item) in ("t", "delText"))


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    return (
        item
        for item in root.iter()
        if local(item) == _PARAGRAPH
        if not any(local(above) == "Fallback" for above in item.iterancestors())
    )


def _own_runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph, without those of a text box inside it."""
    for item in paragraph.iter():
        if local(item) == "r":
            above = next((one for one in item.iterancestors() if local(one) == _PARAGRAPH), None)
            if above is paragraph and not any(local(one) in GONE for one in item.iterancestors()):
                yield item


def _paragraph(
    paragraph: etree._Element, area: str, spot: str, hiding: frozenset[str], found: Gathered
) -> None:
    hidden_by_style = paragraph_is_hidden(paragraph, hiding)
    seen, hidden, white = [], [], []
    for run in _own_runs(paragraph):
        text = "".join(_sign(item) for item in run)
        if is_hidden_run(run, hiding, paragraph_hides=hidden_by_style):
            hidden.append(text)
            continue
        seen.append(text)
        if _is_white(run):
            white.append(text)
    if "".join(hidden).strip():
        found.add("hidden_text", area, spot, "".join(hidden))
    if "".join(white).strip():
        found.add("faint_text", area, spot, "".join(white))
    found.add_private("".join(seen), area, spot)


def _sign(item: etree._Element) -> str:
    """What an element of a run puts on the page; a tab and a line are no nothing between two numbers."""
    return str(item.text or "") if local(item) == "t" else _SIGNS.get(local(item), "")


def _is_white(run: etree._Element) -> bool:
    """White text where nothing behind it is coloured."""
    properties = next((item for item in run if local(item) == "rPr"), None)
    if properties is None:
        return False
    if any(local(item) == "sz" and 0 < whole(attribute(item, "val")) <= _TINY for item in properties):
        return True
    colours = [attribute(item, "val").upper() for item in properties if local(item) == "color"]
    behind = [_behind(item) for item in properties if local(item) in ("shd", "highlight")]
    if any(_alike(colour, place) for colour in colours or ["AUTO"] for place in behind):
        return True
    white = any(is_faint(colour) for colour in colours) or any(
        local(item) == "color" and attribute(item, "themeColor") in _WHITE_THEME for item in properties
    )
    return white and not any(
        local(item) in ("shd", "highlight", "txbxContent")
        for above in (run, *run.iterancestors())
        for item in (above, *(child for part in above if local(part).endswith("Pr") for child in part))
    )


def _behind(item: etree._Element) -> str:
    """The colour of a highlight or a shading of a run."""
    return _HIGHLIGHTS.get(attribute(item, "val"), "") or attribute(item, "fill").upper()


def _alike(colour: str, behind: str) -> bool:
    """Whether text of a colour cannot be read on what is behind it."""
    if colour == "AUTO":
        return behind == "000000"
    return colour == behind or (is_faint(colour) and is_faint(behind))


def _changes(root: etree._Element, area: str, found: Gathered) -> None:
    for item in root.iter():
        name = local(item)
        if name in GONE or name in ADDED:
            word = "删去" if name in GONE else "加入"
            found.add("tracked_change", area, f"{attribute(item, 'author')}{word}", text_of(item))
        elif name in FORMERS:
            found.add("tracked_change", area, f"{attribute(item, 'author')}改格式")


def _objects(root: etree._Element, area: str, found: Gathered) -> None:
    for item in root.iter():
        name = local(item)
        if name == "srcRect" and any(attribute(item, side) not in ("", "0") for side in "ltrb"):
            found.add("cropped_picture", area)
        elif name == "instrText" and (str(item.text or "").split() or [""])[0].upper() in REACHING:
            found.add("external_link", area, "域", str(item.text))
        elif name == "fldSimple" and (attribute(item, "instr").split() or [""])[0].upper() in REACHING:
            found.add("external_link", area, "域", attribute(item, "instr"))
