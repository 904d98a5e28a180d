"""How often did somebody say that a register had nothing in a year?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject
from gongkai_web.figures.period import Period
from gongkai_web.registers.declared import registers
from gongkai_web.registers.figures import AGENCY
from gongkai_web.registers.models import ZeroReport


def _visible(person: Person | AnonymousUser, day: date) -> QuerySet[ZeroReport]:
    return ZeroReport.objects.filter(agency__in=scope(person, day))


def _labels() -> Mapping[str, str]:
    return {one.code: one.label for one in registers().values() if not one.until}


def _to_the_end(period: Period) -> Q:
    """Those of its years that reach to its end, or to the day of asking where that is before."""
    years = Q(year__range=(period.first.year, period.last.year))
    whole = Q(until__month=12, until__day=31)
    return years & (whole | Q(until__gte=min(period.last, period.now)))


REGISTER = Dimension("register", "台账", "register", _labels)
REPORTS = Subject(
    model=ZeroReport,
    agency="agency",
    visible=_visible,
    counted=Q(withdrawn=False),
    listing=Listing(
        caption="所计说明",
        columns=(
            Column("台账", lambda one: _labels().get(one.register, one.register)),
            Column("年度", lambda one: one.year),
            Column("截至", lambda one: one.until),
            Column("说明人", lambda one: one.said_by),
            Column("说明日期", lambda one: one.said_on),
        ),
        order=("register", "year", "pk"),
        related=("said_by",),
    ),
)
STATED = Figure(
    "zero-reports.stated",
    "说明本年没有的台账",
    "个",
    "零报告：有人说明到期末（本期没有完的，到询问的那天）都没有发生的台账；没有登记、也没有这样说明的，是未报",
    REPORTS,
    _to_the_end,
    (AGENCY, REGISTER),
    standing=True,
)

FIGURES = (STATED,)
