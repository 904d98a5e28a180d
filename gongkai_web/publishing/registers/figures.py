"""What is counted of the registers of publication: reported and adopted, answered, published on accounts?"""

from __future__ import annotations

from django.db.models import Q

from gongkai_web.figures.period import Period
from gongkai_web.publishing.registers.declared import ARTICLES, REPORTED_UP, RESPONSES
from gongkai_web.registers.figures import counted, subject_of


def _adopted(period: Period) -> Q:
    """Adopted by the day of asking: what was reported in December may be adopted in January."""
    return Q(adopted_on__lte=period.now)


_UP = subject_of(REPORTED_UP)
REPORTED = counted(REPORTED_UP, "reported", "上报的信息", "条", subject=_UP)
ADOPTED = counted(
    REPORTED_UP,
    "adopted",
    "上报后采用的信息",
    "条",
    subject=_UP,
    condition=_adopted,
    part_of=REPORTED,
    standing=True,
)
ANSWERED = counted(RESPONSES, "answered", "回应的热点问题", "次", subject=subject_of(RESPONSES))
PUBLISHED = counted(ARTICLES, "published", "新媒体稿件", "篇", subject=subject_of(ARTICLES))

FIGURES = (REPORTED, ADOPTED, ANSWERED, PUBLISHED)
