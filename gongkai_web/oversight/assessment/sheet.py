"""考核得分表 as a workbook: units down, indicators across, then how each point came about."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter

from gongkai_web.oversight.assessment.models import Assessment
from gongkai_web.oversight.assessment.scoring import Scored

_SAID = ("单位", "指标", "分值", "得分", "说明")


def workbook(assessment: Assessment, rows: Sequence[Scored]) -> bytes:
    """Two sheets, set up for A4 across."""
    buffer = io.BytesIO()
    titles = [f"{one['title']}（{one['most']}）" for one in rows[0]["lines"]] if rows else []
    matrix = [
        [
            one["name"],
            *(line["points"] for line in one["lines"]),
            one["total"],
            str(one["place"] or ""),
            one["grade"],
        ]
        for one in rows
    ]
    said = [
        [one["name"], line["title"], line["most"], line["points"], line["said"]]
        for one in rows
        for line in one["lines"]
    ]
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        _sheet(book, "得分", ("单位", *titles, "合计", "名次", "等次"), matrix, assessment.title)
        _sheet(book, "说明", _SAID, said, assessment.title)
    return buffer.getvalue()


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str | None]],
    title: str,
) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(heads) - 1, 14)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value and value.replace(".", "", 1).isdigit():
                sheet.write_number(number, column, float(Decimal(value)), plain)
            else:
                sheet.write_string(number, column, value or "", plain)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{title}")
    sheet.set_footer("&C第 &P 页，共 &N 页")
