"""How many assessments were issued, how many units in which grade, how many objected (手册00 行120、121)?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Records, Subject
from gongkai_web.figures.period import Period
from gongkai_web.oversight.assessment.models import Assessment, Objection

AGENCY = Dimension("agency", "考核机关", "agency")
UNIT = Dimension("agency", "单位", "agency")


def _assessments(person: Person | AnonymousUser, day: date) -> Records:
    return Assessment.objects.filter(agency__in=scope(person, day))


def _objections(person: Person | AnonymousUser, day: date) -> Records:
    return Objection.objects.filter(agency__in=scope(person, day))


ASSESSMENTS = Subject(
    model=Assessment,
    agency="agency",
    visible=_assessments,
    listing=Listing(
        caption="所计考核",
        columns=(
            Column("考核", lambda row: row.title),
            Column("年度", lambda row: row.year),
            Column("印发", lambda row: row.issued_on),
        ),
        order=("issued_on", "pk"),
    ),
)
OBJECTIONS = Subject(
    model=Objection,
    agency="agency",
    visible=_objections,
    listing=Listing(
        caption="所计复核申请",
        columns=(
            Column("指标", lambda row: row.indicator.title),
            Column("单位", lambda row: row.agency.name),
            Column("申请", lambda row: row.filed_on),
            Column("答复", lambda row: row.answered_on),
        ),
        order=("filed_on", "pk"),
        related=("indicator", "agency"),
        opens=lambda row: row.assessment,
    ),
)


def _in(column: str) -> Callable[[Period], Q]:
    return lambda period: Q(**{f"{column}__range": period.days})


ISSUED = Figure(
    "yearly-assessments.issued",
    "印发的年度考核",
    "次",
    "年度考核：印发日期在本期的",
    ASSESSMENTS,
    _in("issued_on"),
    (AGENCY,),
    day=lambda _: "issued_on",
)
OBJECTED = Figure(
    "yearly-assessments.objections",
    "考核的复核申请",
    "件",
    "年度考核：申请日期在本期的",
    OBJECTIONS,
    _in("filed_on"),
    (UNIT,),
    day=lambda _: "filed_on",
)
REVISED = Figure(
    "yearly-assessments.revised",
    "复核以后改了得分的",
    "件",
    "年度考核：复核以后改了得分的",
    OBJECTIONS,
    lambda _: ~Q(revised=None),
    (UNIT,),
    part_of=OBJECTED,
    day=lambda _: "filed_on",
)
FIGURES = (ISSUED, OBJECTED, REVISED)
