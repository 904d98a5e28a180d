"""How often was what is public read again, what was hit, what mended (手册00 行66、75、82至84)?"""

from __future__ import annotations

from django.db.models import Q

from gongkai.publication.words import genres
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject
from gongkai_web.publishing.sweeps import queries
from gongkai_web.publishing.sweeps.models import Hit, HitState, Kind, Sweep
from gongkai_web.publishing.sweeps.reading import label_of

_SOURCE = "存量排查的登记"
KIND = Dimension("sweep_kind", "查什么", "kind", lambda: dict(Kind.choices))
_OF_HIT = (
    Dimension("agency", "机关", "sweep__agency"),
    Dimension("sweep_kind", "查什么", "sweep__kind", lambda: dict(Kind.choices)),
    Dimension("genre", "体裁", "item__genre", lambda: {code: one.label for code, one in genres().items()}),
)
SWEEPS = Subject(
    model=Sweep,
    agency="agency",
    visible=queries.visible,
    listing=Listing(
        caption="所计排查",
        columns=(
            Column("排查", lambda row: row.get_kind_display()),
            Column("开始", lambda row: row.begun_on),
            Column("查过", lambda row: row.examined),
        ),
        order=("begun_on", "pk"),
    ),
)
HITS = Subject(
    model=Hit,
    agency="sweep__agency",
    visible=queries.hits,
    listing=Listing(
        caption="所计命中",
        columns=(
            Column("信息", lambda row: str(row.item)),
            Column("哪一类", lambda row: label_of(row.code)),
            Column("几处", lambda row: row.places),
            Column("状态", lambda row: row.get_state_display()),
            Column("整改", lambda row: row.settled_on or ""),
            Column("用了几日", lambda row: row.mending_days),
        ),
        order=("sweep", "pk"),
        related=("item", "sweep"),
        opens=lambda row: row.sweep,
    ),
)
SWEPT = Figure(
    "sweeps.sweeps",
    "存量排查",
    "批次",
    f"{_SOURCE}：开始的日期",
    SWEEPS,
    lambda period: Q(begun_on__range=period.days),
    (Dimension("agency", "机关", "agency"), KIND),
    day=lambda _: "begun_on",
)
FOUND = Figure(
    "sweeps.hits",
    "排查命中",
    "条次",
    f"{_SOURCE}：一条信息的一类问题计一次",
    HITS,
    lambda period: Q(sweep__begun_on__range=period.days),
    _OF_HIT,
    day=lambda _: "sweep__begun_on",
)
MENDED = Figure(
    "sweeps.mended",
    "排查整改",
    "条次",
    f"{_SOURCE}：重新检查时已经没有问题的日期",
    HITS,
    lambda period: Q(settled_on__range=period.days, state=HitState.MENDED),
    _OF_HIT,
    day=lambda _: "settled_on",
)
MENDING_DAYS = Figure(
    "sweeps.mending_days",
    "排查整改所用日数",
    "日",
    f"{_SOURCE}：开始排查到已经没有问题的日数合计；除以“排查整改”就是平均用时",
    HITS,
    lambda period: Q(settled_on__range=period.days, state=HitState.MENDED),
    _OF_HIT,
    sums="mending_days",
    day=lambda _: "settled_on",
)
SETTLED = Figure(
    "sweeps.settled",
    "排查办结",
    "条次",
    f"{_SOURCE}：已经整改，或者写明为什么不用改的日期；“公开属性”一种就是逐条再定的件数",
    HITS,
    lambda period: Q(settled_on__range=period.days) & ~Q(state=HitState.OPEN),
    _OF_HIT,
    day=lambda _: "settled_on",
)

FIGURES = (SWEPT, FOUND, MENDED, MENDING_DAYS, SETTLED)
