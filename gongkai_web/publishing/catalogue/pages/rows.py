"""How does a column, a missing one or an entry of the schedule become a line of a page?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai.publication.schedule import PUNCTUALITY_LABELS, Entry, Punctuality
from gongkai.publication.words import cycles
from gongkai_web.agencies.models import Agency
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Link, TimelineEntry
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.models import Column
from gongkai_web.publishing.catalogue.queries import OverdueColumn, Placed

_MARKS = {
    Punctuality.UNDATED: "waiting",
    Punctuality.WAITING: "open",
    Punctuality.EARLY: "done",
    Punctuality.ON_TIME: "done",
    Punctuality.LATE: "warning",
    Punctuality.OVERDUE: "late",
}


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column in the tree of the office."""

    link: Link
    depth: int
    purpose: str
    cycle: str
    count: int | None
    last: date | None
    mark: Mark | None

    @property
    def indent(self) -> range:
        """As many as it stands below the top, for a page to step through."""
        return range(self.depth)


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """An entry of the schedule. `href`: where it is noted."""

    label: str
    source: str
    last: date | None
    starts: str
    published_on: date | None
    mark: Mark
    href: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of the agency's own."""

    pk: int
    label: str
    within_labels: str
    opened_on: date
    closed_on: date | None


def column_rows(
    agency: Agency,
    day: date,
    counts: Mapping[str, int],
    last: Mapping[str, date],
    overdue: list[OverdueColumn],
) -> list[ColumnRow]:
    """The tree of that day with what stands in it."""
    late, codes = {one.column.pk: one for one in overdue}, queries.codes_within(agency)
    return [
        _column_row(one, codes[one.column.pk], counts, last, late.get(one.column.pk))
        for one in queries.tree(agency, day)
    ]


def _column_row(
    one: Placed,
    codes: list[str],
    counts: Mapping[str, int],
    last: Mapping[str, date],
    late: OverdueColumn | None,
) -> ColumnRow:
    column = one.column
    mark = Mark("late", f"自 {late.since} 起超期") if late else None
    return ColumnRow(
        Link(column.name, reverse("catalogue:column", args=[column.pk])),
        one.depth,
        column.get_purpose_display(),
        cycle_label(column),
        queries.shown_total(column, codes, counts),
        max((last[code] for code in codes if code in last), default=None),
        mark,
    )


def cycle_label(column: Column) -> str:
    """How often it is updated."""
    return cycles()[column.cycle].label if column.cycle in cycles() else "—"


def schedule_row(agency: Agency, year: int, entry: Entry) -> ScheduleRow:
    """An entry with its article and how it stands."""
    word = PUNCTUALITY_LABELS[entry.punctuality]
    left = entry.days_left
    if left:
        word = f"{word}（{'早' if left > 0 else '晚'} {abs(left)} 日）"
    return ScheduleRow(
        entry.label,
        str(entry.source),
        entry.last,
        "" if entry.last else entry.starts,
        entry.published_on,
        Mark(_MARKS[entry.punctuality], word),
        reverse("catalogue:scheduled", args=[agency.slug, year, entry.key]),
    )


def field_rows(agency: Agency) -> list[FieldRow]:
    """The fields that the agency opened itself."""
    labels = queries.field_labels()
    return [
        FieldRow(
            tag.pk,
            tag.label,
            "、".join(labels.get(code, code) for code in tag.within),
            tag.opened_on,
            tag.closed_on,
        )
        for tag in agency.field_tags.order_by("pk")
    ]


def elements(column: Column) -> list[Element]:
    """What a column is, at the head of its page."""
    rule = column.statutory
    parent = column.parent
    return [
        Element("机关", column.agency.name),
        *([Element("上级栏目", parent.name)] if parent else []),
        Element("性质", column.get_purpose_display()),
        Element("内容", column.get_kind_display()),
        Element("更新周期", cycle_label(column)),
        *([Element("领域", queries.field_labels().get(column.tag, column.tag))] if column.tag else []),
        *([Element("依据", str(rule.source))] if rule else []),
        Element("网址名", column.address),
        Element("开设", str(column.opened_on)),
        *(
            [Element("停用", str(column.closed_on), "", Mark("repealed", "已停用"))]
            if column.closed_on
            else []
        ),
        *([Element("并入", column.merged_into.name)] if column.merged_into else []),
    ]


def trace(column: Column) -> list[TimelineEntry]:
    """What happened to it."""
    return [
        TimelineEntry(
            one.day,
            one.get_kind_display(),
            one.person_name,
            "；".join(filter(None, (one.said, f"理由：{one.reason}" if one.reason else ""))),
        )
        for one in column.changes.all()
    ]
