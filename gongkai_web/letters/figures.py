"""What is counted of letters? The requests done whose letters bear dates that cannot be."""

from __future__ import annotations

from django.db.models import Q

from gongkai_web.cases import figures
from gongkai_web.figures.declared import Figure
from gongkai_web.letters.doubtful import doubtful

DATES_DOUBTFUL = Figure(
    "letters.dates_doubtful",
    "日期存疑",
    "件",
    "本站制作的文书：成文、发出的日期早于起草、审签或者盖章（以前的版本可以倒填）",
    figures.CASES,
    lambda _: Q(pk__in=doubtful().values("case")),
    figures.BY,
    part_of=figures.RESULTS,
    day=figures.RESULTS.day,
)

FIGURES = (DATES_DOUBTFUL,)
