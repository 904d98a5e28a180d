"""How does a report travel as JSON, and back?

The document of the contract: tables nested by row and column, money as decimal strings, counts as
integers, null where the source gives no number. `schema()` describes it; the published copy lies in
`schema/report.json` and is compared in a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai.errors import NotAReport
from gongkai.form import form, forms, nearest
from gongkai.report import (
    CellValue,
    ExtraRow,
    Fees,
    Note,
    Place,
    Report,
    Section,
    Statement,
)

Json = dict[str, Any]


def to_json(report: Report, *, provenance: bool = False) -> Json:
    """The document. `provenance` adds `cells`: where each cell was read."""
    first, last = report.period or (None, None)
    document: Json = {
        "form": report.form if report.form_told else None,
        "agency": report.agency,
        "year": report.year,
        "title": report.title,
        "period": {"from": str(first), "to": str(last)} if first else None,
        "sections": [
            {"number": section.number, "heading": section.heading, "text": section.text}
            for section in report.sections
        ],
        "table2": {},
        "table3": {},
        "table4": {},
    }
    for cell, value in report.cells.items():
        table, row, column = cell.split(".")
        document[table].setdefault(row, {})[column] = _plain(value)
    for cell in report.layout.texts:
        table, row, column = cell.split(".")
        document[table].setdefault(row, {})[column] = report.texts.get(cell)
    document["extra_rows"] = [
        {"table": row.table, "label": row.label, "values": [_plain(value) for value in row.values]}
        for row in report.extra_rows
    ]
    document["fees"] = {
        "notice_count": report.fees.notice_count,
        "notice_amount_yuan": _plain(report.fees.notice_amount_yuan),
        "collected_amount_yuan": _plain(report.fees.collected_amount_yuan),
    }
    document["statements"] = [_statement(statement) for statement in report.statements]
    document["notes"] = [_note(note) for note in report.notes]
    if provenance:
        document["cells"] = {
            cell: {"file": place.file, "table": place.table, "row": place.row, "column": place.column}
            for cell, place in report.places.items()
        }
    return document


def from_json(document: object) -> Report:
    """The report of a document. Raises NotAReport with a sentence that names the part that does not fit."""
    if not isinstance(document, dict) or "form" not in document:
        raise NotAReport("这份 JSON 不是年报文档：缺少 form；请用 gongkai read --json 生成。")
    try:
        return _report(document)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as problem:
        raise NotAReport(
            f"这份 JSON 年报文档不合格式：{problem!r}；请对照随软件发布的 schema/report.json。"
        ) from None


def _report(document: Json) -> Report:
    told = document["form"] is not None
    layout = form(str(document["form"])) if told else nearest(list(forms().values()), document.get("year"))
    cells: dict[str, CellValue] = {}
    texts: dict[str, str] = {}
    rows = [(table, row) for table in ("table2", "table3", "table4") for row in document[table]]
    for table, row in rows:
        for column, value in document[table][row].items():
            cell = f"{table}.{row}.{column}"
            if cell not in layout.texts:
                cells[cell] = _value(value)
            elif value is not None:
                texts[cell] = _words(value)
    unknown = [cell for cell in cells if cell not in layout.cells and cell not in layout.unsplit]
    if unknown:
        raise NotAReport(f"这份 JSON 年报文档里的 {unknown[0]} 不是 {layout.key} 年格式的单元格。")
    ordered = {cell: cells.get(cell) for cell in layout.cells}
    period, fees = document.get("period"), document.get("fees") or {}
    return Report(
        form=layout.key,
        cells=ordered | {cell: value for cell, value in cells.items() if cell not in ordered},
        agency=document.get("agency"),
        year=document.get("year"),
        title=document.get("title"),
        period=(date.fromisoformat(period["from"]), date.fromisoformat(period["to"])) if period else None,
        sections=tuple(Section(s["number"], s["heading"], s["text"]) for s in document.get("sections", ())),
        extra_rows=tuple(
            ExtraRow(row["table"], row["label"], tuple(_value(value) for value in row["values"]))
            for row in document.get("extra_rows", ())
        ),
        fees=Fees(
            fees.get("notice_count"),
            _money(fees.get("notice_amount_yuan")),
            _money(fees.get("collected_amount_yuan")),
        ),
        statements=tuple(
            Statement(
                s["about"],
                s["scope"]["applicant"],
                s["scope"]["area"],
                _number(s["value"]),
                s["section"],
                s["text"],
            )
            for s in document.get("statements", ())
        ),
        notes=tuple(
            Note(n["code"], n["message"], n.get("cell"), n.get("stated"), n.get("inferred"))
            for n in document.get("notes", ())
        ),
        places={
            cell: Place(place["file"], place["table"], place["row"], place["column"])
            for cell, place in document.get("cells", {}).items()
        },
        texts=texts,
        form_told=told,
    )


def _plain(value: CellValue) -> int | str | None:
    return format(value, "f") if isinstance(value, Decimal) else value


def _number(value: object) -> int | Decimal:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        return Decimal(value)
    raise ValueError(f"{value!r} 既不是整数也不是金额文字")


def _words(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"{value!r} 不是文字")


def _value(value: object) -> CellValue:
    return None if value is None else _number(value)


def _money(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _statement(statement: Statement) -> Json:
    return {
        "about": statement.about,
        "scope": {"applicant": statement.applicant, "area": statement.area},
        "value": _plain(statement.value),
        "section": statement.section,
        "text": statement.text,
    }


def _note(note: Note) -> Json:
    return {
        "code": note.code,
        "cell": note.cell,
        "stated": note.stated,
        "inferred": note.inferred,
        "message": note.message,
    }


# – the schema


def schema() -> Json:
    """The JSON Schema (2020-12) of the document, made from the forms on file."""
    nothing = {"type": "null"}
    text = {"type": ["string", "null"]}
    count = {"type": ["integer", "null"]}
    money = {"anyOf": [{"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}, nothing]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "政府信息公开工作年度报告",
        "type": "object",
        "required": [
            *("form", "agency", "year", "title", "period", "sections", "table2", "table3", "table4"),
            *("extra_rows", "fees", "statements", "notes"),
        ],
        "additionalProperties": False,
        "properties": {
            "file": _TEXT,  # in the lines of `read --out`: which file it was
            "form": {"enum": [*forms(), None]},  # null: no table was read that tells it
            "agency": text,
            "year": count,
            "title": text,
            "period": {"anyOf": [_object(**{"from": _DAY, "to": _DAY}), nothing]},
            "sections": _array(_object(number={"type": "integer"}, heading=_TEXT, text=_TEXT)),
            "table2": _tables(2, {"count": count, "signed": count, "money": money, "text": text}),
            "table3": _tables(3, {"count": count}),
            "table4": _tables(4, {"count": count}),
            "extra_rows": _array(
                _object(table={"enum": [2, 3, 4]}, label=_TEXT, values=_array({"anyOf": [count, money]}))
            ),
            "fees": _object(notice_count=count, notice_amount_yuan=money, collected_amount_yuan=money),
            "statements": _array(
                _object(
                    about=_TEXT,
                    scope=_object(applicant=_TEXT, area=_TEXT),
                    value={"anyOf": [{"type": "integer"}, {"type": "string"}]},
                    section={"type": "integer"},
                    text=_TEXT,
                )
            ),
            "notes": _array(_object(code=_TEXT, cell=text, stated=text, inferred=count, message=_TEXT)),
            "cells": {
                "type": "object",
                "additionalProperties": _object(
                    file=_TEXT,
                    table={"enum": [2, 3, 4]},
                    row={"type": "integer"},
                    column={"type": "integer"},
                ),
            },
        },
    }


_TEXT: Json = {"type": "string"}
_DAY: Json = {"type": "string", "format": "date"}


def _object(**properties: Json) -> Json:
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}


def _tables(table: int, kinds: Mapping[str, Json]) -> Json:
    """Rows and columns of that table in any form; which of them must stand depends on `form`."""
    rows: dict[str, dict[str, Json]] = {}
    for layout in forms().values():
        for cell in (*layout.cells.values(), *layout.texts.values(), *layout.unsplit.values()):
            if cell.table == table:
                rows.setdefault(cell.row_key, {})[cell.column_key] = kinds[cell.kind]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _row(columns) for key, columns in rows.items()},
    }


def _row(columns: Mapping[str, Json]) -> Json:
    return {"type": "object", "additionalProperties": False, "properties": dict(columns)}
