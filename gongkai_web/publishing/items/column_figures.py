"""How many columns were not updated in their rhythm? Counted from what was published in them last."""

from __future__ import annotations

from django.db.models import DateField, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from gongkai.publication.columns import overdue_before
from gongkai.publication.words import cycles
from gongkai_web.figures.declared import Column as Head
from gongkai_web.figures.declared import Figure, Listing, Subject
from gongkai_web.figures.period import Period
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.catalogue.figures import AGENCY, COLUMNS, PURPOSE
from gongkai_web.publishing.catalogue.models import Column
from gongkai_web.publishing.items import queries

# What was merged into a column stands in it; its items keep the code of their day.
_CODES = Column.objects.filter(Q(pk=OuterRef(OuterRef("pk"))) | Q(merged_into=OuterRef(OuterRef("pk"))))
_LAST = (
    queries.in_lists(queries.live())
    .filter(agency=OuterRef("agency"), column_code__in=_CODES.values("code"))
    .order_by()
    .values("agency")
    .annotate(last=Max("changed_on"))
    .values("last")
)
UPDATED = Subject(
    model=Column,
    agency="agency",
    visible=COLUMNS.visible,
    derived={
        "updated_on": Greatest(
            F("opened_on"), Coalesce(Subquery(_LAST, output_field=DateField()), F("opened_on"))
        )
    },
    listing=Listing(
        caption="所计栏目",
        columns=(
            Head("栏目", lambda column: column.name),
            Head("更新周期", lambda column: cycles()[column.cycle].label),
            Head("开设", lambda column: column.opened_on),
        ),
        order=("position", "pk"),
    ),
)


def _overdue(period: Period) -> Q:
    """Open, filled with items, and last updated longer ago than its cycle on the day of asking."""
    late = Q(pk__in=())
    for cycle in cycles().on(period.now):
        last = overdue_before(cycle, period.now)
        if last is not None:
            late |= Q(cycle=cycle, updated_on__lte=last)
    still_open = Q(opened_on__lte=period.now) & (Q(closed_on=None) | Q(closed_on__gt=period.now))
    return still_open & Q(kind__in=catalogue.FILLED) & late


OVERDUE = Figure(
    "columns.overdue",
    "超期未更新的栏目",
    "个",
    "栏目最后更新的日子和它的更新周期，看查询的当天；从没有更新过的自开设之日算",
    UPDATED,
    _overdue,
    (AGENCY, PURPOSE),
    standing=True,
)

FIGURES = (OVERDUE,)
