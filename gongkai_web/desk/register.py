"""What stands in the register (登记表), and how does it become a spreadsheet?

One row a case, with real days and numbers; the name as registered, never an identity number.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, QuerySet
from django.utils import timezone

from gongkai.landscape import landscape
from gongkai.outcomes import applicant_kinds, outcomes
from gongkai.procedure.facts import Channel, Status
from gongkai_web.cases.models import Case
from gongkai_web.cases.queries import late
from gongkai_web.letters.doubtful import doubtful

# What one file may hold; a year of a large city is a fraction of it.
MOST = 50_000
# What one printed page may hold.
PRINTED = 1_000
_CHUNK = 2_000
_LINE = 15.0  # points
_LATIN = 0x2000
# What the rows of the register know of their case besides its columns.
_DOUBTFUL = "dates_doubtful"
_LATE = "late_today"

Cell = str | date | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, width in characters, and what it says of a case (text, day or number)."""

    head: str
    width: int
    value: Callable[[Case], Cell]

    @property
    def share(self) -> str:
        """How much of the width of the paper it takes."""
        return f"{100 * self.width / sum(one.width for one in COLUMNS):.2f}%"


def _registered(case: Case) -> date:
    return timezone.localtime(case.registered_at).date()


def _outcome(case: Case) -> str:
    found = outcomes().get(case.outcome)
    return found.short if found else ""


def _on_time(case: Case) -> str:
    """是 or 否; nothing before the reply."""
    if not case.concluded_on:
        return ""
    return "否" if getattr(case, _LATE) else "是"


def _doubtful(case: Case) -> str:
    """是 where letters of the case bear dates that cannot be: 是否按期 is to be checked then."""
    return "是" if getattr(case, _DOUBTFUL, False) else ""


COLUMNS: Sequence[Column] = (
    Column("登记号", 15, lambda case: case.registry_number),
    Column("原登记号", 10, lambda case: case.earlier_number),
    Column("机关", 16, lambda case: case.agency.name),
    Column("登记日期", 13, _registered),
    Column("申请人", 10, lambda case: case.applicant_name),
    Column("申请人类型", 10, lambda case: applicant_kinds()[case.applicant_kind].label),
    Column("所需信息", 28, lambda case: case.title),
    Column("提交方式", 9, lambda case: Channel(case.channel).label),
    Column("提交日期", 13, lambda case: case.submitted_on),
    Column("收到日期", 13, lambda case: case.received_on),
    Column("答复期限", 13, lambda case: case.due_on),
    Column("状态", 9, lambda case: Status(case.status).label),
    Column("经办人", 8, lambda case: case.handler.display_name if case.handler else ""),
    Column("办理结果", 14, _outcome),
    Column("答复日期", 13, lambda case: case.concluded_on),
    Column("发出日期", 13, lambda case: case.dispatched_on),
    Column("送达日期", 13, lambda case: case.served_on),
    Column("所用工作日", 7, lambda case: case.days_used),
    Column("延长工作日", 7, lambda case: case.extended_by or None),
    Column("是否按期", 6, _on_time),
    Column("日期存疑", 6, _doubtful),
    Column("收费通知日期", 13, lambda case: case.fee_noticed_on),
    Column("收费金额（元）", 8, lambda case: case.fee_amount if case.fee_noticed_on else None),
    Column("结案日期", 13, lambda case: case.closed_on),
    Column("归档日期", 13, lambda case: case.archived_on),
)


def rows(cases: QuerySet[Case], today: date) -> Iterator[list[Cell]]:
    """The cells of each case as it stands today, in order of registration; read piece by piece."""
    own = Exists(doubtful().filter(case=OuterRef("pk")))
    past = ExpressionWrapper(late(today), BooleanField())
    found = cases.annotate(**{_DOUBTFUL: own, _LATE: past}).select_related("agency", "handler").order_by("pk")
    for case in found.iterator(chunk_size=_CHUNK):
        yield [column.value(case) for column in COLUMNS]


def write(table: Iterable[Sequence[Cell]], about: Sequence[tuple[str, str]]) -> tuple[IO[bytes], int]:
    """The workbook as an open file at its beginning, and how many rows it holds.

    `about`: lines of the second sheet. Row after row goes to the disk; memory does not grow with the list.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 – the response closes it
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    shapes = _Shapes(
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
        book.add_format({"valign": "top"}),
    )
    sheet = book.add_worksheet("登记表")
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.head, bold)
    count = 0
    sheet.set_row(0, 2 * _LINE)
    for count, cells in enumerate(table, start=1):
        sheet.set_row(count, _LINE * max(map(_lines, cells, COLUMNS)))
        for at, value in enumerate(cells):
            _cell(sheet, count, at, value, shapes)
    sheet.autofilter(0, 0, count, len(COLUMNS) - 1)
    landscape(sheet)
    _about(book, about, count)
    book.close()
    file.seek(0)
    return file, count


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The formats of a cell by what stands in it."""

    text: Any
    day: Any
    number: Any


def _cell(sheet: Any, row: int, at: int, value: Cell, shapes: _Shapes) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), shapes.day)  # noqa: DTZ001
    elif isinstance(value, int):
        sheet.write_number(row, at, value, shapes.number)
    elif value:
        sheet.write_string(row, at, str(value), shapes.text)


def _lines(value: Cell, column: Column) -> int:
    """How many lines it takes there; programs do not fit all rows by themselves. Dates take one."""
    if not isinstance(value, str):
        return 1
    wide = sum(2 if ord(sign) > _LATIN else 1 for sign in value)
    return max(1, math.ceil(wide / (column.width - 2)))


def _about(book: Any, about: Sequence[tuple[str, str]], count: int) -> None:
    sheet = book.add_worksheet("说明")
    landscape(sheet)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    for row, (label, said) in enumerate([*about, ("件数", str(count))]):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, said)
