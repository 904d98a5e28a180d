"""问题整改台账 as a workbook: one row for each finding, to the last mended one."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date

import xlsxwriter

from gongkai_web.oversight.rectification.facts import Kind
from gongkai_web.oversight.rectification.models import Finding

_HEADS = (
    "编号", "来源", "指标", "问题", "位置", "责任单位", "发现日期", "通知日期", "整改期限", "整改情况",
    "回复日期", "状态", "了结日期", "逾期", "退回次数", "以前的同一问题",
)  # fmt: skip
_WIDE = {"问题": 36, "位置": 36, "整改情况": 36, "责任单位": 24, "指标": 20}


def workbook(findings: Iterable[Finding]) -> bytes:
    """One sheet, set up for A4 across."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("问题整改台账")
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        days = book.add_format({"num_format": "yyyy-mm-dd", "border": 1, "valign": "top"})
        for column, head in enumerate(_HEADS):
            sheet.set_column(column, column, _WIDE.get(head, 12))
            sheet.write_string(0, column, head, bold)
        for row, finding in enumerate(findings, 1):
            for column, value in enumerate(_cells(finding)):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, days)
                elif isinstance(value, int):
                    sheet.write_number(row, column, value, plain)
                else:
                    sheet.write_string(row, column, value, plain)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
    return buffer.getvalue()


def _cells(finding: Finding) -> list[str | int | date]:
    replies = [one for one in finding.events.all() if one.kind == Kind.REPLIED]
    return [
        finding.registry_number,
        finding.get_source_display(),
        finding.indicator,
        finding.title,
        finding.where,
        finding.agency.name,
        finding.found_on or "",
        finding.notified_on or "",
        finding.due_on or "",
        replies[-1].data["words"] if replies else "",
        finding.replied_on or "",
        finding.get_status_display(),
        finding.closed_on or "",
        "是" if finding.late else "",
        finding.rounds,
        finding.repeat_of.registry_number if finding.repeat_of else "",
    ]
