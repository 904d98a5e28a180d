"""Which campaign, unit or submission is this page about, how does one get here, and who may do what?"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, may
from gongkai_web.annual.campaign.collecting import queries
from gongkai_web.annual.campaign.collecting.actions.levels import own_office
from gongkai_web.annual.campaign.collecting.models import Campaign, Submission, Unit
from gongkai_web.annual.campaign.collecting.standing import UnitStanding
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.frame import Section
from gongkai_web.office.request import OfficeRequest

SECTION = Section("年报报送", "collecting:campaigns")


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person may do about a unit: decide, hand in for it, add up its level, keep the list."""

    decides: bool
    sends: bool
    adds_up: bool
    keeps_list: bool


def campaign_or_404(request: OfficeRequest, pk: int) -> Campaign:
    """The campaign, where the person may see it; else no such page."""
    return get_object_or_404(queries.visible(request.user, today()), pk=pk)


def unit_or_404(request: OfficeRequest, pk: int) -> Unit:
    """The unit, where the person may see it; else no such page."""
    related = ("campaign__agency", "agency", "parent__agency", "parent__parent__agency")
    unit = get_object_or_404(Unit.objects.select_related(*related, "merged_into", "split_from"), pk=pk)
    if not queries.units_of(unit.campaign, request.user, today()).filter(pk=pk).exists():
        raise Http404
    return unit


def submission_or_404(request: OfficeRequest, pk: int) -> Submission:
    """The submission, where the person may see its unit; else no such page."""
    found = get_object_or_404(Submission.objects.select_related("filing"), pk=pk)
    found.unit = unit_or_404(request, found.unit_id)
    return found


def rights(person: Person, unit: Unit) -> Rights:
    """What the person may do about the unit today."""
    day = today()
    decides = may(person, queries.office_of(unit), What.CHECK_REPORTS, day)
    writes = unit.agency is not None and may(person, unit.agency, What.WRITE_REPORT, day)
    return Rights(
        decides=decides,
        sends=decides or writes,
        adds_up=may(person, own_office(unit), What.CHECK_REPORTS, day),
        keeps_list=may(person, unit.campaign.agency, What.CHECK_REPORTS, day),
    )


def standing_of(unit: Unit) -> UnitStanding:
    """How far the unit has come today."""
    return next(one for one in queries.standing(unit.campaign, today()) if one.unit.pk == unit.pk)


def by_law(campaign: Campaign) -> str:
    """The day of the law in words; of what is brought in afterwards it measures nothing."""
    if campaign.afterwards:
        return f"补录：发起时已经过了法定期限 {campaign.statutory_day}，不计逾期"
    return f"法定期限 {campaign.statutory_day}"


def way_to(unit: Unit) -> tuple[Link, Link]:
    """The way to the page of a unit."""
    board = Link(unit.campaign.title, reverse("collecting:board", args=[unit.campaign_id]))
    return board, Link(unit.name, reverse("collecting:unit", args=[unit.pk]))
