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
from gongkai.reading.formats.wordstyles import attribute, local
from gongkai.reading.marks import FORMULA, PICTURE, STRUCK, Level, Run, shown, unread

Place = tuple[int, int]  # row and column from 0

_WORTH_A_LOOK = re.compile(
    rb"<(?:\w+:)?f[ >/]|t=\"e\"|hidden=|zeroHeight|inlineStr|DISPIMG|<(?:\w+:)?drawing |ht=\"0|width=\"0"
)
_RICH = re.compile(rb"<(?:\w+:)?(?:strike|vertAlign)\b")
_IMAGE = re.compile(r"=?\s*(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_OFF = frozenset({"0", "false", "off"})
_LEVELS: Mapping[str, Level] = {"superscript": "raised", "subscript": "lowered"}
_SHOWS_NOTHING = re.compile(r"\s*;\s*;\s*;?\s*")
_LARGEST = 3_000_000  # EMU (8 cm): a larger picture is none of a number


@dataclass(frozen=True, slots=True)
class Looks:
    """What a sheet shows otherwise than its values say: texts by place, and rows and columns not shown."""

    texts: Mapping[Place, str] = field(default_factory=dict)
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Book:
    """Parts by title of sheet, shared strings that are formatted, and styles that strike or hide.

    `uncalculated`: Excel is told to calculate all of it on opening.
    """

    parts: Mapping[str, str]
    uncalculated: bool
    strings: Mapping[int, str]
    plain: Sequence[str]
    struck: frozenset[int]
    unseen: frozenset[int]


def looks_of(package: Package) -> dict[str, Looks]:
    """The looks of the sheets by title; those that show just their values are left out."""
    book = _book(package)
    found: dict[str, Looks] = {}
    for title, part in book.parts.items():
        data = package.read(part)
        if data is None or not (_WORTH_A_LOOK.search(data) or book.strings or book.struck or book.unseen):
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
    struck, unseen = _styles(package)
    strings, plain = _strings(package, all_of_them=bool(struck))
    return _Book(
        {title: part for title, part in parts.items() if part},
        workbook is not None and any(_is_on(one, "fullCalcOnLoad") for one in workbook.iter("{*}calcPr")),
        strings,
        plain,
        struck,
        unseen,
    )


def _is_on(element: etree._Element, name: str) -> bool:
    return attribute(element, name) not in {None, *_OFF}


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


def _strings(package: Package, *, all_of_them: bool) -> tuple[dict[int, str], list[str]]:
    """The shared strings whose formatting says something, and all as they stand, where they are needed."""
    data = package.read("xl/sharedStrings.xml")
    if data is None or not (all_of_them or _RICH.search(data)):
        return {}, []
    root = parse_xml(data, package.name, package.format_name, "xl/sharedStrings.xml")
    items = [item for item in root if local(item) == "si"]
    runs = [_runs(item) for item in items]
    formatted = {at: shown(some, in_cell=True) for at, some in enumerate(runs) if _says_something(some)}
    return formatted, ["".join(run.text for run in some) for some in runs]


def _says_something(runs: Sequence[Run]) -> bool:
    return any(run.struck or run.level for run in runs)


def _runs(item: etree._Element) -> list[Run]:
    """The runs of a string; what tells how it is pronounced is no part of it."""
    found: list[Run] = []
    for one in item:
        if local(one) == "t":
            found.append(Run(one.text or ""))
        elif local(one) == "r":
            text = "".join(piece.text or "" for piece in one if local(piece) == "t")
            struck, level = _formatted(one)
            found.append(Run(text, struck, level))
    return found


def _formatted(run: etree._Element) -> tuple[bool, Level]:
    struck, level = False, ""
    for properties in run:
        for one in properties if local(properties) == "rPr" else ():
            if local(one) == "strike":
                struck = (attribute(one, "val") or "1") not in _OFF
            elif local(one) == "vertAlign":
                level = attribute(one, "val") or ""
    return struck, _LEVELS.get(level, "")


def _styles(package: Package) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers of the styles of cells that strike their text, and of those that show none (`;;;`)."""
    root = package.xml("xl/styles.xml")
    if root is None:
        return frozenset(), frozenset()
    fonts = [one for some in root.iter("{*}fonts") for one in some]
    striking = {at for at, font in enumerate(fonts) if any(_strikes(one) for one in font)}
    formats = {
        attribute(one, "numFmtId")
        for one in root.iter("{*}numFmt")
        if _is_unseen(attribute(one, "formatCode"))
    }
    cells = [one for some in root.iter("{*}cellXfs") for one in some]
    return (
        frozenset(at for at, one in enumerate(cells) if _whole(attribute(one, "fontId")) in striking),
        frozenset(at for at, one in enumerate(cells) if attribute(one, "numFmtId") in formats),
    )


def _strikes(one: etree._Element) -> bool:
    return local(one) == "strike" and (attribute(one, "val") or "1") not in _OFF


def _is_unseen(code: str | None) -> bool:
    return bool(_SHOWS_NOTHING.fullmatch(code or ""))


# – a sheet


def _looks(root: etree._Element, book: _Book, pictures: Mapping[Place, str]) -> Looks:
    texts: dict[Place, str] = dict(pictures)
    hidden = set[int]()
    zero = any(_is_on(one, "zeroHeight") for one in root.iter("{*}sheetFormatPr"))
    calculated = Sheet({}, {})
    number = -1
    for row in root.iter("{*}row"):
        number = (_whole(attribute(row, "r")) or number + 2) - 1
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
            elif book.uncalculated:
                calculated.take((number, column), *_parts(cell))
    for place in calculated.doubtful():
        texts[place] = unread(FORMULA, calculated.formulas[place])
    return Looks(texts, frozenset(hidden), frozenset(_hidden_columns(root)))


def _is_hidden(element: etree._Element, size: str) -> bool:
    hidden = attribute(element, "hidden")
    return (hidden is not None and hidden not in _OFF) or attribute(element, size) in {"0", "0.0"}


def _hidden_columns(root: etree._Element) -> Iterator[int]:
    for one in root.iter("{*}col"):
        if _is_hidden(one, "width"):
            first, last = _whole(attribute(one, "min")), _whole(attribute(one, "max"))
            yield from range(first - 1, min(last, first + 255))


def _text(cell: etree._Element, book: _Book) -> str | None:
    """What a cell shows, where that is another thing than its value."""
    kind, style = attribute(cell, "t"), _whole(attribute(cell, "s"))
    children = {local(child): child for child in cell}
    value = children["v"].text or "" if "v" in children else ""
    if style in book.unseen:
        return ""
    text: str | None = None
    if kind == "e":
        text = value
    elif "f" in children and not value and not (kind == "str" and "v" in children):
        text = unread(FORMULA, children["f"].text or "")
    elif kind == "s" and value.isdigit():
        text = book.strings.get(int(value))
    elif kind == "inlineStr" and "is" in children and _says_something(_runs(children["is"])):
        text = shown(_runs(children["is"]), in_cell=True)
    if _IMAGE.match(value) or _IMAGE.match(children["f"].text or "" if "f" in children else ""):
        return unread(PICTURE)
    if style in book.struck and (text is None or not text.startswith("〔")):
        whole = text or _as_it_stands(kind, value, children, book)
        return unread(STRUCK, whole) if whole.strip() else text
    return text


def _parts(cell: etree._Element) -> tuple[str, str | None]:
    """The stored number of a cell and its formula; "" for what is no number."""
    children = {local(child): child.text or "" for child in cell}
    number = children.get("v", "") if attribute(cell, "t") in {None, "n"} else ""
    return number, children.get("f")


def _as_it_stands(kind: str | None, value: str, children: Mapping[str, etree._Element], book: _Book) -> str:
    if kind == "s" and value.isdigit():
        return book.plain[int(value)] if int(value) < len(book.plain) else value
    return "".join(run.text for run in _runs(children["is"])) if "is" in children else value


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
        local(one): tuple(_whole(piece.text) for piece in one if local(piece) in {"row", "col"})
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
    if size is not None and max(_whole(size.get("cx")), _whole(size.get("cy"))) > _LARGEST:
        return None
    column, row = start
    return row, column


def _column(place: str, otherwise: int) -> int:
    found = _PLACE.fullmatch(place)
    if not found:
        return otherwise
    return column_of(found[1])


def _whole(text: str | None) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
