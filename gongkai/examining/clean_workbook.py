"""How is a workbook rid of what nobody sees: hidden sheets, rows, columns and cells, formulas, lists, caches?

Every cell in sight keeps the value that stands in it. A formula goes – it may reach into what is hidden – and
so its value must have been stored: a workbook that was never calculated is refused.
"""

from __future__ import annotations

from lxml import etree

from gongkai.errors import ReadingError
from gongkai.examining.parts import Link, attribute, local, main_part
from gongkai.examining.rewriting import remove, rewritten
from gongkai.examining.workbook import (
    Looks,
    column_of,
    hidden_columns,
    in_any,
    is_hidden_row,
    looks_of,
    rows_of,
    shared_part,
    sheets_of,
    unlisted_sheets,
    whole,
)
from gongkai.reading.formats.package import Package

KEPT = frozenset({"worksheet", "chartsheet", "sharedStrings"})
_BOOK = (
    "definedNames",
    "externalReferences",
    "pivotCaches",
    "calcPr",
    "customWorkbookViews",
    "fileSharing",
    "fileRecoveryPr",
    "webPublishing",
    "extLst",
)
_SHEET = (
    "legacyDrawing",
    "legacyDrawingHF",
    "oleObjects",
    "controls",
    "customSheetViews",
    "autoFilter",
    "sortState",
    "dataValidations",
    "tableParts",
    "extLst",
    "protectedRanges",
    "scenarios",
    "customProperties",
    "webPublishItems",
    "smartTags",
    "cellWatches",
)


def clean_workbook(package: Package) -> bytes:
    """The workbook with what is in sight alone. Raises ReadingError where its formulas have no values."""
    sheets, looks = sheets_of(package), looks_of(package)
    shown = [sheet for sheet in sheets if sheet.shown]
    roots = [root for sheet in shown if (root := package.xml(sheet.part)) is not None]
    _require_values(package, roots)
    used = {number for root in roots for number in _used(root, looks)}
    without = frozenset(sheet.part for sheet in sheets if not sheet.shown) | unlisted_sheets(package)
    strings, main = shared_part(package), main_part(package)

    def rewrite(one: Link, root: etree._Element) -> None:
        if one.target == main:
            _book(root)
        elif one.target == strings:
            _strings(root, used)
        elif one.kind == "worksheet":
            _sheet(root, looks)

    return rewritten(package, KEPT, without, rewrite)


def _require_values(package: Package, roots: list[etree._Element]) -> None:
    main = package.xml(main_part(package))
    anew = main is not None and any(
        attribute(item, "fullCalcOnLoad") in ("1", "true") for item in main.iter()
    )
    formulas = [cell for root in roots for row in rows_of(root) for cell in row if _of(cell, "f") is not None]
    lacking = [cell for cell in formulas if _of(cell, "v") is None]
    if lacking or (anew and formulas):
        raise ReadingError(
            f"{package.name}：有 {len(lacking) or len(formulas)} 个公式没有存下算出的数，清理以后会丢；"
            "请在 Excel 或者 WPS 里打开、保存一次，再重新上传。"
        )


def _of(cell: etree._Element, name: str) -> etree._Element | None:
    return next((item for item in cell if local(item) == name), None)


def _book(root: etree._Element) -> None:
    for item in list(root.iter()):
        if local(item) in _BOOK or (
            local(item) == "sheet" and attribute(item, "state") not in ("", "visible")
        ):
            remove(item)
        elif local(item) == "workbookView":
            _forget(item, "activeTab", "firstSheet")


def _forget(element: etree._Element, *names: str) -> None:
    """Takes attributes away where they are."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def _strings(root: etree._Element, used: set[int]) -> None:
    """A text that no cell in sight refers to becomes empty; the others keep their numbers."""
    for number, item in enumerate(item for item in root if local(item) == "si"):
        for child in list(item):
            if number not in used or local(child) in ("rPh", "phoneticPr"):
                item.remove(child)
        if number not in used:
            etree.SubElement(item, str(item.tag).replace("}si", "}t"))


def _sheet(root: etree._Element, looks: Looks) -> None:
    runs = hidden_columns(root)
    for row in list(rows_of(root)):
        if is_hidden_row(row):
            remove(row)
            continue
        for cell, column in _numbered(row):
            if in_any(column, runs) or whole(attribute(cell, "s")) in looks.blank:
                row.remove(cell)
                continue
            formula = _of(cell, "f")
            if formula is not None:
                cell.remove(formula)
            _forget(cell, "cm", "vm")
    for item in list(root):
        if local(item) in _SHEET or _reaches(item) or (local(item) == "hyperlinks" and not len(item)):
            root.remove(item)


def _reaches(rule: etree._Element) -> bool:
    """Whether it is a rule of colours that looks at another sheet."""
    return local(rule) == "conditionalFormatting" and any(
        "!" in str(item.text or "") for item in rule.iter() if local(item) == "formula"
    )


def _numbered(row: etree._Element) -> list[tuple[etree._Element, int]]:
    """The cells of a row with their columns, also where they do not say it."""
    found, column = [], 0
    for cell in row:
        if local(cell) == "c":
            column = column_of(attribute(cell, "r")) or column + 1
            found.append((cell, column))
    return found


def _used(root: etree._Element, looks: Looks) -> list[int]:
    """The numbers of the texts that the cells in sight refer to."""
    runs = hidden_columns(root)
    return [
        whole(str(value.text or ""))
        for row in rows_of(root)
        if not is_hidden_row(row)
        for cell, column in _numbered(row)
        if attribute(cell, "t") == "s" and not in_any(column, runs)
        if whole(attribute(cell, "s")) not in looks.blank
        if (value := _of(cell, "v")) is not None
    ]
