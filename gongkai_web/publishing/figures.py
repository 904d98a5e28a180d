"""What is counted of what is published: rules and normative documents, and the agencies themselves?"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai.outcomes import agency_kinds
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject, standing
from gongkai_web.figures.period import Period
from gongkai_web.figures.policy import policy
from gongkai_web.publishing import queries
from gongkai_web.publishing.models import DocumentKind, Ending, NormativeDocument

REGISTER = "规章和行政规范性文件的登记（《条例》第二十条第（一）项）"
AGENCY = Dimension("agency", "机关", "agency")
KIND = Dimension("document_kind", "类型", "kind", lambda: dict(DocumentKind.choices))
ENDING = Dimension("ending", "失效方式", "ending", lambda: dict(Ending.choices))
BY = (AGENCY, KIND, ENDING)

DOCUMENTS = Subject(
    model=NormativeDocument,
    agency="agency",
    visible=queries.visible,
    counted=queries.COUNTED,
    listing=Listing(
        caption="所计文件",
        columns=(
            Column("标题", lambda document: document.title),
            Column("发文字号", lambda document: document.number),
            Column("成文", lambda document: document.issued_on),
            Column("失效", lambda document: document.ended_on),
            Column("失效方式", lambda document: document.get_ending_display()),
        ),
        order=("issued_on", "pk"),
    ),
)


def _ended(period: Period) -> Q:
    """Whatever way it ended, or only what was repealed (手册02 §2)."""
    ended = Q(ended_on__range=period.days)
    only = policy("documents_repealed", period) == "repealed_only"
    return ended & Q(ending=Ending.REPEALED) if only else ended


def _in_force(period: Period) -> Q:
    """Effective and not ended at the end of the period; on `ended_on` it is no longer in force.

    Nor is it before it was made, whatever it says of the time before.
    """
    return standing("effective_from", "ended_on", period) & Q(issued_on__lte=period.last)


ISSUED = Figure(
    "documents.issued_count",
    "制发的文件",
    "件",
    f"{REGISTER}：成文日期",
    DOCUMENTS,
    lambda period: Q(issued_on__range=period.days),
    BY,
    day=lambda _: "issued_on",
)
REPEALED = Figure(
    "documents.repealed_count",
    "废止的文件",
    "件",
    f"{REGISTER}：失效日期",
    DOCUMENTS,
    _ended,
    BY,
    day=lambda _: "ended_on",
)
IN_FORCE = Figure(
    "documents.effective_count",
    "现行有效的文件",
    "件",
    f"{REGISTER}：施行日期和失效日期，看期末",
    DOCUMENTS,
    _in_force,
    BY,
)


def _agencies(_: Person | AnonymousUser, __: date) -> QuerySet[Agency]:
    """That an agency exists is public."""
    return visible_agencies()


AGENCIES = Subject(
    model=Agency,
    agency="pk",
    visible=_agencies,
    listing=Listing(
        caption="所计公开主体",
        columns=(
            Column("机关", lambda agency: agency.name),
            Column("类型", lambda agency: agency_kinds()[agency.kind].label),
            Column("设立", lambda agency: agency.founded_on),
            Column("撤销", lambda agency: agency.closed_on),
        ),
        order=("kind", "pk"),
    ),
)
AGENCY_KIND = Dimension(
    "agency_kind", "机关类型", "kind", lambda: {one.code: one.label for one in agency_kinds().values()}
)
PUBLIC_AGENCIES = Figure(
    "agencies.public",
    "公开主体",
    "个",
    "机关的登记（《条例》第二条、第十条）：期末已设立、还没有撤销",
    AGENCIES,
    lambda period: Q(founded_on__lte=period.last) & (Q(closed_on=None) | Q(closed_on__gte=period.last)),
    (AGENCY_KIND,),
)

FIGURES = (ISSUED, REPEALED, IN_FORCE, PUBLIC_AGENCIES)
