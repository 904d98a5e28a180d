"""What is counted of major decisions: on the list, opened to opinions, answered, decided, overdue?"""

from __future__ import annotations

from django.db.models import Q

from gongkai.publication.decisions import decision_stages
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject
from gongkai_web.figures.period import Period
from gongkai_web.publishing.decisions import queries
from gongkai_web.publishing.decisions.models import MajorDecision

_REGISTER = "重大行政决策的登记"
AGENCY = Dimension("agency", "机关", "agency")
STAGE = Dimension(
    "decision_stage",
    "阶段",
    "stage",
    lambda: {code: stage.label for code, stage in decision_stages().items()},
)
BY = (AGENCY, STAGE)

DECISIONS = Subject(
    model=MajorDecision,
    agency="agency",
    visible=queries.visible,
    listing=Listing(
        caption="所计决策",
        columns=(
            Column("事项", lambda decision: decision.title),
            Column("承办单位", lambda decision: decision.unit),
            Column("列入目录", lambda decision: decision.listed_on),
            Column("征求意见截止", lambda decision: decision.opinions_until),
            Column("收到意见", lambda decision: decision.opinions_received),
            Column("公布采纳情况", lambda decision: decision.adoption_on),
            Column("公布决定", lambda decision: decision.decided_on),
        ),
        order=("listed_on", "pk"),
    ),
)


def _figure(key: str, label: str, unit: str, source: str, *, day: str, sums: str = "") -> Figure:
    """A figure of what belongs to the period by one day."""
    return Figure(
        f"decisions.{key}",
        label,
        unit,
        f"{_REGISTER}：{source}",
        DECISIONS,
        lambda period: Q(**{f"{day}__range": period.days}),
        BY,
        sums=sums,
        day=lambda _: day,
    )


LISTED = _figure("listed", "列入目录的重大行政决策", "件", "列入目录的日期", day="listed_on")
CONSULTED = _figure("consulted", "公开征求意见的决策", "期", "公布草案的日期", day="opinions_from")
ANSWERED = _figure("answered", "公布了意见采纳情况的决策", "期", "公布采纳情况的日期", day="adoption_on")
DECIDED = _figure("decided", "公布决定的决策", "件", "公布决定的日期", day="decided_on")
_ADOPTION = "公布采纳情况的日期在本期的，所登记的条数"
RECEIVED = _figure("opinions", "收到的意见", "条", _ADOPTION, day="adoption_on", sums="opinions_received")
ADOPTED = _figure(
    "opinions_adopted", "采纳的意见", "条", _ADOPTION, day="adoption_on", sums="opinions_adopted"
)
PARTLY = _figure(
    "opinions_partly", "部分采纳的意见", "条", _ADOPTION, day="adoption_on", sums="opinions_partly"
)
REFUSED = _figure(
    "opinions_refused", "未采纳的意见", "条", _ADOPTION, day="adoption_on", sums="opinions_refused"
)


def _overdue(period: Period) -> Q:
    return Q(next_on__lt=period.now)


OVERDUE = Figure(
    "decisions.overdue",
    "应当公布而逾期的决策",
    "件",
    f"{_REGISTER}：采纳情况、解读的期限已过还没有登记",
    DECISIONS,
    _overdue,
    BY,
    indexed=True,
    standing=True,
)

FIGURES = (LISTED, CONSULTED, ANSWERED, DECIDED, RECEIVED, ADOPTED, PARTLY, REFUSED, OVERDUE)
