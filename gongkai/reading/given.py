"""How far is a report that comes as JSON believed? In its cells and its words, like any other file.

What a reader works out from these is worked out again: the statements and fees of the prose, what the sums
say of a blank, and that a cell without a number is blank or was not found. No document can say of itself that
its prose says nothing, or that a cell which holds a number could not be read.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from gongkai.document import from_json, schema
from gongkai.errors import NotAReport
from gongkai.prose.fees import find_fees
from gongkai.prose.statements import find_statements
from gongkai.reading.inference import infer, sums
from gongkai.reading.marks import seen
from gongkai.reading.narrative import first_year
from gongkai.report import BLANK, MISSING_ROW, MISSING_TABLE, NARRATIVE, NOT_WHOLE, UNREADABLE, Note, Report

_MOST_DIGITS = 15
_TYPES = {"string": str, "integer": int, "object": dict, "array": list, "null": type(None)}
_OF_A_CELL = frozenset({BLANK, UNREADABLE, NOT_WHOLE})
_NO_SIGNS = frozenset({"Cc", "Cs"})  # control characters, halves of a character


def report_in(text: str) -> Report:
    """The report of that JSON. Raises NotAReport, or JSONDecodeError where it is none at all."""
    document = json.loads(text, object_pairs_hook=_once, parse_int=_whole, parse_constant=_no_number)
    amiss = _amiss(document, schema())
    if amiss is not None:
        raise NotAReport(
            f"这份 JSON 年报文档的「{amiss}」不合格式；件数是整数，金额是写成文字的数，"
            "其他请对照随软件发布的 schema/report.json。"
        )
    return _worked_out(from_json(document), document)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for key, value in pairs:
        name = _legible(key)
        if name in given:
            raise NotAReport(f"这份 JSON 里「{name}」写了两次，不知道哪一个算数；请改成一个。")
        given[name] = _legible(value)
    return given


def _legible(value: Any) -> Any:
    """A text without characters that no page and no database can hold; anything else as it is."""
    if not isinstance(value, str) or value.isprintable():
        return value
    kept = (sign for sign in value if sign in "\n\t" or unicodedata.category(sign) not in _NO_SIGNS)
    return seen("".join(kept))


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise NotAReport(f"这份 JSON 里的数「{digits[:_MOST_DIGITS]}…」有 {len(digits)} 位，太大；请核对。")
    return int(digits)


def _no_number(word: str) -> None:
    raise NotAReport(f"这份 JSON 里的「{word}」不是数；请改正。")


def _amiss(value: Any, shape: Mapping[str, Any], place: str = "") -> str | None:
    """The place of the first value that is not of its kind; what is missing or unknown is not looked at."""
    if "anyOf" in shape:
        fits = any(_amiss(value, one, place) is None for one in shape["anyOf"])
        return None if fits else place
    if "enum" in shape:
        return None if value in shape["enum"] else place
    if "pattern" in shape and type(value) is int:
        return None  # an amount without a fraction
    kinds = [shape["type"]] if isinstance(shape["type"], str) else shape["type"]
    if isinstance(value, bool) or not isinstance(value, tuple(_TYPES[kind] for kind in kinds)):
        return place or "全文"
    if isinstance(value, str):
        return None if _is_amount(value) or "pattern" not in shape else place
    inner: Iterable[tuple[object, Any, Any]] = ()
    if isinstance(value, list):
        inner = ((number, one, shape["items"]) for number, one in enumerate(value, 1))
    elif isinstance(value, dict):
        others = shape.get("additionalProperties")
        inner = ((key, one, shape["properties"].get(key, others)) for key, one in value.items())
    found = (_amiss(one, part, f"{place}.{key}".lstrip(".")) for key, one, part in inner if part)
    return next((one for one in found if one is not None), None)


def _is_amount(text: str) -> bool:
    return re.fullmatch(rf"-?\d{{1,{_MOST_DIGITS}}}(\.\d{{1,{_MOST_DIGITS}}})?", text, re.ASCII) is not None


def _worked_out(report: Report, document: Mapping[str, Any]) -> Report:
    words = [section.text for section in report.sections]
    return replace(
        report,
        notes=tuple(_notes(report, document)),
        statements=find_statements(report.sections, report.year, report.agency),
        fees=find_fees(words) if any(words) else report.fees,
    )


def _notes(report: Report, document: Mapping[str, Any]) -> Iterator[Note]:
    """Those that do not contradict the cells, and one for each cell without a number that has none."""
    kept = [note for note in report.notes if _fits(report, note)]
    noted = {note.cell for note in kept}
    bare = [cell for cell in report.layout.cells if report.cells.get(cell) is None and cell not in noted]
    blank = [cell for cell in bare if _stands(cell, document)]
    inferred = _inferred(report, kept, blank)
    yield from _lost(report, set(bare) - set(blank))
    for note in kept:
        yield replace(note, inferred=inferred.get(str(note.cell))) if note.inferred else note
    for cell in bare:
        name = report.layout.name(cell)
        if cell in inferred:
            yield Note(
                BLANK, f"{name}：原文为空，按各数之和推得 {inferred[cell]}。", cell, "", inferred[cell]
            )
        elif cell in blank:
            yield Note(BLANK, f"{name}：原文为空，求和时按 0 计。", cell, "")
        else:
            yield Note(UNREADABLE, f"{name}：读不出——原文里没有找到这一格；没有当作零。", cell)


def _lost(report: Report, gone: set[str]) -> Iterator[Note]:
    """The tables and the rows of which no cell is there."""
    cells = report.layout.cells
    for number, name in {2: "表二", 3: "表三", 4: "表四"}.items():
        own = {cell for cell, place in cells.items() if place.table == number}
        if own <= gone:
            yield Note(MISSING_TABLE, f"{name}没有读到：原文里没有它的数字；没有当作零。")
            continue
        for row, said in report.layout.row_names.items():
            parts = {cell for cell in own if cell.startswith(f"{row}.")}
            if parts and parts <= gone:
                yield Note(MISSING_ROW, f"{said}：原文里没有这一行。", row)


def _stands(cell: str, document: Mapping[str, Any]) -> bool:
    table, row, column = cell.split(".")
    return column in document[table].get(row, {})


def _fits(report: Report, note: Note) -> bool:
    stated = {cell for cell, value in report.cells.items() if value is not None}
    if note.code in _OF_A_CELL:
        return note.cell not in stated
    if note.code == MISSING_ROW:
        return not any(cell.rpartition(".")[0] == note.cell for cell in stated)
    if note.code == NARRATIVE:
        return not stated and (report.year or first_year()) < first_year()
    return True


def _inferred(report: Report, notes: Iterable[Note], bare: Iterable[str]) -> dict[str, int]:
    """What the sums determine of the blanks. `bare`: those of which nothing was said."""
    blank = {str(note.cell) for note in notes if note.left_blank} | set(bare)
    nothing = {str(note.cell): 0 for note in notes if note.code == BLANK and not note.left_blank}
    whole = {cell: value for cell, value in report.cells.items() if isinstance(value, int)}
    return infer(sums(report.layout, report.result_rows), whole | nothing, blank) if blank else {}
