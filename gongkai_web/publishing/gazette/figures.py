"""What is counted of the gazette: issues and articles?"""

from __future__ import annotations

from django.db.models import Q

from gongkai.publication.ends import leaving
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject
from gongkai_web.publishing.gazette import queries
from gongkai_web.publishing.gazette.models import Entry, Issue, State

_REGISTER = "政府公报的登记"

ISSUES = Subject(
    model=Issue,
    agency="agency",
    visible=queries.visible,
    counted=Q(state=State.OUT),
    listing=Listing(
        caption="所计公报",
        columns=(
            Column("期次", str),
            Column("发行日期", lambda issue: issue.issued_on),
            Column("机关", lambda issue: issue.agency),
        ),
        order=("issued_on", "pk"),
    ),
)
ENTRIES = Subject(
    model=Entry,
    agency="issue__agency",
    visible=queries.entries,
    counted=Q(issue__state=State.OUT),
    listing=Listing(
        caption="所计刊登",
        columns=(
            Column("信息", lambda entry: str(entry.item)),
            Column("期次", lambda entry: str(entry.issue)),
            Column("栏目", lambda entry: entry.section),
        ),
        order=("issue__issued_on", "position"),
        opens=lambda entry: entry.item,
    ),
)
COUNTED_ISSUES = Figure(
    "gazette.issues",
    "发行的政府公报",
    "期",
    f"{_REGISTER}：发行日期",
    ISSUES,
    lambda period: Q(issued_on__range=period.days),
    (Dimension("agency", "机关", "agency"),),
    day=lambda _: "issued_on",
)
ARTICLES = Figure(
    "gazette.articles",
    "公报刊登的信息",
    "篇",
    f"{_REGISTER}：所在一期的发行日期；误公开撤回、涉密撤下的不计",
    ENTRIES,
    lambda period: Q(issue__issued_on__range=period.days) & ~Q(item__ending__in=leaving(period.last)),
    (Dimension("agency", "机关", "issue__agency"), Dimension("section", "栏目", "section")),
    day=lambda _: "issue__issued_on",
)
FIGURES = (COUNTED_ISSUES, ARTICLES)
