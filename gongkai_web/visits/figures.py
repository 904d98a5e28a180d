"""What is counted of visits: pages, items, issues of the gazette, reports, searches, downloads."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject, months
from gongkai_web.figures.period import Period
from gongkai_web.visits import queries
from gongkai_web.visits.kinds import Kind, Reader
from gongkai_web.visits.models import DailyCount

_SOURCE = "网站答复的公开网页，按日计，不留访问者的任何信息"
AGENCY = Dimension("agency", "机关", "agency")
KIND = Dimension("visit_kind", "访问种类", "kind", lambda: dict(Kind.choices))
MONTH = Dimension("month", "月份", "day__in_month", months)

VISITS = Subject(
    model=DailyCount,
    agency="agency",
    visible=queries.visible,
    listing=Listing(
        caption="所计访问",
        columns=(
            Column("日期", lambda count: count.day),
            Column("种类", lambda count: count.get_kind_display()),
            Column("哪一件", lambda count: count.subject),
            Column("读者", lambda count: count.get_reader_display()),
            Column("次数", lambda count: count.number),
        ),
        order=("day", "pk"),
    ),
)
_PAGES = (Kind.ITEM, Kind.GAZETTE, Kind.REPORT, Kind.PAGE)


def _of(reader: Reader, *kinds: Kind) -> Callable[[Period], Q]:
    def condition(period: Period) -> Q:
        return Q(day__range=period.days, reader=reader, kind__in=kinds)

    return condition


def _figure(key: str, label: str, condition: Callable[[Period], Q]) -> Figure:
    return Figure(
        f"visits.{key}",
        label,
        "次",
        _SOURCE,
        VISITS,
        condition,
        (AGENCY, KIND, MONTH),
        sums="number",
        day=lambda _: "day",
    )


PAGES = _figure("pages", "网页访问", _of(Reader.PUBLIC, *_PAGES))
ITEMS = _figure("items", "信息的访问", _of(Reader.PUBLIC, Kind.ITEM))
GAZETTE = _figure("gazette", "政府公报的访问", _of(Reader.PUBLIC, Kind.GAZETTE))
REPORTS = _figure("reports", "年度报告的访问", _of(Reader.PUBLIC, Kind.REPORT))
SEARCHES = _figure("searches", "检索次数", _of(Reader.PUBLIC, Kind.SEARCH))
DOWNLOADS = _figure("downloads", "下载次数", _of(Reader.PUBLIC, Kind.DOWNLOAD))
PROGRAMS = _figure("programs", "爬虫和程序的访问", _of(Reader.PROGRAM, *_PAGES))

FIGURES = (PAGES, ITEMS, GAZETTE, REPORTS, SEARCHES, DOWNLOADS, PROGRAMS)
