"""What does a workbook show that its values do not tell: struck, raised and hidden text, errors, formulas
that were never calculated, pictures in the place of a number?

Read from the XML of an XLSX, and only where its bytes say that there is something of the kind.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from gongkai.reading.formats.formulas import Sheet, column_of
from gongkai.reading.formats.package import Package, parse_xml
from gongkai.reading.formats.sheetfonts import PLAIN, Piece, Style, says_something, seen
from gongkai.reading.formats.sheetstyles import OFF, pieces_of, strings_of, styles_of, whole
from gongkai.reading.formats.wordstyles import attribute, local
from gongkai.reading.marks import FORMULA, HIDDEN, PICTURE, has_words, unread

Place = tuple[int, int]  # row and column from 0

_WORTH_A_LOOK = re.compile(
    rb"<(?:\w+:)?f[ >/]|t=\"e\"|hidden=|zeroHeight|inlineStr|DISPIMG|<(?:\w+:)?drawing |ht=\"0|width=\"0"
)
_IMAGE = re.compile(r"=?\s*(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LARGEST = 3_000_000  # EMU (8 cm): a larger picture is none of a number


@dataclass(frozen=True, slots=True)
class Looks:
    """What a sheet shows otherwise than its values say: texts by place, and rows and columns not shown.

    `gone`: cells whose values do not count, with the kind of mark that each leaves.
    """

    texts: Mapping[Place, str] = field(default_factory=dict)
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    gone: Mapping[Place, str] = field(default_factory=dict)

    def text(self, place: Place, value: str) -> str:
        """What the cell shows that has this value. White words stand on a ground that is set elsewhere."""
        if place in self.texts:
            return self.texts[place]
        kind = self.gone.get(place, "") if value.strip() else ""
        return unread(kind, value) if kind and not (kind == HIDDEN and has_words(value)) else value


@dataclass(frozen=True, slots=True)
class _Book:
    """Parts by title of sheet, shared strings that are formatted, and styles that are not plain.

    `uncalculated`: Excel is told to calculate all of it on opening.
    """

    parts: Mapping[str, str]
    uncalculated: bool
    strings: Mapping[int, Sequence[Piece]]
    styles: Mapping[int, Style]


def looks_of(package: Package) -> dict[str, Looks]:
    """The looks of the sheets by title; those that show just their values are left out."""
    book = _book(package)
    found: dict[str, Looks] = {}
    for title, part in book.parts.items():
        data = package.read(part)
        if data is None or not (_WORTH_A_LOOK.search(data) or book.strings or book.styles):
            continue
        root = parse_xml(data, package.name, package.format_name, part)
        found[title] = _looks(root, book, _pictures(package, part))
    return found


# – the book


def _book(package: Package) -> _Book:
    workbook = package.xml("xl/workbook.xml")
    targets = _targets(package, "xl/workbook.xml")
    parts = {
        attribute(item, "name") or "": targets.get(_relation(item), "")
        for item in ([] if workbook is None else workbook.iter("{*}sheet"))
    }
    styles = styles_of(package)
    return _Book(
        {title: part for title, part in parts.items() if part},
        workbook is not None and any(_is_on(one, "fullCalcOnLoad") for one in workbook.iter("{*}calcPr")),
        strings_of(package, mixed=any(style.gone for style in styles.values())),
        styles,
    )


def _is_on(element: etree._Element, name: str) -> bool:
    return attribute(element, name) not in {None, *OFF}


def _targets(package: Package, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the ids of its relations."""
    folder, name = posixpath.split(part)
    relations = package.xml(f"{folder}/_rels/{name}.rels")
    found: dict[str, str] = {}
    for one in () if relations is None else relations:
        target = one.get("Target") or ""
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[one.get("Id") or ""] = package.named(whole)
    return found


def _relation(element: etree._Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


# – a sheet


def _looks(root: etree._Element, book: _Book, pictures: Mapping[Place, str]) -> Looks:
    texts, gone = dict(pictures), dict[Place, str]()
    hidden = set[int]()
    zero = any(_is_on(one, "zeroHeight") for one in root.iter("{*}sheetFormatPr"))
    calculated = Sheet({}, {})
    number = -1
    for row in root.iter("{*}row"):
        number = (whole(attribute(row, "r")) or number + 2) - 1
        if _is_hidden(row, "ht") or (
            zero and attribute(row, "hidden") is None and attribute(row, "ht") is None
        ):
            hidden.add(number)
        column = -1
        for cell in row:
            column = _column(attribute(cell, "r") or "", column + 1)
            text = _text(cell, book)
            if text is not None:
                texts[number, column] = text
                continue
            if kind := _style(cell, book).gone:
                gone[number, column] = kind
            if book.uncalculated:
                calculated.take((number, column), *_parts(cell))
    for place in calculated.doubtful():
        texts[place] = unread(FORMULA, calculated.formulas[place])
    return Looks(texts, frozenset(hidden), frozenset(_hidden_columns(root)), gone)


def _is_hidden(element: etree._Element, size: str) -> bool:
    hidden = attribute(element, "hidden")
    return (hidden is not None and hidden not in OFF) or attribute(element, size) in {"0", "0.0"}


def _hidden_columns(root: etree._Element) -> Iterator[int]:
    for one in root.iter("{*}col"):
        if _is_hidden(one, "width"):
            first, last = whole(attribute(one, "min")), whole(attribute(one, "max"))
            yield from range(first - 1, min(last, first + 255))


def _style(cell: etree._Element, book: _Book) -> Style:
    return book.styles.get(whole(attribute(cell, "s")), PLAIN)


def _text(cell: etree._Element, book: _Book) -> str | None:
    """What a cell shows, where that is another thing than its value."""
    kind, style = attribute(cell, "t"), _style(cell, book)
    children = {local(child): child for child in cell}
    value = children["v"].text or "" if "v" in children else ""
    formula = children["f"].text or "" if "f" in children else ""
    if style.unseen:
        return ""
    if _IMAGE.match(value) or _IMAGE.match(formula):
        return unread(PICTURE)
    if kind == "e":
        return value
    if "f" in children and not value and not (kind == "str" and "v" in children):
        return unread(FORMULA, formula)
    pieces: Sequence[Piece] = ()
    if kind == "s" and value.isdigit():
        pieces = book.strings.get(int(value), ())
    elif kind == "inlineStr" and "is" in children:
        pieces = pieces_of(children["is"])
    return seen(pieces, style) if says_something(pieces, style) else None


def _parts(cell: etree._Element) -> tuple[str, str | None]:
    """The stored number of a cell and its formula; "" for what is no number."""
    children = {local(child): child.text or "" for child in cell}
    number = children.get("v", "") if attribute(cell, "t") in {None, "n"} else ""
    return number, children.get("f")


# – pictures


def _pictures(package: Package, part: str) -> dict[Place, str]:
    """The cells over which a small picture lies."""
    found: dict[Place, str] = {}
    for target in _targets(package, part).values():
        if "/drawings/" not in target or not target.endswith(".xml"):
            continue
        drawing = package.xml(target)
        for anchor in () if drawing is None else drawing:
            if next(anchor.iter("{*}pic"), None) is not None and (place := _cell_of(anchor)):
                found[place] = unread(PICTURE)
    return found


def _cell_of(anchor: etree._Element) -> Place | None:
    """The cell in which a picture begins, if it is not larger than a cell may be."""
    ends = {
        local(one): tuple(whole(piece.text) for piece in one if local(piece) in {"row", "col"})
        for one in anchor
        if local(one) in {"from", "to"}
    }
    start = ends.get("from", ())
    if len(start) != 2:
        return None
    end = ends.get("to", start)
    if len(end) != 2 or end[0] > start[0] + 1 or end[1] > start[1] + 1:
        return None
    size = next((one for one in anchor if local(one) == "ext"), None)
    if size is not None and max(whole(size.get("cx")), whole(size.get("cy"))) > _LARGEST:
        return None
    column, row = start
    return row, column


def _column(place: str, otherwise: int) -> int:
    found = _PLACE.fullmatch(place)
    if not found:
        return otherwise
    return column_of(found[1])
