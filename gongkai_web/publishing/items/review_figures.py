"""What waits for whose review today (《条例》第十七条)?"""

from __future__ import annotations

from django.db.models import Q

from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject
from gongkai_web.publishing.items import queries, review
from gongkai_web.publishing.items.kinds import Stage
from gongkai_web.publishing.items.models import Edition

_REVIEW = "公开审查的记录（《条例》第十七条）"


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
    seen_by=queries.editions_read_by,
)
WAITS = Dimension("waits", "等谁", "waits")
SUBMITTED = Dimension("submitted_on", "送审", "submitted_on")

WAITING = Figure(
    "items.waiting_review",
    "等待审查",
    "件",
    f"{_REVIEW}：今天还在审查的",
    WAITING_EDITIONS,
    lambda _: Q(stage=Stage.IN_REVIEW),
    (Dimension("agency", "机关", "item__agency"), WAITS, SUBMITTED),
)
FIGURES = (WAITING,)
