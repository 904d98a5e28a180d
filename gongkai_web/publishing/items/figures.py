"""What is counted of what is published, of its changes and of its ends?

Each number opens the records behind it. Whether an end leaves the count of its year is dated law
(`gongkai.publication.ends`); what left is counted apart, by how it ended. A rate is made of two
numbers: in time of those due.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from gongkai.publication.counted import (
    interpretation_authors,
    interpretation_classes,
    interpretation_forms,
)
from gongkai.publication.ends import ends, leaving
from gongkai.publication.words import channels
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject, months
from gongkai_web.figures.period import Period
from gongkai_web.publishing.catalogue.queries import field_labels, field_labels_seen
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.history_models import Ending, Publication
from gongkai_web.publishing.items.kinds import UNDER_WAY, Attribute, ItemClass, Origin, State
from gongkai_web.publishing.items.labels import column_labels, column_labels_seen
from gongkai_web.publishing.items.models import NOT_IN_TIME, Edition, Item
from gongkai_web.publishing.items.place_models import ItemChannel, ItemField
from gongkai_web.publishing.items.rows_seen import of_placed, of_placed_by, of_seen, of_seen_by
from gongkai_web.publishing.items.sources import source_names, source_names_seen

By = tuple[Dimension, ...]
Condition = Callable[[Period], Q]
_REGISTER = "主动公开的信息（《条例》第十九条至第二十三条）"

# – what the records fall into

AGENCY = Dimension("agency", "机关", "agency")
CLASS = Dimension("item_class", "分类", "item_class", lambda: dict(ItemClass.choices))
COLUMN = Dimension("column", "栏目", "column_code", column_labels, column_labels_seen)
ATTRIBUTE = Dimension("attribute", "公开属性", "attribute", lambda: dict(Attribute.choices))
ORIGIN = Dimension("origin", "来源", "origin", lambda: dict(Origin.choices))
SOURCE = Dimension("source", "转载自", "source_name", source_names, source_names_seen)
MONTH = Dimension("month", "月份", "published_on__in_month", months)
INTERPRETATION_CLASS = Dimension(
    "interpretation_class",
    "解读的统计分类",
    "interpretation_class",
    lambda: {code: one.label for code, one in interpretation_classes().items()},
)
INTERPRETATION_AUTHOR = Dimension(
    "interpretation_author",
    "解读主体",
    "interpretation_author",
    lambda: {code: one.label for code, one in interpretation_authors().items()},
)
INTERPRETATION_FORM = Dimension(
    "interpretation_form",
    "解读形式",
    "interpretation_form",
    lambda: {code: one.label for code, one in interpretation_forms().items()},
)
BY = (AGENCY, CLASS, COLUMN, ATTRIBUTE, ORIGIN, MONTH)

_OF_ITEM = Dimension("agency", "机关", "item__agency")
_CLASS_OF_ITEM = Dimension("item_class", "分类", "item__item_class", CLASS.words)
_COLUMN_OF_ITEM = Dimension("column", "栏目", "item__column_code", column_labels, column_labels_seen)
CHANNEL = Dimension("channel", "渠道", "code", lambda: {code: one.label for code, one in channels().items()})
FIELD = Dimension("field", "领域", "code", field_labels, field_labels_seen)
ENDED_HOW = Dimension(
    "ended_how", "终止方式", "kind", lambda: {code: one.label for code, one in ends().items()}
)

# – how the records behind a number are listed


def _endings(person: Person | AnonymousUser, day: date) -> QuerySet[Ending]:
    """That something ended is seen where it was published, also of what was sealed: its words are gone."""
    return Ending.objects.filter(item__agency__in=scope(person, day))


_COLUMNS = (
    Column("索引号", lambda item: item.index_number),
    Column("标题", str),
    Column("分类", lambda item: item.get_item_class_display()),
    Column("生成", lambda item: item.formed_on),
    Column("应公开", lambda item: item.due_on),
    Column("发布", lambda item: item.published_on),
    Column("公开属性", lambda item: item.get_attribute_display()),
)
ITEMS = Subject(
    model=Item,
    agency="agency",
    visible=queries.visible,
    listing=Listing(caption="所计信息", columns=_COLUMNS, order=("published_on", "pk")),
    seen_by=queries.visible_to,
    agency_first=True,
)


def _of_items(caption: str, *more: Column, order: tuple[str, ...]) -> Listing:
    """A list of what belongs to an item: each row leads to the item."""
    columns = (Column("标题", lambda row: str(row.item)), *more)
    return Listing(
        caption=caption, columns=columns, order=order, related=("item",), opens=lambda row: row.item
    )


_WENT_OUT = Column("发布", lambda row: row.item.published_on)
CHANNELS = Subject(
    model=ItemChannel,
    agency="agency",
    visible=of_placed(ItemChannel),
    seen_by=of_placed_by(ItemChannel),
    agency_first=True,
    listing=_of_items("所计信息和渠道", _WENT_OUT, order=("published_on", "pk")),
)
FIELDS = Subject(
    model=ItemField,
    agency="agency",
    visible=of_placed(ItemField),
    seen_by=of_placed_by(ItemField),
    agency_first=True,
    listing=_of_items("所计信息和领域", _WENT_OUT, order=("published_on", "pk")),
)
PUBLICATIONS = Subject(
    model=Publication,
    agency="item__agency",
    counted=Q(item__sealed=False),
    visible=of_seen(Publication),
    seen_by=of_seen_by(Publication),
    listing=_of_items(
        "所计更新",
        Column("更新", lambda row: row.day),
        Column("应更新", lambda row: row.due_on),
        Column("说明", lambda row: row.note or "小改动"),
        order=("day", "pk"),
    ),
)
ENDINGS = Subject(
    model=Ending,
    agency="item__agency",
    visible=_endings,
    listing=_of_items(
        "所计终止",
        Column("终止方式", lambda row: ends()[row.kind].label),
        Column("日期", lambda row: row.day),
        order=("day", "pk"),
    ),
)

# – the numbers


def counted_items(period: Period, way: str = "") -> Q:
    """Public, or ended in a way that does not leave the count by the rule at the end of the period."""
    left = Q(**{f"{way}state": State.ENDED, f"{way}ending__in": leaving(period.last)})
    return Q(**{f"{way}published_on__range": period.days}) & ~left


def _overdue(period: Period) -> Q:
    """Past its term and not public when the period ended; past stock has no term, what was given up ended.

    What is meant was late, or is not public yet: said so, for that has an index.
    """
    written = Exists(Edition.objects.filter(item=OuterRef("pk"), stage__in=UNDER_WAY))
    waiting = Q(written, state=State.DRAFT) | Q(published_on__gt=period.last)
    return Q(due_on__lt=period.last, batch=None, sealed=False) & NOT_IN_TIME & waiting


def _is_reposted(_: Period) -> Q:
    return Q(origin=Origin.REPOSTED)


def _published_day(_: Period) -> str:
    return "published_on"


PUBLISHED = Figure(
    "items.published",
    "主动公开的信息",
    "条",
    f"{_REGISTER}：第一次公开的日期；误公开撤回、涉密撤下的不计",
    ITEMS,
    counted_items,
    BY,
    day=_published_day,
)


def _part(id: str, label: str, source: str, condition: Condition, by: By = BY) -> Figure:  # noqa: A002
    return Figure(id, label, "条", source, ITEMS, condition, by, part_of=PUBLISHED, day=_published_day)


REPOSTED = _part("items.reposted", "转载的信息", f"{_REGISTER}：来源是转载", _is_reposted, (*BY, SOURCE))
ENTERED = _part(
    "items.entered", "历史存量", f"{_REGISTER}：随历史存量批次登记", lambda _: Q(batch__isnull=False)
)
DUE = _part(
    "items.due",
    "有公开期限的信息",
    "《条例》第二十六条和专门规定的期限；转载的、历史存量没有",
    lambda _: Q(due_on__isnull=False, batch__isnull=True),
)
IN_TIME = Figure(
    "items.in_time",
    "期限内公开的信息",
    "条",
    "发布日期不晚于应公开日期；与“有公开期限的信息”相比就是及时率",
    ITEMS,
    lambda _: Q(published_on__lte=F("due_on")),
    BY,
    part_of=DUE,
    day=_published_day,
)
LATE = Figure(
    "items.late",
    "超期公开的信息",
    "条",
    "发布日期晚于应公开日期",
    ITEMS,
    lambda _: Q(published_on__gt=F("due_on")),
    BY,
    part_of=DUE,
    day=_published_day,
)
OVERDUE = Figure(
    "items.overdue",
    "到期未公开的信息",
    "条",
    f"{_REGISTER}：期末已过应公开日期而那时没有公开的，以后公开的也在内；作废的草稿、历史存量不计",
    ITEMS,
    _overdue,
    (AGENCY, CLASS, COLUMN),
    indexed=True,
)
INSIDE = Figure(
    "items.kept_inside",
    "审定不主动公开的信息",
    "条",
    "公开属性的审定（《条例》第十八条）：审定的日期",
    ITEMS,
    lambda period: Q(state=State.INSIDE, changed_on__range=period.days),
    (AGENCY, ATTRIBUTE, COLUMN),
    day=lambda _: "changed_on",
    indexed=True,
)


INTERPRETATIONS = Figure(
    "interpretations.published",
    "政策解读",
    "篇",
    f"{_REGISTER}：写了解读主体和形式的；统计分类互斥，各类之和就是总数",
    ITEMS,
    lambda _: ~Q(interpretation_class=""),
    (*BY, INTERPRETATION_CLASS, INTERPRETATION_AUTHOR, INTERPRETATION_FORM),
    part_of=PUBLISHED,
    day=_published_day,
)
INTERPRETATIONS_DUE = Figure(
    "interpretations.due",
    "应当解读的文件",
    "件",
    "解读安排是同步公开解读的文件：文件的发布日期",
    ITEMS,
    lambda _: Q(interpretation_due_on__isnull=False),
    BY,
    part_of=PUBLISHED,
    day=_published_day,
)
INTERPRETED = Figure(
    "interpretations.in_step",
    "同步解读的文件",
    "件",
    "第一篇解读公开的日期不晚于应公开解读的日期；与“应当解读的文件”相比就是同步率",
    ITEMS,
    lambda _: Q(interpreted_on__lte=F("interpretation_due_on")),
    BY,
    part_of=INTERPRETATIONS_DUE,
    day=_published_day,
)
UNINTERPRETED = Figure(
    "interpretations.overdue",
    "到期没有解读的文件",
    "件",
    "期末已过应公开解读的日期，而那时没有公开解读的",
    ITEMS,
    lambda period: (
        Q(interpretation_due_on__lt=period.last)
        & (Q(interpreted_on=None) | Q(interpreted_on__gt=period.last))
    ),
    BY,
    part_of=INTERPRETATIONS_DUE,
    day=_published_day,
)
BY_CHANNEL = Figure(
    "items.published_by_channel",
    "各渠道公开的信息",
    "条次",
    f"{_REGISTER}：一条信息在几个渠道公开，每个渠道各计一次",
    CHANNELS,
    counted_items,
    (AGENCY, CHANNEL, CLASS, COLUMN, MONTH),
    day=_published_day,
)
BY_FIELD = Figure(
    "items.published_by_field",
    "各领域公开的信息",
    "条次",
    f"{_REGISTER}：一条信息属于几个领域（连同上级领域），每个领域各计一次",
    FIELDS,
    counted_items,
    (AGENCY, FIELD, CLASS, COLUMN, MONTH),
    day=_published_day,
)
UPDATED = Figure(
    "items.updated",
    "更新的信息",
    "次",
    "发布记录：第一次公开以后的各次；涉密撤下的不计",
    PUBLICATIONS,
    lambda period: Q(day__range=period.days, number__gt=1),
    (_OF_ITEM, _CLASS_OF_ITEM, _COLUMN_OF_ITEM),
    day=lambda _: "day",
)
UPDATES_DUE = Figure(
    "items.updates_due",
    "有更新期限的更新",
    "次",
    "发布记录：写明了变更日期的，从那一天起算（《条例》第二十六条）",
    PUBLICATIONS,
    lambda _: Q(due_on__isnull=False),
    (_OF_ITEM, _CLASS_OF_ITEM, _COLUMN_OF_ITEM),
    part_of=UPDATED,
    day=lambda _: "day",
)
UPDATES_LATE = Figure(
    "items.updates_late",
    "超期的更新",
    "次",
    "更新的日期晚于应更新日期",
    PUBLICATIONS,
    lambda _: Q(day__gt=F("due_on")),
    (_OF_ITEM, _CLASS_OF_ITEM, _COLUMN_OF_ITEM),
    part_of=UPDATES_DUE,
    day=lambda _: "day",
)
GUIDE_UPDATED = Figure(
    "items.guide_updated",
    "更新的政府信息公开指南",
    "次",
    "发布记录：“政府信息公开指南”栏目的信息，第一次公开以后的各次（《条例》第十二条）",
    PUBLICATIONS,
    lambda _: Q(item__column_code="guide"),
    (_OF_ITEM,),
    part_of=UPDATED,
    day=lambda _: "day",
)
ENDED = Figure(
    "items.ended",
    "终止的信息",
    "条次",
    "终止记录：按终止方式分列，误公开撤回和涉密撤下不计入公开数",
    ENDINGS,
    lambda period: Q(day__range=period.days),
    (_OF_ITEM, ENDED_HOW),
    day=lambda _: "day",
)

FIGURES = (
    PUBLISHED,
    REPOSTED,
    ENTERED,
    DUE,
    IN_TIME,
    LATE,
    OVERDUE,
    INSIDE,
    INTERPRETATIONS,
    INTERPRETATIONS_DUE,
    INTERPRETED,
    UNINTERPRETED,
    BY_CHANNEL,
    BY_FIELD,
    UPDATED,
    UPDATES_DUE,
    UPDATES_LATE,
    GUIDE_UPDATED,
    ENDED,
)
