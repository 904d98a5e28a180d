"""Does the prose speak of the right year, finish what it says is finished, and report the fee?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal

from gongkai.checking.against import SECTIONS
from gongkai.checking.facts import Fact, Subject, Test
from gongkai.form import FEE_OVERDUE, TOTAL
from gongkai.prose.fees import speaks_of_fees
from gongkai.prose.narrowing import CASES
from gongkai.prose.periods import NO_SPAN, OF_THE_REPORT, find_periods
from gongkai.prose.topics import last_topic
from gongkai.prose.wording import paragraphs, sentences
from gongkai.prose.years import year_by_year
from gongkai.report import Report, Section

_LOST_SIGN = re.compile(
    r"(?<!\d)20\d\d(?:1[0-2]|[1-9])月(?:3[01]|[12]\d|[1-9])日|(?<!\d)20\d{3,6}日|(?<!\d)20\d(?:\d\d)?年(?!前|来|以)"
)
_IN_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?!\d{1,2}月)")
_OPENING_YEAR = re.compile(r"^(?:\([一二三四五]\)[^。,]{0,12}?)?(20\d\d)年(?!以?来|\d{1,2}月|起|初|底|末)")
_REPORTED_YEAR = re.compile(r"现将[^。]{0,30}?(20\d\d)年")
_DONE_IN_YEAR = re.compile(
    r"(20\d\d)年度?,?[^,。;比较的]{0,16}(?:(?:收到|受理)(?!的)[^,。;]{0,20}申请|(?:发布|公布|公开)[^,。;的]{0,10}\d)"
)
_WAN, _HUNDREDTH = Decimal(10_000), Decimal("0.01")
_RECEIVED = "cases.new_received"
# A paragraph of its own on another year, where another tells what came in this year, only compares.
_OF_ANOTHER_YEAR = re.compile(r"20\d\d年度?,?(?:共|全年)?(?:收到|受理)")
_SUMMED_UP = re.compile(r"^(20\d\d)年度?,(?!.*(?:印发|出台|制定|建立|成立|启动|开通|上线|修订|颁布|实施|起))")
_PROBLEMS_OF_YEAR = re.compile(r"^(20\d\d)年度?(?!至|到|-|—),?[^。]{0,40}(?:仍|还|尚)?存在")
_MENDED = re.compile(
    r"(?:已|均|全部|基本|陆续|逐一)[^。,;]{0,8}(?:整改|解决|改进|改正|完成|落实|销号|补齐|纠正)|得到(?:解决|整改|改进)"
)
_PLANNED = re.compile(
    r"(?<!现)将(?!.{0,12}(?:报告|公布)如下)|计划|力争|拟(?!制)|下一步|下一?年(?!度?(?:继续)?(?:办理|处理))|明年|年(?:\d+月)?(?:\d+日)?(?:以来|起至今|至今)"
)
# The years in front of the report's, which a sentence on several of them names: 近三年申请量…
_OF_SEVERAL_YEARS = re.compile(
    r"近[一二两三四五六七八九十\d]{1,2}年|连续[一二两三四五六七八九十\d]{1,2}年|逐年|历年|自20\d\d年|20\d\d年[^。,;]{0,24}(?:以来|至今|到现在)"
)
_FEE = re.compile(r"(?:收取|产生|发生|发出|收费通知)")
_ALL_FINISHED = re.compile(
    r"(?:全部|均|都)(?:已)?[^,。;—]{0,14}?(?:办结|办理完毕|答复完毕)|(?:全部|均)已(?:依法)?答复|办结率[为达到]{0,3}100%"
)
_LEFT_OVER = re.compile(r"结转(?:至|到|入)?(?:下|次|明|20)|(?<![年度])结转|正在办理|未办结")
_OF_OTHERS = re.compile(r"直属|下属|所属|下级|各[单部县区镇]|学校")
# What may stand in front of 均已办结 where all of them are meant.
_ALL_OF_THEM = re.compile(
    r"(?:政府|信息|依申请|公开|申请|事项|案件|件|宗|份|起|\d|本|当|全|年|度|内|收到|受理|接收|办理|应办|已|也|依法|的|共|累计|所有|上述|以上|各类|各项"
    r"|我|局|机关|这|其|对|于|截至|月|日|底|末|期间|报告期|[、(): ])*"
)
_APPLIED = re.compile(r"(?:申请|的)(\d+)[件宗份]")
_ANOTHER_YEAR = re.compile(
    r"遗留|结转的|(?<![比较与同])(?:(?:上一?年|去年|前年|往年)(?!度?[末底]?结转)|(20\d\d)年(?!度?[末底]?结转))"
)
_ONLY_DUE = re.compile(r"应办结|到期|按期办结率|按时办结率|及时率")


def years(subject: Subject) -> Iterator[Fact]:
    """Another year than the report's, a period that is not the year, a date that lost a sign."""
    report = subject.report
    if report.year is not None:
        whole = (date(report.year, 1, 1), date(report.year, 12, 31))
        for period in _periods(subject):
            if period != whole:
                problem = f"统计期间写的是{_in_words(period)}，{report.year}年度应为{_in_words(whole)}"
                expected, stated = (f"{first}至{last}" for first, last in (whole, period))
                yield Fact((), expected, stated, {"problem": problem})
    received = _telling_what_came_in(subject)
    for section in report.sections:
        for number, paragraph in enumerate(paragraphs(section.text)):
            if "20" not in paragraph:
                continue
            for found in _LOST_SIGN.finditer(paragraph):
                problem = f"第{SECTIONS[section.number]}部分的日期「{found[0]}」缺字或多字"
                yield Fact((), None, found[0], {"problem": problem})
            compared = any(place[0] == section.number and place[1] != number for place in received)
            if report.year is not None and not (compared and _OF_ANOTHER_YEAR.match(paragraph)):
                here = received.get((section.number, number), ())
                for named, where in _named_years(section, paragraph, report.year, here, first=number == 0):
                    told = f"写的是{named}年，报告是{report.year}年度的"
                    problem = f"第{SECTIONS[section.number]}部分「{where}」{told}"
                    yield Fact((), report.year, named, {"problem": problem})


def _telling_what_came_in(subject: Subject) -> Mapping[tuple[int, int], Sequence[str]]:
    """By section and paragraph, the words that tell how many requests came in this year."""
    told: dict[tuple[int, int], list[str]] = {}
    for one in subject.claims:
        if one.counts and one.about == _RECEIVED:
            told.setdefault((one.section, one.paragraph), []).append(one.text)
    return told


def _in_words(period: tuple[date, date]) -> str:
    return "至".join(f"{day.year}年{day.month}月{day.day}日" for day in period)


def _periods(subject: Subject) -> list[tuple[date, date]]:
    """The period of the report and every one that its sections state, each once."""
    report = subject.report
    told = [
        period
        for section in report.sections
        for paragraph in paragraphs(section.text)
        for period in find_periods(paragraph, OF_THE_REPORT, NO_SPAN)
    ]
    return list(dict.fromkeys([*([report.period] if report.period else []), *told]))


def _named_years(
    section: Section, paragraph: str, year: int, received: Sequence[str], *, first: bool
) -> Iterator[tuple[int, str]]:
    """Years that claim to be the one reported on, and are not; the year of a plan is the next one.

    `received`: the words that tell what came in this year; another sentence beside them only compares.
    """
    for place, sentence in enumerate(sentences(paragraph)):
        named = {int(found[1]) for found in _IN_YEAR.finditer(sentence)}
        if not named or year in named or _PLANNED.search(sentence):
            continue
        beside = any(words not in sentence for words in received)
        compared = beside or bool(_OF_SEVERAL_YEARS.search(sentence))
        claims = [_REPORTED_YEAR.search(sentence)]
        if section.number == 1 and first and place == 0 and not year_by_year(year, paragraph):
            claims.append(_OPENING_YEAR.search(sentence))
        if section.number in {1, 3} and str(year) not in paragraph:
            claims += [] if compared else [_DONE_IN_YEAR.search(sentence), _SUMMED_UP.search(sentence)]
        if section.number == 5 and str(year) not in paragraph and not _MENDED.search(sentence):
            claims.append(_PROBLEMS_OF_YEAR.search(sentence))
        if section.number == 6 and _FEE.search(sentence):
            claims.append(_OPENING_YEAR.search(sentence))
        wrong = next((claim for claim in claims if claim and int(claim[1]) != year + 1), None)
        if wrong:
            yield int(wrong[1]), sentence[:24]


def title_year(subject: Subject) -> Iterator[Fact]:
    """A title that does not say of which year."""
    title = subject.report.title
    if title and not re.search(r"20\d\d|二[〇○零]", title):
        yield Fact((), subject.report.year, title, {"title": title})


def all_finished(subject: Subject) -> Iterator[Fact]:
    """“全部办结” beside requests that are carried over."""
    cell = "table3.carried_over_out.total"
    if not subject.checkable((cell,)) or not subject.report.count(cell):
        return
    for section in subject.report.sections:
        for paragraph in paragraphs(section.text):
            if "申请" not in paragraph or _LEFT_OVER.search(paragraph):
                continue
            for sentence in sentences(paragraph):
                found = _ALL_FINISHED.search(sentence)
                others = (_ONLY_DUE, _PLANNED, _OF_OTHERS)
                if not found or any(pattern.search(sentence) for pattern in others):
                    continue
                if _of_some(sentence[: found.start()], subject.report):
                    continue
                until = paragraph.find(sentence) + found.start()
                if last_topic(paragraph[:until]) == CASES:
                    words = {"section": SECTIONS[section.number], "text": found[0]}
                    yield Fact((cell,), 0, subject.report.count(cell), words)


def _of_some(before: str, report: Report) -> bool:
    """企业提出的申请均已办结, 2023年的14件申请均已办结: some of the requests, or those of another year."""
    named = {found[1] for found in _ANOTHER_YEAR.finditer(before)}
    if named and str(report.year) not in named:
        return True
    received = report.count("table3.new_received.total")
    all_of_them = {received, received + report.count("table3.carried_over_in.total")}
    all_of_them.add(report.count("table3.results_total.total"))
    if any(int(found[1]) not in all_of_them for found in _APPLIED.finditer(before)):
        return True  # 窗口收到申请1450件，全部办结; 由林业站受理的67件，均已办结
    return not _ALL_OF_THEM.fullmatch(re.split(r"[,;:]", before)[-1])


# – the fee


def fee_statement(subject: Subject) -> Iterator[Fact]:
    """S3: the fee has to be reported; where requests ended because it was not paid, the notices too."""
    six = subject.section(6)
    if six is None or not six.text.strip():
        return  # said once, as a missing or empty section
    if not _fees_told(subject):
        yield Fact((), None, None, {"problem": "没有报告信息处理费"})
        return
    cells = tuple(f"table3.{row}.{TOTAL}" for row in subject.layout.marked(FEE_OVERDUE))
    overdue = sum(map(subject.report.count, cells)) if subject.checkable(cells) else 0
    notices = subject.report.fees.notice_count
    if overdue and notices is None:
        problem = f"没有写明发出收费通知的件数，表三有{overdue}件因逾期未缴费不再处理"
        yield Fact(cells, None, None, {"problem": problem})
    elif overdue and notices is not None and notices < overdue:
        problem = f"写的收费通知是{notices}件，少于表三因逾期未缴费不再处理的{overdue}件"
        yield Fact(cells, overdue, notices, {"problem": problem})


def fee_figures(subject: Subject) -> Iterator[Fact]:
    """The three figures on the fee that the prose leaves out though it speaks of the fee."""
    fees = subject.report.fees
    figures = {
        "发出收费通知的件数": fees.notice_count,
        "收费通知的总金额": fees.notice_amount_yuan,
        "实际收取的总金额": fees.collected_amount_yuan,
    }
    missing = [name for name, value in figures.items() if value is None]
    six = subject.section(6)
    if missing and six and six.text.strip() and _fees_told(subject):
        yield Fact((), None, None, {"missing": "、".join(missing)})


def fee_amounts(subject: Subject) -> Iterator[Fact]:
    """More collected than was asked for."""
    fees = subject.report.fees
    asked, collected = fees.notice_amount_yuan, fees.collected_amount_yuan
    if asked is not None and collected is not None and collected > asked:
        yield Fact((), asked, collected, {"asked": f"{asked:f}", "collected": f"{collected:f}"})


def fee_notices(subject: Subject) -> Iterator[Fact]:
    """Notices that ask for nothing, or an amount without a notice; each notice states an amount (手册03 §3).

    What was collected may be for notices of the year before (手册03 §5): that is `fee_amounts`.
    """
    fees = subject.report.fees
    notices, asked = fees.notice_count, fees.notice_amount_yuan
    if notices is not None and asked is not None and (notices > 0) != (asked > 0):
        yield Fact((), None, None, {"notices": notices, "asked": f"{asked:f}"})


def fees_in_charges(subject: Subject) -> Iterator[Fact]:
    """More collected for processing information than table 二 tells of charges, among which it belongs.

    The amount of the table may be rounded down to hundredths.
    """
    collected = subject.report.fees.collected_amount_yuan
    for cell, place in subject.layout.cells.items():
        value = subject.report.cells.get(cell)
        if not collected or value is None or place.table != 2 or place.kind != "money":
            continue
        charged = Decimal(value)
        least = (collected / _WAN).quantize(_HUNDREDTH, ROUND_DOWN)
        if charged < least:
            yield Fact((cell,), least, charged, {"collected": f"{collected:f}", "cell": place.label})


def _fees_told(subject: Subject) -> bool:
    fees = subject.report.fees
    if any(
        value is not None
        for value in (fees.notice_count, fees.notice_amount_yuan, fees.collected_amount_yuan)
    ):
        return True
    return speaks_of_fees(section.text for section in subject.report.sections)


TESTS: dict[str, Test] = {
    "years": years,
    "title_year": title_year,
    "all_finished": all_finished,
    "fee_statement": fee_statement,
    "fee_figures": fee_figures,
    "fee_amounts": fee_amounts,
    "fee_notices": fee_notices,
    "fees_in_charges": fees_in_charges,
}
