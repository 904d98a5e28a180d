"""What is counted of catalogues: columns, adjustments, topics, and how much of the standard is public?"""

from __future__ import annotations

import functools
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai.publication.words import grassroots_fields, sectors
from gongkai_web.agencies.models import Person
from gongkai_web.figures.declared import Column as Head
from gongkai_web.figures.declared import Dimension, Figure, Listing, Subject, standing
from gongkai_web.figures.period import Period
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.kinds import ADJUSTMENTS, Change, Purpose
from gongkai_web.publishing.catalogue.models import Column, ColumnChange, PublicEnterprise, StandardItem

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
    return standing("opened_on", "closed_on", period)


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

_STANDARD = "基层政务公开事项标准目录（国办发〔2019〕54号）"
STANDARD_FIELD = Dimension(
    "standard_field", "领域", "field", lambda: {code: one.label for code, one in grassroots_fields().items()}
)


def _items(_: Person | AnonymousUser, day: date) -> QuerySet[StandardItem]:
    """The standard catalogue is public."""
    return StandardItem.objects.filter(entered_on__lte=day)


STANDARD = Subject(
    model=StandardItem,
    agency="agency",
    visible=_items,
    listing=Listing(
        caption="所计事项",
        columns=(
            Head("一级事项", lambda item: item.first_level),
            Head("二级事项", lambda item: item.second_level),
            Head("领域", lambda item: item.field_name),
            Head("公开主体", lambda item: item.publisher),
            Head("落实", lambda item: item.public_since),
        ),
        order=("position", "pk"),
    ),
)
STANDARD_ITEMS = Figure(
    "standard.items",
    "标准目录的事项",
    "项",
    f"{_STANDARD}：期末在目录里",
    STANDARD,
    functools.partial(standing, "entered_on", "ended_on"),
    (AGENCY, STANDARD_FIELD),
)
FULFILLED_ITEMS = Figure(
    "standard.items_fulfilled",
    "已落实的事项",
    "项",
    f"{_STANDARD}：期末已经公开（栏目空了的不算）；与标准目录的事项相除为落实率",
    STANDARD,
    functools.partial(standing, "fulfilled_on", "emptied_on"),
    (AGENCY, STANDARD_FIELD),
    part_of=STANDARD_ITEMS,
)

_LIST = "公共企事业单位清单（《条例》第五十五条、国办发〔2020〕50号）"
SECTOR = Dimension(
    "enterprise_sector", "领域", "sector", lambda: {code: one.label for code, one in sectors().items()}
)


def _enterprises(_: Person | AnonymousUser, day: date) -> QuerySet[PublicEnterprise]:
    """The list is public."""
    return PublicEnterprise.objects.filter(listed_on__lte=day)


ENTERPRISES = Subject(
    model=PublicEnterprise,
    agency="agency",
    visible=_enterprises,
    listing=Listing(
        caption="所计公共企事业单位",
        columns=(
            Head("名称", lambda one: one.name),
            Head("领域", lambda one: sectors()[one.sector].label),
            Head("列入", lambda one: one.listed_on),
            Head("公开", lambda one: one.public_since),
        ),
        order=("sector", "pk"),
    ),
)
LISTED_ENTERPRISES = Figure(
    "enterprises.listed",
    "公共企事业单位",
    "家",
    f"{_LIST}：期末在清单里",
    ENTERPRISES,
    functools.partial(standing, "listed_on", "ended_on"),
    (AGENCY, SECTOR),
)
COVERED_ENTERPRISES = Figure(
    "enterprises.covered",
    "已公开信息的公共企事业单位",
    "家",
    f"{_LIST}：期末已经公开（栏目空了的不算）；与清单里的相除为覆盖率",
    ENTERPRISES,
    functools.partial(standing, "covered_on", "emptied_on"),
    (AGENCY, SECTOR),
    part_of=LISTED_ENTERPRISES,
)

FIGURES = (
    OPEN_COLUMNS,
    ADJUSTED_COLUMNS,
    TOPICS,
    OPENED_TOPICS,
    STANDARD_ITEMS,
    FULFILLED_ITEMS,
    LISTED_ENTERPRISES,
    COVERED_ENTERPRISES,
)
