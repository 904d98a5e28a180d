"""Which documents entered by hand wait for this person: to be confirmed, or to be entered anew?"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from gongkai_web.agencies.asking import Asking, Rare, Who
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Link, WorkRow
from gongkai_web.publishing.items.work import SENT_BACK_SHOWN
from gongkai_web.publishing.marks import WAITS
from gongkai_web.publishing.models import NormativeDocument

# No more are read.
MOST = 50


def lists(person: Person, day: date) -> tuple[Rare, Rare]:
    """The questions behind them, to be read together with others."""
    who = Asking(person, day)
    return (
        Rare(who, waiting, lambda: waiting(who).select_related("agency", "entered_by"), MOST),
        Rare(who, refused, lambda: refused(who).select_related("agency", "voided_by"), MOST),
    )


def waiting(who: Who) -> QuerySet[NormativeDocument]:
    """The oldest first: for all who handle there but who entered it."""
    found = NormativeDocument.objects.filter(waits=True, voided=False, agency__in=who.at(What.HANDLE))
    return found.exclude(entered_by=who.person()).order_by("pk")


def refused(who: Who) -> QuerySet[NormativeDocument]:
    """What whoever asks entered, a second person declared void instead of confirming it, and nobody has
    entered anew.
    """
    found = NormativeDocument.objects.filter(waits=True, voided=True, entered_by=who.person())
    found = found.filter(agency__in=who.at(What.HANDLE), voided_on__gte=who.day(-SENT_BACK_SHOWN))
    return found.exclude(voided_by=F("entered_by")).filter(~Exists(_anew())).order_by("pk")


def _anew() -> QuerySet[NormativeDocument]:
    """A later entry of the same title or number; a title may have been what was wrong, or the number."""
    later = NormativeDocument.objects.filter(agency=OuterRef("agency"), pk__gt=OuterRef("pk"))
    same_number = Q(number=OuterRef("number")) & ~Q(number="")
    return later.filter(Q(title=OuterRef("title")) | same_number)


def refused_row(one: NormativeDocument) -> WorkRow:
    """As a line of a work list."""
    return WorkRow(
        title=str(one),
        href=reverse("documents:document", args=[one.pk]),
        marks=(Mark("warning", "作废，没有公开"),),
        due_on=None,
        about=" · ".join((f"{one.voided_by}：{one.void_reason}", one.agency.name)),
        who=str(one.voided_by),
        act=Link("改了再登记", f"{reverse('documents:new')}?again={one.pk}"),
    )


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
