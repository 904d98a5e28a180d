"""What is counted of clean-ups, and of documents that were marked as amended or no longer in force?"""

from __future__ import annotations

from django.db.models import Q

from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject
from gongkai_web.publishing.documents import queries
from gongkai_web.publishing.documents.models import CleanUp, CleanUpRow, Verdict
from gongkai_web.publishing.models import ChangeKind, DocumentChange

_REGISTER = "规范性文件的清理（有效性清理）"

ROWS = Subject(
    model=CleanUpRow,
    agency="clean_up__agency",
    visible=queries.judged,
    listing=Listing(
        caption="所清理的文件",
        columns=(
            Column("文件", lambda row: str(row.document)),
            Column("清理结果", lambda row: row.get_verdict_display()),
            Column("理由", lambda row: row.reason),
            Column("清理", lambda row: row.clean_up.title),
        ),
        order=("clean_up", "pk"),
        related=("clean_up", "document"),
        opens=lambda row: row.document,
    ),
)
CLEAN_UPS = Subject(
    model=CleanUp,
    agency="agency",
    visible=queries.clean_ups,
    listing=Listing(
        caption="所计清理",
        columns=(
            Column("名称", lambda one: one.title),
            Column("清理截至", lambda one: one.as_of),
            Column("结果公开", lambda one: one.item.published_on if one.item else None),
        ),
        order=("item__published_on", "pk"),
        related=("item",),
    ),
)
CHANGES = Subject(
    model=DocumentChange,
    agency="document__agency",
    visible=queries.changes,
    counted=Q(voided=False, document__voided=False),
    listing=Listing(
        caption="所标注的文件",
        columns=(
            Column("文件", lambda one: str(one.document)),
            Column("标注", lambda one: one.get_kind_display()),
            Column("自何日起", lambda one: one.day),
            Column("依据", lambda one: one.said),
        ),
        order=("day", "pk"),
        related=("document", "by_document"),
        opens=lambda one: one.document,
    ),
)

CLEANED = Figure(
    "documents.cleaned",
    "清理的规范性文件",
    "件",
    f"{_REGISTER}：清理结果公开的日期",
    ROWS,
    lambda period: Q(clean_up__item__published_on__range=period.days),
    (
        Dimension("agency", "机关", "clean_up__agency"),
        Dimension("verdict", "清理结果", "verdict", lambda: dict(Verdict.choices)),
    ),
    day=lambda _: "clean_up__item__published_on",
)
HELD = Figure(
    "documents.clean_ups",
    "规范性文件清理",
    "次",
    f"{_REGISTER}：清理结果公开的日期",
    CLEAN_UPS,
    lambda period: Q(item__published_on__range=period.days),
    (Dimension("agency", "机关", "agency"),),
    day=lambda _: "item__published_on",
)
MARKED = Figure(
    "documents.marked",
    "标注有效性的文件",
    "件次",
    "规章和行政规范性文件的登记：标为已修改、废止、失效之日；延长有效期的不计",
    CHANGES,
    lambda period: Q(day__range=period.days) & ~Q(kind=ChangeKind.EXTENDED),
    (
        Dimension("agency", "机关", "document__agency"),
        Dimension("document_change", "标注", "kind", lambda: dict(ChangeKind.choices)),
    ),
    day=lambda _: "day",
)

FIGURES = (HELD, CLEANED, MARKED)
