"""What is counted of the reviews of what is published (《条例》第十七条): how many, how fast, what came back,
and what waits for whom today?

A mean is made of two numbers: the days of reviews, and the reviews that were passed. What was sealed leaves
these counts as it leaves that of its year (`gongkai.publication.ends`): nobody opens its row. That it ended
so is counted apart (`items.ended`).
"""

from __future__ import annotations

from django.db.models import Q

from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject
from gongkai_web.publishing.items import queries, review
from gongkai_web.publishing.items.kinds import Stage, StepKind
from gongkai_web.publishing.items.models import Decision, Edition

_REVIEW = "公开审查的记录（《条例》第十七条）"
_BUT_SEALED = "涉密撤下的不计，另计在“终止的信息”"
_NOT_SEALED = Q(item__sealed=False)
# Of past stock a whole batch is decided on, what is sealed of it or not.
_OF_WHAT_IS_NOT_SEALED = Q(snapshot__item__sealed=False) | Q(snapshot__batch__isnull=False)

# – what the records fall into

_OF_ITEM = Dimension("agency", "机关", "item__agency")
STEP = Dimension("review_step", "环节", "kind", lambda: dict(StepKind.choices))
WAITS = Dimension("waits", "等谁", "waits")
SUBMITTED = Dimension("submitted_on", "送审", "submitted_on")
_BY_STEP = (Dimension("agency", "机关", "snapshot__agency"), STEP)

# – how the records behind a number are listed

EDITIONS = Subject(
    model=Edition,
    agency="item__agency",
    visible=queries.editions,
    listing=Listing(
        caption="所计审查",
        columns=(
            Column("标题", lambda row: str(row.item)),
            Column("送审", lambda row: row.submitted_on),
            Column("批准", lambda row: row.approved_on),
            Column("用了几日", lambda row: row.review_days),
        ),
        order=("approved_on", "pk"),
        related=("item",),
        opens=lambda row: row.item,
    ),
    counted=_NOT_SEALED,
    seen_by=queries.editions_read_by,
)
DECISIONS = Subject(
    model=Decision,
    agency="snapshot__agency",
    visible=queries.decisions,
    listing=Listing(
        caption="所计审查意见",
        columns=(
            Column("信息", lambda row: str(row.snapshot.item or row.snapshot.batch)),
            Column("环节", lambda row: row.get_kind_display()),
            Column("审查人", lambda row: row.person),
            Column("意见", lambda row: "同意" if row.approved else "退回"),
            Column("日期", lambda row: row.day),
        ),
        order=("day", "pk"),
        related=("snapshot__item", "snapshot__batch", "person"),
        opens=lambda row: row.snapshot.item or row.snapshot.batch,
    ),
    counted=_OF_WHAT_IS_NOT_SEALED,
    seen_by=queries.decisions_read_by,
)
WAITING_EDITIONS = Subject(
    model=Edition,
    agency="item__agency",
    visible=queries.editions,
    listing=Listing(
        caption="等待审查的信息",
        columns=(
            Column("标题", lambda row: str(row.item)),
            Column("送审", lambda row: row.submitted_on),
            Column("等谁", lambda row: review.waits_for(row.waits)),
        ),
        order=("submitted_on", "pk"),
        related=("item",),
        opens=lambda row: row.item,
    ),
    counted=_NOT_SEALED,
    seen_by=queries.editions_read_by,
)

# – the numbers

REVIEWED = Figure(
    "items.reviewed",
    "审查通过",
    "件",
    f"{_REVIEW}：最后一步批准的日期；{_BUT_SEALED}",
    EDITIONS,
    lambda period: Q(approved_on__range=period.days),
    (_OF_ITEM,),
    day=lambda _: "approved_on",
)
REVIEW_DAYS = Figure(
    "items.review_days",
    "审查所用日数",
    "日",
    f"{_REVIEW}：送审到批准的日数合计；除以“审查通过”就是平均用时",
    EDITIONS,
    lambda _: Q(),
    (_OF_ITEM,),
    sums="review_days",
    part_of=REVIEWED,
)
REVIEWS = Figure(
    "items.reviews",
    "审查意见",
    "次",
    f"{_REVIEW}：每一步的意见，同意和退回都在内；{_BUT_SEALED}",
    DECISIONS,
    lambda period: Q(day__range=period.days),
    _BY_STEP,
    day=lambda _: "day",
)
SECRECY_REVIEWS = Figure(
    "items.secrecy_reviews",
    "保密审查",
    "次",
    f"{_REVIEW}：保密审查的意见，同意和退回都在内；{_BUT_SEALED}",
    DECISIONS,
    lambda _: Q(kind=StepKind.SECRECY),
    _BY_STEP,
    part_of=REVIEWS,
)
RETURNS = Figure(
    "items.returned",
    "审查退回",
    "次",
    f"{_REVIEW}：退回的意见",
    DECISIONS,
    lambda _: Q(approved=False),
    _BY_STEP,
    part_of=REVIEWS,
)
WAITING = Figure(
    "items.waiting_review",
    "等待审查",
    "件",
    f"{_REVIEW}：今天还在审查的",
    WAITING_EDITIONS,
    lambda _: Q(stage=Stage.IN_REVIEW),
    (_OF_ITEM, WAITS, SUBMITTED),
)

FIGURES = (REVIEWED, REVIEW_DAYS, REVIEWS, SECRECY_REVIEWS, RETURNS, WAITING)
