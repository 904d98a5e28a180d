"""What is counted of catalogues: columns kept, their adjustments, topics kept and opened?"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Person
from gongkai_web.figures.declared import Column as Head
from gongkai_web.figures.declared import Dimension, Figure, Listing, Subject
from gongkai_web.figures.period import Period
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.kinds import ADJUSTMENTS, Change, Purpose
from gongkai_web.publishing.catalogue.models import Column, ColumnChange

_REGISTER = "信息公开目录的栏目"
AGENCY = Dimension("agency", "机关", "agency")
PURPOSE = Dimension("column_purpose", "性质", "purpose", lambda: dict(Purpose.choices))
CHANGE = Dimension("column_change", "调整", "kind", lambda: dict(Change.choices))


def _columns(_: Person | AnonymousUser, day: date) -> QuerySet[Column]:
    return queries.visible(day)


def _changes(_: Person | AnonymousUser, day: date) -> QuerySet[ColumnChange]:
    """The trace of a column is as public as the column."""
    return ColumnChange.objects.filter(column__in=queries.visible(day))


COLUMNS = Subject(
    model=Column,
    agency="agency",
    visible=_columns,
    listing=Listing(
        caption="所计栏目",
        columns=(
            Head("栏目", lambda column: column.name),
            Head("性质", lambda column: column.get_purpose_display()),
            Head("开设", lambda column: column.opened_on),
            Head("停用", lambda column: column.closed_on),
        ),
        order=("position", "pk"),
    ),
)
CHANGES = Subject(
    model=ColumnChange,
    agency="agency",
    visible=_changes,
    listing=Listing(
        caption="所计调整",
        columns=(
            Head("栏目", lambda change: change.column.name),
            Head("调整", lambda change: change.get_kind_display()),
            Head("日期", lambda change: change.day),
            Head("内容", lambda change: change.said),
        ),
        order=("day", "pk"),
        related=("column",),
        opens=lambda change: change.column,
    ),
)


def _kept(period: Period) -> Q:
    """Open at the end of the period; on the day of its closing a column is closed."""
    return Q(opened_on__lte=period.last) & (Q(closed_on=None) | Q(closed_on__gt=period.last))


OPEN_COLUMNS = Figure(
    "columns.open", "在用的栏目", "个", f"{_REGISTER}：期末在用", COLUMNS, _kept, (AGENCY, PURPOSE)
)
ADJUSTED_COLUMNS = Figure(
    "columns.adjusted",
    "栏目调整",
    "次",
    f"{_REGISTER}：新增、合并、更名、停用的日期",
    CHANGES,
    lambda period: Q(day__range=period.days, kind__in=ADJUSTMENTS),
    (AGENCY, CHANGE),
    day=lambda _: "day",
)
TOPICS = Figure(
    "columns.topics",
    "维护的专题专栏",
    "个",
    f"{_REGISTER}：期末在用的专题专栏",
    COLUMNS,
    lambda period: Q(purpose=Purpose.TOPIC) & _kept(period),
    (AGENCY,),
)
OPENED_TOPICS = Figure(
    "columns.topics_opened",
    "新开设的专题专栏",
    "个",
    f"{_REGISTER}：专题专栏的开设日期",
    COLUMNS,
    lambda period: Q(purpose=Purpose.TOPIC, opened_on__range=period.days),
    (AGENCY,),
    day=lambda _: "opened_on",
)

FIGURES = (OPEN_COLUMNS, ADJUSTED_COLUMNS, TOPICS, OPENED_TOPICS)
