"""How many faults were found, sent, mended in time, sent back, found again (手册00 行98至102、106至131)?"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject, months, nowhere
from gongkai_web.figures.period import Period
from gongkai_web.oversight.rectification import queries
from gongkai_web.oversight.rectification.facts import UNDER_WAY, Source, Status
from gongkai_web.oversight.rectification.models import Finding

_LEDGER = "问题整改台账"
AGENCY = Dimension("agency", "责任单位", "agency")
SOURCE = Dimension("finding_source", "来源", "source", lambda: dict(Source.choices))
STATUS = Dimension("finding_status", "状态", "status", lambda: dict(Status.choices))
MONTH = Dimension("month", "月份", "found_on__month", months)
_BY = (AGENCY, SOURCE, STATUS, MONTH)

FINDINGS = Subject(
    model=Finding,
    agency="agency",
    visible=queries.visible,
    counted=~Q(status__in=(Status.VOID, Status.MERGED, Status.UNFOUNDED)),
    listing=Listing(
        caption="所计问题",
        columns=(
            Column("编号", lambda row: row.registry_number),
            Column("问题", lambda row: row.title),
            Column("责任单位", lambda row: row.agency.name),
            Column("来源", lambda row: row.get_source_display()),
            Column("发现", lambda row: row.found_on),
            Column("期限", lambda row: row.due_on),
            Column("状态", lambda row: row.get_status_display()),
            Column("了结", lambda row: row.closed_on),
        ),
        order=("found_on", "pk"),
        related=("agency",),
    ),
)


def _found(period: Period) -> Q:
    return Q(found_on__range=period.days)


def _closed(period: Period) -> Q:
    return Q(closed_on__range=period.days, status=Status.MENDED)


def _figure(
    key: str,
    label: str,
    source: str,
    condition: Callable[[Period], Q],
    *,
    part_of: Figure | None = None,
    day: str = "found_on",
    standing: bool = False,
) -> Figure:
    return Figure(
        f"rectification.{key}",
        label,
        "个",
        f"{_LEDGER}：{source}",
        FINDINGS,
        condition,
        _BY,
        part_of=part_of,
        day=nowhere if standing else lambda _: day,
        standing=standing,
    )


FOUND = _figure("found", "发现的问题", "发现日期在本期的；不是问题的、并入另一条的不计", _found)
SENT = _figure("sent", "通知整改的问题", "已经发过整改通知的", lambda _: ~Q(notified_on=None), part_of=FOUND)
REPEATED = _figure(
    "repeated", "反复出现的问题", "以前整改过的同一问题", lambda _: ~Q(repeat_of=None), part_of=FOUND
)
LEFT = _figure(
    "left", "还没有整改的问题", "本期发现、现在还没有了结的", lambda _: Q(status__in=UNDER_WAY), part_of=FOUND
)
MENDED = _figure("mended", "整改的问题", "本期复核已经整改的", _closed, day="closed_on")
IN_TIME = _figure(
    "in_time",
    "按期整改的问题",
    "在通知的期限内整改的；没有通知就改好的不计",
    lambda _: Q(late=False) & ~Q(notified_on=None),
    part_of=MENDED,
    day="closed_on",
)
SENT_BACK = _figure(
    "sent_back", "退回再整改的问题", "复核没有整改、退回过的", lambda _: Q(rounds__gt=0), part_of=FOUND
)
FIGURES = (FOUND, SENT, REPEATED, LEFT, MENDED, IN_TIME, SENT_BACK)
