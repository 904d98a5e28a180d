"""What is counted of applying online?"""

from __future__ import annotations

from django.db.models import Q

from gongkai_web.apply.queries import not_asked
from gongkai_web.figures.declared import Figure
from gongkai_web.publishing.figures import AGENCIES, AGENCY_KIND, PUBLIC_AGENCIES

ONLINE = Figure(
    "agencies.online",
    "可以网上申请的机关",
    "个",
    "机关的登记（《条例》第二十七条）",
    AGENCIES,
    lambda _: ~Q(kind__in=not_asked()),
    (AGENCY_KIND,),
    part_of=PUBLIC_AGENCIES,
)

FIGURES = (ONLINE,)
