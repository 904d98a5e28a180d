"""Which documents that somebody else entered by hand wait for this person to be confirmed?"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from gongkai_web.agencies.asking import Asking, Rare, Who
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Link, WorkRow
from gongkai_web.publishing.marks import WAITS
from gongkai_web.publishing.models import NormativeDocument

# No more are read.
MOST = 50


def lists(person: Person, day: date) -> tuple[Rare]:
    """The question behind them, to be read together with others."""
    who = Asking(person, day)
    return (Rare(who, waiting, lambda: waiting(who).select_related("agency", "entered_by"), MOST),)


def waiting(who: Who) -> QuerySet[NormativeDocument]:
    """The oldest first: for all who handle there but who entered it."""
    found = NormativeDocument.objects.filter(waits=True, voided=False, agency__in=who.at(What.HANDLE))
    return found.exclude(entered_by=who.person()).order_by("pk")


def work_row(one: NormativeDocument) -> WorkRow:
    """As a line of a work list."""
    url = reverse("documents:document", args=[one.pk])
    return WorkRow(
        title=str(one),
        href=url,
        marks=(Mark("waiting", WAITS),),
        due_on=None,
        about=" · ".join(("录入的文件，还没有公开", one.agency.name)),
        who=f"{one.entered_by}（录入）",
        act=Link("确认", url),
    )
