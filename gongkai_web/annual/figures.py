"""What is counted of annual reports?"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from gongkai_web.annual import queries
from gongkai_web.annual.models import Filing
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject
from gongkai_web.figures.period import Period
from gongkai_web.publishing.items import figures as items
from gongkai_web.publishing.items import queries as published
from gongkai_web.publishing.items.models import Item

FILINGS = Subject(
    model=Filing,
    agency="agency",
    visible=queries.visible,
    listing=Listing(
        caption="所计年度报告",
        columns=(
            Column("标题", lambda filing: filing.title),
            Column("版本", lambda filing: filing.version),
            Column("定稿", lambda filing: filing.filed_on),
            Column("公布", lambda filing: filing.release.released_on),
        ),
        order=("-year", "agency", "pk"),
        related=("release",),
    ),
)
PUBLISHED = Figure(
    "reports.published",
    "公布的年度报告",
    "份",
    "年度报告的公布（《条例》第四十九条）：期末每个机关每个年度最近公布的一版",
    FILINGS,
    lambda period: queries.released(period.last),
    (Dimension("agency", "机关", "agency"), Dimension("year", "年度", "year")),
)

STOCK = Subject(
    model=Item,
    agency="agency",
    visible=published.visible,
    listing=Listing(
        caption="年报公布以后登记的历史存量",
        columns=(
            Column("标题", str),
            Column("原发布", lambda item: item.published_on),
            Column("批次", lambda item: str(item.batch)),
            Column("登记", lambda item: item.batch.entered_on),
            Column("说明", lambda item: item.batch.reason),
        ),
        order=("published_on", "pk"),
        related=("batch",),
    ),
)


def _after_its_report(period: Period) -> Q:
    """Entered within the period as past stock of a year whose report was public by then."""
    reported = Filing.objects.filter(
        agency=OuterRef("agency"),
        year=OuterRef("published_on__year"),
        release__released_on__lte=OuterRef("batch__entered_on"),
    )
    within = Q(batch__entered_on__range=(period.first, period.last), published_on__isnull=False)
    return within & Q(Exists(reported))


AFTER_REPORT = Figure(
    "items.after_report",
    "年报公布以后登记的历史存量",
    "条",
    "历史存量的批次：按登记批次的日期，原发布日期在年报已经公布的年度",
    STOCK,
    _after_its_report,
    (items.AGENCY,),
)

FIGURES = (PUBLISHED, AFTER_REPORT)
