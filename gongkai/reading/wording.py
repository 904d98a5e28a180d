"""Does the label of a row say what the form says, although its core was recognised and its numbers read?

Silent are: width, spaces, script, numbering, quotes and stops; notes in brackets, or the form's own note left
out; a group's name in front; one last character lost; a piece of the label where a text is broken into lines;
and the wordings that the form lists as `accepted` (all of them met in published reports, handbook 08 §3).
Anything else is another wording.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from gongkai.form import Form, Line, forms, short
from gongkai.labels import bare, closed_up, normal
from gongkai.reading.blocks import Kind
from gongkai.reading.found import Tables
from gongkai.report import REWORDED, Note

_NOTE = re.compile(r"\([^()]*\)")
_OPEN_NOTE = re.compile(r"\([^()]*$")
_STOPS = re.compile(r"[\W\d_]+")
_LOST = 1  # characters that a conversion may drop at the end of a label (现行有效件)


def reworded(tables: Tables) -> Iterator[Note]:
    """A note for each row whose numbers were read although its label is another wording than the form's."""
    layout = tables.form
    for row, label in tables.labels.items():
        known = says(layout, row, label.text, label.kind) or says(layout, row, label.whole, label.kind)
        if not known and any(cell.startswith(f"{row}.") for cell in tables.cells):
            table, wanted = "〇一二三四"[int(row[len("table")])], short(_line(layout.key, row).label)
            stated = closed_up(label.text.strip())
            message = f"表{table}的行名「{stated}」与格式的「{wanted}」用语不同；数字按该行读入。"
            yield Note(REWORDED, message, row, stated)


def says(layout: Form, row: str, text: str, kind: Kind) -> bool:
    """Whether that text is a wording of the row (`table3.granted`) that the form knows."""
    return _is_known(layout.key, row, text, kind)


@functools.lru_cache
def _line(layout_key: str, row: str) -> Line:
    table, _, key = row.partition(".")
    layout = forms()[layout_key]
    lines = (*layout.rows3, *layout.unsplit3)
    if table == "table2":
        lines = tuple(line for block in layout.blocks2 for line in block.rows)
    return next(line for line in lines if line.key == key)


@functools.lru_cache(maxsize=8192)
def _is_known(layout_key: str, row: str, text: str, kind: Kind) -> bool:
    stated, line = _shapes(text), _line(layout_key, row)
    for wording in (line.label, *line.accepted):
        for wanted in _shapes(wording):
            for told in stated:
                if _same(told, wanted, line.over) or (kind != "cells" and told in wanted):
                    return True
    return False


def _shapes(text: str) -> set[str]:
    """Only its words, with and without what stands in brackets."""
    plain = bare(text)
    without = plain
    while (shorter := _NOTE.sub("", without)) != without:
        without = shorter
    found = {_STOPS.sub("", shape) for shape in (plain, without, _OPEN_NOTE.sub("", without))}
    return {shape for shape in found if shape} or {""}


def _same(stated: str, wanted: str, group: str) -> bool:
    if wanted[: len(wanted) - _LOST] == stated and len(wanted) > _LOST + 1:
        return True
    before, found, after = stated.rpartition(wanted)
    return bool(found) and not after and before in _in_front(group)


@functools.lru_cache
def _in_front(group: str) -> frozenset[str]:
    """What may stand in front of an item's label in one cell: the group, what is over it, both, a piece."""
    heads = {_STOPS.sub("", bare(layout.result_head3)) for layout in forms().values()}
    own = _STOPS.sub("", bare(group))
    return frozenset({"", own, *heads, *(head + own for head in heads), *_pieces(group)})


def _pieces(group: str) -> Iterator[str]:
    """What of an upright head may stand in a line: one to three of its characters."""
    for head in (group, *(layout.result_head3 for layout in forms().values())):
        word = _STOPS.sub("", normal(head))
        for size in (1, 2, 3):
            yield from (word[start : start + size] for start in range(len(word) - size + 1))
