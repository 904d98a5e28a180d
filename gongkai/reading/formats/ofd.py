"""How does an OFD (GB/T 33190) become positioned characters and ruling lines?

A zip of XML: the document names its pages and templates, a page has layers of text and path objects in
millimetres. Everything is brought to the same points as a PDF and read by the same routine.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from gongkai.reading.blocks import Source
from gongkai.reading.formats import limits
from gongkai.reading.formats.glyphs import Glyph, Page, Rule, ideographs, is_wide
from gongkai.reading.formats.layout import blocks_of_pages
from gongkai.reading.formats.ofdink import OfdInk
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.pdf import rules_of
from gongkai.reading.formats.refusals import damaged, protected, scanned, too_large
from gongkai.reading.formats.sight import unseen_marks

_POINTS = 72 / 25.4
_NARROW = 0.5
_FEWEST_GLYPHS = 30
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?|-?\.\d+")
_STEP = re.compile(r"g|-?\d+(?:\.\d+)?|-?\.\d+")
_COMMAND = re.compile(r"([MLCQABSZ])([^MLCQABSZ]*)")
_UNIT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


def read_ofd(data: bytes, name: str) -> Source:
    """The blocks of an OFD. Raises Damaged, Protected, Scanned or TooLarge."""
    package = Package(data, name, "OFD")
    root = package.xml("OFD.xml")
    if root is None:
        raise damaged(name, "OFD", "缺少 OFD.xml")
    if next(_named(root, "Encryptions"), None) is not None or any(
        "ncrypt" in member for member in package.members
    ):
        raise protected(name, "OFD")
    pages = [page for body in _named(root, "DocBody") for page in _document(package, body)]
    glyphs = sum(len(page.glyphs) for page in pages)
    if glyphs < _FEWEST_GLYPHS and any(page.pictures for page in pages):
        raise scanned(name, "OFD")
    if not glyphs:
        raise damaged(name, "OFD", "没有一个字")
    return blocks_of_pages(pages, name)


def _document(package: Package, body: etree._Element) -> Iterator[Page]:
    place = _text(body, "DocRoot").lstrip("/")
    document = package.xml(place)
    if document is None:
        raise damaged(package.name, "OFD", f"缺少 {place or '文档根节点'}")
    folder = posixpath.dirname(place)
    templates = {
        entry.get("ID"): entry.get("BaseLoc") or ""
        for data in _named(document, "CommonData")
        for entry in _named(data, "TemplatePage")
    }
    params = dict(_parameters(package, folder, document))
    entries = [entry for pages in _named(document, "Pages") for entry in _named(pages, "Page")]
    if len(entries) > limits.MOST_PAGES:
        raise too_large(package.name, f"OFD 有 {len(entries)} 页")
    glyphs = 0
    for entry in entries:
        content = _part(package, folder, entry.get("BaseLoc") or "")
        if content is None:
            raise damaged(package.name, "OFD", f"缺少 {entry.get('BaseLoc')}")
        page, ink = Page(), OfdInk(params={**params, **dict(_parameters(package, folder, content))})
        for template in _named(content, "Template"):
            below = _part(package, folder, templates.get(template.get("TemplateID")) or "")
            if below is not None:
                _take(below, page, ink)
        _take(content, page, ink)
        glyphs += len(page.glyphs)
        if glyphs > limits.MOST_GLYPHS:
            raise too_large(package.name, f"OFD 的文字超过 {limits.MOST_GLYPHS} 个")
        yield page


def _parameters(package: Package, folder: str, owner: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The drawing parameters that the resources of a document or of a page tell, by their number."""
    listed = [owner, *_named(owner, "CommonData")]
    places = [
        (one.text or "").strip()
        for entry in listed
        for one in entry
        if _tag(one) in {"PublicRes", "DocumentRes", "PageRes"}
    ]
    for place in places:
        resource = _part(package, folder, place)
        for group in _named(resource, "DrawParams") if resource is not None else ():
            yield from ((one.get("ID") or "", one) for one in _named(group, "DrawParam"))


def _part(package: Package, folder: str, place: str) -> etree._Element | None:
    if not place:
        return None
    full = place.lstrip("/") if place.startswith("/") else posixpath.normpath(posixpath.join(folder, place))
    found = package.xml(full)
    return found if found is not None else package.xml(place)


def _take(content: etree._Element, page: Page, ink: OfdInk) -> None:
    """The objects in the order in which they are drawn; figures that are not seen leave a mark."""
    hidden: list[Glyph] = []
    for item in content.iter():
        tag = _tag(item)
        if item.get("Visible") == "false":
            continue
        if tag == "TextObject":
            seen, unseen = ink.part(item, list(_glyphs(item)))
            page.glyphs += seen
            hidden += unseen
        elif tag == "PathObject" and len(page.rules) < limits.MOST_RULES:
            stroked = (item.get("Stroke") or "true") != "false"
            subpaths = list(_subpaths(item))
            ink.lay(item, [point for points in subpaths for point in points])
            for points in subpaths:
                page.rules += rules_of(points, stroked)
        elif tag == "ImageObject":
            page.pictures += 1
            box = _picture(item)
            page.images.append(box)
            ink.lay(item, [(box.left, box.top), (box.right, box.bottom)])
    if len(hidden) > len(page.glyphs):
        page.glyphs += hidden  # the text of a scan
    else:
        page.marks += unseen_marks(hidden)


def _glyphs(item: etree._Element) -> Iterator[Glyph]:
    """The characters of a text object; `DeltaX` and `DeltaY` are the steps from one to the next."""
    place, matrix = _box(item), _matrix(item)
    size = _floats(item.get("Size"), 1, [3.5])[0]
    x = y = 0.0
    for code in _named(item, "TextCode"):
        x = _floats(code.get("X"), 1, [x])[0]
        y = _floats(code.get("Y"), 1, [y])[0]
        text = code.text or ""
        across = _steps(code.get("DeltaX"), len(text))
        down = _steps(code.get("DeltaY"), len(text))
        for index, sign in enumerate(text):
            width = size * (1 if is_wide(sign) else _NARROW)
            advance = across[index] if index < len(across) else (0.0 if down else width)
            left, base = _point(matrix, place, x, y)
            right, _ = _point(matrix, place, x + min(width, advance or width), y)
            em = abs(size * (matrix[3] or matrix[1] or 1)) * _POINTS
            if not sign.isspace():
                yield Glyph(ideographs(sign), min(left, right), max(left, right), base, max(em, 1.0))
            x += advance
            y += down[index] if index < len(down) else 0.0


def _subpaths(item: etree._Element) -> Iterator[list[Point]]:
    place, matrix = _box(item), _matrix(item)
    points: list[Point] = []
    for command, written in _COMMAND.findall(_text(item, "AbbreviatedData")[: limits.MOST_RULES * 10]):
        numbers = [float(number) for number in _NUMBER.findall(written)]
        if command in "MS" and points:
            yield points
            points = []
        if len(numbers) >= 2:  # of a curve only its end
            points.append(_point(matrix, place, numbers[-2], numbers[-1]))
        elif points:
            points.append(points[0])
    if points:
        yield points


def _picture(item: etree._Element) -> Rule:
    left, top, wide, high = (_POINTS * one for one in _floats(item.get("Boundary"), 4, [0.0, 0.0, 0.0, 0.0]))
    return Rule(left, top, left + wide, top + high)


def _point(matrix: Matrix, place: Point, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return (place[0] + a * x + c * y + e) * _POINTS, (place[1] + b * x + d * y + f) * _POINTS


def _box(item: etree._Element) -> Point:
    left, top, _, _ = _floats(item.get("Boundary"), 4, [0.0, 0.0, 0.0, 0.0])
    return left, top


def _matrix(item: etree._Element) -> Matrix:
    a, b, c, d, e, f = _floats(item.get("CTM"), 6, list(_UNIT))
    return a, b, c, d, e, f


def _floats(text: str | None, count: int, default: list[float]) -> list[float]:
    found = [float(number) for number in _NUMBER.findall(text or "")[:count]]
    return found if len(found) == count else default


def _steps(text: str | None, most: int) -> list[float]:
    """Steps with their shorthand: `g 3 4.5` is 4.5 three times."""
    steps: list[float] = []
    words = iter(_STEP.findall(text or ""))
    for word in words:
        if word != "g":
            steps.append(float(word))
        else:
            count, step = next(words, "0"), next(words, "0")
            if "g" not in (count, step):
                steps += [float(step)] * min(int(float(count)), most)
        if len(steps) > most:
            break
    return steps


def _tag(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if _tag(child) == name)


def _text(element: etree._Element, name: str) -> str:
    return next(((child.text or "").strip() for child in _named(element, name)), "")
