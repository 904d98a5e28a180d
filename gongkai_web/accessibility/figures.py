"""What is counted of the checks: the kinds of pages that were checked, and those that broke no rule."""

from __future__ import annotations

from django.db.models import Q

from gongkai_web.accessibility import queries
from gongkai_web.accessibility.models import PageCheck
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject, months

_SOURCE = "无障碍检查的登记（WCAG 2.2 AA，axe-core）"
_BY = (Dimension("month", "月份", "day__month", months),)

CHECKS = Subject(
    model=PageCheck,
    agency="agency",
    visible=queries.visible,
    listing=Listing(
        caption="所计检查",
        columns=(
            Column("页面类型", lambda row: row.page),
            Column("检查日期", lambda row: row.day),
            Column("版本", lambda row: row.release),
            Column("不符的规则", lambda row: "、".join(row.broken)),
        ),
        order=("day", "pk"),
    ),
)
CHECKED = Figure(
    "accessibility.checked",
    "无障碍检查的页面类型",
    "次",
    f"{_SOURCE}：检查日期在本期的，一种页面检查一次计一次",
    CHECKS,
    lambda period: Q(day__range=period.days),
    _BY,
    day=lambda _: "day",
)
PASSED = Figure(
    "accessibility.passed",
    "无障碍检查通过的页面类型",
    "次",
    f"{_SOURCE}：没有一条规则不符的；除以检查的次数是通过率",
    CHECKS,
    lambda _: Q(passed=True),
    _BY,
    part_of=CHECKED,
    day=lambda _: "day",
)

FIGURES = (CHECKED, PASSED)
