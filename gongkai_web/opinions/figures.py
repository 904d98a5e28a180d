"""What is counted of 意见征集: calls held, opinions received and shown, what became of them, results public?

Of a major decision the same numbers come to its register (`decisions.*`) when the results are public; they
are never added to these.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject, months, nowhere
from gongkai_web.figures.period import Period
from gongkai_web.opinions import queries
from gongkai_web.opinions.kinds import TAKEN, Channel, Status, Verdict
from gongkai_web.opinions.models import Call, Opinion

_REGISTER = "意见征集的登记"
AGENCY = Dimension("agency", "机关", "agency")
OPENED = Dimension("month", "月份", "opens_on__month", months)
OF_OPINION = Dimension("agency", "机关", "call__agency")
CHANNEL = Dimension("opinion_channel", "意见来源", "channel", lambda: dict(Channel.choices))
VERDICT = Dimension("verdict", "采纳情况", "verdict", lambda: dict(Verdict.choices))
MONTH = Dimension("month", "月份", "received_on__month", months)

CALLS = Subject(
    model=Call,
    agency="agency",
    visible=queries.visible,
    listing=Listing(
        caption="所计征集",
        columns=(
            Column("草案", lambda call: call.item.title),
            Column("开始", lambda call: call.opens_on),
            Column("截止", lambda call: call.until),
            Column("终止", lambda call: call.ended_on),
            Column("收到意见", lambda call: queries.totals(call).received),
            Column("公布采纳情况", lambda call: call.results_on),
        ),
        order=("opens_on", "pk"),
    ),
)
OPINIONS = Subject(
    model=Opinion,
    agency="call__agency",
    visible=queries.opinions,
    counted=Q(status__in=TAKEN),
    listing=Listing(
        caption="所计意见",
        columns=(
            Column("编号", lambda one: one.registry_number),
            Column("草案", lambda one: one.call.item.title),
            Column("来源", lambda one: one.get_channel_display()),
            Column("收到", lambda one: one.received_on),
            Column("状态", lambda one: one.get_status_display()),
            Column("采纳情况", lambda one: one.get_verdict_display()),
        ),
        order=("received_on", "pk"),
        opens=lambda one: one.call,
    ),
)


def _calls(
    key: str, label: str, source: str, condition: Callable[[Period], Q], *, standing: bool = False
) -> Figure:
    return Figure(
        f"opinions.{key}",
        label,
        "期",
        f"{_REGISTER}：{source}",
        CALLS,
        condition,
        (AGENCY, OPENED),
        day=nowhere if standing else lambda _: "opens_on",
        standing=standing,
    )


def _opinions(
    key: str,
    label: str,
    source: str,
    condition: Callable[[Period], Q],
    *,
    part_of: Figure | None = None,
    standing: bool = False,
) -> Figure:
    return Figure(
        f"opinions.{key}",
        label,
        "条",
        f"{_REGISTER}：{source}",
        OPINIONS,
        condition,
        (OF_OPINION, CHANNEL, VERDICT, MONTH),
        part_of=part_of,
        day=nowhere if standing else lambda _: "received_on",
        standing=standing,
    )


HELD = _calls(
    "held",
    "公开征求意见",
    "开始日期在本期，没有终止的",
    lambda period: Q(opens_on__range=period.days, ended_on=None),
)
STOPPED = Figure(
    "opinions.stopped",
    "终止的征集",
    "期",
    f"{_REGISTER}：终止日期在本期的，不计入公开征求意见",
    CALLS,
    lambda period: Q(ended_on__range=period.days),
    (AGENCY,),
    day=lambda _: "ended_on",
)
RESULTS = Figure(
    "opinions.results",
    "公布了采纳情况的征集",
    "期",
    f"{_REGISTER}：公布采纳情况的日期在本期的",
    CALLS,
    lambda period: Q(results_on__range=period.days),
    (AGENCY,),
    day=lambda _: "results_on",
)
OVERDUE = _calls(
    "results_overdue",
    "逾期没有公布采纳情况的征集",
    "应公布采纳情况的日期已过，还没有公布的",
    lambda period: Q(results_due_on__lt=period.now, results_on=None),
    standing=True,
)
RECEIVED = _opinions(
    "received", "征集收到的意见", "收到日期在本期的", lambda period: Q(received_on__range=period.days)
)
SHOWN = _opinions(
    "shown", "公开显示的意见", "审看后显示的", lambda _: Q(status=Status.SHOWN), part_of=RECEIVED
)
ADOPTED = _opinions(
    "adopted", "征集采纳的意见", "处理为采纳的", lambda _: Q(verdict=Verdict.ADOPTED), part_of=RECEIVED
)
PARTLY = _opinions(
    "partly", "征集部分采纳的意见", "处理为部分采纳的", lambda _: Q(verdict=Verdict.PARTLY), part_of=RECEIVED
)
REFUSED = _opinions(
    "refused", "征集不采纳的意见", "处理为不采纳的", lambda _: Q(verdict=Verdict.REFUSED), part_of=RECEIVED
)
WAITING = _opinions(
    "waiting", "待审看的意见", "现在还没有审看的", lambda _: Q(status=Status.NEW), standing=True
)

FIGURES = (HELD, STOPPED, RESULTS, OVERDUE, RECEIVED, SHOWN, ADOPTED, PARTLY, REFUSED, WAITING)
