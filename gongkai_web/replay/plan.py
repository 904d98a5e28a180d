"""Which year of records would yield this report?

Pure: a report in, a plan of cases, appeals, documents and entered figures out, the same every time. The
plan knows what each outcome needs (a lapse its notice, service and lapse; a correction its question) and
spreads the days over the year so that every reply is in time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle

from gongkai.checking import ERROR, check
from gongkai.form import form_of_year
from gongkai.report import Report
from gongkai.workdays import ONE_DAY, calendar
from gongkai_web.errors import Refused
from gongkai_web.replay.statements.planning import Records, records_for
from gongkai_web.replay.statements.statement import Statement, statements_of

CHANNELS = ("web", "registered_post", "counter", "email")
SUBJECTS = (
    "城区供水价格调整的依据",
    "老旧小区改造项目名单",
    "征收补偿方案及资金发放明细",
    "年度低保资金使用情况",
    "道路扩建工程的批复文件",
    "学区划分方案",
    "公共租赁住房分配结果",
    "河道整治的环境影响评价文件",
    "农村土地承包经营权流转备案",
    "城市管理执法的处罚依据",
    "农贸市场改造的招标文件",
    "公交线路调整的论证材料",
)
DOCUMENT_SUBJECTS = (
    "城市供水",
    "住房保障",
    "政府投资项目",
    "户外广告设置",
    "农村公路养护",
    "停车场",
    "古树名木保护",
    "政府采购监督",
    "城镇排水",
    "物业服务",
    "生活垃圾分类",
    "养老机构服务",
    "公共租赁住房",
    "地名",
    "科技成果转化",
    "非机动车停放",
    "燃气使用安全",
    "建筑垃圾处置",
    "河道保护",
    "职业技能培训",
)
DOCUMENT_FORMS = (
    "管理办法",
    "实施细则",
    "若干规定",
    "工作规程",
    "考核办法",
    "补助资金使用办法",
    "监督检查办法",
    "信息公开办法",
    "应急预案管理办法",
    "信用评价办法",
    "服务规范",
    "办事指南编制规定",
    "年度目标管理办法",
    "投诉处理办法",
    "专家论证规定",
)


@dataclass(frozen=True, slots=True)
class PlannedAppeal:
    """An appeal about a case; `concluded_on` and `result` are None while it is pending."""

    kind: str
    filed_on: date
    concluded_on: date | None
    result: str | None


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """A case: who asks, when it is received, with what outcome and letter date (None: carried over)."""

    kind: str
    received_on: date
    channel: str
    subject: str
    outcome: str | None
    replied_on: date | None
    waits: bool = False
    appeals: tuple[PlannedAppeal, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A rule or normative document from its issue to its end, if any."""

    kind: str
    issued_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A year of records. `statements`: what the prose states; `records`: what is made to bear it out."""

    year: int
    cases: tuple[PlannedCase, ...]
    documents: tuple[PlannedDocument, ...]
    figures: dict[str, int | Decimal]
    statements: tuple[Statement, ...]
    records: Records


def plan(report: Report) -> Plan:
    """The records for that report. Raises Refused where no records could yield it."""
    year = year_of(report)
    _refuse_contradictions(report)
    cases = [*_cases(report, year)]
    cases = _with_appeals(report, year, cases)
    documents = [*_documents(report, year, "rules"), *_documents(report, year, "normative_documents")]
    return Plan(
        year,
        tuple(sorted(cases, key=lambda case: (case.received_on, case.kind))),
        tuple(sorted(documents, key=lambda document: document.issued_on)),
        _figures(report),
        statements := statements_of(report),
        records_for(statements, year),
    )


def year_of(report: Report) -> int:
    """The year to replay. Raises Refused for a report that is none, of the trial form, or without tables."""
    if report.year is None:
        raise Refused("报告没有写明年度，不能重演；请先补上标题里的年份。")
    layout = form_of_year(report.year)
    if report.form != layout.key:
        raise Refused(
            f"报告是 {report.form} 年格式，{report.year} 年度应为 {layout.key} 年格式，不能重演；"
            "请核对标题里的年份，或者换一份该年度格式的报告。"
        )
    if layout.key == "2019":
        raise Refused(f"报告是 2019 年格式、{report.year} 年度；重演只支持 2021 年格式及以后的报告。")
    if not (report.stands(3) and report.stands(4)):
        raise Refused("表三或表四没有读到，不能重演；请换一份能读到表格的文件。")
    return report.year


def _refuse_contradictions(report: Report) -> None:
    """No records can yield tables that do not add up (R1–R4, R6)."""
    for finding in check(report):
        if finding.severity == ERROR and finding.rule.startswith(("t3.", "t4.", "cells.")):
            raise Refused(f"没有任何记录能得出这份报告，不能重演：{finding.message}")


# – cases


def _cases(report: Report, year: int) -> Iterator[PlannedCase]:
    channels, subjects = cycle(CHANNELS), cycle(SUBJECTS)
    for column in report.layout.kinds3:
        kind = column.key
        flow = {
            row: report.count(f"table3.{row}.{kind}")
            for row in ("new_received", "carried_over_in", "carried_over_out")
        }
        results = [row for row in report.result_rows for _ in range(report.count(f"table3.{row}.{kind}"))]
        open_new = min(flow["carried_over_out"], flow["new_received"])
        done_old = flow["carried_over_in"] - (flow["carried_over_out"] - open_new)
        for received, outcome in _old(year, results[:done_old], flow["carried_over_in"]):
            waits = outcome is None
            replied = _replied(received, outcome, date(year, 1, 2)) if outcome else None
            yield PlannedCase(kind, received, next(channels), next(subjects), outcome, replied, waits)
        for received, outcome in _new(year, results[done_old:]):
            replied = _replied(received, outcome, received)
            yield PlannedCase(kind, received, next(channels), next(subjects), outcome, replied)
        for number, received in enumerate(_spread(open_new, date(year, 12, 5), date(year, 12, 31))):
            yield PlannedCase(kind, received, next(channels), next(subjects), None, None, number % 10 == 9)


def _old(year: int, results: Sequence[str], total: int) -> Iterator[tuple[date, str | None]]:
    """Carried in: received in December, so that their replies fall due in January."""
    days = _spread(total, date(year - 1, 12, 8), date(year - 1, 12, 31))
    outcomes = [*results, *[None] * (total - len(results))]
    yield from zip(days, outcomes, strict=True)


def _new(year: int, results: Sequence[str]) -> Iterator[tuple[date, str]]:
    """Done within the year: each outcome spread over it, lapses early enough to lapse."""
    for outcome in dict.fromkeys(results):
        last = date(year, 9, 30) if outcome in LONG else date(year, 11, 28)
        for day in _spread(results.count(outcome), date(year, 1, 2), last):
            yield day, outcome


LONG = {"other_correction_overdue", "other_fee_overdue", "unavailable_unclear_after_correction"} | {
    "denied_third_party_rights",
    "partially_granted",
}


def _replied(received: date, outcome: str, not_before: date) -> date:
    """The date of the letter: after what the outcome needs, before the due day."""
    days = calendar()
    if outcome == "other_correction_overdue":
        return days.add(correction_until(received), 2)
    if outcome == "other_fee_overdue":
        return days.add(fee_until(received), 1)
    if outcome == "unavailable_unclear_after_correction":
        return days.add(correction_answered(received), 8)
    quick = days.add(received, 5 + received.day % 12)
    return quick if quick >= not_before else days.next_workday(not_before)


# The steps of the longer procedures, in working days after the receipt; the replay enters the same days.


def correction_asked(received: date) -> date:
    """The correction notice: within the seven working days."""
    return calendar().add(received, 3)


def correction_served(received: date) -> date:
    """Its service."""
    return calendar().add(received, 5)


def correction_until(received: date) -> date:
    """The applicant's last day: ten working days after the service."""
    return calendar().add(correction_served(received), 10)


def correction_answered(received: date) -> date:
    """An answer within the applicant's days."""
    return calendar().add(correction_served(received), 6)


def fee_decided(received: date) -> date:
    """The fee notice."""
    return calendar().add(received, 4)


def fee_served(received: date) -> date:
    """Its service."""
    return calendar().add(received, 6)


def fee_until(received: date) -> date:
    """The applicant's last day to pay."""
    return calendar().add(fee_served(received), 20)


def consulted(received: date) -> tuple[date, date, date]:
    """A third party asked, served and answering, early enough for every reply."""
    days = calendar()
    return days.add(received, 1), days.add(received, 2), days.add(received, 4)


def _spread(count: int, first: date, last: date) -> list[date]:
    """That many working days, evenly from first to last."""
    days = [day for day in _days(first, last) if calendar().is_workday(day)]
    return [days[index * len(days) // count] for index in range(count)]


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


# – appeals


def _with_appeals(report: Report, year: int, cases: list[PlannedCase]) -> list[PlannedCase]:
    """Appeals belong to answered cases; where none fits, to one answered the year before."""
    hosts = {index: case for index, case in enumerate(cases) if case.replied_on and case.outcome}
    fresh: list[PlannedCase] = []
    for block in report.layout.blocks4:
        for column in report.layout.columns4[:-1]:
            for _ in range(report.count(f"table4.{block.key}.{column.key}")):
                pending = column.key == "pending"
                result = None if pending else column.key
                index = _host(hosts, block.key, year, pending)
                if index is None:
                    fresh.append(_host_before(block.key, year, result))
                    continue
                host = hosts.pop(index)
                cases[index] = _appealed(host, block.key, result)
    return cases + fresh


def _host(hosts: dict[int, PlannedCase], kind: str, year: int, pending: bool) -> int | None:
    if kind == "litigation_after_reconsideration":
        return None
    first, last = (
        (date(year, 9, 15), date(year, 11, 20)) if pending else (date(year, 1, 1), date(year, 7, 31))
    )
    for index, case in hosts.items():
        # 《行政复议法》第二十三条: from 2024 on a denial goes to reconsideration first.
        barred = kind == "litigation_direct" and str(case.outcome).startswith(("denied", "partially"))
        if case.replied_on and first <= case.replied_on <= last and not barred:
            return index
    return None


def _appealed(case: PlannedCase, kind: str, result: str | None) -> PlannedCase:
    filed = (case.replied_on or case.received_on) + timedelta(days=30)
    concluded = filed + timedelta(days=55) if result else None
    appeal = PlannedAppeal(kind, filed, concluded, result)
    return PlannedCase(
        case.kind,
        case.received_on,
        case.channel,
        case.subject,
        case.outcome,
        case.replied_on,
        False,
        (appeal,),
    )


def _host_before(kind: str, year: int, result: str | None) -> PlannedCase:
    """A case answered the year before, whose appeal reaches into this year."""
    received, replied = date(year - 1, 8, 20), date(year - 1, 9, 6)
    before: tuple[PlannedAppeal, ...] = ()
    filed, concluded = date(year - 1, 11, 4), date(year, 2, 20)
    if kind == "litigation_after_reconsideration":
        before = (PlannedAppeal("reconsideration", date(year - 1, 10, 10), date(year - 1, 12, 20), "upheld"),)
        filed, concluded = date(year, 1, 3), date(year, 6, 20)
    appeal = PlannedAppeal(kind, filed, concluded if result else None, result)
    outcome = "unavailable_not_held"
    return PlannedCase(
        "natural_person", received, "registered_post", SUBJECTS[0], outcome, replied, False, (*before, appeal)
    )


# – documents and entered figures


def _documents(report: Report, year: int, row: str) -> Iterator[PlannedDocument]:
    kind = "rules" if row == "rules" else "normative_document"
    issued, repealed, effective = (
        report.count(f"table2.{row}.{column}")
        for column in ("issued_count", "repealed_count", "effective_count")
    )
    stock = effective - issued + repealed
    if stock < 0:
        raise Refused(
            f"没有任何记录能得出这份报告，不能重演：{report.layout.name(f'table2.{row}.effective_count')}"
            f"{effective}，少于本年制发{issued}减去本年废止{repealed}。"
        )
    ends = _spread(repealed, date(year, 10, 8), date(year, 12, 20))
    from_stock = min(stock, repealed)
    born = [*_spread(stock, date(year - 4, 1, 4), date(year - 1, 12, 20))]
    for index, day in enumerate(born):
        yield PlannedDocument(kind, day, ends[index] if index < from_stock else None)
    for index, day in enumerate(_spread(issued, date(year, 2, 1), date(year, 9, 28))):
        ended = from_stock + index
        yield PlannedDocument(kind, day, ends[ended] if ended < repealed else None)


def document_title(number: int) -> str:
    """A title of its own for each document; after all of them, the next edition of the first."""
    rest, subject = divmod(number, len(DOCUMENT_SUBJECTS))
    edition, form = divmod(rest, len(DOCUMENT_FORMS))
    again = f"（第{edition + 1}版）" if edition else ""
    return f"{DOCUMENT_SUBJECTS[subject]}{DOCUMENT_FORMS[form]}{again}"


def _figures(report: Report) -> dict[str, int | Decimal]:
    """The cells of table 二 that no record of ours counts, as the file states them."""
    counted = {"rules", "normative_documents"}
    return {
        cell.id: report.amount(cell.id)
        for cell in report.layout.cells.values()
        if cell.table == 2 and cell.row_key not in counted
    }
