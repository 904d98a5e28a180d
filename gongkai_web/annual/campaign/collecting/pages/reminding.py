"""Whom has the office to remind, how are they reached, and when were they reminded last?"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.annual.campaign.collecting import actions, mailing, queries
from gongkai_web.annual.campaign.collecting.models import Campaign, Reminder, Unit
from gongkai_web.annual.campaign.collecting.pages.forms import RemindForm
from gongkai_web.annual.campaign.collecting.pages.place import SECTION, campaign_or_404
from gongkai_web.annual.campaign.collecting.standing import UnitStanding
from gongkai_web.annual.campaign.names import clean_name
from gongkai_web.annual.campaign.sheet import table
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.downloads import made_for
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in

_COLUMNS = (
    ("单位", 40),
    ("状态", 10),
    ("期限", 12),
    ("联系电话", 20),
    ("联系邮箱", 30),
    ("上次催报", 20),
)


@dataclass(frozen=True, slots=True)
class Awaited:
    """A unit that is waited for: by when, how it is reached, and the last reminder."""

    unit: Unit
    state: str
    late: bool
    due: date | None
    last: Reminder | None

    @property
    def reminded(self) -> str:
        """The last reminder in words."""
        return f"{self.last.day} {self.last.get_way_display()}" if self.last else ""


@keeps_typed
def reminders(request: OfficeRequest, pk: int) -> HttpResponse:
    """The list to be printed or called through, and the form that reminds and enters it."""
    campaign = campaign_or_404(request, pk)
    found = _awaited(campaign, request.user)
    form = RemindForm(sent(request), units=Unit.objects.filter(pk__in=[one.unit.pk for one in found]))
    if carried_out(
        request,
        form,
        lambda given: actions.remind(by=request.user, day=today(), **given),
        "已催报，逐个登记。",
    ):
        return redirect("collecting:reminders", pk)
    back = reverse("collecting:board", args=[pk])
    context = {
        "campaign": campaign,
        "agency": campaign.agency,
        "found": found,
        "form": form,
        "mails": mailing.can_send(),
        "cancel_url": back,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    way = (Link(campaign.title, back), Link("催报"))
    return SECTION.page(request, "collecting/reminders.html", context, *way, status=status)


@signed_in
@require_safe
def file(request: OfficeRequest, pk: int) -> HttpResponse:
    """The same list as a workbook."""
    campaign = campaign_or_404(request, pk)
    found = _awaited(campaign, request.user)
    name = clean_name(f"{campaign.title} 催报名单 {today()}.xlsx")
    back = reverse("collecting:reminders", args=[pk])
    return made_for(request, lambda: _workbook(campaign, found), name, "xlsx", taken=(), back=back)


def _awaited(campaign: Campaign, person: Person) -> list[Awaited]:
    """The units about which this person's offices decide, the late ones first."""
    checks = {agency.pk for agency in listed_where(person, What.CHECK_REPORTS, today())}
    standing = {one.unit.pk: one for one in queries.awaited(campaign, today())}
    related = ("campaign__agency", "agency", "parent__agency", "parent__parent__agency")
    units = Unit.objects.filter(pk__in=standing).select_related(*related)
    mine = [one for one in units if queries.office_of(one).pk in checks]
    if not checks:
        raise Http404
    last = {one.unit_id: one for one in Reminder.objects.filter(unit__in=mine).order_by("pk")}
    found = [_of(one, standing[one.pk], last.get(one.pk)) for one in mine]
    return sorted(found, key=lambda one: (not one.late, one.due or date.max, one.unit.pk))


def _of(unit: Unit, one: UnitStanding, last: Reminder | None) -> Awaited:
    return Awaited(unit, one.state.label, one.late or one.late_by_law, queries.wanted_by(one), last)


def _workbook(campaign: Campaign, found: list[Awaited]) -> bytes:
    rows = [
        (one.unit.name, one.state, str(one.due or ""), one.unit.phone, one.unit.email, one.reminded)
        for one in found
    ]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        table(book, "催报", _COLUMNS, rows, title=f"{campaign.title} 催报名单（{today()}）")
    return buffer.getvalue()
