"""Which workbooks go with the import: the template to fill in, the register with its results?"""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from gongkai.landscape import landscape
from gongkai_web.imports.run import Line, Report
from gongkai_web.imports.sheets import HELP_SHEET
from gongkai_web.imports.words import labels_of, words

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "政府信息公开申请登记簿（导入模板）"
NOTE = "带 * 的列必填；日期写成 2024-03-05。以“示例”开头的行不导入，可以删去。各列怎么填见工作表“填写说明”。"
RESULTS = ("结果", "本系统登记号", "说明")
_CHOICES, _FILL_IN = "选项", "登记簿"
_HEAD_ROW, _FILLED_ROWS = 2, 2000
_A3, _HEAD_HEIGHT = 8, 33.0  # XlsxWriter's number of the paper; points
_LONGEST = 32_767  # characters of a cell
_DAY_WIDTH, _TEXT_WIDTH = 13, 16
_WIDE = {
    "title": 40,
    "description": 30,
    "note": 24,
    "reason": 24,
    "article": 22,
    "address": 24,
    "outcome": 20,
}
_NEEDED = ("applicant_kind", "channel")
_SAMPLE = {
    "serial": "示例1",
    "number": "示公开申〔2024〕1号",
    "received_on": "2024-03-05",
    "submitted_on": "2024-03-04",
    "applicant_name": "张三",
    "applicant_kind": "自然人",
    "channel": "挂号信、特快专递",
    "title": "示范路改造工程的批复文件",
    "medium": "纸质",
    "third_name": "示范工程公司",
    "third_asked_on": "2024-03-08",
    "third_served_on": "2024-03-11",
    "third_answered_on": "2024-03-20",
    "third_consent": "不同意",
    "extended": "10",
    "extended_on": "2024-03-29",
    "extended_reason": "须与第三方进一步核对",
    "outcome": "部分公开",
    "replied_on": "2024-04-10",
    "letter_number": "示范公开〔2024〕5号",
    "dispatched_on": "2024-04-11",
    "way": "邮寄送达",
    "served_on": "2024-04-13",
}
_HELP_LINES = {
    "serial": "行的顺序，可以不填；以后增删行、序号变了，再导入也不会重复。",
    "number": "本机关原来的编号，记为“原登记号”，可以按它查找，申请人看不到；本系统另给登记号。",
    "received_on": "收到申请之日（《条例》第三十一条），一切期限从这一天起算。",
    "submitted_on": "可以不填；当面、口头提交的与收到日期相同。",
    "applicant_kind": "年度报告表三的一列。",
    "outcome": "年度报告表三的一种；还在办理的不填。",
    "extended": "延长的工作日数，不超过 20；没有延期的不填。",
    "extended_on": "填了延期的必填：告知申请人的日期。",
    "third_consent": "同意或者不同意；第三方没有答复的不填。",
    "correction_served_on": "结果是逾期不补正的必填。",
    "correction_received_on": "结果是补正后仍不明确的必填。",
    "id_number": "加密保存；不填也可以。",
    "note": "可以不填；记在“确认收到”的登记里，申请人看不到。",
}


def template() -> bytes:
    """The workbook to fill in: a head with drop-downs, a row of invented names that is not imported."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": TITLE, "author": "", "company": ""})
        sheet, lists = book.add_worksheet(_FILL_IN), book.add_worksheet(_CHOICES)
        lists.hide()
        _write_head(book, sheet)
        for index, key in enumerate(words().labels):
            options = _options(key)
            if options:
                _drop_down(sheet, lists, index, options)
        _help(book)
    return buffer.getvalue()


def _write_head(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    must = book.add_format(
        {"bold": True, "border": 1, "bg_color": "#E8F0F9", "text_wrap": True, "valign": "top"}
    )
    may = book.add_format({"border": 1, "bg_color": "#F4F6F8", "text_wrap": True, "valign": "top"})
    sample = book.add_format({"italic": True, "font_color": "#66717E"})
    landscape(sheet, head=_HEAD_ROW)
    sheet.set_paper(_A3)
    sheet.set_row(_HEAD_ROW, _HEAD_HEIGHT)
    sheet.write_string(0, 0, TITLE, title)
    sheet.write_string(1, 0, NOTE)
    text = book.add_format({"num_format": "@"})
    for index, (key, label) in enumerate(words().labels.items()):
        needed = key in words().required or key in _NEEDED
        wide = _DAY_WIDTH if key.endswith(("_on", "_until")) else _WIDE.get(key, _TEXT_WIDTH)
        sheet.set_column(index, index, wide, text)
        sheet.write_string(_HEAD_ROW, index, f"{label}*" if needed else label, must if needed else may)
        sheet.write_string(_HEAD_ROW + 1, index, _SAMPLE.get(key, ""), sample)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)


def _options(key: str) -> Sequence[str]:
    if key == "third_consent":
        return ("同意", "不同意")
    if key in {"applicant_kind", "outcome", "channel", "way", "medium"}:
        return tuple(labels_of(key).values())
    return ()


def _drop_down(
    sheet: xlsxwriter.worksheet.Worksheet,
    lists: xlsxwriter.worksheet.Worksheet,
    index: int,
    options: Sequence[str],
) -> None:
    """A list beside the sheet: in the cell itself only 255 characters would fit."""
    for row, option in enumerate(options):
        lists.write_string(row, index, option)
    column = xlsxwriter.utility.xl_col_to_name(index, col_abs=True)
    sheet.data_validation(
        _HEAD_ROW + 1,
        index,
        _HEAD_ROW + _FILLED_ROWS,
        index,
        {
            "validate": "list",
            "source": f"={_CHOICES}!{column}$1:{column}${len(options)}",
            "error_title": "请从列表中选择",
            "error_message": "这一列请从下拉列表中选一项。",
            "error_type": "warning",
        },
    )


def _help(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet(HELP_SHEET)
    bold, wrap = (
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for index, (label, wide) in enumerate((("列", 20), ("怎么填", 60), ("也认得的列名", 70))):
        sheet.set_column(index, index, wide)
        sheet.write_string(0, index, label, bold)
    also: dict[str, list[str]] = {}
    for word, key in words().columns.items():
        also.setdefault(key, []).append(word)
    for row, (key, label) in enumerate(words().labels.items(), start=1):
        how = _HELP_LINES.get(key, "日期。" if key.endswith(("_on", "_until")) else "照原样填写，可以不填。")
        how = "必填。" if key in ("applicant_name", "title") else how
        sheet.write_string(row, 0, label, wrap)
        sheet.write_string(row, 1, how, wrap)
        sheet.write_string(row, 2, "、".join(also[key]), wrap)
    landscape(sheet)


# – results


def result_workbook(report: Report) -> bytes:
    """The register as it was read, each row with its result, our number, and the sentence."""
    return workbook([(table.sheet, table.head, _lines(report, table.sheet)) for table in report.tables])


def _lines(report: Report, sheet: str) -> list[tuple[str, ...]]:
    return [(*line.row.raw, *said(line)) for line in report.lines if line.row.sheet == sheet]


def said(line: Line) -> tuple[str, str, str]:
    """结果, 本系统登记号, 说明 of a row."""
    return line.result.label, line.number, line.sentence


def workbook(tables: Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]]) -> bytes:
    """A sheet for each register; text is never a formula."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for number, (title, labels, rows) in enumerate(tables, start=1):
            sheet = book.add_worksheet(title or f"登记簿{number}")
            wide = max((len(row) - len(RESULTS) for row in rows), default=len(labels))
            heads = [*labels, *("" for _ in range(wide - len(labels))), *RESULTS]
            for index, label in enumerate(heads):
                sheet.set_column(index, index, 60 if label == RESULTS[-1] else 16)
                sheet.write_string(0, index, label, head)
            for line, row in enumerate(rows, start=1):
                cells = [*row[: -len(RESULTS)], *("" for _ in range(wide - len(row) + len(RESULTS)))]
                for index, text in enumerate([*cells, *row[-len(RESULTS) :]]):
                    sheet.write_string(line, index, text[:_LONGEST], body)
            sheet.freeze_panes(1, 1)
            landscape(sheet)
    return buffer.getvalue()
