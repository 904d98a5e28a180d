"""Does the written report say what the report says?

What was written is read like any other file, printed once more, and compared: form, agency, year, headings,
running text, every cell of every table, rows unknown to the form. Numbers are compared as numbers (1.50 is
1.5), everything else as it stands. Where one of these differs nothing was written.

A document holds more than a printed report has a place for: a title that is not the statutory one, figures on
the fee that stand in no sentence. That is no fault of the file, but it is said (`departures`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from gongkai.labels import normal
from gongkai.render.layout import DataCell, PrintedTable
from gongkai.render.pages import Pages, pages
from gongkai.render.text import EMPTY_MARK
from gongkai.report import Report, Statement

Key = Decimal | str


def differences(report: Report, again: Report) -> Iterator[str]:
    """What the report that was read back says otherwise, each as a phrase; nothing where all is equal."""
    if again.form != report.form and report.form_told:
        yield f"格式应为 {report.form} 年，读回 {again.form} 年"
        return
    if normal(again.agency or "") != normal(report.agency or ""):
        yield f"机关应为「{report.agency or ''}」，读回「{again.agency or ''}」"
    if again.year != report.year:
        yield f"年度应为 {report.year or '空'}，读回 {again.year or '空'}"
    wanted, found = pages(report), pages(again)
    for cell in report.layout.texts:
        one, other = report.texts.get(cell), again.texts.get(cell)
        if (one is None) != (other is None) or normal(one or "") != normal(other or ""):
            yield f"{report.layout.name(cell)}应为{_words(one)}，读回{_words(other)}"
    for table, same in zip(wanted.tables, found.tables, strict=True):
        yield from _cells(report, table, same)
    yield from _sections(wanted, again)


def departures(report: Report, again: Report) -> Iterator[str]:
    """What else the report holds that the written one does not say, each as a sentence without its stop."""
    # A title of two lines is read by its second one, and the agency from the first.
    read = {normal(again.title or ""), normal(f"{again.agency or ''}{again.title or ''}")}
    if report.title and normal(report.title) not in read:
        yield f"标题「{report.title}」写作「{again.title or ''}」"
    if report.period and report.period != again.period:
        yield f"统计期间{_span(report.period)}没有写出，正文读作{_span(again.period)}"
    fees = [
        f"{name}{one}{unit}"
        for name, unit, one, other in (
            ("收费通知", "件", report.fees.notice_count, again.fees.notice_count),
            ("总金额", "元", report.fees.notice_amount_yuan, again.fees.notice_amount_yuan),
            ("实际收取", "元", report.fees.collected_amount_yuan, again.fees.collected_amount_yuan),
        )
        if one is not None and one != other
    ]
    if fees:
        yield f"信息处理费（{'、'.join(fees)}）正文里没有，没有写出"
    missing = Counter(map(_told, report.statements)) - Counter(map(_told, again.statements))
    if missing:
        yield f"正文数字的记录有 {missing.total()} 处在正文里读不到，没有写出"
    headed = {section.number for section in report.sections}
    added = [section.heading for section in pages(report).sections if section.number not in headed]
    if report.sections and added:
        yield f"原报告没有{'、'.join(f'「{heading}」' for heading in added)}，按格式补了标题"


def _span(period: tuple[date, date] | None) -> str:
    return f"{period[0]}至{period[1]}" if period else "未写明"


def _told(statement: Statement) -> tuple[str, str, int | Decimal]:
    return statement.about, statement.applicant, statement.value


def _words(text: str | None) -> str:
    return "未写明" if text is None else f"「{text}」"


def _cells(report: Report, wanted: PrintedTable, found: PrintedTable) -> Iterator[str]:
    again = {cell.id: cell for cell in _data(found) if cell.id}
    for cell in _data(wanted):
        if not cell.id:
            continue
        other = again.pop(cell.id, None)
        if other is None or _key(cell) != _key(other):
            read = f"「{other.text}」" if other else "没有这一格"
            yield f"{report.layout.name(cell.id)}应为「{cell.text}」，读回{read}"
    for cell in again.values():
        yield f"多出 {cell.id}"
    extra = Counter(_unknown(wanted)), Counter(_unknown(found))
    for label, values in (extra[0] - extra[1]) + (extra[1] - extra[0]):
        yield f"格式以外的行「{label}」（{'、'.join(map(str, values))}）没有原样读回"


def _data(table: PrintedTable) -> Iterator[DataCell]:
    return (cell for row in table.body for cell in row.data)


def _unknown(table: PrintedTable) -> Iterator[tuple[str, tuple[Key, ...]]]:
    for row in table.body:
        if row.data and not row.data[0].id:
            yield normal(row.cells[0].text), tuple(map(_key, row.data))


def _key(cell: DataCell) -> Key:
    if cell.value is not None:
        return Decimal(cell.value)
    if cell.text == EMPTY_MARK:
        return ""
    try:
        return Decimal(cell.text)
    except InvalidOperation:
        return normal(cell.text)


def _sections(wanted: Pages, again: Report) -> Iterator[str]:
    found = {section.number: section for section in again.sections}
    last = wanted.sections[-1]
    for section in wanted.sections:
        other = found.get(section.number)
        if other is None or normal(other.heading) != normal(section.heading):
            yield f"标题「{section.heading}」没有读回"
            continue
        texts = [*section.paragraphs, *(wanted.notes if section is last else ())]
        if normal("".join(texts)) != normal(other.text):
            where = _where(normal("".join(texts)), normal(other.text))
            yield f"「{section.heading}」的文字读回后有出入（{where}）"


def _where(wanted: str, found: str) -> str:
    length = min(len(wanted), len(found))
    start = next((place for place in range(length) if wanted[place] != found[place]), length)
    return f"第 {start + 1} 字起：应为「{wanted[start : start + 12]}」，读回「{found[start : start + 12]}」"
