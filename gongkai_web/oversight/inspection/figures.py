"""How many sites were inspected by machine (手册00 行109、115、117)?"""

from __future__ import annotations

from django.db.models import Q

from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject, months, quarters
from gongkai_web.oversight.inspection import queries
from gongkai_web.oversight.inspection.models import Run, RunState

AGENCY = Dimension("agency", "主办单位", "outlet__agency")
QUARTER = Dimension("quarter", "季度", "day__quarter", quarters)
MONTH = Dimension("month", "月份", "day__month", months)

RUNS = Subject(
    model=Run,
    agency="outlet__agency",
    visible=queries.visible,
    counted=Q(state=RunState.DONE),
    listing=Listing(
        caption="所计检查",
        columns=(
            Column("网站", lambda row: row.outlet.name),
            Column("主办单位", lambda row: row.outlet.agency.name),
            Column("检查日期", lambda row: row.day),
        ),
        order=("day", "pk"),
        related=("outlet__agency",),
    ),
)
INSPECTED = Figure(
    "inspection.runs",
    "网站检查",
    "家次",
    "网站检查：检查日期在本期、已经查完的",
    RUNS,
    lambda period: Q(day__range=period.days),
    (AGENCY, QUARTER, MONTH),
    day=lambda _: "day",
)

FAILED = Figure(
    "inspection.failed",
    "检查不合格的网站",
    "家次",
    "网站检查：每个季度以一个网站最后查完的一次为准，合并人工检查的指标，单项否决的、不满 60 分的",
    RUNS,
    lambda period: queries.failed(period.days),
    (AGENCY, QUARTER, MONTH),
    part_of=INSPECTED,
    day=lambda _: "day",
)

FIGURES = (INSPECTED, FAILED)
