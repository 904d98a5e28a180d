"""In which form does a sum go to the platform of a superior, and come back the same?

The same facts as JSON and as a workbook: the sum, each unit with its cells, who gave no report and why. Both
are read back by `read_json` and `read_xlsx`; what was written equals what is read.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import python_calamine
import xlsxwriter

from gongkai.aggregation.facts import STATE_LABELS, Aggregation, State, Unit
from gongkai.errors import NotAReport
from gongkai.form import Form, form
from gongkai.landscape import landscape
from gongkai.report import CellValue

FORMAT = "gongkai-exchange-1"
_ABOUT, _SUM, _UNITS = "说明", "合计", "各单位"
_HEAD_SUM = ("标识", "单元格", "合计", "不是数的")
_HEAD_UNITS = ("编码", "单位", "类型", "状态", "说明")
_STATES = {label: state for state, label in STATE_LABELS.items() if label}
_WIDE, _HIGH = 14, 62  # of a column of numbers, and of its key and its name above it
_EXACT = 15  # digits that a number of a workbook holds


@dataclass(frozen=True, slots=True)
class Row:
    """A unit as it travels: `state` NUMBER where it reported, `gaps` its cells that hold no number."""

    key: str
    name: str
    kind: str
    state: State
    reason: str
    cells: Mapping[str, CellValue]
    gaps: Mapping[str, State]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A sum as it travels. `gaps`: in words, of which units hold no number in a cell."""

    agency: str
    year: int
    form: str
    cells: Mapping[str, CellValue]
    gaps: Mapping[str, str]
    units: tuple[Row, ...]


def exchange(found: Aggregation) -> Exchange:
    """What of an aggregation travels."""
    report = found.report
    gaps = {cell: words for cell in report.cells if (words := found.gap_words(cell))}
    states: dict[str, dict[str, State]] = {}
    for cell, of_cell in found.gaps.items():
        for gap in of_cell:
            states.setdefault(gap.unit.key, {})[cell] = gap.state
    rows = [_row(unit, report.cells, states.get(unit.key, {})) for unit in found.leaves]
    rows += [_absent(unit) for unit in found.absent]
    return Exchange(report.agency or "", report.year or 0, report.form, report.cells, gaps, tuple(rows))


def _row(unit: Unit, cells: Iterable[str], gaps: Mapping[str, State]) -> Row:
    stated = unit.report.cells if unit.report is not None else {}
    own = {cell: stated.get(cell) for cell in cells}
    return Row(unit.key, unit.name, unit.kind, State.NUMBER, "", own, dict(gaps))


def _absent(unit: Unit) -> Row:
    return Row(unit.key, unit.name, unit.kind, State.NOT_REPORTED, unit.waived, {}, {})


# – JSON


def to_json(facts: Exchange) -> bytes:
    """The document, in UTF-8."""
    document = {
        "format": FORMAT,
        "agency": facts.agency,
        "year": facts.year,
        "form": facts.form,
        "sum": {"cells": _plain(facts.cells), "gaps": dict(facts.gaps)},
        "units": [
            {
                "key": row.key,
                "name": row.name,
                "kind": row.kind,
                "state": row.state.value,
                "reason": row.reason,
                "cells": _plain(row.cells),
                "gaps": {cell: state.value for cell, state in row.gaps.items()},
            }
            for row in facts.units
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def read_json(data: bytes) -> Exchange:
    """The facts of a document. Raises NotAReport with a sentence where it is none."""
    try:
        document = json.loads(data)
        if document["format"] != FORMAT:
            raise ValueError(document["format"])
        layout = form(document["form"])
        rows = tuple(_row_of(layout, row) for row in document["units"])
        cells = _values(layout, document["sum"]["cells"])
        about = document["agency"], int(document["year"]), layout.key
        return Exchange(*about, cells, dict(document["sum"]["gaps"]), rows)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as problem:
        raise NotAReport(f"这不是汇总的交换文件（{problem!r}）；请用汇总页面下载的 JSON。") from None


def _row_of(layout: Form, row: Mapping[str, Any]) -> Row:
    gaps = {cell: State(state) for cell, state in row["gaps"].items()}
    told = row["key"], row["name"], row["kind"], State(row["state"]), row["reason"]
    return Row(*told, _values(layout, row["cells"]), gaps)


def _plain(cells: Mapping[str, CellValue]) -> dict[str, int | str | None]:
    return {
        cell: format(value, "f") if isinstance(value, Decimal) else value for cell, value in cells.items()
    }


def _values(layout: Form, cells: Mapping[str, Any]) -> dict[str, CellValue]:
    return {cell: _value(layout, cell, value) for cell, value in cells.items()}


def _value(layout: Form, cell: str, value: object) -> CellValue:
    """Money is a decimal, everything else a whole number."""
    if value is None or value == "":
        return None
    found = layout.cells.get(cell) or layout.unsplit[cell]
    number = Decimal(str(value))
    if found.kind == "money":
        return number
    if number != number.to_integral_value():
        raise ValueError(f"{cell}: {value}")
    return int(number)


# – the workbook


def to_xlsx(facts: Exchange) -> bytes:
    """The workbook: what it is of, the sum cell by cell, a row for each unit."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": datetime(facts.year + 1, 1, 1)})  # noqa: DTZ001 – the same bytes whenever
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
    about = (("格式", FORMAT), ("机关", facts.agency), ("年度", facts.year), ("年报格式", facts.form))
    title = f"{facts.agency} {facts.year} 年度年报汇总"
    first = book.add_worksheet(_ABOUT)
    _table(first, head, (), about, (12, 60))
    landscape(first, title=title)
    layout = form(facts.form)
    sums = ((cell, layout.name(cell), value, facts.gaps.get(cell, "")) for cell, value in facts.cells.items())
    sheet = book.add_worksheet(_SUM)
    _table(sheet, head, _HEAD_SUM, sums, (44, 60, 12, 30))
    landscape(sheet, title=f"{title}：{_SUM}")
    names = [layout.name(cell) for cell in facts.cells]
    sheet = book.add_worksheet(_UNITS)
    _table(sheet, head, (*_HEAD_UNITS, *facts.cells), _unit_rows(facts, names), (16, 36, 20, 10, 30))
    sheet.set_row(0, _HIGH)
    sheet.set_row(1, _HIGH, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.set_column(len(_HEAD_UNITS), len(_HEAD_UNITS) + len(names) - 1, _WIDE)
    sheet.freeze_panes(2, 2)
    landscape(sheet, head=1, title=f"{title}：{_UNITS}", aside=2)
    book.close()
    return stream.getvalue()


def read_xlsx(data: bytes) -> Exchange:
    """The facts of a workbook. Raises NotAReport with a sentence where it is none."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        about = {str(row[0]): row[1] for row in book.get_sheet_by_name(_ABOUT).to_python()}
        if about["格式"] != FORMAT:
            raise ValueError(about["格式"])
        layout = form(str(about["年报格式"]).removesuffix(".0"))
        sums = book.get_sheet_by_name(_SUM).to_python()[1:]
        cells = {str(row[0]): _value(layout, str(row[0]), row[2]) for row in sums}
        gaps = {str(row[0]): str(row[3]) for row in sums if row[3]}
        rows = tuple(_read_units(layout, book.get_sheet_by_name(_UNITS).to_python()))
        return Exchange(
            str(about["机关"]), int(str(about["年度"]).removesuffix(".0")), layout.key, cells, gaps, rows
        )
    except (
        KeyError,
        IndexError,
        TypeError,
        ValueError,
        InvalidOperation,
        python_calamine.CalamineError,
    ) as problem:
        raise NotAReport(f"这不是汇总的交换文件（{problem!r}）；请用汇总页面下载的 XLSX。") from None


def _unit_rows(facts: Exchange, names: Sequence[str]) -> Iterator[Sequence[object]]:
    """The names of the cells under their ids, then the units; a cell that is no number says what it is."""
    yield (*("",) * len(_HEAD_UNITS), *names)
    for row in facts.units:
        told = (row.key, row.name, row.kind, STATE_LABELS[row.state], row.reason)
        own = [
            STATE_LABELS[row.gaps[cell]] if cell in row.gaps else row.cells.get(cell) for cell in facts.cells
        ]
        yield (*told, *own)


def _read_units(layout: Form, rows: Sequence[Sequence[Any]]) -> Iterator[Row]:
    width = len(_HEAD_UNITS)
    cells = [str(cell) for cell in rows[0][width:]]
    for row in rows[2:]:
        key, name, kind, state, reason = (str(one) for one in row[:width])
        stands = _STATES.get(state, State.NUMBER)
        own = dict(zip(cells, row[width:], strict=True)) if stands is State.NUMBER else {}
        gaps = {
            cell: _STATES[said] for cell, said in own.items() if isinstance(said, str) and said in _STATES
        }
        values = {cell: None if cell in gaps else _value(layout, cell, said) for cell, said in own.items()}
        yield Row(key, name, kind, stands, reason, values, gaps)


def _table(
    sheet: Any, head: Any, titles: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[float]
) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    if titles:
        sheet.write_row(0, 0, titles, head)
    for at, row in enumerate(rows, start=1 if titles else 0):
        for column, value in enumerate(row):
            _write(sheet, at, column, value)


def _write(sheet: Any, row: int, column: int, value: object) -> None:
    """Numbers as numbers, as long as the workbook holds all their digits; the rest as text."""
    if isinstance(value, int | Decimal) and len(str(abs(value)).replace(".", "")) <= _EXACT:
        sheet.write_number(row, column, value)
    elif value not in (None, ""):
        sheet.write_string(row, column, str(value))
