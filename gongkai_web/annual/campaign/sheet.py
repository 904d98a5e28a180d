"""How do the findings of a batch become a workbook?

One row a finding, each cause with what follows from it below: 1, 1-1, 1-2; what the unit itself has in the
cells is repeated as it stands there. Files that could not be read stand on a second sheet, so that none is
lost from sight.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from gongkai.checking import MAY_DIFFER, Finding
from gongkai.checking.rules import rules
from gongkai.landscape import landscape
from gongkai.report import Report
from gongkai_web.annual.campaign.models import Stage
from gongkai_web.annual.campaign.results import Judged, Result, report_of
from gongkai_web.look.marks import STATES

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FINDINGS, UNREAD = "发现", "没有读到的文件"
COLUMNS = (
    ("文件", 30),
    ("机关", 30),
    ("年度", 8),
    ("编号", 8),
    ("规则", 40),
    ("级别", 8),
    ("单元格", 40),
    ("单位填的", 24),
    ("应为", 10),
    ("实为", 10),
    ("说明", 70),
    ("依据", 30),
    ("判定", 10),
    ("理由", 30),
)
UNREAD_COLUMNS = (("文件", 30), ("进度", 12), ("原因", 70))
_LONGEST_TEXT = 32_767  # characters of a cell in XLSX

Value = str | int | None


def workbook(results: Sequence[Result]) -> bytes:
    """The workbook as bytes. Numbers are numbers, text is never a formula."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        table(book, FINDINGS, COLUMNS, [row for result in results for row in _rows(result)])
        unread = [_unread(result) for result in results if result.file.stage != Stage.READ]
        if unread:
            table(book, UNREAD, UNREAD_COLUMNS, unread)
    return buffer.getvalue()


def table(
    book: xlsxwriter.Workbook,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[Value]],
    *,
    title: str = "",
) -> None:
    """A sheet with a head, ready to be filtered and printed. `title`: what stands above each printed page."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for index, (label, width) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, label, head)
    for number, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, index, value, body)
            elif value:
                sheet.write_string(number, index, value[:_LONGEST_TEXT], body)
    sheet.freeze_panes(1, 1)
    landscape(sheet, title=title)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _rows(result: Result) -> list[tuple[Value, ...]]:
    if not result.judged:
        return []
    report = report_of(result.file)
    return [
        _row(result, report, one, f"{number}-{behind}" if behind else str(number))
        for number, (cause, following) in enumerate(result.causes, start=1)
        for behind, one in enumerate((cause, *following))
    ]


def _row(result: Result, report: Report, one: Judged, number: str) -> tuple[Value, ...]:
    finding, verdict = one.finding, one.verdict
    cells, right, stated = _sides(finding)
    return (
        result.file.name,
        result.file.reporter,
        result.file.year,
        number,
        _in_words(finding.rule),
        STATES[finding.severity][1],
        "、".join(report.layout.name(cell) for cell in cells),
        "；".join(_as_filled_in(report, cell) for cell in cells),
        right,
        stated,
        finding.message,
        finding.source,
        verdict.get_decision_display() if verdict else "",
        verdict.reason if verdict else "",
    )


def _as_filled_in(report: Report, cell: str) -> str:
    """The cell as the unit has it: its own words where they are no number; 空 where it left nothing."""
    stated = next((note.stated for note in report.notes_on([cell]) if note.stated), None)
    if stated is not None:
        return stated
    value = report.cells.get(cell)
    return "空" if value is None else str(value)


def _sides(finding: Finding) -> tuple[Sequence[str], Value, Value]:
    """The cells, what they should say and what they say: of the one wrong cell where it is known."""
    if finding.suspect:
        stated = finding.stated or ""
        return (finding.suspect,), finding.right, int(stated) if stated.isdecimal() else stated
    said = finding.to_json()
    return finding.cells, None if finding.rule in MAY_DIFFER else said["expected"], said["actual"]


def _in_words(rule: str) -> str:
    """What the rule demands; its key says nothing to whoever reads the sheet."""
    return rules()[rule].sentence if rule in rules() else ""


def _unread(result: Result) -> tuple[Value, ...]:
    return result.file.name, result.file.get_stage_display(), result.file.failure
