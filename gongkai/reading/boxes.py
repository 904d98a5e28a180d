"""Which elements of a web page are the rows of a table that is none in the markup?

Some pages set their tables with `div` and `span`: an element for a row, an element in it for a cell. Only
what certainly is such a row is taken: cells that are labels of the form, numbers or blank, several rows right
behind each other. Words of a sentence cut into several spans are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gongkai.reading.marks import seen
from gongkai.reading.values import is_blank, looks_like_value
from gongkai.reading.vocabulary import NOTHING, sense

_ROWS = ("div", "p", "li", "ul", "ol", "dl", "section")
_BLOCKS = ("div", "p", "li", "ul", "ol", "dl", "dd", "dt", "section", "table", "tr")
_NO_CELL = frozenset(
    {"a", "br", "img", "input", "script", "style", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_FEWEST_CELLS, _MOST_CELLS = 3, 20  # of a whole row; table 四 has fifteen numbers
_FEWEST_ROWS = 2
_LONGEST_LABEL = 60
_FEWEST_CERTAIN, _LONGEST_ODD = 5, 10  # in a row of so many cells one may hold a word for a number
_HEADING = re.compile(r"\s*[一二三四五六]\s*、.{2,34}(?:情况|事项|情況|事項)\s*")
Row = list[etree._Element]


def tables_of_boxes(root: etree._Element) -> dict[etree._Element, list[Row]]:
    """The rows of each such table by the element in which it begins; every element of it is a key.

    Those after the first hold no rows of their own.
    """
    found: dict[etree._Element, list[Row]] = {}
    tried: set[etree._Element] = set()  # what stands on one level is looked at once
    for element in root.iter(*_ROWS):
        if element in found or not _FEWEST_CELLS <= len(element) <= _MOST_CELLS or not _cells(element):
            continue
        level = _beside(element)
        if not level or level[0] in tried:
            continue
        tried.add(level[0])
        for run in _runs(level):
            rows = [_cells(_core(one)) or [_core(one)] for one in run]
            if _is_table(rows):
                found |= {one: [] for one in run} | {run[0]: rows}
    return found


def _beside(element: etree._Element) -> Row:
    """The row, or what only wraps it, with all that stands on its level."""
    parent = element.getparent()
    while parent is not None and len(parent) == 1:
        parent = parent.getparent()
    return [] if parent is None else list(parent)


def _runs(children: Row) -> Iterator[Row]:
    """Children right behind each other that are rows, or single labels between two rows."""
    run: Row = []
    for child in children:
        if _cells(_core(child)) or (run and _is_single_label(child)):
            run.append(child)
        else:
            yield _without_labels_behind(run)
            run = []
    yield _without_labels_behind(run)


def _without_labels_behind(run: Row) -> Row:
    while run and not _cells(_core(run[-1])):
        run = run[:-1]
    return run


def _is_table(rows: list[Row]) -> bool:
    whole = [row for row in rows if len(row) >= _FEWEST_CELLS]
    known = any((sense(_plain(cell)) or NOTHING).known for row in whole for cell in row)
    valued = any(len(row) > 1 and _holds_value(_plain(cell)) for row in rows for cell in row)
    return len(whole) >= _FEWEST_ROWS and known and valued


def _holds_value(text: str) -> bool:
    return is_blank(text) or looks_like_value(text)


def _core(element: etree._Element) -> etree._Element:
    """The element, or the one that it only wraps."""
    while len(element) == 1 and len(element[0]) and is_blank(element.text or "") and _blank_tail(element[0]):
        element = element[0]
    return element


def _cells(element: etree._Element) -> Row:
    """The cells of a row: at least a label and a value, no text beside them; [] where it is no row."""
    if not isinstance(element.tag, str) or element.tag not in _ROWS or not 2 <= len(element) <= _MOST_CELLS:
        return []
    if not is_blank(element.text or ""):
        return []
    cells = list(element)
    if not all(map(_is_cell, cells)):
        return []
    odd = [cell for place, cell in enumerate(cells) if not _says_cell(_plain(cell), first=place == 0)]
    if len(odd) > (len(cells) >= _FEWEST_CERTAIN) or any(len(_plain(cell)) > _LONGEST_ODD for cell in odd):
        return []
    return cells if any(not is_blank(_plain(cell)) for cell in cells) else []


def _is_cell(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _NO_CELL or not _blank_tail(element):
        return False
    if len(element.text or "") > _LONGEST_LABEL:  # most are paragraphs
        return False
    inside = element.iterdescendants(*_BLOCKS)
    return next(inside, None) is None or next(inside, None) is None


def _says_cell(text: str, *, first: bool) -> bool:
    """Whether the text is a label of the form, a value or a blank; in front any short text is a label."""
    if _holds_value(text) or (sense(text) or NOTHING).known:
        return True
    return first and len(text) <= _LONGEST_LABEL and "。" not in text and "，" not in text


def _is_single_label(element: etree._Element) -> bool:
    text = _plain(element) if isinstance(element.tag, str) and element.tag in _ROWS else ""
    known = (sense(text) or NOTHING).known
    return known and _blank_tail(element) and not _HEADING.fullmatch(text)


def _blank_tail(element: etree._Element) -> bool:
    return is_blank(element.tail or "")


def _plain(element: etree._Element) -> str:
    text = "".join(map(str, element.itertext())) if len(element) else element.text or ""
    return " ".join(seen(text).split())
