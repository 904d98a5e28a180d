"""What is counted of annual reports?"""

from __future__ import annotations

from gongkai_web.annual import queries
from gongkai_web.annual.models import Filing
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject

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

FIGURES = (PUBLISHED,)
