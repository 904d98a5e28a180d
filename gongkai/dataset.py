"""All reports as one table, a cell a row: what are its columns, and how is a row made from a report?

One table for the site and for a folder of files. A number, a cell left blank, a “/”, a 未报 and a number that
the source does not give stay apart (`STATES`); each row says from where and from which version it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gongkai.flat.columns import Column
from gongkai.form import Form
from gongkai.report import BLANK, UNREADABLE, CellValue, Note, Report
from gongkai.report import NOT_REPORTED as SAID_UNREPORTED

SCHEMA = "1"  # raised when a column changes its meaning; one may be added without

STATED, LEFT_BLANK, NOT_APPLICABLE, NOT_REPORTED = "stated", "blank", "not_applicable", "not_reported"
NOT_READ, ABSENT = "unreadable", "absent"
STATES = {
    STATED: "报告写了数；0 就是写了 0",
    LEFT_BLANK: "这一格是空的",
    NOT_APPLICABLE: "写的是“/”“—”“无”“不适用”一类：没有发生，不是数",
    NOT_REPORTED: "写的是“未报”：应当有数，没有报上来",
    NOT_READ: "有内容，读不出数（图片、公式、涂改）",
    ABSENT: "报告没有这一格，或者正文没有写这个数",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column with the sentence that says what stands in it."""

    column: Column
    says: str


FIELDS = (
    Field(Column("agency_key"), "机关标识；机关改名也不变。从文件读的为空"),
    Field(Column("agency"), "机关名称，照报告所写"),
    Field(Column("agency_kind"), "机关类型。人民政府的年报是汇总，不要和各机关的相加。从文件读的为空"),
    Field(Column("year", "count"), "年度"),
    Field(Column("form"), "年报格式：2019 或者 2021"),
    Field(Column("cell"), "单元格标识：表、行、列三段，用点连接；各年度相同的格标识相同"),
    Field(Column("label"), "单元格名称，照格式的行名、列名"),
    Field(Column("unit"), "单位"),
    Field(Column("value", "money"), "数值；不是数的为空（null），原因看 state"),
    Field(Column("state"), "这一格的情形，六种之一"),
    Field(Column("stated"), "不是数的，报告里写的原文"),
    Field(Column("version", "count"), "第几版；更正过的是最近公布的一版。从文件读的为空"),
    Field(Column("published_on"), "这一版的公布日期。从文件读的为空"),
    Field(Column("digest"), "这一版定稿的摘要（SHA-256）。从文件读的为空"),
    Field(Column("source"), "出处：报告的网址，或者文件名"),
)
COLUMNS = tuple(field.column for field in FIELDS)

# The figures of the prose on the information processing fee (信息处理费): what they are, and their unit.
FEES = {
    "fees.notice_count": ("信息处理费·收费通知件数", "件"),
    "fees.notice_amount_yuan": ("信息处理费·通知收费总金额", "元"),
    "fees.collected_amount_yuan": ("信息处理费·实际收取总金额", "元"),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report is from: what its rows say besides its cells."""

    source: str
    agency_key: str = ""
    agency_kind: str = ""
    version: int | None = None
    published_on: str = ""
    digest: str = ""


def rows(report: Report, origin: Origin) -> Iterator[dict[str, Any]]:
    """A row for each cell of the report: the numbers, the words, the fees of the prose."""
    about = {
        "agency_key": origin.agency_key,
        "agency": report.agency or "",
        "agency_kind": origin.agency_kind,
        "year": report.year,
        "form": report.form if report.form_told else "",
    }
    behind = {
        "version": origin.version,
        "published_on": origin.published_on,
        "digest": origin.digest,
        "source": origin.source,
    }
    for cell in _cells(report):
        yield {**about, **cell, **behind}


def state_of(value: CellValue, note: Note | None) -> str:
    """Which of the states a cell with that number and that note is in."""
    if value is not None:
        return STATED
    if note is None:
        return ABSENT
    if note.code == BLANK:
        if note.stated == SAID_UNREPORTED:
            return NOT_REPORTED
        return LEFT_BLANK if note.left_blank else NOT_APPLICABLE
    return NOT_READ if note.code == UNREADABLE else ABSENT


def notes_by_cell(report: Report) -> Mapping[str, Note]:
    """The note on each cell that has one: the gravest where there are several."""
    ordered = sorted(report.notes, key=lambda note: (note.code == UNREADABLE, note.code == BLANK))
    return {note.cell: note for note in ordered if note.cell}


def digest_of(lines: Iterable[tuple[str, int, int, str]]) -> str:
    """SHA-256 over what the set consists of: key of the agency, year, version and digest of each report."""
    found = hashlib.sha256(f"{SCHEMA}\n".encode())
    for line in sorted(lines):
        found.update(("\t".join(map(str, line)) + "\n").encode())
    return found.hexdigest()


def _cells(report: Report) -> Iterator[dict[str, Any]]:
    layout, notes = report.layout, notes_by_cell(report)
    for cell, value in report.cells.items():
        note = notes.get(cell)
        stated = note.stated if note and value is None else None
        yield _named(layout, cell) | _said(value, state_of(value, note), stated)
    for cell in layout.texts:
        words = report.texts.get(cell)
        state = ABSENT if words is None else STATED if words else LEFT_BLANK
        yield _named(layout, cell) | _said(None, state, words)
    for cell, (label, unit) in FEES.items():
        value = getattr(report.fees, cell.partition(".")[2])
        yield {"cell": cell, "label": label, "unit": unit} | _said(value, state_of(value, None))


def _said(value: CellValue, state: str, stated: str | None = None) -> dict[str, Any]:
    number = None if value is None else Decimal(value)
    return {"value": number, "state": state, "stated": stated or ""}


def _named(layout: Form, cell: str) -> dict[str, Any]:
    known = layout.cells.get(cell) or layout.unsplit.get(cell)
    return {"cell": cell, "label": layout.name(cell), "unit": known.unit if known else ""}
