"""What does a workbook hold that nobody sees who opens it: sheets, rows, columns, cells, white figures?

Read from its XML, not through a library: what a library skips is what is looked for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gongkai.examining.findings import Gathered, told_private
from gongkai.examining.parts import attribute, flagged, links, local, main_part
from gongkai.reading.formats.package import Package

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_FAINT = 0xF0  # each of red, green and blue from there on: white on white paper
_WHITE_INDEXED = ("1", "9")  # of the palette (ECMA-376 part 1, 18.8.27)
_SHEETS = ("worksheet", "chartsheet", "dialogsheet")
_NO_FILL = ("", "none", "gray125")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: title, its part, and whether it is shown."""

    title: str
    part: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with something in it: place, column from 1, what stands in it, the number of its style."""

    place: str
    column: int
    text: str
    style: int


@dataclass(frozen=True, slots=True)
class Looks:
    """By number of style: whether its figures are white on nothing, and whether its form shows nothing."""

    white: frozenset[int]
    blank: frozenset[int]


def examine_workbook(package: Package, found: Gathered) -> None:
    """The sheets of an XLSX; what any package carries is told by `examine_parts`."""
    strings, looks = shared_strings(package), looks_of(package)
    for sheet in sheets_of(package):
        root = package.xml(sheet.part)
        if root is None:
            continue
        if sheet.shown:
            _shown(root, sheet, strings, looks, found)
        else:
            texts = [cell.text for row in rows_of(root) for cell in cells_of(row, strings)]
            said = f"{len(texts)} 格有内容"
            found.add("hidden_sheet", f"工作表「{sheet.title}」", "", _joined(said, told_private(texts)))


def sheets_of(package: Package) -> list[Sheet]:
    """The sheets in their order."""
    part = main_part(package)
    root = package.xml(part) if part else None
    if root is None:
        return []
    targets = {one.key: one.target for one in links(package, part)}
    return [
        Sheet(
            attribute(item, "name"), targets.get(_key(item), ""), attribute(item, "state") in ("", "visible")
        )
        for item in root.iter()
        if local(item) == "sheet"
    ]


def unlisted_sheets(package: Package) -> frozenset[str]:
    """The parts of sheets that stand in no list of sheets: no program shows them."""
    listed = {sheet.part for sheet in sheets_of(package)}
    parts = (one for one in links(package, main_part(package)) if one.kind in _SHEETS and not one.outside)
    return frozenset(one.target for one in parts if one.target not in listed)


def _key(sheet: etree._Element) -> str:
    """The id of the relationship; `sheetId` is another one."""
    return next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")


def shared_strings(package: Package) -> list[str]:
    """The texts that cells refer to by number."""
    part = shared_part(package)
    root = package.xml(part) if part else None
    if root is None:
        return []
    return [_text(item) for item in root if local(item) == "si"]


def shared_part(package: Package) -> str:
    """The part in which these texts stand; empty where there is none."""
    return next((one.target for one in links(package, main_part(package)) if one.kind == "sharedStrings"), "")


def _text(item: etree._Element) -> str:
    return "".join(str(one.text or "") for one in item.iter() if local(one) == "t")


def rows_of(root: etree._Element) -> Iterator[etree._Element]:
    """The rows of a sheet."""
    return (item for item in root.iter() if local(item) == "row")


def is_hidden_row(row: etree._Element) -> bool:
    """Whether it is hidden, or has no height."""
    return ("hidden" in row.attrib and flagged(row, "hidden")) or _is_nothing(attribute(row, "ht"), 2.0)


def _is_nothing(size: str, least: float) -> bool:
    """Whether a height (in points) or a width (in characters) shows nothing that can be read."""
    try:
        return bool(size) and float(size) < least
    except ValueError:
        return False


def hidden_columns(root: etree._Element) -> list[tuple[int, int]]:
    """The columns that are hidden or have no width, first and last of each run, from 1."""
    return [
        (whole(attribute(item, "min")), whole(attribute(item, "max")))
        for item in root.iter()
        if local(item) == "col"
        if ("hidden" in item.attrib and flagged(item, "hidden")) or _is_nothing(attribute(item, "width"), 0.3)
    ]


def in_any(column: int, runs: list[tuple[int, int]]) -> bool:
    """Whether the column lies in one of the runs."""
    return any(first <= column <= last for first, last in runs)


def cells_of(row: etree._Element, strings: list[str]) -> Iterator[Cell]:
    """The cells of a row with something in them."""
    column = 0
    for item in row:
        if local(item) != "c":
            continue
        place = attribute(item, "r")
        column = column_of(place) or column + 1
        text = _value(item, strings)
        if text.strip():
            yield Cell(place or str(column), column, text, whole(attribute(item, "s")))


def column_of(place: str) -> int:
    """The number of the column of a place like AB12; 0 where it is none."""
    found = _CELL.fullmatch(place)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - 64
    return number


def _value(cell: etree._Element, strings: list[str]) -> str:
    if attribute(cell, "t") == "inlineStr":
        return _text(cell)
    value = next((str(item.text or "") for item in cell if local(item) == "v"), "")
    if attribute(cell, "t") == "s":
        number = whole(value)
        return strings[number] if number < len(strings) else ""
    return value


def whole(text: str) -> int:
    """A number as an attribute holds it; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _joined(*parts: str) -> str:
    return "，".join(part for part in parts if part)


# – a sheet that is shown


def _shown(root: etree._Element, sheet: Sheet, strings: list[str], looks: Looks, found: Gathered) -> None:
    area, runs = f"工作表「{sheet.title}」", hidden_columns(root)
    for row in rows_of(root):
        hidden_row = is_hidden_row(row)
        cells = list(cells_of(row, strings))
        if hidden_row and cells:
            texts = [cell.text for cell in cells]
            spot = f"第 {attribute(row, 'r') or '?'} 行"
            found.add("hidden_cells", area, spot, told_private(texts) or texts[0])
            continue
        for cell in cells:
            _cell(cell, area, runs, looks, found)
    _beside(root, area, found)


def _cell(cell: Cell, area: str, runs: list[tuple[int, int]], looks: Looks, found: Gathered) -> None:
    if in_any(cell.column, runs):
        name = cell.place.rstrip("0123456789") or str(cell.column)
        found.add("hidden_cells", area, f"{name} 列", told_private([cell.text]) or cell.text)
    elif cell.style in looks.blank:
        found.add("hidden_cells", area, cell.place, told_private([cell.text]) or cell.text)
    else:
        if cell.style in looks.white:
            found.add("faint_text", area, cell.place, cell.text)
        found.add_private(cell.text, area, cell.place)


def _beside(root: etree._Element, area: str, found: Gathered) -> None:
    """The head and foot of the printed page; a script's and a link's part is told by the package."""
    for item in root.iter():
        if local(item) in (
            "oddHeader",
            "oddFooter",
            "evenHeader",
            "evenFooter",
            "firstHeader",
            "firstFooter",
        ):
            found.add_private(str(item.text or ""), area, "页眉页脚")


# – how a style looks


def looks_of(package: Package) -> Looks:
    """How the styles of the workbook look."""
    part = next((one.target for one in links(package, main_part(package)) if one.kind == "styles"), "")
    root = package.xml(part) if part else None
    if root is None:
        return Looks(frozenset(), frozenset())
    fonts = [_is_white(font) for font in _under(root, "fonts")]
    fills = [_fills_nothing(fill) for fill in _under(root, "fills")]
    blank_forms = {
        attribute(item, "numFmtId")
        for item in _under(root, "numFmts")
        if _shows_nothing(attribute(item, "formatCode"))
    }
    white, blank = set(), set()
    for number, style in enumerate(_under(root, "cellXfs")):
        font, fill = whole(attribute(style, "fontId")), whole(attribute(style, "fillId"))
        if font < len(fonts) and fonts[font] and (fill >= len(fills) or fills[fill]):
            white.add(number)
        if attribute(style, "numFmtId") in blank_forms:
            blank.add(number)
    return Looks(frozenset(white), frozenset(blank))


def _under(root: etree._Element, name: str) -> list[etree._Element]:
    return [child for item in root if local(item) == name for child in item]


def _is_white(font: etree._Element) -> bool:
    colour = next((item for item in font if local(item) == "color"), None)
    if colour is None:
        return False
    if attribute(colour, "indexed") in _WHITE_INDEXED or attribute(colour, "theme") == "0":
        return True
    return is_faint(attribute(colour, "rgb")[-6:])


def is_faint(colour: str) -> bool:
    """Whether six hexadecimal digits are white, or next to it."""
    try:
        return len(colour) == 6 and min(bytes.fromhex(colour)) >= _FAINT
    except ValueError:
        return False


def _fills_nothing(fill: etree._Element) -> bool:
    pattern = next((item for item in fill if local(item) == "patternFill"), None)
    return pattern is not None and attribute(pattern, "patternType") in _NO_FILL


def _shows_nothing(form: str) -> bool:
    """`;;;` and its like."""
    return bool(form) and not form.replace("@", "#").strip('; "')
